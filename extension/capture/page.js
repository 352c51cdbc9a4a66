/**
 * Reads the page it is injected into, once, in one step, and changes nothing: no node is made, moved or marked, nothing is sent, no name is
 * left behind. What comes out is the page's structure and text, without code, styles, drawings, comments, form contents, hidden state and
 * conversations. It knows no site. The value of this script is its last expression.
 */
(() => {
  "use strict";
  const LIMITS = { bytes: 8_000_000, elements: 59_000, milliseconds: 2_500, attribute: 600, address: 2_048, block: 250_000, depth: 1_000 };
  const words = (text) => new Set(text.split(" "));
  const DROPPED = words("style svg noscript template iframe frame frameset object embed canvas video audio source track map input textarea select option optgroup datalist progress meter");
  const VOID = words("base br col hr img link meta wbr");
  const HOSTS = words("article aside blockquote body div footer header main nav p section span h1 h2 h3 h4 h5 h6");
  const KEPT = words("id class role itemprop itemscope itemtype itemid itemref property typeof resource about vocab prefix rel href src alt title datetime lang dir componentkey data-section data-view-name hidden");
  const KEPT_FAMILIES = /^(aria-|data-test|data-sdui-)/;
  const META = /^(description|author|keywords|title|og:|twitter:|profile:|article:|book:|music:|video:|dc\.|dcterms\.|citation_|geo\.)/i;
  const LINKS = /\b(canonical|alternate|me|author|license|shortlink|publisher)\b/i;
  const SECRET = /([?&;])[^=&;#]*(?:token|csrf|xsrf|auth|sess|sid|secret|passw|signature|api_?key|nonce)[^=&;#]*=[^&;#]*/gi;
  const CHAT = /(^|[\s_-])(chats?|chatbox|livechat|messaging|messenger|messages|inbox|msg|conversations?)([\s_-]|$)/i;
  const WRITING = "textarea, input[type=text], input:not([type]), [contenteditable], [role=textbox], [role=log], [aria-live]";
  const PRIVATE_ROLES = words("log textbox menu");
  const PANES = words("dialog alertdialog complementary region feed status");
  const NEVER_CHAT = words("a button body main html");
  const STATE = /^\s*(?:[\[{]\s*["{[\]}]|for\s*\(;;\);|\)\]\}')/;
  // Pages can shadow an element's own properties by naming form fields after them; the originals cannot be shadowed.
  const getter = (owner, name) => { const { get } = Object.getOwnPropertyDescriptor(owner.prototype, name); return (it) => get.call(it); };
  const method = (owner, name) => { const called = owner.prototype[name]; return (it, given) => called.call(it, given); };
  const [typeOf, first, next, valueOf, textOf] = ["nodeType", "firstChild", "nextSibling", "nodeValue", "textContent"].map((name) => getter(Node, name));
  const [tagOf, openRoot] = ["localName", "shadowRoot"].map((name) => getter(Element, name));
  const [namesOf, attribute, find, findAll] = ["getAttributeNames", "getAttribute", "querySelector", "querySelectorAll"].map((name) => method(Element, name));
  const slotted = method(HTMLSlotElement, "assignedNodes");
  const { dom } = globalThis["chrome"] ?? {};
  const anyRoot = "openOrClosedShadowRoot" in Element.prototype ? getter(Element, "openOrClosedShadowRoot") : (it) => openRoot(it) ?? dom?.openOrClosedShadowRoot(it);

  const [started, url, title, out] = [performance.now(), location.href, getter(Document, "title")(document), []];
  let [size, elements, letters] = [0, 0, 0];
  const stop = (problem) => { throw { problem }; };
  const put = (text) => { size += text.length; out.push(text); };
  const entities = { "\0": "", "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u00a0": "&nbsp;" };
  const escaped = (text) => (/[\0&<>"\u00a0]/.test(text) ? text.replace(/[\0&<>"\u00a0]/g, (sign) => entities[sign]) : text);
  // Looking for closed roots is slow; a plain element that has one has nothing else in it.
  const rootOf = (element, tag) => (tag.includes("-") || (HOSTS.has(tag) && !first(element)) ? anyRoot(element) : openRoot(element));

  /** Whether an element is a conversation or a text being written. */
  function isPrivate(element, tag, names) {
    const role = names.includes("role") ? attribute(element, "role") : "";
    if (PRIVATE_ROLES.has(role) || (names.includes("contenteditable") && attribute(element, "contenteditable") !== "false")) return true;
    if (NEVER_CHAT.has(tag) || !["aria-label", "id", "class", "data-testid"].some((name) => names.includes(name) && CHAT.test(attribute(element, name)))) return false;
    return PANES.has(role) || tag === "aside" || tag === "dialog" || tag.includes("-") || names.includes("aria-live") || find(element, WRITING) !== null;
  }

  function isDropped(element, tag, names) {
    if (tag === "meta") return !names.includes("property") && !names.includes("itemprop") && !META.test(attribute(element, "name") ?? "");
    if (tag === "link") return !names.includes("itemprop") && !LINKS.test(attribute(element, "rel") ?? "");
    return names.length > 0 && isPrivate(element, tag, names);
  }
  function isKept(name, tag, names) {
    if (name === "content") return tag === "meta" || names.includes("property") || names.includes("itemprop");
    return KEPT.has(name) || KEPT_FAMILIES.test(name) || (name === "name" && tag === "meta") || (name === "value" && tag === "data");
  }

  function writeTag(tag, element, names) {
    let text = `<${tag}`;
    for (const name of names) {
      if (!isKept(name, tag, names)) continue;
      const address = name === "href" || name === "src";
      let value = attribute(element, name);
      if (address && /^\s*(data|javascript|blob|vbscript):/i.test(value)) continue;
      if (address && value.includes("=")) value = value.replace(SECRET, "$1");
      if (value.length <= (address || name === "content" ? LIMITS.address : LIMITS.attribute)) text += ` ${name}="${escaped(value)}"`;
    }
    put(`${text}>`);
  }
  function writeText(text, exact) {
    const shown = exact ? text : text.replace(/\s{2,}|[\n\t]/g, (gap) => (gap.includes("\n") ? "\n" : " "));
    if (shown.length > 120 && STATE.test(shown)) return;
    letters += shown.trim().length;
    put(escaped(shown));
  }
  function writeScript(script) {
    const text = /^application\/(.*\+)?ld\+json/i.test(attribute(script, "type") ?? "") ? textOf(script) : "";
    if (text && text.length < LIMITS.block && !/<\/script|<!--/i.test(text)) put(`<script type="application/ld+json">${text.replaceAll("\0", "")}</script>`);
  }
  function writeElement(element, depth, exact) {
    const tag = tagOf(element);
    if (++elements > LIMITS.elements || size > LIMITS.bytes || depth > LIMITS.depth) stop("too-large");
    if (elements % 256 === 0 && performance.now() - started > LIMITS.milliseconds) stop("too-slow");
    if (tag === "script") return writeScript(element);
    const names = DROPPED.has(tag) ? null : namesOf(element);
    if (!names || isDropped(element, tag, names)) return;
    if (tag === "body") letters = 0;
    writeTag(tag, element, names);
    if (VOID.has(tag)) return;
    const given = tag === "slot" ? slotted(element) : [];
    if (given.length) given.forEach((node) => writeNode(node, depth + 1, exact));
    else for (let node = first(rootOf(element, tag) ?? element); node; node = next(node)) writeNode(node, depth + 1, exact || tag === "pre");
    put(`</${tag}>`);
  }
  function writeNode(node, depth, exact) {
    if (typeOf(node) === 1) writeElement(node, depth, exact);
    else if (typeOf(node) === 3) writeText(valueOf(node), exact);
  }

  try {
    const kind = getter(Document, "contentType")(document);
    const root = getter(Document, "documentElement")(document);
    if (kind === "application/pdf" || (root && find(root, "body > embed[type='application/pdf']"))) stop("pdf");
    if (!/html/.test(kind) || !root) stop("not-a-page");
    writeNode(root, 0, false);
    if (letters < 20) stop("empty");
    const heading = [...findAll(root, "h1")].slice(0, 5).map((it) => textOf(it).trim().slice(0, 200)).join("\n");
    // Back on the address it was loaded with, a page may still show somebody else: what counts is whether it ever went on by itself.
    const moved = (globalThis["navigation"]?.entries().filter(({ sameDocument }) => sameDocument).length ?? history.length) > 1 || (performance.getEntriesByType("navigation")[0]?.name ?? url).split("#")[0] !== url.split("#")[0];
    const selection = String(getSelection() ?? "").slice(0, 10_000);
    return { problem: null, url, title, heading, html: `<!doctype html>\n${out.join("")}`, selection, moved, elements, milliseconds: Math.round(performance.now() - started) };
  } catch (reason) {
    if (typeof reason?.problem !== "string") throw reason;
    return { problem: reason.problem, url, title };
  }
})();
