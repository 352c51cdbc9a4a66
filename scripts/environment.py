"""Makes the project's own virtual environment from hash-locked requirements; standard library only."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN_LOCK = ROOT / "scripts" / "requirements.lock"
DEV_LOCK = ROOT / "scripts" / "requirements-dev.lock"
OLDEST_PYTHON = (3, 11)


def say(text: str) -> None:
    """Tell the person at the terminal what is going on, on standard error."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> "None":
    """End with a message that says what to do next."""
    say(text)
    raise SystemExit(1)


def python() -> Path:
    """Give the interpreter of the project's environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(lock: Path) -> Path:
    """Bring the environment to what a lock file says, and return its interpreter.

    A lock that was installed before costs nothing but reading it; an interrupted installation is
    made again, because its stamp was never written.
    """
    if sys.version_info < OLDEST_PYTHON:
        stop(
            f"Askwell needs Python 3.11 or newer; this is {sys.version.split()[0]}. "
            "Please install a newer Python from python.org."
        )
    if not _works():
        _create()
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = _digest(lock)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        say("Installing what Askwell needs into .venv (once, about a minute) ...")
        for other in VENV.glob("*.stamp"):  # another lock may ask for other versions
            other.unlink()
        _pip("install", "--require-hashes", "--requirement", str(lock))
        _pip("install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        _compile()
        stamp.write_text(wanted, encoding="utf-8")
        if lock == DEV_LOCK:  # the locks are resolved together: the larger one contains the smaller
            (VENV / f"{RUN_LOCK.stem}.stamp").write_text(_digest(RUN_LOCK), encoding="utf-8")
    return python()


def inside(lock: Path) -> None:
    """Return only inside the project's environment: outside, run the same command in there and end with its code."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        raise SystemExit(subprocess.run([ensure(lock), *sys.argv], check=False).returncode)


def _digest(lock: Path) -> str:
    settings = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(lock.read_bytes() + settings + str(ROOT).encode()).hexdigest()


def _works() -> bool:
    """Tell whether the environment's interpreter still starts (a system update may have removed it)."""
    if not python().exists():
        return False
    return subprocess.run([python(), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _create() -> None:
    say("Making a virtual environment in .venv ...")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as problem:
        stop(
            f"The virtual environment could not be made: {problem}\n"
            "On Debian or Ubuntu, run: sudo apt install python3-venv\nThen start this command again."
        )


def _compile() -> None:
    """Compile our own modules once; where Python may not keep what it compiles, every start would do it again."""
    subprocess.run([python(), "-m", "compileall", "-q", str(ROOT / "server")], check=False)


def _pip(*arguments: str) -> None:
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, check=False).returncode:
        stop("The installation did not finish. Is this machine online? Nothing is broken: run the same command again.")
