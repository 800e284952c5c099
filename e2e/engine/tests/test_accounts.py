"""The accounts, on events alone: outstanding requests, and those that only wait in the browser."""

from __future__ import annotations

import pytest

from e2e.engine.accounts import CONNECTIONS_PER_HOST, Accounts
from e2e.history.page_events import (
    BodyRead,
    BodyReadStarted,
    FetchAnswered,
    FetchStarted,
    FrameTaken,
    SocketConnecting,
    SocketOpened,
)
from mock_backend.journal.events import (
    AnswerSent,
    ConnectionCut,
    FrameSent,
    HandshakeAccepted,
    HandshakeArrived,
    RequestArrived,
    RequestHeld,
    RequestReleased,
)

TARGET = "/v1/jobs/1"


def after(*events: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    accounts = Accounts()
    for event in events:
        accounts.apply(event)  # type: ignore[arg-type]
    balance = accounts.get_balance()
    return balance.outstanding, balance.queued


def fetch(number: int, cache: str = "no-store") -> FetchStarted:
    return FetchStarted(0, number, "GET", TARGET, cache)


ARRIVED = RequestArrived(0, 1, "1", 1, "GET", TARGET, None)
HELD = RequestHeld(0, 1)


def test_a_fetch_is_outstanding_until_its_body_is_read() -> None:
    steps = (
        fetch(1),
        ARRIVED,
        AnswerSent(0, 1, 200, "running", 40, 1),
        FetchAnswered(0, 1, 200),
        BodyReadStarted(0, 1),
        BodyRead(0, 1, "1", "running", 40),
    )
    is_even = [not after(*steps[: n + 1])[0] for n in range(len(steps))]
    assert is_even == [False, False, False, True, False, True]


def test_a_held_answer_is_even_and_a_released_one_is_not() -> None:
    assert after(fetch(1), ARRIVED, HELD) == ((), ())
    assert after(fetch(1), ARRIVED, HELD, RequestReleased(0, 1, "release"))[0]


def test_a_second_fetch_of_a_cacheable_address_waits_and_one_past_the_cache_is_outstanding() -> (
    None
):
    queued = after(fetch(1, "default"), ARRIVED, HELD, fetch(2, "default"))
    assert queued[0] == ()
    assert "cache entry" in queued[1][0]
    assert after(fetch(1), ARRIVED, HELD, fetch(2))[0]


def test_an_answer_on_its_way_is_outstanding_though_the_second_fetch_is_held_by_then() -> None:
    """The browser sends the second fetch when it has the first headers, before the page gets them."""
    sent = AnswerSent(0, 1, 200, "running", 40, 1)
    second = (RequestArrived(0, 2, "1", 2, "GET", TARGET, None), RequestHeld(0, 2))
    steps = (fetch(1, "default"), ARRIVED, HELD, fetch(2, "default"), sent, *second)
    assert after(*steps)[0]
    read = (FetchAnswered(0, 1, 200), BodyReadStarted(0, 1), BodyRead(0, 1, "1", "running", 40))
    assert after(*steps, *read) == ((), ())


def polls_held(count: int) -> list[object]:
    """Returns the events of `count` polls that are all held, each with an address of its own."""
    return [
        event
        for n in range(1, count + 1)
        for event in (
            FetchStarted(0, n, "GET", f"{TARGET}?_t={n}", "no-store"),
            RequestArrived(0, n, "1", n, "GET", f"{TARGET}?_t={n}", None),
            RequestHeld(0, n),
        )
    ]


def test_a_request_is_outstanding_until_its_page_has_told_of_the_fetch() -> None:
    asked_again = (
        fetch(1),
        ARRIVED,
        HELD,
        RequestReleased(0, 1, "release"),
        AnswerSent(0, 1, 200, "running", 40, 1),
        RequestArrived(0, 2, "1", 2, "GET", TARGET, None),
        RequestHeld(0, 2),
    )
    told = (FetchAnswered(0, 1, 200), fetch(2))
    assert after(*asked_again)[0] == (
        f"1 request(s) for {TARGET}: the page has not told of them yet",
    )
    assert after(*asked_again, *told) == ((), ())


def test_a_fetch_that_has_not_arrived_waits_where_every_connection_is_held() -> None:
    held = polls_held(CONNECTIONS_PER_HOST)
    outstanding, queued = after(*held, FetchStarted(0, 7, "GET", TARGET, "no-store"))
    assert outstanding == ()
    assert "one of the 6 connections" in queued[0]

    fewer = polls_held(CONNECTIONS_PER_HOST - 1)
    assert after(*fewer, FetchStarted(0, 7, "GET", TARGET, "no-store"))[0]


def test_an_answer_that_is_on_its_way_is_outstanding_though_every_connection_is_held() -> None:
    events = [
        FetchStarted(0, 7, "GET", TARGET, "no-store"),
        RequestArrived(0, 7, "1", 7, "GET", TARGET, None),
        AnswerSent(0, 7, 200, "running", 40, 1),
        *polls_held(CONNECTIONS_PER_HOST),
    ]
    outstanding, queued = after(*events)
    assert "neither held at the backend nor answered" in outstanding[0]
    assert queued == ()


def test_a_socket_is_outstanding_until_both_sides_have_it_open() -> None:
    steps = (
        SocketConnecting(0, 1, "/"),
        HandshakeArrived(0, 7, "1"),
        HandshakeAccepted(0, 7),
        SocketOpened(0, 1),
    )
    is_even = [not after(*steps[: n + 1])[0] for n in range(len(steps))]
    assert is_even == [False, False, False, True]


def test_a_frame_is_outstanding_until_the_page_was_given_it() -> None:
    opened = (
        SocketConnecting(0, 1, "/"),
        HandshakeArrived(0, 7, "1"),
        HandshakeAccepted(0, 7),
        SocketOpened(0, 1),
    )
    assert after(*opened, FrameSent(0, 7, "{}"))[0] == ("frames to the page: 1 sent, 0 taken",)
    assert after(*opened, FrameSent(0, 7, "{}"), FrameTaken(0, 1, "{}")) == ((), ())


@pytest.mark.parametrize("is_cut", [True, False])
def test_what_the_browser_asks_again_where_a_connection_was_cut_is_of_the_same_fetch(
    is_cut: bool,
) -> None:
    accounts = Accounts()
    end = ConnectionCut(0, 1) if is_cut else AnswerSent(0, 1, 200, "running", 40, 1)
    again = RequestArrived(0, 2, "1", 2, "GET", TARGET, None)
    for event in (fetch(1), ARRIVED, end, again, RequestHeld(0, 2)):
        accounts.apply(event)
    assert not accounts.get_balance().is_even
    assert accounts.get_unannounced() == [f"GET {TARGET}"]
    assert accounts.take_repeated() is is_cut
    assert accounts.get_balance().is_even is is_cut
    assert accounts.get_unannounced() == ([] if is_cut else [f"GET {TARGET}"])
    assert not accounts.take_repeated()
