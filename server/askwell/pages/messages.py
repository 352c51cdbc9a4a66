"""Questions to send ahead: which ones, and the message around them."""

from collections.abc import Sequence

from askwell.pages.plans import Card

LEAST_AHEAD = 4
MOST_AHEAD = 7


def first_choice(cards: Sequence[Card]) -> list[str]:
    """Propose questions: the kept ones, else the first that fit the time; nothing delicate, nothing asked already."""
    fitting = [card for card in cards if not card.sensitive and card.state != "asked"]
    kept = [card.id for card in fitting if card.state == "kept"]
    rest = [card.id for card in fitting if card.id not in kept]
    return [*kept, *rest][: max(LEAST_AHEAD, min(len(kept), MOST_AHEAD))]


def count_warning(number: int) -> str:
    """Say when there are too many or too few; empty when the number is good."""
    if number > MOST_AHEAD:
        return f"More than {MOST_AHEAD} is a lot to read. Keep the rest for the talk."
    if 0 < number < LEAST_AHEAD:
        return "Fewer than four is fine for a short talk."
    return ""


def message_text(name: str, minutes: int, cards: Sequence[Card]) -> str:
    """Write the message; the user changes it as they like."""
    first = next(iter(name.split()), name)
    asked = "\n".join(f"{number}. {card.text}" for number, card in enumerate(cards, 1))
    opening = (
        "thank you for making time for our talk. So that you know what I am curious about, here is what I would like "
        f"to ask. We need not get to all of it in {minutes} minutes, and please skip what you would rather not answer."
    )
    return f"Hello {first},\n\n{opening}\n\n{asked}\n\nI am looking forward to it.\n"
