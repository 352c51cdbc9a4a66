"""Sets up everything Askwell needs and starts it: `python3 scripts/start.py`.

Options go to `askwell serve`: --port N, --data-dir DIR, --no-browser. Standard library only.
"""

import subprocess
import sys

from environment import RUN_LOCK, ensure, say


def main() -> int:
    """Start the server in the project's environment and wait for it; return its exit code."""
    interpreter = ensure(RUN_LOCK)
    server = subprocess.Popen([interpreter, "-m", "askwell", "serve", *sys.argv[1:]])
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            # The terminal sent the same signal to the server, which is closing its files: wait for it.
            say("Stopping Askwell ...")


if __name__ == "__main__":
    raise SystemExit(main())
