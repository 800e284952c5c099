"""The last events of a finding are told in the order of their causes, however the two connections mix."""

from __future__ import annotations

import random

import pytest

from e2e.history.entry import Entry, Event, Source
from e2e.history.history import History
from e2e.history.narrative import narrate
from e2e.history.order_of_causes import get_in_order_of_causes
from e2e.history.page_events import BodyRead, DocumentOpened, FetchStarted, FrameTaken, Shown
from e2e.history.stage_events import ActBegan, CameToRest
from mock_backend.journal.events import AnswerSent, RequestAbandoned, RequestArrived, TruthChanged

ID = "0a0a0a0a-0000-0000-0000-000000000000"
A, B = f"/v1/jobs/{ID}?_t=1", f"/v1/jobs/{ID}?_t=2"
Told = tuple[Source, Event]


def asks(fetch: int, target: str) -> Told:
    return "page", FetchStarted(0, fetch, "GET", target, "no-store")


def reads(fetch: int, percent: float) -> Told:
    return "page", BodyRead(0, fetch, ID, "running", percent)


def shows(percent: float) -> Told:
    return "page", Shown(0, 1, ID, "running", None, percent, None, ())


def arrives(request: int, target: str) -> Told:
    return "backend", RequestArrived(0, request, ID, request, "GET", target, None)


def answers(request: int, percent: float) -> Told:
    return "backend", AnswerSent(0, request, 200, "running", percent, 1)


def becomes(percent: float) -> Told:
    return "backend", TruthChanged(0, ID, "running", percent, None, 1, 0)


BEGINS: Told = ("stage", ActBegan(0, "act", "an act"))
RESTS: Told = ("stage", CameToRest(0, 0, 0, (), False))


def tell(*events: Told, last: int = -1) -> list[str]:
    """Returns the lines up to the event number `last`, without time and source."""
    history = History()
    entries: list[Entry] = [history.append(*each) for each in events]
    ordered = get_in_order_of_causes(history, entries[last])
    assert ordered[-1] == entries[last]
    return [line[21:].split(" (")[0].split("?")[-1] for line in narrate(ordered)]


def test_a_fetch_is_in_front_of_its_request_and_the_answer_in_front_of_its_use() -> None:
    expected = ["▶ an act", "_t=1", "_t=1", "answers 200 running 40 %"]
    expected += ["reads answer 1: running 40 %", "shows running 40 %"]
    page, backend = [asks(1, A), reads(1, 40), shows(40)], [arrives(7, A), answers(7, 40)]
    assert tell(BEGINS, *page[:1], *backend, *page[1:]) == expected
    assert tell(BEGINS, *backend, *page) == expected


def test_what_the_backend_had_after_the_wrong_state_is_told_in_every_play_or_in_none() -> None:
    first = tell(BEGINS, asks(1, A), arrives(7, A), answers(7, 40), reads(1, 40), shows(40))
    late = tell(BEGINS, asks(1, A), reads(1, 40), shows(40), arrives(7, A), answers(7, 40), last=3)
    assert first == late
    assert tell(BEGINS, asks(1, A), asks(2, B), arrives(1, A), last=1) == ["▶ an act", "_t=1"]


def test_an_answer_that_was_held_is_in_front_of_its_use_and_behind_the_act_that_lets_it_go() -> (
    None
):
    told = tell(
        *(BEGINS, asks(1, A), arrives(7, A), RESTS),
        *(BEGINS, reads(1, 40), answers(7, 40), shows(40)),
        last=-1,
    )
    assert told[3:] == [
        "▶ an act",
        "answers 200 running 40 %",
        "reads answer 1: running 40 %",
        "shows running 40 %",
    ]


def test_a_request_is_that_of_the_last_fetch_where_a_cache_answered_an_earlier_one() -> None:
    told = tell(
        *(BEGINS, asks(1, A), reads(1, 40), RESTS),
        *(BEGINS, arrives(7, A), shows(41), asks(2, A), reads(2, 40)),
    )
    assert told[3:] == [
        "▶ an act",
        "shows running 41 %",
        "_t=1",
        "_t=1",
        "reads answer 2: running 40 %",
    ]


def test_a_request_that_the_page_gave_up_at_once_is_not_told() -> None:
    gone: Told = ("backend", RequestAbandoned(0, 7))
    told = tell(BEGINS, asks(1, A), arrives(7, A), gone, shows(40))
    assert told == tell(BEGINS, asks(1, A), shows(40)) == ["▶ an act", "_t=1", "shows running 40 %"]


def test_a_change_of_the_truth_stays_in_its_place_among_the_records_of_the_page() -> None:
    assert tell(BEGINS, becomes(80), shows(40)) == [
        "▶ an act",
        "the job is running 80 %, no sockets told",
        "shows running 40 %",
    ]
    assert tell(BEGINS, shows(40), becomes(80), shows(80))[1] == "shows running 40 %"


def test_a_state_that_a_flood_leaves_out_is_told_where_it_is_the_wrong_one() -> None:
    flood: Told = ("stage", ActBegan(0, "flood", "a flood"))
    frame: Told = ("page", FrameTaken(0, 1, "{}"))
    assert tell(flood, shows(10), frame, shows(20))[1:] == [
        "socket 1 is told {}",
        "shows running 20 %",
    ]
    assert tell(flood, shows(10), frame, shows(20), last=1)[-1] == "shows running 10 %"


@pytest.mark.parametrize("seed", range(20))
def test_every_mixture_of_the_two_connections_is_told_alike(seed: int) -> None:
    page = [asks(1, A), asks(2, B), reads(2, 41), shows(41), reads(1, 40), shows(40)]
    one, two = [arrives(7, A), answers(7, 40)], [arrives(8, B), answers(8, 41)]
    draw = random.Random(seed)
    mixed: list[Told] = []
    streams = [page, one, two]
    while streams := [each for each in streams if each]:
        stream = draw.choice(streams)
        mixed.append(stream[0])
        streams = [each[1:] if each is stream else each for each in streams]
    opened: Told = ("page", DocumentOpened(0, "/"))
    last = 2 + mixed.index(page[-1])
    assert tell(BEGINS, opened, *mixed, last=last) == [
        "▶ an act",
        "a document opens",
        "_t=1",
        "_t=1",
        "_t=2",
        "_t=2",
        "answers 200 running 41 %",
        "reads answer 2: running 41 %",
        "shows running 41 %",
        "answers 200 running 40 %",
        "reads answer 1: running 40 %",
        "shows running 40 %",
    ]
