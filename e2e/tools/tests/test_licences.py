"""The table of licences, and the packages that it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def list_licences(folder: Path, *components: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """Runs the tool on an SBOM with these components. A Python of its own makes it slow."""
    sbom = folder / "sbom.json"
    sbom.write_text(json.dumps({"components": components}))
    command = [
        sys.executable,
        "-m",
        "e2e.tools.licences",
        "--out",
        str(folder / "licences.md"),
        str(sbom),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def declare(name: str, *licences: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1.2", "licenses": list(licences)}


def test_a_package_whose_licence_is_allowed_is_listed(tmp_path: Path) -> None:
    own = {"name": "reference", "version": "0.0.0"}
    done = list_licences(tmp_path, declare("free", {"license": {"id": "MIT"}}), own)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "licences.md").read_text().splitlines()[2:] == ["| free | 1.2 | MIT |"]


@pytest.mark.parametrize(
    ("licences", "is_allowed"),
    [
        ([{"expression": "GPL-3.0-only OR MIT"}], True),
        ([{"expression": "(MIT AND PSF-2.0)"}], True),
        ([{"license": {"id": "GPL-2.0-or-later"}}, {"license": {"id": "ISC"}}], True),
        ([{"expression": "MIT AND GPL-3.0-only"}], False),
        ([{"license": {"name": "SEE LICENSE IN FILE"}}], False),
        ([], False),
    ],
    ids=str,
)
def test_one_licence_that_is_allowed_is_enough(
    tmp_path: Path, licences: list[dict[str, Any]], is_allowed: bool
) -> None:
    done = list_licences(tmp_path, declare("theirs", *licences))
    assert done.returncode == (0 if is_allowed else 1)
    assert ("theirs 1.2" in done.stderr) is not is_allowed
