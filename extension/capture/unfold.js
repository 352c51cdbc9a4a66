/**
 * Shows the rest of the page it is injected into, once, because the user asked for it: scrolls the page's own scroller as a reader would,
 * presses what is in view and only shows more of this page, and puts the position back. It never follows links, sends forms, opens menus or
 * leaves the page, adds nothing to it, and ends within five seconds. It knows no site. The value of this script is what it did.
 */
(async () => {
  "use strict";
  const LIMITS = { milliseconds: 3_600, pause: 90, settle: 250, presses: 40, letters: 60, slack: 40, area: 0.5, step: 0.8, still: 3 };
  const WORDS = [
    "(show|see|view|read|load|display) (\\d[\\d,.]* )?(more|all|full|the rest)( .*)?", "(\\d[\\d,.]* )?more", "expand( all)?",
    "((alle\\S*|mehr|weitere\\S*|vollst\\S+)( .+)? (anzeigen|zeigen|ansehen|laden|lesen|einblenden)|mehr|weiterlesen)",
    "(voir|afficher|lire|charger) (plus|tou\\S*|la suite|davantage)( .*)?", "(ver|mostrar|leer|cargar) (m[aá]s|tod\\S+)( .*)?",
    "(ver|mostrar|exibir|carregar|ler) (mais|tud\\S+|tod\\S+)( .*)?", "(mostra|vedi|leggi|carica) (altr\\S*|tutt\\S*|di pi[uù])( .*)?",
    "((meer|alles?)( .+)? (weergeven|tonen|lezen|laden|bekijken)|meer)", "(toon|lees|laad|bekijk) (meer|alles?)( .*)?", "visa (mer|alla)( .*)?",
    "(もっと|さらに|すべて|続きを).{0,12}", "(显示|查看|加载|展开)(更多|全部|全文).{0,6}", "더 ?보기", "показать (ещ[её]|вс[её]|больше)( .*)?", "(pokaż|zobacz) (więcej|wszystkie)( .*)?",
  ];
  const MORE = new RegExp(`^[\\s….·+▾▼⌄]*(${WORDS.join("|")})[\\s….·▾▼⌄]*$`, "iu");
  const NOT_READING = /\b(action|option|setting|menu|share|follow|connect|message|contact|like|react|comment|reply|report|block|save|delete|remove|edit|buy|pay|order|subscribe|sign|log|join|apply|send|filter|sort|language|search|chat|play|download|cookie|consent|accept|agree|allow|akzept|zustimm|aceptar|aceitar|accett)/i;
  const CONTROLS = "button, [role=button], details:not([open]) > summary";
  const APART = "a, form, nav, header, footer, aside, dialog, iframe, label, select, [contenteditable], [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=dialog], [role=alertdialog], [role=menu], [role=menubar], [role=toolbar], [role=tablist], [role=listbox], [role=search], [role=form], [role=feed] article";
  const TOLD = ["href", "formaction", "popovertarget", "commandfor", "aria-pressed", "aria-checked", "aria-selected", "target", "download"];

  const [started, address] = [performance.now(), location.href];
  const left = () => LIMITS.milliseconds - (performance.now() - started);
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const page = document.scrollingElement ?? document.documentElement;
  const content = () => document.querySelector("main, [role=main]") ?? document.body;
  const dialogs = () => document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]").length;
  const words = (control) => (control.innerText || control.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim();

  /** The largest element that scrolls down; the window where none is large enough. */
  function findScroller() {
    let [found, largest] = [page, LIMITS.area * innerWidth * innerHeight];
    for (const element of document.body.querySelectorAll("*")) {
      const area = element.clientWidth * element.clientHeight;
      if (area <= largest || element.scrollHeight - element.clientHeight <= LIMITS.slack) continue;
      if (/^(auto|scroll|overlay)$/.test(getComputedStyle(element).overflowY)) [found, largest] = [element, area];
    }
    return found;
  }

  /** Whether a reader could see and press it at this moment. */
  function isInView(control) {
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { left: x, top: y, width, height } = control.getBoundingClientRect();
    if (width < 4 || height < 4) return false;
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    return there !== null && (control.contains(there) || there.contains(control));
  }

  /** Whether pressing it only shows more of this page. */
  function onlyShowsMore(control) {
    if (control.matches("summary")) return control.parentElement.closest(APART) === null;
    if (control.closest(APART) || control.form || control.querySelector("a, input, select, textarea") || control.ariaDisabled === "true" || control.disabled) return false;
    if (TOLD.some((name) => control.hasAttribute(name)) || (control.ariaHasPopup ?? "false") !== "false" || /^(submit|reset)$/.test(control.getAttribute("type") ?? "")) return false;
    const said = words(control);
    if (!said || said.length > LIMITS.letters || control.ariaExpanded === "true") return false;
    if (NOT_READING.test(said) || NOT_READING.test(control.getAttribute("aria-label") ?? "")) return false;
    return MORE.test(said) || control.ariaExpanded === "false";
  }

  const pressed = new Set();
  let quiet = true;
  function pressVisible() {
    let count = 0;
    for (const control of content().querySelectorAll(CONTROLS)) {
      if (pressed.size >= LIMITS.presses || !quiet || left() <= 0 || location.href !== address) break;
      if (pressed.has(control) || !onlyShowsMore(control) || !isInView(control)) continue;
      const before = dialogs();
      pressed.add(control);
      control.click();
      quiet = dialogs() <= before;
      count += 1;
    }
    return count;
  }

  const scroller = findScroller();
  const [top, side, windowTop, windowSide] = [scroller.scrollTop, scroller.scrollLeft, scrollY, scrollX];
  const to = (where, height, width = side) => where.scrollTo({ top: height, left: width, behavior: "instant" });
  const view = () => (scroller === page ? innerHeight : scroller.clientHeight);
  let [still, height] = [0, -1];
  to(scroller, 0);
  while (left() > 0 && still < LIMITS.still && location.href === address && !document.hidden) {
    await pause(LIMITS.pause);
    const opened = pressVisible();
    if (opened) await pause(LIMITS.pause);
    const atEnd = scroller.scrollTop + view() >= scroller.scrollHeight - 2;
    still = atEnd && !opened && height === scroller.scrollHeight ? still + 1 : 0;
    height = scroller.scrollHeight;
    to(scroller, scroller.scrollTop + view() * LIMITS.step);
  }
  const ended = location.href !== address ? "moved" : still >= LIMITS.still ? "end" : "time";
  if (ended !== "moved") {
    to(scroller, top);
    if (scroller !== page) window.scrollTo({ top: windowTop, left: windowSide, behavior: "instant" });
    await pause(LIMITS.settle);
  }
  return { pressed: pressed.size, ended, milliseconds: Math.round(performance.now() - started) };
})();
