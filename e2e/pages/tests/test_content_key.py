"""The key of a build: the sources of a page change it, and the files that tools leave do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.pages.content_key import get_content_key


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout, with sources in a folder that has the name of a tool's folder."""
    for name in (
        "src/JobStatus.tsx",
        "src/reports/rows.ts",
        "src/build/steps.ts",
        "build/out.js",
        "reports/old.html",
        "node_modules/react/package.json",
        "node_modules/react/index.js",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("src/JobStatus.tsx", True),
        ("src/reports/rows.ts", True),
        ("src/build/steps.ts", True),
        ("src/new.ts", True),
        ("node_modules/react/package.json", True),
        ("build/out.js", False),
        ("reports/old.html", False),
        ("node_modules/react/index.js", False),
    ],
)
def test_a_source_changes_the_key_and_what_a_tool_made_does_not(
    checkout: Path, file: str, counts: bool
) -> None:
    before = get_content_key(checkout, None)
    assert get_content_key(checkout, None) == before
    (checkout / file).write_text("something else")
    assert (get_content_key(checkout, None) != before) is counts


def test_a_patch_changes_the_key(checkout: Path, tmp_path: Path) -> None:
    patch = tmp_path / "reports" / "one.patch"
    patch.write_text("one")
    assert get_content_key(checkout, patch) != get_content_key(checkout, None)
