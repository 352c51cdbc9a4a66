/**
 * Reads the page it is injected into, once, in one step, and changes nothing: no node is made, moved or marked, nothing is sent,
 * no name is left behind. What comes out is the page's visible structure without code, styles, drawings, comments, form contents, hidden
 * state and conversations. It knows no site. The value of this script is its last expression.
 */
(() => {
  "use strict";
  const LIMITS = { bytes: 8_000_000, tags: 118_000, milliseconds: 2_500, attribute: 600, address: 2_048, block: 250_000, depth: 2_000 };
  const DROPPED = new Set(("script style svg noscript template iframe frame frameset object embed canvas video audio source track map input textarea " +
    "select option optgroup datalist progress meter param applet portal fencedframe dialog-polyfill").split(" "));
  const EMPTY = new Set("area base br col hr img link meta wbr".split(" "));
  const KEPT = new Set(("id class role itemprop itemscope itemtype itemid itemref property typeof resource about vocab prefix rel href src alt title datetime lang dir " +
    "componentkey data-section data-view-name hidden cite colspan rowspan content").split(" "));
  const KEPT_FAMILIES = /^(aria-|data-test|data-sdui-)/;
  const META = /^(description|author|keywords|title|og:|twitter:|profile:|article:|book:|music:|video:|dc\.|dcterms\.|citation_|parsely-|geo\.)/i;
  const LINKS = /\b(canonical|alternate|me|author|license|shortlink|publisher)\b/i;
  const SECRET = /([?&;])[^=&;#]*(?:token|csrf|xsrf|auth|sess|sid|secret|passw|signature|apikey|api_key|nonce)[^=&;#]*=[^&;#]*/gi;
  const CHAT = /(^|[\s_-])(chats?|chatbox|livechat|messaging|messenger|messages|inbox|msg|conversations?|intercom)([\s_-]|$)/i;
  const HOSTS = new Set("article aside blockquote body div footer header main nav p section span h1 h2 h3 h4 h5 h6".split(" "));
  const PANES = new Set(["dialog", "alertdialog", "complementary", "region", "log", "feed", "status"]);
  const STATE = /^\s*(?:[\[{]\s*["{[\]}]|for\s*\(;;\);|\)\]\}')/;

  // Pages can shadow an element's own properties by naming form fields after them; the originals cannot be shadowed.
  const getter = (owner, name) => { const { get } = Object.getOwnPropertyDescriptor(owner.prototype, name); return (it) => get.call(it); };
  const method = (owner, name) => { const called = owner.prototype[name]; return (it, ...given) => called.apply(it, given); };
  const [type, first, next, value, textOf] = ["nodeType", "firstChild", "nextSibling", "nodeValue", "textContent"].map((name) => getter(Node, name));
  const [tagOf, openRoot] = [getter(Element, "localName"), getter(Element, "shadowRoot")];
  const [namesOf, attribute, find, findAll] = ["getAttributeNames", "getAttribute", "querySelector", "querySelectorAll"].map((name) => method(Element, name));
  const assigned = method(HTMLSlotElement, "assignedNodes");
  const dom = globalThis["chrome"]?.dom;
  const started = performance.now();
  const url = location.href;
  const title = getter(Document, "title")(document);
  const out = [];
  let [bytes, tags, letters] = [0, 0, 0];

  const stop = (problem) => { throw { problem }; };
  const put = (text) => { bytes += text.length; out.push(text); };
  const escaped = (text, quoted) => (/[&<>"\u0000\u00a0]/.test(text) ? text.replaceAll("\0", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', quoted ? "&quot;" : '"') : text);
  const closedRoot = "openOrClosedShadowRoot" in Element.prototype ? getter(Element, "openOrClosedShadowRoot") : (it) => openRoot(it) ?? dom?.openOrClosedShadowRoot(it);
  const rootOf = (element, tag) => (tag.includes("-") || HOSTS.has(tag) ? closedRoot(element) : null);

  /** Whether an element is a conversation, a text being written, or the page's own state in disguise. */
  function isPrivate(element, tag, names) {
    const role = attribute(element, "role") ?? "";
    if (role === "log" || role === "textbox" || role === "menu") return true;
    if (names.includes("contenteditable") && attribute(element, "contenteditable") !== "false") return true;
    if (tag === "button" || tag === "a" || tag === "body" || tag === "main" || tag === "html") return false;
    const called = ["aria-label", "id", "class", "data-testid", "data-test-id"].map((name) => attribute(element, name) ?? "").join(" ");
    if (!CHAT.test(called)) return false;
    return PANES.has(role) || tag === "aside" || tag === "dialog" || tag.includes("-") || names.includes("aria-live") || CHAT.test(attribute(element, "aria-label") ?? "") ||
      find(element, "textarea, input[type=text], input:not([type]), [contenteditable], [role=textbox], [role=log], [aria-live]") !== null;
  }

  function isDropped(element, tag, names) {
    if (tag === "meta") return !(names.includes("property") || names.includes("itemprop") || META.test(attribute(element, "name") ?? "")) || (attribute(element, "content") ?? "").length > LIMITS.address;
    if (tag === "link") return !names.includes("itemprop") && !LINKS.test(attribute(element, "rel") ?? "");
    return names.length > 0 && isPrivate(element, tag, names);
  }

  function openTag(tag, element, names) {
    let text = `<${tag}`;
    for (const name of names) {
      const kept = KEPT.has(name) || KEPT_FAMILIES.test(name) || (tag === "meta" && name === "name");
      if (!kept || (name === "content" && tag !== "meta" && !names.includes("property") && !names.includes("itemprop"))) continue;
      let shown = attribute(element, name);
      const address = name === "href" || name === "src";
      if (address && /^\s*(data|javascript|blob|vbscript):/i.test(shown)) continue;
      if (address && shown.includes("=")) shown = shown.replace(SECRET, "$1");
      if (shown.length > (address || name === "content" ? LIMITS.address : LIMITS.attribute)) continue;
      text += ` ${name}="${escaped(shown, true)}"`;
    }
    put(`${text}>`);
  }

  function writeText(text, exact) {
    const shown = exact ? text : text.replace(/\s+/g, (gap) => (gap.includes("\n") ? "\n" : " "));
    if (shown.length > 120 && STATE.test(shown)) return;
    letters += shown.trim().length;
    put(escaped(shown, false));
  }

  function writeElement(element, depth, exact) {
    const tag = tagOf(element);
    if (++tags > LIMITS.tags / 2 || bytes > LIMITS.bytes || depth > LIMITS.depth) stop("too-large");
    if (tags % 256 === 0 && performance.now() - started > LIMITS.milliseconds) stop("too-slow");
    if (tag === "script" && /^application\/(.*\+)?ld\+json/i.test(attribute(element, "type") ?? "")) {
      const text = textOf(element);
      if (text.length < LIMITS.block && !/<\/script|<!--/i.test(text)) put(`<script type="application/ld+json">${text.replaceAll("\0", "")}</script>`);
      return;
    }
    const names = DROPPED.has(tag) ? null : namesOf(element);
    if (!names || isDropped(element, tag, names)) return;
    openTag(tag, element, names);
    if (EMPTY.has(tag)) return;
    const slotted = tag === "slot" ? assigned(element) : [];
    const root = rootOf(element, tag);
    if (slotted.length) slotted.forEach((node) => writeNode(node, depth + 1, exact));
    else writeChildren(root ?? element, depth + 1, exact || tag === "pre");
    put(`</${tag}>`);
  }

  function writeNode(node, depth, exact) {
    if (type(node) === 1) writeElement(node, depth, exact);
    else if (type(node) === 3) writeText(value(node), exact);
  }

  function writeChildren(parent, depth, exact) {
    for (let node = first(parent); node; node = next(node)) writeNode(node, depth, exact);
  }

  try {
    const kind = getter(Document, "contentType")(document);
    const root = getter(Document, "documentElement")(document);
    if (kind === "application/pdf" || (root && find(root, "body > embed[type='application/pdf']"))) stop("pdf");
    if (!/html/.test(kind) || !root) stop("not-a-page");
    writeNode(root, 0, false);
    if (letters < 20) stop("empty");
    const entry = performance.getEntriesByType("navigation")[0]?.name ?? url;
    const html = `<!doctype html>\n${out.join("")}`;
    return {
      problem: null, url, title, html, elements: tags, milliseconds: Math.round(performance.now() - started),
      heading: [...findAll(root, "h1")].slice(0, 5).map((it) => textOf(it).trim().slice(0, 200)).join("\n"),
      selection: String(getSelection() ?? "").slice(0, 10_000), moved: entry.split("#")[0] !== url.split("#")[0],
    };
  } catch (reason) {
    if (typeof reason?.problem === "string") return { problem: reason.problem, url, title };
    throw reason;
  }
})();
