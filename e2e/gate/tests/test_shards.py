"""`gate --shard` and `merge`: the joined parts equal one run of all, except times and random job ids."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from e2e.gate.tests.conftest import COMMAND, LIMIT

PAGE = ("--regression", "issue-231", "--workers", "1")
SCENARIOS = (
    "--scenario=reconnect-late-progress",
    "--scenario=listed-as-ended",
    "--scenario=reconnect-silent",
)


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *arguments],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


def read(folder: Path) -> dict[str, Any]:
    """Returns the verdict without times, and with the same id for all jobs."""
    text = (folder / "verdict.json").read_text()
    said: dict[str, Any] = json.loads(re.sub(r"\b[0-9a-f]{8}\b", "JOB", text))
    del said["began_at"], said["seconds"]
    return said


def list_files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))


@pytest.mark.timeout(1500)
def test_two_parts_joined_are_one_run_to_the_letter(tmp_path: Path) -> None:
    """Three gates, each with a browser: the reason for its length."""
    whole = run(tmp_path, "gate", *PAGE, *SCENARIOS, "--report-dir", "whole")
    assert whole.returncode == 1, whole.stderr
    for number in ("1", "2"):
        done = run(
            tmp_path, "gate", *PAGE, *SCENARIOS, "--shard", f"{number}/2", "--report-dir", number
        )
        assert done.returncode in (0, 1), done.stderr
        assert f"Part: {number}/2 of the scenarios" in done.stdout
        assert f"part {number}/2 alone" in done.stdout
        assert read(tmp_path / number)["part"] == {"number": int(number), "of": 2}

    merged = run(tmp_path, "merge", "1", "2", "--report-dir", "merged")
    assert merged.returncode == 1, merged.stderr
    assert read(tmp_path / "merged") == read(tmp_path / "whole")
    assert list_files(tmp_path / "merged") == list_files(tmp_path / "whole")
    assert merged.stdout.splitlines()[-2] == whole.stdout.splitlines()[-2]

    half = run(tmp_path, "merge", "1", "--report-dir", "half")
    assert half.returncode == 2
    assert "2/2 missing" in half.stderr
    assert not (tmp_path / "half").exists()
