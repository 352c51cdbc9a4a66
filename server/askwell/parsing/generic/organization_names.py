"""The name of the organization a page belongs to, weighed from titles, logos, copyright lines and markup."""

import re
from collections import Counter
from dataclasses import dataclass, field

from askwell.parsing.evidence import Place
from askwell.parsing.generic.items import ORGANIZATION_TYPES, Item, walk
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import read_name
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import is_any_label, is_heading_phrase, plain, words
from askwell.parsing.text import compare_key, host_of

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:by\s+)?(?:\d{4}(?:\s*[-–,/]\s*(?:\d{2,4}|present"
    r"|heute))*)?\s*(?:by\s+|\|\s*|[,.–-]\s+)?(?P<name>[^\d©|•·].{1,79}?)(?=$|\s*(?:\d{4}\b|[|•·©]|[-–—]\s"
    r"|\.\s|\.$|,?\s+(?:All [Rr]ights|Alle Rechte|Tous droits|Todos (?:los|os)|Tutti i|Designed by|Design "
    r"by|Powered by|Website by|Site by|Privacy|Terms|Impressum)\b))",
    re.I,
)
_BEFORE_COPYRIGHT = re.compile(r"(?P<name>[^©|]{3,70}?)\s*(?:©|\([cC]\))\s*(?:19|20)\d\d")
_LOGO = re.compile(
    r"\s*\b(?:logo(?:type)?|home ?page|home|startseite|accueil|inicio|icon|image|banner|header|emblem"
    r"|copy)\b\s*|[\[\]()]|\.(?:png|jpe?g|gif|svg|webp)$",
    re.I,
)
_LEAD_CASED = re.compile(
    r"^(?:[Ww]elcome to|[Ww]illkommen bei|[Bb]ienvenue (?:chez|à|sur)|[Bb]ienvenid[oa]s? a|[Bb]envenuti in"
    r"|[Ww]elkom bij|[Aa]bout|[Üü]ber|[Cc]ontact|[Mm]eet|.{3,40}?\s(?:for|of|at|bei|von|chez|at the"
    r"|bij))\s+(?=(?-i:[^\Wa-z\d_]))"
)
_THIRD_PARTIES = frozenset(
    "google wordpress facebook microsoft adobe apple openstreetmap shopify squarespace wix godaddy joomla "
    "drupal twitter linkedin youtube cloudflare mapbox leaflet the author authors".split()
)
_MAX_LENGTH = 80
# Steps of an address under which directories have pages about organizations.
_DIRECTORY_STEPS = frozenset(
    "company companies organization organizations organisation organisations org startup startups business "
    "biz employer employers brand brands agency agencies vendor vendors firma firmen unternehmen "
    "entreprise entreprises societe empresa empresas azienda aziende bedrijf bedrijven cmp overview venture".split()
)


@dataclass(slots=True)
class NameCandidate:
    """A writing of an organization's name.

    Attributes:
        text: The writing.
        at: Where it stands.
        weight: Sum of what speaks for it.
        signs: Which sources gave it.
    """

    text: str
    at: Place | None
    weight: float
    best: float = 0.0
    signs: set[str] = field(default_factory=set)


def find_organization_name(view: View, items: list[Item]) -> NameCandidate | None:
    """Return the best-supported name, or None when nothing on the page names its owner."""
    found = _Weigher(view, items).collect()
    ranked = sorted(found.values(), key=lambda item: -item.weight)
    return ranked[0] if ranked and ranked[0].weight >= 0.45 else None


class _Weigher:
    """Collects writings by their folded form without legal suffix."""

    def __init__(self, view: View, items: list[Item]) -> None:
        self.view = view
        self.items = items
        self.found: dict[str, NameCandidate] = {}
        self.host = re.sub(r"[^a-z0-9]", "", plain(view.host_word))

    def collect(self) -> dict[str, NameCandidate]:
        """Ask every source, then add what the host and the text say."""
        self._structured()
        self._meta()
        self._title()
        self._copyright()
        self._logos()
        self._headings()
        for candidate in self.found.values():
            candidate.weight += self._agrees_with_host(candidate.text)
            candidate.weight += 0.15 if ends_legally(candidate.text) else 0.0
        self._join()
        self._weigh_frequency()
        return self.found

    def offer(self, text: str, weight: float, sign: str, at: Place | None) -> None:
        """Count a sign for a writing, unless it is a heading, a label or a sentence."""
        text = text.strip(" -–—|:,•·\"'").removesuffix(" -")
        key = name_key(text)
        if (
            not key
            or key.isdigit()
            or len(text) > _MAX_LENGTH
            or len(text.split()) > 10
            or is_heading_phrase(text)
            or is_any_label(text)
            or key in _THIRD_PARTIES
        ):
            return
        if key in words("name_parts", "not_names") or (
            all(word in words("name_parts", "not_names") for word in key.split()) and not self._agrees_with_host(text)
        ):
            return
        candidate = self.found.setdefault(key, NameCandidate(text, at, 0.0))
        if sign in candidate.signs:
            return
        candidate.signs.add(sign)
        candidate.weight += weight
        if weight > candidate.best or (candidate.text.isupper() and not text.isupper()):
            candidate.text, candidate.at = text, at
        candidate.best = max(candidate.best, weight)

    def _structured(self) -> None:
        for item in walk(self.items):
            if item.role not in ("", "publisher", "mainEntity", "about"):
                continue
            if not (item.is_a(ORGANIZATION_TYPES) or ("Brand" in item.types and item.source == "microdata")):
                continue
            value = item.one("name", "legalName")
            if value is None or _is_person(value.text):
                continue
            here = any(host_of(link.text) == self.view.document.host for link in item.all("url"))
            weight = 0.4 * here + {"": 0.8, "publisher": 0.6, "mainEntity": 1.0, "about": 0.8}.get(item.role, 0.0)
            if weight and (item.source != "hcard" or item.role != "author"):
                self.offer(value.text, weight, f"item:{item.role}", value.at)

    def _meta(self) -> None:
        meta = self.view.document.meta
        for name, weight in (
            ("og:site_name", 0.6),
            ("application-name", 0.45),
            ("apple-mobile-web-app-title", 0.35),
            ("dc.publisher", 0.3),
            ("author", 0.1),
        ):
            attribute = "property" if name.startswith("og:") else "name"
            self.offer(meta.get(name, ""), weight, name, f'meta[{attribute}="{name}"]@content')

    def _title(self) -> None:
        parts = self.view.title_parts
        named = [part for part in parts if not is_heading_phrase(part)]
        if len(parts) > 1 and len(named) == 1:
            self.offer(_stripped(named[0])[0], 0.2, "only part", self.view.title_place)
        for number, part in enumerate(parts):
            edge = 0.4 if number == len(parts) - 1 else 0.25
            for text in _stripped(part):
                self.offer(text, edge if text == part else edge - 0.05, "title", self.view.title_place)

    def _copyright(self) -> None:
        for line in self.view.lines:
            if "©" not in line.text and "opyright" not in line.text and "(c)" not in line.text.lower():
                continue
            before = _BEFORE_COPYRIGHT.search(line.text)
            if before is not None:
                self.offer(re.split(r"\s[|·•–—-]\s", before["name"])[-1], 0.4, "copyright", line.node)
            match = _COPYRIGHT.search(line.text)
            if match is not None:
                self.offer(
                    re.split(r",\s+(?:an?|the|ein|eine)\s", match["name"])[0].strip(" .")
                    + ("." if match["name"].endswith(("Inc.", "Ltd.", "Co.")) else ""),
                    0.45,
                    "copyright",
                    line.node,
                )

    def _logos(self) -> None:
        for line in self.view.lines[:60]:
            if not line.is_image or line.region == "footer":
                continue
            home = (
                self.view.document.link(line.href).rstrip("/").endswith(self.view.document.host) if line.href else False
            )
            marked = (
                "logo"
                in f"{line.text} {line.node.attributes.get('src') or ''} "
                f"{line.node.attributes.get('class') or ''} {line.node.attributes.get('id') or ''}".lower()
            )
            if home or marked:
                for text in _stripped(_LOGO.sub(" ", line.text).strip()):
                    self.offer(re.split(r"\s[-–|]\s", text)[0], 0.35 if home and marked else 0.25, "logo", line.node)

    def _headings(self) -> None:
        for line in self.view.marked_headings[:2]:
            if self._is_profiled(line.text):
                self.offer(line.text, 2.0, "profiled", line.node)
            for text in (line.text, re.split(r"\s[-–|:]\s", line.text)[0], *_stripped(line.text)):
                self.offer(text, 0.2, "h1", line.node)
        for line in self.view.lines[:25]:
            if line.href and not line.is_image and line.region in ("main", "header", "nav") and self._links_home(line):
                self.offer(line.text, 0.3, "home link", line.node)
        for line in self.view.lines:
            if line.strong and line.region in ("main", "footer") and len(line.text) < 60 and ends_legally(line.text):
                self.offer(line.text, 0.2, "bold", line.node)

    def _is_profiled(self, text: str) -> bool:
        """Tell whether the page is a directory's page about an organization: its address ends in the name."""
        steps = [plain(step) for step in self.view.document.path]
        if len(steps) < 2 or not set(steps[:-1]) & _DIRECTORY_STEPS:
            return False
        return re.sub(r"[^a-z0-9]+", "", steps[-1]).startswith(re.sub(r"[^a-z0-9]+", "", name_key(text)))

    def _links_home(self, line: Line) -> bool:
        link = self.view.document.link(line.href)
        return bool(link) and link.split("#")[0].split("?")[0].rstrip("/").endswith(
            "//" + self.view.document.url.split("/")[2]
        )

    def _agrees_with_host(self, text: str) -> float:
        """Weigh how far the host spells the name: whole, its beginning, or its initials."""
        parts = [re.sub(r"[^a-z0-9]", "", plain(word)) for word in name_key(text).split()]
        parts = [part for part in parts if part]
        squeezed = "".join(parts)
        if not self.host or len(self.host) < 2 or not squeezed:
            return 0.0
        if squeezed == self.host:
            return 0.5
        if len(squeezed) >= 4 and (squeezed.startswith(self.host) or self.host.startswith(squeezed)):
            return 0.4
        initials = "".join(part[0] for part in parts if part not in ("and", "of", "the", "und", "et", "de"))
        if len(initials) >= 3 and initials == self.host:
            return 0.35
        if (len(self.host) >= 5 and self.host in squeezed) or (len(squeezed) >= 5 and squeezed in self.host):
            return 0.3
        return 0.25 if len(parts) > 1 and len(parts[0]) >= 4 and self.host.startswith(parts[0]) else 0.0

    def _join(self) -> None:
        """Count a longer writing's signs for the shorter one it begins with, when the shorter has signs of its own."""
        keys = sorted(self.found, key=len)
        for number, short in enumerate(keys):
            for long in keys[number + 1 :]:
                if long.startswith(short + " ") and short in self.found and long in self.found:
                    extra = long[len(short) :].split()
                    shared = 0.5 * min(self.found[short].weight, self.found[long].weight)
                    better = short if len(extra) > 3 or self.found[short].weight >= self.found[long].weight else long
                    self.found[better].weight += shared

    def _weigh_frequency(self) -> None:
        text = " ".join(line.text for line in self.view.lines[:600]).casefold()
        counts = Counter({key: text.count(candidate.text.casefold()) for key, candidate in self.found.items()})
        for key, count in counts.items():
            self.found[key].weight += min(0.15, 0.03 * count)


def name_key(text: str) -> str:
    """Return the form under which two writings of one organization are the same: folded, without legal suffix."""
    parts = compare_key(text.replace(".", "")).replace("&", " and ").split()
    while len(parts) > 1 and (parts[-1] in _LEGAL or parts[-1] == "and"):
        parts.pop()
    return " ".join(parts)


_LEGAL = frozenset(
    "ab ag aps as asa bv bvba co corp corporation cv ek eirl ev gbr gesmbh gmbh inc incorporated kft kg "
    "kgaa kk lda llc llp lp ltd ltda limited limitada mbh nv oo oy oyj plc pte pty sa sarl sas sasu sl slp "
    "slu snc spa srl srls sro vof zoo sp".split()
)


_EASTERN_LEGAL = re.compile(r"株式会社|有限会社|合同会社|公司|集团|주식회사|\(주\)|^(?:ООО|ОАО|ЗАО|АО|ИП|شركة)\s")


def ends_legally(text: str) -> bool:
    """Tell whether a text ends like a firm: a legal form, or a word such as Museum or Studio."""
    if _EASTERN_LEGAL.search(text):
        return True
    last = plain(text).replace(".", "").split()
    return bool(last) and (last[-1] in _LEGAL or last[-1] in words("organizations", "nouns")) and len(last) > 1


def _stripped(part: str) -> list[str]:
    """List a title part and what follows its opening words ("Welcome to", "Contacts for")."""
    head, comma, tail = part.partition(", ")
    if comma and tail[:1].islower():
        return [head, part]
    rest = _LEAD_CASED.sub("", part)
    return [part, rest] if rest != part and len(rest) > 2 else [part]


def _is_person(text: str) -> bool:
    reading = read_name(text)
    return reading is not None and bool(reading.credentials or reading.honorific) and reading.score >= 0.8
