"""Moments of a history: with their order a proof shows that a race was forced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from e2e.history.entry import Entry, Event
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    DocumentOpened,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    Mounted,
    NetworkFound,
    NetworkLost,
    PageSocketClosed,
    Shown,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
    TabHidden,
    TabShown,
    Unmounted,
)
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.history.steady import get_steady
from mock_backend.frame_content import read_frame_text, say_as_contract
from mock_backend.job_life import TERMINAL
from mock_backend.journal.events import (
    AnswerSpoiled,
    HandshakeAbandoned,
    HandshakeHeld,
    SocketFaultStruck,
    TruthChanged,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An event that a proof looks for.

    `name` completes the words "the moment where". `is_here` gets the entries of a history and an index,
    and returns whether the event is at that entry. `needs_socket`: it cannot happen on a page that has no
    WebSocket.
    """

    name: str
    is_here: Callable[[Sequence[Entry], int], bool]
    needs_socket: bool = False

    def is_in(self, history: History) -> bool:
        """Returns whether the event is anywhere in `history`."""
        entries = history.entries
        return any(self.is_here(entries, i) for i in range(len(entries)))


def _event(name: str, matches: Callable[[Event], bool]) -> Moment:
    return Moment(name, lambda entries, i: matches(entries[i].event))


def _socket_event(name: str, matches: Callable[[Event], bool]) -> Moment:
    return Moment(name, lambda entries, i: matches(entries[i].event), needs_socket=True)


def ended(status: str = "completed", *, unheard: bool = False) -> Moment:
    """The job reached the terminal state `status`; with `unheard`, no socket was told."""

    def matches(event: Event) -> bool:
        return (
            isinstance(event, TruthChanged)
            and event.status == status
            and (event.delivered_to == 0 or not unheard)
        )

    return _event(
        f"the job is {status}" + (" and no socket hears of it" if unheard else ""),
        matches,
    )


def job_restarted() -> Moment:
    """The job began anew."""
    return _event(
        "the job begins anew",
        lambda event: isinstance(event, TruthChanged) and event.status == "pending",
    )


def poll_sent() -> Moment:
    """The page sent a poll."""
    return _event("a poll is sent", lambda event: isinstance(event, FetchStarted))


def poll_saw(status: str) -> Moment:
    """The page read an answer that says `status`."""
    return _event(
        f"a poll is answered {status!r}",
        lambda event: isinstance(event, BodyRead) and event.job_status == status,
    )


def answer_without_progress() -> Moment:
    """The page read an answer that says running, and no progress."""
    return _event(
        "a poll is answered without a progress",
        lambda event: (
            isinstance(event, BodyRead)
            and event.job_status == "running"
            and event.job_progress is None
        ),
    )


def answer_lost() -> Moment:
    """A poll got no answer with a job: it was cut, or had an error status, or a body without a job."""

    def matches(event: Event) -> bool:
        match event:
            case FetchFailed() | BodyFailed():
                return True
            case FetchAnswered(status=status):
                return status >= 400
            case BodyRead(job_status=status):
                return status is None
            case _:
                return False

    return _event("a poll gets no answer that is a job", matches)


def poll_given_up() -> Moment:
    """The page cancelled a poll that was in flight."""
    return _event(
        "the page breaks off a poll that was under way",
        lambda event: (
            isinstance(event, FetchFailed | BodyFailed) and event.error in ("AbortError", "abort")
        ),
    )


def answer_spoiled() -> Moment:
    """The backend sent a fault instead of an answer."""
    return _event("an answer is spoiled", lambda event: isinstance(event, AnswerSpoiled))


def sockets_struck() -> Moment:
    """A fault struck a socket that was open."""
    return _socket_event(
        "a fault befalls an open socket",
        lambda event: isinstance(event, SocketFaultStruck) and event.sockets > 0,
    )


def knows_from_memory() -> Moment:
    """A document shows only the end and never asks: the page uses the end that it had stored."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        if not isinstance(entries[i].event, DocumentOpened):
            return False
        document = list(_until_next_document(get_steady(entries[i + 1 :])))
        # Before its parts have loaded a page may show no status at all.
        shown = {event.status for event in document if isinstance(event, Shown)} - {None}
        return (
            not any(isinstance(event, FetchStarted) for event in document)
            and bool(shown)
            and shown <= {"completed", "failed"}
        )

    return Moment("a document shows the end from memory and asks for nothing", is_here)


def _until_next_document(entries: Sequence[Entry]) -> Iterator[Event]:
    for entry in entries:
        if isinstance(entry.event, DocumentOpened):
            return
        yield entry.event


def one_poll_at_a_time() -> Moment:
    """The stage released an answer, and the page has no other poll in flight."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        rest = entries[i].event
        released = any(
            isinstance(e.event, ActBegan) and e.event.name == "release_answer" for e in entries[:i]
        )
        return isinstance(rest, CameToRest) and rest.held_answers == 0 and released

    return Moment("the page has one poll under way at a time", is_here)


