"""Every failure a caller can act on: one class each, built from its data, with a stable slug.

The slug becomes the problem type on the wire (`/problems/<slug>`); statuses live at the web edge.
"""


class AskwellError(Exception):
    """Base of all failures that Askwell explains to people.

    Attributes:
        slug: Stable identifier, part of the public API.
        title: Short sentence, the same for every occurrence.
    """

    slug = "askwell-error"
    title = "Askwell could not do that."

    def __init__(self, detail: str = "") -> None:
        self.detail = detail or self.title
        super().__init__(self.detail)
