"""Names sections whose headings are in no list, by what their entries link to and how they are dated."""

from collections.abc import Collection

from askwell.parsing.sections import Section
from askwell.parsing.sites.linkedin.lines import lines_of_entry


def guess_sections(sections: list[Section], known: Collection[str]) -> list[Section]:
    """Return the sections that can only be experience or education, renamed so."""
    guessed: dict[str, tuple[int, Section]] = {}
    for section in sections:
        dated = sum(1 for line in lines_of_entry(section.units) if line.range)
        companies = len(section.node.css('a[href*="/company/"]'))
        schools = len(section.node.css('a[href*="/school/"]'))
        name = "education" if schools > companies else "experience"
        if not dated or not (companies or schools) or name in known:
            continue
        if name not in guessed or guessed[name][0] < dated:
            guessed[name] = (dated, Section(name, section.node, section.heading))
    return [section for _, section in guessed.values()]
