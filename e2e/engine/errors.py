"""The errors of a stage."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.history.entry import Entry
from e2e.history.page_events import Shown


class StageError(Exception):
    """The stage could not carry out an act or a request; the message names the reason and the way out."""


class NeedsDocument(StageError):
    """The act `needs` something that a document which plays share cannot give: play in one of its own."""

    def __init__(self, needs: str) -> None:
        super().__init__(
            f"Failed to play in a document that plays share: {needs} needs a document of the play's own. "
            'Play at the level "document".'
        )


class NotAtRest(StageError):
    """The page did not come to rest within the real-time limit.

    The message lists `outstanding` and the last events. With these two lists a person can tell a request
    that never arrived from an answer that the page never read. `limit` is in seconds.
    """

    def __init__(
        self, limit: float, outstanding: Sequence[str], last_events: Sequence[str]
    ) -> None:
        self.outstanding = tuple(outstanding)
        waiting = "\n".join(f"  - {each}" for each in outstanding) or "  - the page's own tasks"
        events = "\n".join(f"  {each}" for each in last_events)
        super().__init__(
            f"Failed to bring the page to rest within {limit:g} s.\nOutstanding:\n{waiting}\n"
            f"Last events:\n{events}"
        )


class NeverAtRest(StageError):
    """The page works without end at one moment of virtual time.

    A count decides this, never a time. `doing` says in words how the page goes on ("it asks without end
    ...").
    """

    def __init__(self, doing: str) -> None:
        super().__init__(f"Failed to bring the page to rest, where it never comes: {doing}.")


class NotAsExpected(AssertionError):
    """Something does not hold that a scenario expects at this point of it.

    `said` tells what was expected. `missed_at` is the last entry of the history at that point.
    """

    def __init__(self, said: str, missed_at: Entry) -> None:
        self.missed_at = missed_at
        super().__init__(said)


class NotShown(NotAsExpected):
    """The screen does not show the state that it must show at this point of a scenario."""

    def __init__(self, expected: str, shown: Shown | None, missed_at: Entry) -> None:
        self.expected = expected
        self.shown = shown
        says = "nothing" if shown is None else f"{shown.status!r}"
        super().__init__(f"expected the page to say {expected!r}; it says {says}", missed_at)


class Unannounced(StageError):
    """The backend got a request for a job of the stage from code that the suite cannot observe.

    `asked` has each request or handshake that no document announced. `started` has each worker that the
    page started and that has no observer. The play cannot be judged: the states on the screen may come
    from answers that are not in the history.
    """

    def __init__(self, asked: Sequence[str], started: Sequence[str]) -> None:
        self.asked = tuple(asked)
        self.started = tuple(started)
        by = " and ".join(started)
        super().__init__(
            f"the backend was asked {asked[0]}, and no document announced it: a Web Worker, "
            "SharedWorker, service worker or other frame of the page asked, which the suite cannot see "
            f"into{f' (the page started {by})' if by else ''}. Ask from the page itself, or from a "
            "dedicated worker, to have the page judged."
        )


class UnreadableRecord(StageError):
    """The observer sent a record that the stage cannot read, so the history has a gap.

    It is a fault of the suite: a value of the page went into a record as it was.
    """

    def __init__(self, record: str, error: str) -> None:
        super().__init__(
            f"{error} The record is {record}. This is a fault of jobstatus-e2e and not of the page: "
            "please report it."
        )


class TimerNeverFires(StageError):
    """Timers or animations that are due by the accounts do not fire: the page does not have them.

    `due` has the number and the virtual time (ms) of each. It is a fault of the suite: a record of the
    page's about a timer is missing or wrong.
    """

    def __init__(self, due: Sequence[tuple[int, int]]) -> None:
        told = ", ".join(f"{number} (due at {at} ms)" for number, at in due)
        super().__init__(
            f"Failed to fire what is due: the page has no timer or animation {told}. This is a fault of "
            "jobstatus-e2e and not of the page: please report it."
        )


class ClockAstray(StageError):
    """The page's clock does not read virtual time: perhaps the page drives the clock itself.

    `error` is in milliseconds, positive where the clock is ahead.
    """

    def __init__(self, error: int) -> None:
        way = "ahead of" if error > 0 else "behind"
        super().__init__(
            f"Failed to drive the page's clock: at rest it is {abs(error)} ms {way} virtual time. Does "
            "the page bring fake timers of its own?"
        )


class PageHangs(StageError):
    """The page did not answer for `limit` seconds, so its browser was ended."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"Failed to go on: for {limit:g} s the page did not answer, as one whose script never "
            "ends; its browser was ended."
        )


class PageGone(StageError):
    """The page's line to the stage broke: its document crashed, or the browser is gone."""
