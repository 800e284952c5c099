"""A history read entry by entry: the state on the screen, the truth, and the news that the page got."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import (
    DocumentOpened,
    Mounted,
    Shown,
    TabHidden,
    TabShown,
    Unmounted,
)
from e2e.history.stage_events import CameToRest
from e2e.history.steady import get_steady
from e2e.properties.evidence import TERMINAL, Evidence, Learned
from mock_backend.journal.events import TruthChanged

GRACE = 3_000
"""Virtual milliseconds after which a wrong state counts as one that lasts: a poll interval of two
seconds (page-contract.md, Timing), and one second for the answer and for a page that renders late."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The state of page and job right after `entry`.

    `mount` and `job` are those of the mounted instance (None: no instance is mounted). `shown` is the
    last state that it rendered, and `shown_entry` the entry of that state. `truth` is its job as the
    backend has it. `learned` is the answer or frame that told it the job's end, and `said` the last state
    that the server told it. `outlived_its_end`: this instance knew the end when the job began anew, and
    may show that end until it is mounted anew. `is_hidden`: the tab is hidden.
    """

    entry: Entry
    mount: int | None
    job: str | None
    shown: Shown | None
    shown_entry: Entry | None
    truth: TruthChanged | None
    learned: Learned | None
    said: str | None
    outlived_its_end: bool
    is_hidden: bool

    @property
    def at(self) -> int:
        """The virtual time of the entry in milliseconds."""
        return self.entry.event.at

    @property
    def status(self) -> str | None:
        """The status on the screen; None where there is no status."""
        return self.shown.status if self.shown else None

    @property
    def status_in_words(self) -> str:
        """The status on the screen, quoted; `no status` where there is none."""
        return repr(self.status) if self.status is not None else "no status"

    @property
    def is_settled(self) -> bool:
        """Whether the state on the screen lasts: at rest, mounted, and with no request in flight."""
        rest = self.entry.event
        return (
            isinstance(rest, CameToRest)
            and rest.held_answers == 0
            and not rest.queued
            and self.mount is not None
        )

    @property
    def is_hindered(self) -> bool:
        """Whether at this rest the scenario keeps a poll of the page from the truth."""
        rest = self.entry.event
        return isinstance(rest, CameToRest) and rest.hindered

    @property
    def has_ended(self) -> bool:
        """Whether the truth is a terminal state."""
        return self.truth is not None and self.truth.status in TERMINAL

    @property
    def is_wrong(self) -> bool:
        """Whether the screen shows another status than the job has, or progress that is over 1 % off."""
        if self.truth is None:
            return False
        shown = self.shown.progress if self.shown else None
        truth = self.truth.progress
        is_off = shown is not None and truth is not None and abs(shown - truth) > 1
        return self.status != self.truth.status or is_off

    @property
    def believes_the_server(self) -> bool:
        """Whether the instance was never told the end, and shows the last state that the server told it.

        It may remember an end from before a refresh. It may still believe the server, because the job may
        have begun anew.
        """
        return self.learned is None and self.said is not None and self.said == self.status

    @property
    def wrong(self) -> Entry:
        """The entry that a violation names when the state on the screen is wrong."""
        return self.shown_entry or self.entry


_read: WeakKeyDictionary[History, tuple[int, tuple[Scene, ...]]] = WeakKeyDictionary()


def get_scenes(history: History) -> Iterable[Scene]:
    """Returns the scene after each entry, in order, of the steady part of the history (`get_steady`).

    States that only some plays of the same acts render are not in it. The scenes of a history are kept,
    so that all properties share them.
    """
    length, scenes = _read.get(history, (-1, ()))
    if length != len(history):
        scenes = tuple(_read_scenes(get_steady(history)))
        _read[history] = len(history), scenes
    return scenes


def _read_scenes(history: Iterable[Entry]) -> Iterator[Scene]:
    truths: dict[str, TruthChanged] = {}
    evidence = Evidence()
    mount: int | None = None
    job: str | None = None
    shown: Entry | None = None
    mounts = 0
    outlived = False
    hidden = False
    for entry in history:
        evidence.apply(entry)
        match entry.event:
            case DocumentOpened():
                mount, job, shown, hidden = None, None, None, False
            case Unmounted():
                mount, job, shown = None, None, None
            case TabHidden():
                hidden = True
            case TabShown():
                hidden = False
            case Mounted(job=mounted):
                mounts += 1
                mount, job, shown, outlived = mounts, mounted, None, False
            case Shown(job=of) if of == job:
                shown = entry
            case TruthChanged(job=of, status=status):
                truths[of] = entry.event
                if of == job and status not in TERMINAL:
                    outlived = outlived or evidence.learned is not None or _shows_end(shown)
                    evidence.forget()
            case _:
                pass
        yield Scene(
            entry=entry,
            mount=mount,
            job=job,
            shown=shown.event if shown and isinstance(shown.event, Shown) else None,
            shown_entry=shown,
            truth=truths.get(job) if job else None,
            learned=evidence.learned,
            said=evidence.said,
            outlived_its_end=outlived,
            is_hidden=hidden,
        )


def _shows_end(shown: Entry | None) -> bool:
    return shown is not None and isinstance(shown.event, Shown) and shown.event.status in TERMINAL
