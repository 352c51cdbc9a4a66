"""What to do next with somebody, by how far things have come; the practice in one table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from askwell.domain.subjects import STAGES, Subject


@dataclass(frozen=True, slots=True)
class Step:
    """The next step of one stage.

    Attributes:
        title: What to do.
        words: How to do it well, in a sentence or two.
        done: What the button says when it is done; empty after the last stage.
        next: Stage that the button leads to.
        label: Where things are now.
    """

    title: str
    words: str
    done: str
    next: str
    label: str


_STEPS = {
    "found": (
        "Next: choose your questions",
        "Read them once, aloud if you can. Keep those you would really ask, and swap the others.",
        "I chose some",
        "preparing",
    ),
    "preparing": (
        "Next: write to them",
        "How you came to know of them, why them, and a talk of 20 minutes. Say that you are not asking for a job.",
        "I wrote to them",
        "asked",
    ),
    "asked": (
        "Next: find a time",
        "People are busy. After a week, one friendly reminder is enough.",
        "We have a date",
        "scheduled",
    ),
    "scheduled": (
        "Next: the talk",
        "Print the brief or keep this page open. End on time, and ask who else sees this from another side.",
        "We talked",
        "talked",
    ),
    "talked": (
        "Next: thank them within a day",
        "Name one thing that stayed with you, and what you will do with it.",
        "I thanked them",
        "thanked",
    ),
    "thanked": (
        "Next: tell them what came of it",
        "When you have followed a piece of their advice, write how it went. Few people do; it is what people remember.",
        "I told them",
        "kept_in_touch",
    ),
    "kept_in_touch": ("In touch", "A few light words a year are plenty, when there is a reason for them.", "", ""),
}
DUE_TITLES = {
    "talked": "Thank",
    "scheduled": "Prepare for",
    "asked": "Still waiting for",
    "thanked": "Tell how it went:",
    "preparing": "Write to",
    "found": "Choose questions for",
}
"""In the order of how pressing they are."""
REMIND_AFTER = timedelta(days=7)
REPORT_AFTER = timedelta(days=14)
THANK_WITHIN = timedelta(days=1)


def next_step(stage: str) -> Step:
    """Give the next step of a stage."""
    title, words, done, following = _STEPS.get(stage, _STEPS["found"])
    return Step(title, words, done, following, STAGES.get(stage, stage))


@dataclass(frozen=True, slots=True)
class Due:
    """Something on the page Today.

    Attributes:
        since: When this stage was reached.
        urgent: Whether a day counts.
    """

    subject: Subject
    title: str
    words: str
    done: str
    next: str
    since: datetime
    urgent: bool = False


def due_step(subject: Subject, since: datetime, now: datetime) -> Due | None:
    """Say what is due with somebody, or None when it is a good time to leave them alone."""
    age = now - since
    words = ""
    urgent = False
    if subject.stage == "talked":
        urgent = age > THANK_WITHIN / 2
        words = (
            "More than a day has passed; late thanks are still thanks."
            if age > THANK_WITHIN
            else "Within a day of the talk."
        )
    elif subject.stage == "scheduled":
        words = "You have a date. Look through the questions, and print the brief."
    elif subject.stage == "asked" and age > REMIND_AFTER:
        words = f"No answer for {age.days} days. One friendly reminder is enough, then leave it."
    elif subject.stage == "thanked" and age > REPORT_AFTER:
        words = "If you followed their advice, tell them how it went."
    elif subject.stage == "preparing":
        words = "You chose questions. The next step is a short, friendly request."
    elif subject.stage == "found":
        words = "Saved, and not looked at closely yet."
    if not words:
        return None
    step = next_step(subject.stage)
    return Due(subject, DUE_TITLES[subject.stage], words, step.done, step.next, since, urgent)
