"""Five hundred texts that pages may plant: formulas, lines, links, markup, controls; generated, so that each run has all."""

from itertools import product

TRIGGERS = ["=", "+", "-", "@", "|", "%", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"]
LEADS = ["", " ", "'", '"', "\u00a0", "\u200b", "\ufeff", '" ']
FORMULAS = [
    "1+1",
    'HYPERLINK("http://evil.example";"x")',
    "cmd|' /C calc'!A0",
    'WEBSERVICE("http://evil.example")',
]
LINES = [
    "Ada{0}TEL:+1",
    "Ada{0}END:VCARD",
    "Ada{0}BEGIN:VALARM",
    "Ada{0}ATTENDEE:mailto:x@example.com",
    "Ada{0}END:VCALENDAR{0}BEGIN:VCALENDAR",
    "a{0}{0}b",
    "---{0}name: evil{0}---",
    "x{0}- y{0}# z",
]
BREAKS = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\n ", "\r\n\t"]
MARKUP = [
    "# heading",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/pixel.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`code`",
    "```\nfence\n```",
    "| a | b |\n|---|---|\n| c | d |",
    "1. one",
    "1) one",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "http://evil.example/x",
    "www.evil.example",
    "a@example.com",
    "&amp; &lt;b&gt;",
    "---",
    "===",
    "~~gone~~",
    "**bold** _it_",
    "\\*not\\*",
    "[[wiki]] {{template}} $math$ ==mark== %%note%%",
    "[ref]: http://evil.example",
    "<http://evil.example>",
    "    code by spaces",
    "yes",
    "null",
    "2026-01-01",
    "1e3",
    "!!python/object/apply:os.system ['x']",
    "&anchor *alias",
    "{a: b}",
    "[1, 2]",
    "'single",
    '"double',
    "both ' and \"",
    "a: b",
    "a #b",
    "%TAG",
    "<r><t>x</t></r>",
    "<r></t></is></c><c><f>1+1</f></c></r>",
    "_x0041_ _x000D_",
    "]]>",
    "<!--",
    "C:\\New\\name",
    "a;b,c\\d",
    'TYPE=x":y',
    "semi;=1+1",
    "comma,=1+1",
    "tab\t=1+1",
    "j1.ORG:x",
    "^n^'",
]
CONTROLS = [f"a{chr(code)}b" for code in (*range(0x01, 0x20), 0x7F, *range(0x80, 0xA0))]
LONG = ["ß" * 500, "😀" * 300, "名前" * 200, "x" * 10_000, ("e\u0301" * 400), "🏳️‍🌈" * 60]
OTHERS = [
    "Ünï cödé",
    "עברית",
    "العربية",
    "ไทย",
    "\u202eexe.fdp",
    "\u2066x\u2069",
    "../../x",
    "CON",
    "a/b\\c",
    "x" * 300,
    "trailing. ",
    "\u0000",
    "a\u0000b",
    "\ufffe\uffff",
    "0049 170",
    "+49 170 1234567",
    "-5",
    "+1-555-0100",
]


def hostile_texts() -> list[str]:
    """Give all of them, each once."""
    planted = [f"{lead}{trigger}{text}" for lead, trigger, text in product(LEADS, TRIGGERS, FORMULAS[:3])]
    planted += [f"{trigger}{FORMULAS[3]}" for trigger in TRIGGERS]
    lines = [line.format(one) for line, one in product(LINES, BREAKS)]
    found = list(dict.fromkeys([*planted, *lines, *MARKUP, *CONTROLS, *LONG, *OTHERS]))
    assert len(found) >= 500
    return found


TEXTS = hostile_texts()
