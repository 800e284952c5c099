"""The suite is used from its checkout: what packs it is told so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.pages.places import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_neither_a_wheel_nor_a_source_archive_is_packed(tmp_path: Path, target: str) -> None:
    """A build tool in a process of its own: the reason for its length. Set-up installs what works."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    done = subprocess.run(
        [*command, "--directory", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"Failed to pack jobstatus-e2e as a {target}" in done.stderr
    assert "make setup" in done.stderr
    assert list(tmp_path.iterdir()) == []
