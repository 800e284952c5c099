"""Diagrams of pages that show and send any text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from e2e.causes.tests.test_overwrite import Conversation
from e2e.diagrams import (
    Sequence,
    draw_sequence,
    dump_sequence,
    load_sequence,
    write_mermaid,
    write_svg,
)
from e2e.history.tests.payloads import PAYLOADS

KNOWN = {"svg", "title", "style", "g", "line", "rect", "path", "text"}


def draw(text: str) -> Sequence:
    it = Conversation()
    it.truth("running", 40)
    it.act(text).opens().shows(text).connects()
    it.polls().answers(1, text, 40, 1)
    it.tells(status=text, percent=40).shows(text, 40).rests()
    return draw_sequence(it.history, text, wrong=len(it.history) - 1)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_the_picture_has_no_element_that_was_not_drawn_and_is_never_large(text: str) -> None:
    svg = write_svg(draw(text))
    drawn = ET.fromstring(svg)
    assert {each.tag.rpartition("}")[2] for each in drawn.iter()} <= KNOWN
    names = {name for each in drawn.iter() for name in each.keys()}  # noqa: SIM118
    assert not {name for name in names if name.startswith("on") or "href" in name}
    assert len(svg.encode()) < 40_000


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_mermaid_text_has_a_line_for_each_row_and_nothing_that_means_something(text: str) -> None:
    sequence = draw(text)
    lines = write_mermaid(sequence).split("\n")
    assert len(lines) == 1 + len(sequence.lanes) + len(sequence.rows) + 1
    for line in lines[1 + len(sequence.lanes) : -1]:
        assert re.match(r"  (Note over \w+|\w+(->>|-->>|--x)\w+): [^;<>\"`&\\]*$",
                        re.sub(r"#\d+;", "", line))  # fmt: skip
        assert "%%" not in line
        assert len(line) < 1_000


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_a_stored_sequence_comes_back_the_same(text: str) -> None:
    sequence = draw(text)
    assert load_sequence(dump_sequence(sequence).encode().decode()) == sequence
