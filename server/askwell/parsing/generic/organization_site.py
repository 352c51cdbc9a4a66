"""One page of an organization's site being written to a draft: its name, its people, and the lines that are its own."""

from itertools import pairwise

from askwell.parsing.evidence import Draft, Place, Source
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import Mention
from askwell.parsing.generic.organization_names import NameCandidate, name_key
from askwell.parsing.generic.sections import Block, find_blocks
from askwell.parsing.generic.view import View
from askwell.parsing.listing import common_ancestor
from askwell.parsing.markup import is_within

_ENTRY_LINES = 14
_USUAL_ENTRY = 4


class Site:
    """What the readers of an organization's page share.

    Attributes:
        view: The page.
        name: The organization's name, if known.
        people: The people the page presents.
        draft: Where facts are offered.
        lines: The page's lines without those of people's entries and of other voices.
        blocks: The page's named sections.
    """

    def __init__(self, view: View, name: NameCandidate | None, people: list[Mention], draft: Draft) -> None:
        """Take what is known about the page."""
        self.view = view
        self.name = name
        self.people = people
        self.draft = draft
        entries = _entry_lines(view, people)
        self.lines: list[Line] = [
            line for line in view.lines if line.index not in entries and line.region not in ("comment", "quote")
        ]
        self.blocks: list[Block] = find_blocks(view)

    def put(self, field: str, value: str, at: Place | None, confidence: float, source: Source = "heuristic") -> None:
        """Offer a single value of the organization."""
        self.draft.put(f"/organization/{field}", value, at, source=source, confidence=confidence)

    def add(self, field: str, item: object, at: Place | None, confidence: float, source: Source = "heuristic") -> None:
        """Offer an item of a list of the organization."""
        self.draft.add(f"/organization/{field}", item, at, source=source, confidence=confidence)

    def is_own_name(self, text: str) -> bool:
        """Tell whether a text is the organization's name, or either begins with the other."""
        return self.name is not None and same_name(name_key(text), name_key(self.name.text))

    @property
    def first_words(self) -> str:
        """The first two folded words of the name, by which sentences about it are known."""
        return " ".join(name_key(self.name.text).split()[:2]) if self.name is not None else ""


def same_name(one: str, two: str) -> bool:
    """Tell whether two folded names are one, or one begins with the other."""
    return bool(one) and bool(two) and (one == two or one.startswith(two + " ") or two.startswith(one + " "))


def _entry_lines(view: View, people: list[Mention]) -> set[int]:
    """Collect the lines of people's entries: from each name to the next, as many as usual for the last."""
    taken: set[int] = set()
    shapes = {mention.line.index: mention.shape for mention in people}
    starts = sorted(shapes)
    gaps = sorted(after - before for before, after in pairwise(starts))
    usual = min(gaps[len(gaps) // 2], 8) if gaps else _USUAL_ENTRY
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else start + usual
        if shapes[start] == "lead":
            end = start + 1
        next_to = starts[number + 1] if number + 1 < len(starts) else starts[number - 1] if number else start
        taken |= _within_card(view, _entry(view, start, min(end, start + _ENTRY_LINES)), start, next_to)
    return taken


def _entry(view: View, start: int, end: int) -> set[int]:
    """Collect lines from a name on, until another section or part of the page begins."""
    taken: set[int] = set()
    for line in view.lines[start:end]:
        heading = view.headings[line.index]
        foreign = heading is not None and heading.line.index > start and heading.named
        if line.region != view.lines[start].region or foreign:
            break
        taken.add(line.index)
    return taken


def _within_card(view: View, entry: set[int], start: int, next_to: int) -> set[int]:
    """Keep the lines of an entry that lie in the box around its name, or in the list where entries have no boxes."""
    if next_to == start:
        return entry
    node, other = view.lines[start].node, view.lines[next_to].node
    around = common_ancestor([node, other])
    box = node
    while box.parent is not None and around is not None and box.parent.mem_id != around.mem_id:
        box = box.parent
    boxed = {index for index in entry if is_within(view.lines[index].node, box)}
    if len(boxed) > 1:
        return boxed
    return {index for index in entry if around is None or is_within(view.lines[index].node, around)}