def older_answer_read() -> Moment:
    """The page read an answer that is older than an answer that it had read before."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        answer = entries[i].event
        if not isinstance(answer, BodyRead) or answer.job_status is None:
            return False
        before = [e.event for e in entries[:i] if isinstance(e.event, BodyRead)]
        return any(b.job == answer.job and _standing(b) > _standing(answer) for b in before)

    return Moment("an answer lands that is older than one before it", is_here)


_RANK = {"pending": 0, "running": 1, "completed": 2, "failed": 2}


def _standing(answer: BodyRead) -> tuple[int, float]:
    return _RANK.get(str(answer.job_status), -1), answer.job_progress or 0.0


def socket_made() -> Moment:
    """The page made a WebSocket."""
    return _socket_event(
        "the page makes a socket", lambda event: isinstance(event, SocketConnecting)
    )


def socket_waits() -> Moment:
    """A handshake arrived and is held."""
    return _socket_event("a handshake is held", lambda event: isinstance(event, HandshakeHeld))


def socket_opened() -> Moment:
    """A socket of the page opened."""
    return _socket_event("the page's socket opens", lambda event: isinstance(event, SocketOpened))


def socket_dropped() -> Moment:
    """A socket of the page was closed, and not cleanly."""
    return _socket_event(
        "the page's socket drops",
        lambda event: isinstance(event, PageSocketClosed) and not event.clean,
    )


def socket_ended() -> Moment:
    """The page lost its socket, or closed it by itself."""
    return _socket_event(
        "the page's socket ends",
        lambda event: isinstance(event, PageSocketClosed | SocketClosing),
    )


def close_arrives() -> Moment:
    """The close of a socket that the page had left arrived in the act that releases it."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        return isinstance(entries[i].event, PageSocketClosed) and _is_in_release(entries, i)

    return Moment("the close of the old socket arrives", is_here)


def keeps_its_socket() -> Moment:
    """The page has closed no socket when the closes are released: it keeps the one that it had."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        return (
            isinstance(entries[i].event, CameToRest)
            and _is_in_release(entries, i)
            and not any(isinstance(each.event, SocketClosing) for each in entries[:i])
        )

    return Moment("the page keeps its socket", is_here)


def _is_in_release(entries: Sequence[Entry], i: int) -> bool:
    began = (each.event for each in reversed(entries[:i]) if isinstance(each.event, ActBegan))
    act = next(began, None)
    return act is not None and act.name == "release_closes"


def socket_given_up() -> Moment:
    """The page closed a socket that was still connecting."""
    return _event(
        "the page gives up a socket that was still connecting",
        lambda event: isinstance(event, HandshakeAbandoned),
    )


def frame_taken(said: str) -> Moment:
    """The page got a frame that contains `said`, a status or progress in the words of the contract.

    A frame that tells the state of a job in other words is translated into those of the contract first,
    and only its state counts.
    """
    return _socket_event(
        f"the page is given a frame with {said}",
        lambda event: isinstance(event, FrameTaken) and said in say_as_contract(event.frame),
    )


def socket_closed_by_page() -> Moment:
    """The page closed a socket by itself, and takes no more frames that come over it."""
    return _event(
        "the page closes its socket itself", lambda event: isinstance(event, SocketClosing)
    )


def document_opened() -> Moment:
    """A document began to load."""
    return _event("a document opens", lambda event: isinstance(event, DocumentOpened))


def tab_hidden() -> Moment:
    """The page learned that its tab is hidden."""
    return _event("the tab is hidden", lambda event: isinstance(event, TabHidden))


def closes_its_socket_when_hidden() -> Moment:
    """The page closed its socket in the act that hid its tab. Until it is seen, no socket can drop."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        if not isinstance(entries[i].event, SocketClosing):
            return False
        act = entries[i].act
        return any(each.act == act and isinstance(each.event, TabHidden) for each in entries[:i])

    return Moment("the page closes its socket as its tab is hidden", is_here)


def tab_shown() -> Moment:
    """The page learned that a person sees it again."""
    return _event("the tab is seen again", lambda event: isinstance(event, TabShown))


def network_lost() -> Moment:
    """The page learned that its laptop has no network any more."""
    return _event("the laptop is offline", lambda event: isinstance(event, NetworkLost))


def network_found() -> Moment:
    """The page learned that its laptop has a network again."""
    return _event("the laptop is online again", lambda event: isinstance(event, NetworkFound))


def switched() -> Moment:
    """An instance of the component was mounted, or given another job."""
    return _event("a job is put on the screen", lambda event: isinstance(event, Mounted))


def unmounted() -> Moment:
    """The component was unmounted."""
    return _event("the component is gone", lambda event: isinstance(event, Unmounted))


def act(name: str, reads: str) -> Moment:
    """The stage played the act `name`; `reads` is the name of the moment in words."""
    return _event(reads, lambda event: isinstance(event, ActBegan) and event.name == name)


def asks_no_more(seconds: float = 30) -> Moment:
    """A rest, `seconds` of virtual time or more after a frame told the end, without a request since.

    Such a page takes the frame as final and sends no poll to confirm it. So no poll can be late or lost.
    """

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        if not isinstance(entries[i].event, CameToRest):
            return False
        told = [e for e in entries[:i] if isinstance(e.event, FrameTaken) and _tells_end(e.event)]
        if not told or entries[i].event.at - told[0].event.at < seconds * 1000:
            return False
        since = entries[told[0].index : i]
        return not any(isinstance(entry.event, FetchStarted) for entry in since)

    return Moment("the page asks for nothing once the socket has told it the end", is_here)


def _tells_end(event: FrameTaken) -> bool:
    content = read_frame_text(event.frame)
    return content is not None and content.status in TERMINAL
