"""A key over the code of the suite: two suites that play alike have the same key."""

from __future__ import annotations

import hashlib
from pathlib import Path

from e2e.pages.places import ROOT

_ROOMS = ("e2e", "mock_backend", "web-ui-fixtures/races")


def get_suite_key() -> str:
    """Returns a digest of the suite's Python files, without its tests."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "tests" not in file.relative_to(ROOT).parts:
                digest.update(f"{file.relative_to(ROOT)}\0{get_file_key(file)}\0".encode())
    return digest.hexdigest()


def get_file_key(file: Path) -> str:
    """Returns a digest of the content of `file`."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
