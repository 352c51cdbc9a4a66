"""Refuses every connection that leaves this machine, in every Python process of the tests, and writes down who tried.

Python loads this module at the start of each process whose PYTHONPATH names its folder. An audit hook cannot be taken away
again, by no test and by no library.
"""

import os
import sys
from collections.abc import Sequence

JOURNAL = "ASKWELL_TEST_OUTGOING"
NEAR = ("127.", "::1", "localhost", "askwell.localhost", "0.0.0.0", "")
WATCHED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


def is_near(host: object) -> bool:
    """Whether a host is this machine, by its spelling alone."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return name is None or not isinstance(name, str) or name in NEAR[1:] or name.startswith(NEAR[0])


def refuse(event: str, arguments: Sequence[object]) -> None:
    """Refuse what leads away; names of sockets that are files lead nowhere."""
    place = WATCHED.get(event)
    if place is None or len(arguments) <= place:
        return
    host = arguments[place]
    if place == 1:
        if not isinstance(host, tuple) or not host:
            return
        host = host[0]
    if is_near(host):
        return
    if journal := os.environ.get(JOURNAL):
        with open(journal, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs every process its import
            file.write(f"{event} {host} by {' '.join(sys.argv)[:200]}\n")
    raise ConnectionRefusedError(f"the tests allow no connection to {host}")


if not getattr(sys, "askwell_is_quiet", False):
    sys.askwell_is_quiet = True  # type: ignore[attr-defined]
    sys.addaudithook(refuse)
