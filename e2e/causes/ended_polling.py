"""Why a page never learned a state that a poll would have told it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from e2e.causes import kinds
from e2e.causes.another_tab import find_departure_after, find_polls_of_another_tab, is_second_tab
from e2e.causes.cause import Cause, CauseKind, get_time
from e2e.causes.connections import Connections, get_connections
from e2e.causes.next_poll import find_timer_of_next_poll
from e2e.causes.polls import Poll, get_polls
from e2e.causes.remount import explain_never_asked_anew, find_timer_of_the_instance_before
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import tell
from e2e.history.page_events import DocumentRestored, FrameTaken
from e2e.history.stage_events import ActBegan
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import Scene
from mock_backend.frame_content import read_frame_text

SOON = 1_000
"""Virtual milliseconds after the opening of a socket within which a poll belongs to the opening."""

DUE = 2_500
"""Virtual milliseconds after the end of a poll after which the next one is overdue: a poll interval and
a part of one."""

MANY = 20
"""Polls after something has happened, more than the usual limits of attempts: a page that ends polling
after so many perhaps counts its polls."""

_LEAVING = frozenset({"download", "freeze", "restore"})
"""Acts of a person that fire the page's events for leaving (`beforeunload`, `pagehide`) or for coming
back (`pageshow`)."""

CANCELLED = 3
"""Polls in a row that the page cancels: more than one for each change of its socket."""

ALL_DONE = 100
"""The progress, in percent, that some pages take for the end; the job still writes its results."""

STILL = 10_000
"""Virtual milliseconds, five poll intervals. A page without a poll for so long has stopped polling, and a
page that waits for an answer for so long has no time limit."""


def explain_silence(history: History, last: Scene) -> Cause:
    """Returns why the instance of `last` does not know the truth at that rest."""
    entries = history.entries[: last.entry.index + 1]
    assert last.job is not None
    every = get_polls(entries, last.job)
    polls = [each for each in every if each.mount == last.mount]
    if every and not polls:
        return _explain_forgotten(entries, get_connections(entries))
    if (impatient := _explain_impatience(polls, last)) is not None:
        return impatient
    if polls and (slow := _explain_slow(polls[-1], len(polls))) is not None:
        return slow
    return _explain_end(entries, polls, get_connections(entries), last)


def _explain_impatience(polls: Sequence[Poll], last: Scene) -> Cause | None:
    """Returns the cause that the page still asks, and cancelled its last `CANCELLED` polls or more."""
    ended = [each for each in polls if each.ended is not None]
    cancelled = list(takewhile(lambda each: each.is_given_up, reversed(ended)))
    if len(cancelled) < CANCELLED or last.at - polls[-1].asked.event.at >= STILL:
        return None
    poll = cancelled[0]
    assert poll.ended is not None
    waited = (poll.ended.event.at - poll.asked.event.at) / 1000
    said = f"{len(cancelled)} polls in a row were cancelled, the last after {waited:g} s"
    return Cause(kinds.CANCELS_ITS_POLLS, said, poll.ended)


def _explain_slow(poll: Poll, number: int) -> Cause | None:
    """Returns the cause that the page waits, or waited for `STILL`, for its last poll; else None."""
    asked = poll.asked
    if poll.is_under_way:
        said = f"poll {number} was asked at {get_time(asked)} and never answered"
        return Cause(kinds.WAITS_FOR_AN_ANSWER, said, asked)
    if poll.ended is not None and poll.ended.event.at - asked.event.at >= STILL:
        said = f"poll {number} was asked at {get_time(asked)} and waited for until {get_time(poll.ended)}"
        return Cause(kinds.WAITS_FOR_AN_ANSWER, said, asked)
    return None


def _explain_end(
    entries: Sequence[Entry], polls: Sequence[Poll], now: Connections, last: Scene
) -> Cause:
    # A poll that the page cancelled for a newer one is no failure. After the last cancelled poll no newer
    # one came, so that one counts.
    polls = [each for each in polls if not each.is_given_up_at_once] or polls
    done = [each for each in polls if not each.is_given_up or each is polls[-1]]
    silent_for = f"nothing was asked for the {_seconds(last, done)} after it"
    if done and (found := find_timer_of_next_poll(entries, done[-1], least=STILL)) is not None:
        timer, wait = found
        asked = get_time(done[-1].asked)
        said = f"the poll asked at {asked} is followed by another after {wait / 1000:g} s"
        return Cause(kinds.ASKS_TOO_SELDOM, said, timer)
    if done and (fired := find_timer_of_the_instance_before(entries, done[-1])) is not None:
        said = f"a timer fired that was set when the component was taken off, and {silent_for}"
        return Cause(kinds.ENDED_AFTER_A_REMOUNT, said, fired)
    leader = _find_leader(entries, done, last)
    if (
        leader is not None
        and not _is_connected_within(now, leader.event.at + STILL)
        and (departure := find_departure_after(entries, leader))
    ):
        said = f"another tab asked until {get_time(leader)} and {departure}, and {silent_for}"
        return Cause(kinds.FOLLOWS_ANOTHER_TAB, said, leader)
    hidden = now.hidden_at
    if hidden is not None and not _has_ended_within(done, hidden, now.seen_at):
        hidden = None
    if (left := _find_leaving(entries, done)) is not None:
        return Cause(
            kinds.ENDED_WHEN_LEFT,
            f"{tell(left) or 'the kept page came back'}, and {silent_for}",
            left,
            # The browser hides a page that it keeps while the person is elsewhere.
            (kinds.ENDED_WHEN_HIDDEN,) if hidden is not None else (),
        )
    offline = now.offline_at
    if offline is not None and not _has_ended_within(done, offline, now.online_at):
        offline = None
    if hidden is not None and not (offline and done and offline.index < done[-1].asked.index):
        return Cause(
            kinds.ENDED_WHEN_HIDDEN,
            f"the tab was hidden, and {silent_for}",
            hidden,
            (kinds.ENDED_WHEN_OFFLINE,) if offline else _get_alternative_count(done, hidden),
        )
    if (alone := now.unfocused_at) is not None and _has_ended_within(done, alone, now.focused_at):
        said = f"another window got the focus, and {silent_for}"
        return Cause(kinds.ENDED_WITHOUT_THE_FOCUS, said, alone)
    if offline is not None:
        # A laptop that is shut hides its tabs as well.
        alternatives = (kinds.ENDED_WHEN_HIDDEN,) if hidden else ()
        said = f"the laptop was offline, and {silent_for}"
        return Cause(kinds.ENDED_WHEN_OFFLINE, said, offline, alternatives)
    if not done:
        return _explain_no_poll(entries, now)
    end = done[-1]
    if end.has_failed or end.is_given_up:
        return _explain_failure(done, now, silent_for)
    if (frame := _find_last_word(entries, end)) is not None:
        return Cause(
            kinds.ENDED_WITH_A_FRAME,
            f"{tell(frame)}, and {silent_for}",
            frame,
            (kinds.NO_POLL_WHILE_CONNECTED,) if now.open else (),
        )
    if now.open and now.opened is not None:
        return Cause(
            kinds.NO_POLL_WHILE_CONNECTED,
            f"the socket is open since {get_time(now.opened)}, and {silent_for}",
            now.opened,
            _get_alternative_count(done, now.opened),
        )
    if now.closed is not None and now.closed.index > end.asked.index:
        return Cause(kinds.ENDED_WITH_THE_SOCKET, f"the socket ended, and {silent_for}", now.closed)
    if last.at - end.asked.event.at >= STILL:
        return Cause(
            kinds.ENDED_AFTER_A_COUNT, f"{len(done)} polls were asked, and {silent_for}", end.ended
        )
    return Cause(kinds.NOT_EXPLAINED, "it still asks", end.ended)


def _explain_forgotten(entries: Sequence[Entry], now: Connections) -> Cause:
    """Returns that the page does not ask for a job for which an earlier instance did."""
    is_open = now.open and now.opened is not None
    alone = kinds.NO_POLL_WHILE_CONNECTED if is_open else kinds.NEVER_ASKED
    if (anew := explain_never_asked_anew(entries, alone)) is not None:
        return anew
    return Cause(
        kinds.NEVER_ASKED,
        "it has not asked at all; the instance before it had asked for this job",
        now.opened if is_open else None,
        # A page that does not ask while its socket is open may have kept that of the instance before.
        (kinds.NO_POLL_WHILE_CONNECTED,) if is_open else (),
    )


def _explain_no_poll(entries: Sequence[Entry], now: Connections) -> Cause:
    is_open = now.open and now.opened is not None
    alone = kinds.NO_POLL_WHILE_CONNECTED if is_open else kinds.NEVER_ASKED
    if is_second_tab(entries):
        said = "it was opened beside another tab, and has not asked at all"
        return Cause(kinds.FOLLOWS_ANOTHER_TAB, said, now.opened if is_open else None, (alone,))
    if (anew := explain_never_asked_anew(entries, alone)) is not None:
        return anew
    if is_open:
        return Cause(alone, "it has not asked at all", now.opened)
    return Cause(alone, "no request for the job was made", None)


def _is_connected_within(now: Connections, at: int) -> bool:
    """Whether a socket is open, and was at that time; a later one met a page that asks no more."""
    return bool(now.open) and (now.opened is None or now.opened.event.at <= at)


def _find_leader(entries: Sequence[Entry], polls: Sequence[Poll], last: Scene) -> Entry | None:
    """Returns the last poll of another tab, if it is later than those of this page; else None."""
    assert last.job is not None
    others = find_polls_of_another_tab(entries, last.job)
    if not others or (polls and others[-1].index < polls[-1].asked.index):
        return None
    return others[-1]


def _explain_failure(polls: Sequence[Poll], now: Connections, silent_for: str) -> Cause:
    end = polls[-1]
    count = _count_failures(polls)
    # A page that asks on after so many failures perhaps counts its polls, and not the failures.
    counted = (kinds.ENDED_AFTER_A_COUNT,) if count > MANY else ()
    said = f"{count} polls in a row failed, the last" if count > 1 else "the poll failed that was"
    error = "given up by the page" if end.is_given_up else end.error
    return Cause(
        kinds.ENDED_AFTER_A_FAILED_POLL,
        f"{said} asked at {get_time(end.asked)} ({error}); {silent_for}",
        end.ended,
        # A page that does not poll while its socket is open sends its last poll at about the opening.
        (kinds.NO_POLL_WHILE_CONNECTED,) if now.open and _is_of_the_opening(end, now) else counted,
    )


def _is_of_the_opening(poll: Poll, now: Connections) -> bool:
    """Whether the socket opened between shortly before this poll and the time when the next was due."""
    if now.opened is None or poll.ended is None:
        return False
    opened = now.opened.event.at
    return poll.asked.event.at - SOON < opened < poll.ended.event.at + DUE


def _get_alternative_count(polls: Sequence[Poll], after: Entry) -> tuple[CauseKind, ...]:
    """Returns `ENDED_AFTER_A_COUNT` where the page sent more than `MANY` polls after that entry; else ().

    This history fits a page that counts its polls as well as one that stopped because of the entry.
    """
    has_gone_on = sum(each.asked.index > after.index for each in polls) > MANY
    return (kinds.ENDED_AFTER_A_COUNT,) if has_gone_on else ()


def _has_ended_within(polls: Sequence[Poll], began: Entry, ended: Entry | None) -> bool:
    """Whether the span from `began` still lasts, or at most one poll was sent since it `ended`."""
    if ended is None or ended.index < began.index:
        return True
    return sum(each.asked.index > ended.index for each in polls) <= 1


def _find_leaving(entries: Sequence[Entry], polls: Sequence[Poll]) -> Entry | None:
    """Returns the last act by which the page was left, or seemed to be; None where a poll follows it."""
    for entry in reversed(entries):
        if polls and entry.index < polls[-1].asked.index:
            return None
        match entry.event:
            case DocumentRestored():
                return entry
            case ActBegan(name=name) if name in _LEAVING:
                return entry
            case _:
                pass
    return None


def _count_failures(polls: Sequence[Poll]) -> int:
    count = 0
    for poll in reversed(polls):
        if not poll.has_failed and not poll.is_given_up:
            break
        count += 1
    return count


def _find_last_word(entries: Sequence[Entry], end: Poll) -> Entry | None:
    """Returns the last frame after the poll `end` that a page may take for the end, or cannot read."""
    for entry in reversed(entries):
        if entry.index < end.asked.index:
            return None
        if isinstance(entry.event, FrameTaken) and _may_be_an_end(entry.event.frame):
            return entry
    return None


def _may_be_an_end(frame: str) -> bool:
    content = read_frame_text(frame)
    if content is None:
        return "pong" not in frame and "ping" not in frame
    return content.status in TERMINAL or (content.percent or 0) >= ALL_DONE


def _seconds(last: Scene, polls: Sequence[Poll]) -> str:
    since = polls[-1].asked.event.at if polls else 0
    return f"{(last.at - since) / 1000:g} s"
