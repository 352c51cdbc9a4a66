"""The socket: loopback only, exclusively ours, on the wanted port or the next free one."""

import errno
import socket
import sys

from askwell.config import FIRST_PORT, LAST_PORT, LOOPBACK
from askwell.domain.errors import AskwellError

BACKLOG = 128


class PortInUseError(AskwellError):
    """Another program listens on the port."""

    slug = "port-in-use"
    title = "Another program uses this port."


def listen(port: int | None) -> socket.socket:
    """Open the socket that everything is served on.

    Args:
        port: Exactly this one; 0 for any free one; None for 8765 or the next free one of a small range.

    Raises:
        PortInUseError: When it is, or all of them are, taken.
    """
    if port is not None:
        return _bind(port)
    for candidate in range(FIRST_PORT, LAST_PORT + 1):
        try:
            return _bind(candidate)
        except PortInUseError:
            continue
    raise PortInUseError(
        f"The ports {FIRST_PORT} to {LAST_PORT} are all taken by other programs. Nothing was changed. "
        "Close one of them, or choose another port with --port."
    )


def _bind(port: int) -> socket.socket:
    """Open one port so that no second program can listen on it as well."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:  # lets a restart take the port at once; a listening program still keeps it
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((LOOPBACK, port))
        opened.listen(BACKLOG)
    except OSError as error:
        opened.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEADDRINUSE", -1)}:
            raise PortInUseError(
                f"Port {port} is taken by another program. Nothing was changed. Choose another one with --port, "
                "or leave --port out to take the next free one."
            ) from error
        raise
    opened.set_inheritable(False)
    return opened


def is_free(port: int) -> bool:
    """Say whether a port could be listened on now."""
    try:
        _bind(port).close()
    except PortInUseError:
        return False
    return True
