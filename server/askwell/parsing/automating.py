"""Where the extension may open the rest of a page for the user, when asked to; the list of exceptions is data."""

from urllib.parse import urlsplit

from askwell.parsing.vocabulary import word_list


def may_load_rest(url: str) -> bool:
    """Say whether a program may scroll this page and press its “show more” for the user."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    labels = host.split(".")
    above = {".".join(labels[start:]) for start in range(len(labels))}
    return bool(host) and above.isdisjoint(word_list("do_not_automate")["hosts"])
