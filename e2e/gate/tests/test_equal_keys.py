"""Histories with the same key are judged alike: by each property, and by each scenario's proof."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e2e.gate.run.catalogue import get_scenarios
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.normal_form import get_history_key
from e2e.history.page_events import FrameTaken, Shown
from e2e.history.stage_events import ActBegan
from e2e.history.tests.written import JOB, Written
from e2e.properties import ALL_PROPERTIES, KEPT_OVER_REFRESH
from mock_backend.journal.events import (
    AnswerSpoiled,
    FrameSent,
    HandshakeHeld,
    RequestArrived,
    SocketFaultStruck,
)

PROOFS = {each.id: each.forced for each in get_scenarios()}
END = '{"job_id": "job", "status": "completed"}'
EMPTY = "Unexpected end of JSON input"
LONG = f"Failed to execute 'json' on 'Response': {EMPTY}"

Step = Callable[[Written], object]
STATES = st.sampled_from(["pending", "running", "completed", "failed"])
PERCENT = st.sampled_from([None, 40.0, 95.0, 97.0])
LINES = st.sampled_from([(), ("no memory",), ("HTTP 503",), (EMPTY,), (LONG,)])


def backend(event: Any) -> Step:
    return lambda written: written.history.append(
        "backend", dataclasses.replace(event, at=written.at)
    )


STEPS: dict[str, st.SearchStrategy[Step]] = {
    "acts": st.sampled_from(["strike", "flood", "let_pass"]).map(
        lambda name: lambda written: written.rests().act(name)
    ),
    "rests": st.tuples(st.integers(0, 1), st.booleans()).map(
        lambda told: lambda written: written.rests(held=told[0], hindered=told[1])
    ),
    "passes": st.sampled_from([0.25, 2, 12, 60]).map(
        lambda seconds: lambda written: written.passes(seconds).rests()
    ),
    "truth": st.tuples(STATES, PERCENT).map(
        lambda told: (
            lambda written: written.rests().act("progress").truth(told[0], told[1], "no memory")
        )
    ),
    "shows": st.tuples(STATES, PERCENT, LINES).map(
        lambda told: lambda written: written.shows(told[0], told[1], *told[2], channel="live")
    ),
    "asks": st.just(lambda written: written.asks()),
    "reads": STATES.map(lambda status: lambda written: written.reads(status)),
    "sends": STATES.map(lambda status: lambda written: written.sends(status)),
    "fails": st.sampled_from([lambda w: w.is_refused(), lambda w: w.loses()]),
    "told": st.sampled_from(["completed", "error", "pending"]).map(
        lambda status: lambda written: written.is_told(status=status)
    ),
    "sockets": st.sampled_from([lambda w: w.connects(), lambda w: w.drops()]),
    "mounts": st.sampled_from(
        [lambda w: w.mounts(), lambda w: w.unmounts(), lambda w: w.rests().act("refresh").opens()]
    ),
    "timers": st.sampled_from(
        [lambda w: w.sets_timer(), lambda w: w.sets_timer(2, every=2000), lambda w: w.fires_timer()]
    ),
    "complains": st.sampled_from(["Warning: same key", LONG, EMPTY]).map(
        lambda said: lambda written: written.complains("unhandledrejection", said)
    ),
    "journal": st.sampled_from(
        [
            backend(RequestArrived(0, 1, JOB, 1, "GET", f"/v1/jobs/{JOB}", None)),
            backend(FrameSent(0, 1, END)),
            backend(HandshakeHeld(0, 2)),
            backend(AnswerSpoiled(0, 1, "says 503")),
            backend(SocketFaultStruck(0, JOB, "are cut", 1, "ended")),
        ]
    ),
}
FLOOD: tuple[Step, ...] = (
    lambda written: written.rests().act("flood"),
    lambda written: written.is_told(percent=95),
    lambda written: written.shows("running", 95.0, channel="live"),
    lambda written: written.is_told(percent=97),
)
PASSING = st.lists(st.tuples(STATES, PERCENT, LINES), min_size=1, max_size=3)
HISTORIES = st.lists(st.one_of(*STEPS.values()), min_size=4, max_size=40)


def write(steps: Sequence[Step]) -> History:
    written = Written().act("show").truth("running", 40.0).opens().connects()
    for step in steps:
        step(written)
    written.rests().passes(60).act("let_pass").rests()
    return written.history


def rewrite(entries: Sequence[Entry]) -> History:
    history = History()
    for entry in entries:
        history.append(entry.source, entry.event)
    return history


def judge(history: History) -> dict[str, object]:
    """Returns each property's finding, without its place in the sequence, and each proof's result."""
    judged: dict[str, object] = {}
    for each in (*ALL_PROPERTIES, KEPT_OVER_REFRESH):
        found = each.find(history)
        judged[each.id] = found and (found.severity, found.detail, found.wrong.event.at)
    return judged | {id: prove(history) for id, prove in PROOFS.items()}


def say_otherwise(data: st.DataObject, event: Any) -> Any:
    """Returns the event with another value in one of its fields."""
    fields = [field.name for field in dataclasses.fields(event)]
    name = data.draw(st.sampled_from(fields))
    other: object
    match getattr(event, name):
        case bool(value):
            other = not value
        case int(value) | float(value):
            other = value + data.draw(st.sampled_from([1, 3, 50]))
        case str():
            other = data.draw(st.sampled_from(["completed", "failed", "running", EMPTY, LONG, END]))
        case tuple():
            other = data.draw(LINES)
        case _:
            other = data.draw(st.sampled_from([None, "completed", 97.0]))
    return dataclasses.replace(event, **{name: other})


@given(HISTORIES, st.data())
def test_what_is_judged_otherwise_has_another_key(
    steps: Sequence[Step], data: st.DataObject
) -> None:
    """If one entry is moved, left out, doubled or changed, the key changes or the judgement stays."""
    entries = list(write(steps).entries)
    at = data.draw(st.integers(0, len(entries) - 2))
    match data.draw(st.sampled_from(["swap", "leave out", "double", "change", "move"])):
        case "swap":
            entries[at], entries[at + 1] = entries[at + 1], entries[at]
        case "leave out":
            del entries[at]
        case "double":
            entries.insert(at, entries[at])
        case "change":
            entries[at] = dataclasses.replace(
                entries[at], event=say_otherwise(data, entries[at].event)
            )
        case _:
            entries.insert(data.draw(st.integers(0, len(entries) - 1)), entries.pop(at))
    original, changed = write(steps), rewrite(entries)
    if get_history_key(original) == get_history_key(changed):
        assert judge(original) == judge(changed)


@given(HISTORIES, st.integers(0, 40), PASSING, st.data())
def test_what_a_flood_shows_in_passing_changes_neither_key_nor_judgement(
    steps: Sequence[Step], cut: int, passing: Sequence[Any], data: st.DataObject
) -> None:
    steps = [*steps[:cut], *FLOOD, *steps[cut:]]
    entries = list(write(steps).entries)
    flooded = {e.act for e in entries if isinstance(e.event, ActBegan) and e.event.name == "flood"}
    places = [n for n, e in enumerate(entries) if e.act in flooded and isinstance(e.event, Shown)]
    at = data.draw(st.sampled_from(places))
    shown = entries[at]
    assert isinstance(shown.event, Shown)
    entries[at:at] = [
        dataclasses.replace(
            shown,
            event=dataclasses.replace(shown.event, status=status, progress=percent, lines=lines),
        )
        for status, percent, lines in passing
    ]
    original, changed = write(steps), rewrite(entries)
    assert get_history_key(original) == get_history_key(changed)
    assert judge(original) == judge(changed)


@pytest.mark.parametrize("first", ["completed", "failed"])
def test_what_is_shown_between_two_frames_of_one_act_is_in_key_and_judgement(first: str) -> None:
    """Guards against a fault: two plays differ only by a wrong state between two frames."""

    def play(is_rendered: bool) -> History:
        written = Written().act("show").truth("running", 95.0).opens().connects()
        written.shows("running", 95.0).rests().act("fail_amid").truth("failed", 95.0, "no memory")
        written.history.append("page", FrameTaken(written.at, 1, END))
        if is_rendered:
            written.shows("completed" if first == "completed" else "running")
        return written.is_told(status="error").shows("failed", None, "no memory").rests().history

    with_it, without = play(True), play(False)
    assert get_history_key(with_it) != get_history_key(without)
    if first == "completed":
        assert judge(with_it) != judge(without)


def test_whether_the_backend_sent_an_answer_after_its_question_is_in_key_and_judgement() -> None:
    """Compares an older state that the backend sends with the same state from a cache."""

    def play(is_from_cache: bool) -> History:
        written = Written().act("show").opens().truth("completed").rests().act("let_pass")
        written = (
            written.sends("running").asks() if is_from_cache else written.asks().sends("running")
        )
        return written.reads("running").rests().history

    cached, sent = play(is_from_cache=True), play(is_from_cache=False)
    assert get_history_key(cached) != get_history_key(sent)
    assert judge(cached)["no-stale-read"]
    assert not judge(sent)["no-stale-read"]
