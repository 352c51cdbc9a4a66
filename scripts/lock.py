"""Renews the two hash-locked requirement files from pyproject.toml (needs `uv`, run by maintainers only)."""

import subprocess

from environment import DEV_LOCK, ROOT, RUN_LOCK, python

COMPILE = ("-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate")
COMMON = ("--python-version", "3.11", "--extra", "build", "pyproject.toml")


def main() -> None:
    """Resolve the larger set first and hold the smaller one to it, so that both agree."""
    interpreter = str(python())
    subprocess.run(
        [interpreter, *COMPILE, "--upgrade", "--extra", "dev", *COMMON, "-o", str(DEV_LOCK)], cwd=ROOT, check=True
    )
    subprocess.run(
        [interpreter, *COMPILE, "--upgrade", "-c", str(DEV_LOCK), *COMMON, "-o", str(RUN_LOCK)], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    main()
