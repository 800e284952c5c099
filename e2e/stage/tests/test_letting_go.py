"""A cancelled request or socket is not mistaken for the next one in its place, on events alone."""

from __future__ import annotations

import pytest

from e2e.engine.accounts import Accounts
from e2e.history.entry import Event
from e2e.history.page_events import (
    DocumentOpened,
    FetchFailed,
    FetchStarted,
    PageSocketClosed,
    SocketClosing,
    SocketConnecting,
)
from mock_backend.journal.events import (
    HandshakeAbandoned,
    HandshakeArrived,
    HandshakeHeld,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
)

TARGET = "/v1/jobs/1"


def fetch(number: int) -> FetchStarted:
    return FetchStarted(0, number, "GET", TARGET, "no-store")


def arrived(number: int) -> tuple[Event, Event]:
    return RequestArrived(0, number, "1", number, "GET", TARGET, None), RequestHeld(0, number)


def handshake(number: int) -> tuple[Event, Event]:
    return HandshakeArrived(0, number, "1"), HandshakeHeld(0, number)


def connecting(number: int) -> SocketConnecting:
    return SocketConnecting(0, number, "/v1/ws/jobs/1")


ABORTED = FetchFailed(0, 1, "AbortError")
DOCUMENT = DocumentOpened(0, "/")
CLOSED = (SocketClosing(0, 1), PageSocketClosed(0, 1, 1006, False))
REQUEST_GONE = RequestAbandoned(0, 1)
HANDSHAKE_GONE = HandshakeAbandoned(0, 1)


def evenness(*steps: Event, in_two_tabs: bool = False) -> list[bool]:
    """Returns, for each step, whether the two halves of the accounts agree after it."""
    accounts = Accounts()
    if in_two_tabs:
        accounts.add_page()
    agreed = []
    for step in steps:
        accounts.apply(step)
        agreed.append(accounts.get_balance().is_even)
    return agreed


@pytest.mark.parametrize("in_two_tabs", [False, True])
@pytest.mark.parametrize("let_go", [(ABORTED,), (DOCUMENT,)], ids=["aborted", "reloaded"])
def test_a_request_that_is_let_go_is_not_the_one_that_follows_to_the_same_address(
    let_go: tuple[Event, ...], in_two_tabs: bool
) -> None:
    steps = (fetch(1), *arrived(1), *let_go, fetch(2), REQUEST_GONE, *arrived(2))
    expected = [False, False, True, False, False, False, False, True]
    assert evenness(*steps, in_two_tabs=in_two_tabs) == expected


@pytest.mark.parametrize("in_two_tabs", [False, True])
@pytest.mark.parametrize("let_go", [CLOSED, (DOCUMENT,)], ids=["closed", "reloaded"])
def test_a_handshake_that_is_let_go_is_not_the_one_that_follows(
    let_go: tuple[Event, ...], in_two_tabs: bool
) -> None:
    steps = (connecting(1), *handshake(1), *let_go, connecting(2))
    assert not any(evenness(*steps, in_two_tabs=in_two_tabs)[3:])
    arrives = (HANDSHAKE_GONE, *handshake(2))
    assert evenness(*steps, *arrives, in_two_tabs=in_two_tabs)[-3:] == [False, False, True]


def test_the_backend_may_notice_before_the_page_has_told() -> None:
    assert evenness(fetch(1), *arrived(1), REQUEST_GONE, ABORTED, fetch(2), *arrived(2))[-1]
    assert evenness(
        connecting(1), *handshake(1), HANDSHAKE_GONE, *CLOSED, connecting(2), *handshake(2)
    )[-1]


def test_one_that_the_backend_noticed_first_does_not_stand_for_the_next_one() -> None:
    steps = (fetch(1), *arrived(1), REQUEST_GONE, ABORTED, fetch(2), *arrived(2))
    assert not evenness(*steps, FetchFailed(0, 2, "AbortError"), fetch(3))[-1]


def test_what_never_left_the_browser_is_not_waited_for() -> None:
    """The second socket and the second fetch wait in the browser behind the first one of each."""
    sockets = (connecting(1), *handshake(1), connecting(2))
    assert evenness(*sockets, SocketClosing(0, 2), PageSocketClosed(0, 2, 1006, False))[-1]
    cached = [FetchStarted(0, number, "GET", TARGET, "default") for number in (1, 2)]
    assert evenness(cached[0], *arrived(1), cached[1], FetchFailed(0, 2, "AbortError"))[-1]


def test_of_two_tabs_nobody_knows_whose_the_backend_has() -> None:
    accounts = Accounts()
    second = accounts.add_page()
    for event in (connecting(1), *handshake(1)):
        accounts.apply(event)
    for event in (connecting(1), *CLOSED):
        second.apply(event)
    assert accounts.get_balance().is_even


def test_the_older_of_two_is_the_one_that_the_backend_has() -> None:
    sockets = (connecting(1), *handshake(1), connecting(2), *CLOSED)
    assert evenness(*sockets, HANDSHAKE_GONE, *handshake(2))[-4:] == [False, False, False, True]
