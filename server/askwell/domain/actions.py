"""What the user did, as something that can be taken back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One change, or one batch of changes made together.

    Attributes:
        label: What it did, in words that read well after “Undo”.
    """

    id: str
    label: str
