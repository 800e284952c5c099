"""A test that starts a process has to be marked as slow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.pages.places import ROOT

pytestmark = pytest.mark.slow
STARTS = "    subprocess.run(['true'], check=True)\n"


@pytest.mark.parametrize(
    ("mark", "body", "code"),
    [("", STARTS, 1), ("@pytest.mark.slow\n", STARTS, 0), ("", "    pass\n", 0)],
    ids=["unmarked", "marked", "without a process"],
)
def test_a_process_fails_a_test_without_the_mark(
    tmp_path: Path, mark: str, body: str, code: int
) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(f"import subprocess\nimport pytest\n\n{mark}def test_it():\n{body}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "e2e.tests.slow", "-p", "no:randomly"]
    command += [f"--rootdir={tmp_path}", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert ("not marked as slow, and starts a process" in done.stdout) is (code == 1)
