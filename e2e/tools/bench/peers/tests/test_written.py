from __future__ import annotations

import pytest

from e2e.tools.bench.peers.written import DOCUMENT, README, replace_measured

TEXT = "before\n<!-- peers: measured -->\nold\n<!-- peers: end -->\nafter\n"


def test_the_table_replaces_what_stood_between_the_marks() -> None:
    assert replace_measured(TEXT, "| new |\n") == (
        "before\n<!-- peers: measured -->\n\n| new |\n\n<!-- peers: end -->\nafter\n"
    )


def test_a_text_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="expected the marks"):
        replace_measured("before\nafter\n", "| new |")


def test_readme_and_document_have_the_marks() -> None:
    for file in (README, DOCUMENT):
        replace_measured(file.read_text(encoding="utf-8"), "| new |")
