/** Shapes shared by the extension's modules, known everywhere: what the server sends (docs/api.md) and what is kept in the browser. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Problem {
  type: string;
  title: string;
  detail?: string;
  status?: number;
  errors?: Record<string, unknown>;
  current?: Note;
}

interface Subject {
  id: string;
  kind: "person" | "organization";
  name: string;
  headline: string | null;
  organization: string | null;
  location: string | null;
  stage: string | null;
  created_at: string;
  updated_at: string;
  last_captured_at: string | null;
  url: string | null;
}

interface Fact {
  id: string;
  pointer: string;
  section: string;
  label: string;
  value: Json;
  text: string;
  origin: "page" | "user";
  state: "current" | "vanished" | "removed";
  raw: string | null;
  where: string | null;
  url: string | null;
  captured_at: string | null;
  was: { value: Json; until: string }[];
}

interface Note {
  text: string;
  version: number;
  updated_at: string | null;
}

interface Evidence {
  pointer: string;
  snippet: string;
}

interface Question {
  id: string;
  priority: number;
  text: string;
  category: string;
  trigger: string;
  why: string;
  evidence: Evidence[];
  follow_ups: string[];
  minutes: number;
  sensitivity: number;
  planned: boolean;
  state: "suggested" | "kept" | "asked" | "dismissed";
  locked: boolean;
  edited: boolean;
  answer: string | null;
}

interface Plan {
  questions: Question[];
  conversation: string[];
  closing: { id: string; text: string; minutes: number; purpose: string }[];
  unlock: { section: string; adds: number; hint: string }[];
  minutes: number;
  channel: string | null;
  reserve: unknown;
  action?: Action | null;
}

interface Action {
  id: string;
  label: string;
}

interface Candidate {
  index: number;
  name: string;
  title: string | null;
  url: string | null;
  saved_as: string | null;
}

interface Section {
  name: string;
  label: string;
  state: string;
  shown: number | null;
  total: number | null;
  hint: string | null;
}

interface KnownPerson {
  id: string;
  name: string;
  title: string;
  employer: string;
  connected_on: string;
  url: string;
}

interface Acquaintances {
  employer: string;
  total: number;
  people: KnownPerson[];
  themselves: KnownPerson | null;
}

interface CaptureResult {
  id: string;
  url: string;
  captured_at: string;
  status: "stored" | "read" | "unread";
  outcome: "created" | "updated" | "known" | "candidates" | "research" | "nothing";
  problem: Problem | null;
  page: { kind: string; title: string | null; language: string | null; adapter: string | null; reason: string | null } | null;
  subject: Subject | null;
  organization: Subject | null;
  changes: { pointer: string; label: string; kind: "added" | "changed" | "vanished"; old: Json; new: Json }[];
  sections: Section[];
  people: Candidate[];
  plan: Plan | null;
  note: Note | null;
  facts: Fact[];
  action: Action | null;
  may_load_rest?: boolean;
  acquaintances?: Acquaintances;
}

interface Similar {
  subject: Subject;
  reason: "link" | "mail" | "name_and_employer" | "name_and_history" | "name";
}

interface SubjectDetail {
  subject: Subject;
  facts: Fact[];
  sections: Section[];
  note: Note | null;
  organization: Subject | null;
  acquaintances?: Acquaintances;
}

interface Seeker {
  current_role?: string | null;
  target_role?: string | null;
  decision?: string | { options: string[]; by?: string | null } | null;
  hypotheses?: string[] | null;
  minutes?: number | null;
  channel?: string | null;
  filled?: number;
  [key: string]: unknown;
}

interface Status {
  version: string;
  api_version: number;
  people: number;
  companies: number;
  waiting: number;
  seeker_filled: boolean;
}

/** What pairing leaves in this browser. `port` is where the server was last seen. */
interface Pairing {
  id: string;
  token: string;
  serverKey: string;
  name: string;
  port: number;
  dashboard: string;
  apiVersion: number;
}

/** What the injected script answers: the page, or the reason why it was not read. */
type PageReading =
  | { problem: null; url: string; title: string; heading: string; html: string; selection: string; moved: boolean; milliseconds: number; elements: number }
  | { problem: string; url: string; title: string };

type Source = "click" | "menu" | "refresh";

/** One captured page on its way to the server; `body` is the request as it will be sent, byte for byte. */
interface OutboxItem {
  seq?: number;
  id: string;
  url: string;
  title: string;
  at: string;
  tabId: number;
  body: string;
  state: "waiting" | "refused";
  attempts: number;
  notBefore: number;
  reason: string | null;
}

/** What the extension knows about one tab: the last page that was read there, and how far that came. */
interface TabRecord {
  captureId: string | null;
  url: string;
  title: string;
  stage: "reading" | "kept" | "sent" | "undone" | "stopped" | "paired";
  problem: string | null;
  detail: string | null;
  at: number;
}

interface Tab {
  id: number;
  windowId: number;
  url?: string;
  title?: string;
  status?: string;
  incognito: boolean;
}

/** Text of a note that the server has not confirmed yet. */
interface Draft {
  kind: Subject["kind"];
  text: string;
  version: number;
}
