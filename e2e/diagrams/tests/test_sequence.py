"""Sequence diagrams of histories that are written by hand."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from e2e.causes.tests.test_overwrite import Conversation
from e2e.diagrams import Row, Sequence, draw_sequence, write_mermaid, write_svg
from e2e.diagrams.from_history import MOST_ROWS
from mock_backend.journal.events import RequestHeld

TITLE = "an older answer: the page shows 40 % after 95 %"


def an_older_answer_after_a_frame() -> Conversation:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().shows("pending").connects()
    it.polls()
    it.history.append("backend", RequestHeld(it.at, 101))
    it.rests(held=1)
    it.passes(1).act("progress").truth("running", 95).is_told(percent=95).shows(
        "running", 95
    ).rests()
    it.passes(1).act("release").answers(1, "running", 40, 1)
    it.shows("running", 40).rests()
    return it


def draw(it: Conversation) -> Sequence:
    entries = it.history.entries
    answer = next(each for each in entries if type(each.event).__name__ == "BodyRead")
    return draw_sequence(it.history, TITLE, wrong=answer.index + 1, made_by=answer.index)


def test_an_answer_that_is_out_of_date_is_late_and_made_the_wrong_state() -> None:
    rows = draw(an_older_answer_after_a_frame()).rows
    *before, answer, shown = rows
    assert (answer.start, answer.end, answer.label) == ("http", "page", "running 40 %")
    assert (answer.look, answer.made_it) == ("late", True)
    assert answer.detail == "asked at 0 s, sent at 2 s\ntrue from 0 s until 1 s"
    assert (shown.is_note, shown.label, shown.is_wrong) == (True, "shows running 40 %", True)
    assert not any(each.made_it or each.is_wrong for each in before)
    assert [each.label for each in before if each.start == "job"] == [
        "running 40 %",
        "running 95 %",
    ]


def test_an_answer_that_was_held_and_is_still_true_is_held() -> None:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().polls()
    it.history.append("backend", RequestHeld(it.at, 101))
    it.rests(held=1)
    it.passes(1).act("release").answers(1, "running", 40, 1)
    assert [each.look for each in draw_sequence(it.history, TITLE).rows if each.end == "page"][
        -1
    ] == "held"


def test_an_answer_of_the_browsers_cache_comes_from_there_and_an_error_is_lost() -> None:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().asks().takes(1, "running", 40)
    it.passes(2).asks().is_refused(503)
    rows = draw_sequence(it.history, TITLE).rows
    asked, cached, again, lost = (
        each for each in rows if {each.start, each.end} & {"cache", "http"}
    )
    assert (asked.end, again.end) == ("cache", "http")
    assert (cached.start, cached.look) == ("cache", "cached")
    assert (lost.start, lost.look, lost.label) == ("http", "lost", "503")


def test_what_repeats_itself_is_drawn_once_and_a_long_play_keeps_both_its_ends() -> None:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens()
    for fetch in range(1, 200):
        it.passes(2).polls().answers(fetch, "running", 40, 1)
    rows = draw_sequence(it.history, TITLE).rows
    assert [(each.label, each.times) for each in rows[-2:]] == [
        ("asks", 199),
        ("running 40 %", 199),
    ]
    for number in range(100):
        it.passes(2).truth("running", number)
    rows = draw_sequence(it.history, TITLE).rows
    assert len(rows) == MOST_ROWS
    assert (rows[0].label, rows[-1].label) == ("running 40 %", "running 99 %")


def test_both_pictures_name_the_lanes_that_are_used_and_mark_what_is_wrong() -> None:
    sequence = draw(an_older_answer_after_a_frame())
    svg = ET.fromstring(write_svg(sequence))
    assert svg.get("aria-label") == TITLE
    said = "".join(svg.itertext())
    assert ("WebSocket" in said, "Proxy" in said) == (True, False)
    wrong = [each for each in svg.iter() if "wrong" in (each.get("class") or "").split()]
    assert [each.get("aria-label") for each in wrong] == [
        "2 s, Page: shows running 40 %: the wrong state"
    ]
    mermaid = write_mermaid(sequence)
    assert mermaid.startswith("sequenceDiagram\n")
    assert "  http-->>page: ➤ 2 s running 40 %, late\n" in mermaid
    assert "proxy" not in mermaid


def test_mermaid_text_has_nothing_that_ends_its_line() -> None:
    row = Row(0, "page", "page", "shows <b>; #1\n")
    assert (
        write_mermaid(Sequence(TITLE, (row,))).splitlines()[-1]
        == "  Note over page: 0 s shows #60;b#62;#59; #35;1 "
    )


def test_an_act_of_a_schedule_that_no_person_does_is_noted_where_it_takes_place() -> None:
    it = Conversation()
    it.truth("running", 40).act("show").opens()
    it.act("release_answer").act("open_handshake").act("switch_job")
    acts = [(each.start, each.end) for each in draw_sequence(it.history, TITLE).rows[-3:]]
    assert acts == [("http", "http"), ("socket", "socket"), ("person", "page")]


def test_the_frame_that_a_page_shows_and_its_channel_are_not_cut_off() -> None:
    says = "shows running 95 %, frame 190/200 (polling)"
    rows = (Row(0, "page", "page", says), Row(0, "page", "page", "x" * 60, is_wrong=True))
    svg = ET.fromstring(write_svg(Sequence(TITLE, rows)))
    texts = [each.text or "" for each in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert says in texts
    assert texts[-1].endswith("xx…")


def test_the_way_to_the_wrong_state_is_drawn_behind_the_rows_between() -> None:
    rows = (
        Row(0, "socket", "page", "open", made_it=True),
        Row(0, "page", "page", "shows running 95 % (live)"),
        Row(0, "page", "page", "still shows running 95 % (live)", is_wrong=True),
    )
    svg = ET.fromstring(write_svg(Sequence(TITLE, rows)))
    drawn = [each.get("class", "").split(" ")[0] for each in svg]
    assert drawn.index("led") < drawn.index("row")
    assert drawn.count("row") == 3
