"""A cause: the one mistake of a page behind a failure, and often behind several."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.history.entry import Entry


@dataclass(frozen=True, slots=True)
class CauseKind:
    """One kind of mistake that pages of this sort make.

    `id` is stable: verdicts and waivers name it. `sentence` tells a product owner the mistake of the page
    and its effect on the screen. `fix` is the change of docs/issue-231-analysis.md that addresses it,
    None where the analysis has no such change.
    """

    id: str
    sentence: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one history went wrong.

    `mechanism` describes the course of this history to a developer in a line. `event` is the entry that
    made the page wrong: the answer, the frame, or the end of the last poll. `alternatives` are kinds that
    fit this history as well. Other failures of the same page decide between them (`choose_leading`).
    """

    kind: CauseKind
    mechanism: str
    event: Entry | None
    alternatives: tuple[CauseKind, ...] = ()

    @property
    def id(self) -> str:
        """The id of its kind."""
        return self.kind.id


def get_time(entry: Entry) -> str:
    """Returns the virtual time of an entry in seconds, in the words of a mechanism."""
    return f"{entry.event.at / 1000:g} s"
