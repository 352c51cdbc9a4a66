"""Text that the user pasted, as the page that readers get: nothing in it is markup, and it says that it was pasted."""

from html import escape

_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><pre data-askwell="pasted">{text}</pre></body></html>'
)


def pasted_title(text: str) -> str:
    """Give the first line of a text, as the title of its page."""
    return text.splitlines()[0].strip()[:200] if text else ""


def page_of_text(text: str) -> str:
    """Wrap pasted text in a page."""
    return _PAGE.format(title=escape(pasted_title(text)), text=escape(text))
