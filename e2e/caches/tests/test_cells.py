"""The cells that histories give, and the table that cells give."""

from __future__ import annotations

import pytest

from e2e.caches.cell import Cell, read_cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.seen import Seen, get_seen
from e2e.caches.table import get_stops
from e2e.history.history import History
from e2e.history.page_events import (
    BodyRead,
    BrowserAnswered,
    FetchStarted,
    ProbeAnswered,
    ProbeStarted,
    ProxyAnswered,
    Shown,
)
from e2e.history.stage_events import ActBegan, CameToRest
from mock_backend.journal.events import AnswerSent, RequestArrived, TruthChanged

PROBE = "/v1/jobs/1?probe"
POLL = "/v1/jobs/1"
END = TruthChanged(0, "1", "completed", 100, None, 2, 0)
ASKED = RequestArrived(0, 7, "1", 7, "GET", PROBE, None)
REST = CameToRest(0, 0, 0, (), False)


def a_history(*events: object) -> History:
    history = History()
    for event in events:
        backend = isinstance(event, TruthChanged | RequestArrived | AnswerSent)
        stage = isinstance(event, ActBegan | CameToRest)
        source = "backend" if backend else "stage" if stage else "page"
        history.append(source, event)  # type: ignore[arg-type]
    return history


def probed(told: str | None, *between: object) -> list[object]:
    return [
        ActBegan(0, "probe", "probe"),
        ProbeStarted(0, 1, PROBE),
        *between,
        ProbeAnswered(0, 1, "1" if told else None, told, None),
    ]


def shown(status: str, at: int) -> Shown:
    return Shown(at, 1, "1", status, None, None, None, ())


def asked(at: int) -> FetchStarted:
    return FetchStarted(at, at, "GET", POLL, "default")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([asked(0), END, shown("running", 0)], Seen("stuck")),
        ([END, asked(2000), shown("completed", 2000)], Seen("right")),
        ([END, asked(2000), asked(4000), shown("completed", 4000)], Seen("late", 2)),
        ([END, asked(2000), ActBegan(3000, "come_back", ""), shown("completed", 5000)], Seen("late", 2)),
        ([ActBegan(1000, "refresh", ""), END, asked(2000), shown("completed", 2000)], Seen("right")),
    ],
    ids=["never", "with the first poll", "with the second", "after coming back", "before the end"],
)  # fmt: skip
def test_what_was_seen_counts_from_the_first_poll_that_could_tell_it(
    events: list[object], expected: Seen
) -> None:
    assert get_seen(a_history(*events)) == expected


@pytest.mark.parametrize(
    ("cache", "defences", "events", "expected"),
    [
        ("tunnel", "nothing", probed("running", ProxyAnswered(0, -1, PROBE, "HIT")), ("hit", "HIT")),
        (
            "tunnel",
            "nothing",
            probed("running", ASKED, ProxyAnswered(0, -1, PROBE, "HIT")),
            ("not forced", ""),
        ),
        (
            "max-age",
            "nothing",
            [*probed("running"), BrowserAnswered(0, PROBE, "disk cache")],
            ("hit", "disk cache"),
        ),
        ("max-age", "nothing", probed("running"), ("not forced", "")),
        (
            "max-age",
            "nothing",
            [*probed("running", ASKED), BrowserAnswered(0, PROBE, "disk cache")],
            ("not forced", ""),
        ),
        (
            "tag of whole seconds",
            "nothing",
            [
                *probed("running", ASKED, AnswerSent(0, 7, 304, "completed", 100, 2)),
                BrowserAnswered(0, PROBE, "revalidated"),
            ],
            ("hit", "revalidated"),
        ),
        (
            "stale-while-revalidate",
            "nothing",
            probed(
                "running",
                ProxyAnswered(0, -1, PROBE, "STALE"),
                ASKED,
                AnswerSent(0, 7, 200, "completed", 100, 2),
            ),
            ("hit", "STALE"),
        ),
        ("tunnel", "header", probed("completed", ASKED), ("not kept", "no-store")),
        ("tunnel", "nothing", probed("completed", ASKED), ("not forced", "")),
    ],
)  # fmt: skip
def test_a_hit_is_one_only_where_the_caches_word_and_the_journal_agree(
    cache: str, defences: str, events: list[object], expected: tuple[str, str]
) -> None:
    cell = read_cell(cache, defences, a_history(END, *events, REST))
    assert (cell.proof, cell.word) == expected


def test_a_page_that_was_given_the_older_answer_itself_was_fooled() -> None:
    poll = [
        asked(2000),
        ProxyAnswered(2000, 2000, POLL, "HIT"),
        BodyRead(2000, 2000, "1", "running", 95),
    ]
    assert read_cell("tunnel", "nothing", a_history(END, *poll, REST)).page_was_fooled
    assert not read_cell("max-age", "nothing", a_history(END, *poll, REST)).page_was_fooled


def a_row(right: set[str]) -> list[Cell]:
    return [
        Cell(
            cache="tunnel",
            defences=name,
            saw="right" if name in right else "stuck",
            seconds=0,
            proof="hit",
            word="HIT",
            page_was_fooled=False,
        )
        for name in ALL_DEFENCES
    ]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (set(ALL_DEFENCES), "nothing is needed"),
        (set(), "nothing stops it"),
        (set(ALL_DEFENCES) - {"nothing"}, "any of the three"),
        ({name for name in ALL_DEFENCES if "_t" in name}, "`_t`"),
        ({name for name in ALL_DEFENCES if "_t" in name or "header" in name}, "`_t` or the header"),
        ({"_t+no-store", "_t+no-store+header"}, "`_t` with `no-store`"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stops_a_cache_are_the_smallest_sets_that_always_do(
    right: set[str], expected: str
) -> None:
    assert get_stops(a_row(right)) == expected
