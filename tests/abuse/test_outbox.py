"""What the extension does while Askwell is away, restarts, or is somebody else; its own tests, run as cases."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not shutil.which("node"), reason="Node runs these")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        pytest.param("sending", "twenty pages that waited", marks=pytest.mark.case("K26")),
        pytest.param("sending", "a server that is down keeps every page", marks=pytest.mark.case("K26")),
        pytest.param("sending", "when too many pages wait", marks=pytest.mark.case("K27")),
        pytest.param("sending", "two that send at the same time", marks=pytest.mark.case("K28")),
        pytest.param("api", "a server with another key is a stranger", marks=pytest.mark.case("K21", "K22")),
        pytest.param("api", "nothing is told to a server before", marks=pytest.mark.case("K22")),
    ],
)
def test_the_outbox(file: str, name: str) -> None:
    command = ["node", "--test", f"--test-name-pattern={name}", f"tests/extension/{file}.test.js"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False)
    assert ended.returncode == 0, ended.stdout
    ran = [line for line in ended.stdout.splitlines() if re.search(rf"(ok \d+ - |✔ ){re.escape(name)}", line)]
    assert ran, ended.stdout
    assert not any("SKIP" in line for line in ran)
