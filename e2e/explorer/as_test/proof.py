"""Drafts a proof, the value of `forced=`, from the moments of a history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from e2e.explorer.acts import (
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.player import Played
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import BodyRead, FetchStarted, FrameTaken, SocketConnecting
from e2e.proofs import (
    Forced,
    Moment,
    answer_lost,
    document_opened,
    ended,
    frame_taken,
    in_order,
    job_restarted,
    older_answer_read,
    poll_saw,
    poll_sent,
    socket_dropped,
    socket_made,
    socket_opened,
    switched,
    unmounted,
)
from mock_backend.frame_content import say_as_contract
from mock_backend.journal.events import TruthChanged

_EXCUSES = {
    "socket_opened()": "socket_given_up()",
    "document_opened()": "knows_from_memory()",
    "older_answer_read()": "one_poll_at_a_time()",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A moment and the call that makes it."""

    call: str
    moment: Moment


def draft_proof(played: Played, beside: Sequence[History]) -> list[Written]:
    """Returns the moments of the schedule, in its order, that every one of the histories has.

    `beside` are histories of the same schedule on good pages: a moment that one of them lacks is a habit
    of the bad page. The list has one moment at least.
    """
    chosen: list[Written] = []
    for written in [*_get_moments(played), *_get_last(played)]:
        tried = [*(each.moment for each in chosen), written.moment]
        proof = in_order(*tried)
        if all(isinstance(proof(each), Forced) for each in (played.history, *beside)):
            chosen.append(written)
    return chosen or [Written("poll_sent()", poll_sent())]


def get_excuses(moments: Sequence[Written]) -> list[str]:
    """Returns the calls of the moments by which a good page keeps out of a race of these `moments`."""
    calls = {each.call for each in moments}
    return [excuse for call, excuse in _EXCUSES.items() if call in calls]


def _get_moments(played: Played) -> Iterator[Written]:
    for number, act in enumerate(played.acts, 2):
        entries = [entry for entry in played.history if entry.act == number]
        yield from _get_moments_of(act, entries, played.history.entries)


def _get_last(played: Played) -> Iterator[Written]:
    if not played.snapshot.job.has_ended:
        truths = [truth for _, truth in played.history.of_type(TruthChanged)]
        yield _ended(truths[-1].status, unheard=False)


def _get_moments_of(
    act: Act, entries: Sequence[Entry], every: Sequence[Entry]
) -> Iterator[Written]:
    match act:
        case Complete() | Fail():
            status = "completed" if isinstance(act, Complete) else "failed"
            told = [e.event.delivered_to for e in entries if isinstance(e.event, TruthChanged)]
            yield _ended(status, unheard=not any(told))
            yield from _get_frames(entries, '"completed"' if status == "completed" else '"error"')
        case Progress(percent=percent):
            yield from _get_frames(entries, f'"percent": {percent:g}')
        case LateProgress():
            yield from _get_frames(entries, '"percent"')
        case ReleaseAnswer():
            yield from _get_answers(entries, every)
        case LoseAnswer():
            yield Written("answer_lost()", answer_lost())
        case OpenHandshake():
            yield Written("socket_opened()", socket_opened())
        case RefuseHandshake():
            yield Written("socket_dropped()", socket_dropped())
        case Drop(how="cut"):
            yield Written("socket_dropped()", socket_dropped())
        case LetPass():
            if any(isinstance(e.event, FetchStarted) for e in entries):
                yield Written("poll_sent()", poll_sent())
            if any(isinstance(e.event, SocketConnecting) for e in entries):
                yield Written("socket_made()", socket_made())
        case SwitchJob():
            yield Written("switched()", switched())
        case Remount():
            yield Written("unmounted()", unmounted())
            yield Written("switched()", switched())
        case Refresh():
            yield Written("document_opened()", document_opened())
        case Restart():
            yield Written("job_restarted()", job_restarted())
            yield Written("switched()", switched())
        case _:
            pass


def _ended(status: str, *, unheard: bool) -> Written:
    arguments = ([] if status == "completed" else [f'"{status}"']) + (
        ["unheard=True"] if unheard else []
    )
    return Written(f"ended({', '.join(arguments)})", ended(status, unheard=unheard))


def _get_frames(entries: Sequence[Entry], said: str) -> Iterator[Written]:
    if any(
        isinstance(e.event, FrameTaken) and said in say_as_contract(e.event.frame) for e in entries
    ):
        yield Written(f"frame_taken('{said}')", frame_taken(said))


def _get_answers(entries: Sequence[Entry], every: Sequence[Entry]) -> Iterator[Written]:
    older = older_answer_read()
    for entry in entries:
        if not isinstance(entry.event, BodyRead) or entry.event.job_status is None:
            continue
        if older.is_here(every, entry.index):
            yield Written("older_answer_read()", older)
        else:
            status = entry.event.job_status
            yield Written(f'poll_saw("{status}")', poll_saw(status))
        return
