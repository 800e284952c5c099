"""A checkout that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from e2e.pages.places import REFERENCE


@pytest.fixture
def a_checkout(tmp_path: Path) -> Path:
    """A copy of our page outside the repository, without node_modules or tests."""
    checkout = tmp_path / "somewhere" / "web-ui"
    shutil.copytree(REFERENCE, checkout, ignore=shutil.ignore_patterns("node_modules", "tests"))
    return checkout
