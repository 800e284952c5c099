"""`summary.md`, parsed as Markdown."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from e2e.gate.reporters.markdown import write_code
from e2e.gate.reporters.summary import write_summary
from e2e.gate.tests.written_verdicts import say_everywhere, write_regression
from e2e.history.tests.payloads import PAYLOADS


def read(summary: Path) -> list[Token]:
    """Returns every token of the Markdown, also those inside a line."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(summary.read_text(encoding="utf-8"))
    return [each for token in tokens for each in (token, *(token.children or ()))]


def get_headings(tokens: list[Token]) -> list[str]:
    return [inline.content for start, inline in pairwise(tokens) if start.type == "heading_open"]


def test_the_summary_tells_the_verdict_the_causes_and_the_diagram_of_the_first(
    tmp_path: Path,
) -> None:
    tokens = read(write_summary(write_regression(tmp_path), tmp_path))
    assert get_headings(tokens) == [
        "REGRESSION: 3 of 24 scenarios failed, by 2 causes",
        "1. older-answer-applied (2 scenarios)",
        "2. polling-ended-after-a-failed-poll (1 scenario)",
        "Advice",
    ]
    (diagram,) = (each for each in tokens if each.type == "fence")
    assert (diagram.info, diagram.content.split("\n")[0]) == ("mermaid", "sequenceDiagram")
    assert diagram.content == (tmp_path / "evidence/older-1/sequence.mmd").read_text()
    codes = [each.content for each in tokens if each.type == "code_inline"]
    assert "jobstatus-e2e gate --scenario older-1 --web-ui web-ui" in codes


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_text_of_a_page_is_text_in_the_summary(tmp_path: Path, text: str) -> None:
    tokens = read(write_summary(say_everywhere(text, tmp_path), tmp_path))
    assert len(get_headings(tokens)) == 4
    found = {each.type for each in tokens}
    for markup in ("html", "link", "image", "strong", "em", "table", "hr", "s_open"):
        assert not [each for each in found if each.startswith(markup)]
    assert len([each for each in tokens if each.type == "fence"]) == 1
    words = "".join(each.content for each in tokens if each.type == "text")
    assert not re.search(r"[@#]\w", words)


def test_what_a_page_says_can_be_read_in_the_summary(tmp_path: Path) -> None:
    text = "<b> *x* & [y](z) `code` a|b ~~c~~"
    tokens = read(write_summary(say_everywhere(text, tmp_path), tmp_path))
    words = "".join(each.content for each in tokens if each.type == "text")
    assert words.count(text) == 2


@pytest.mark.parametrize("code", ["a", "`a", "a``b`", "a\nb", "```"])
def test_code_is_copied_as_it_was(code: str) -> None:
    (paragraph,) = (
        each for each in MarkdownIt().parse(f"x: {write_code(code)}") if each.type == "inline"
    )
    assert [each.content for each in paragraph.children or ()][-1] == code.replace("\n", " ")
