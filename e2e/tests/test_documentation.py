"""The documents lead to what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from e2e.pages.places import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"\| `([\w-]+(?:/[\w.-]+)+)` \|$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = _LINK.findall(document.read_text(encoding="utf-8"))
    relative = [each for each in links if "://" not in each]
    assert [each for each in relative if not (document.parent / each).exists()] == []


def test_every_place_in_the_glossary_is_there() -> None:
    places = _PATH.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert len(places) > 15
    assert [each for each in places if not (ROOT / each).exists()] == []


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    beside = {each.name for each in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {name for name in beside if f"]({name})" not in index} == set()
