"""A cause: the one mechanism behind a failure, and perhaps behind many."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.history.entry import Entry


@dataclass(frozen=True, slots=True)
class CauseKind:
    """One way in which pages of this kind go wrong.

    `id` is stable: verdicts and waivers name it. `sentence` says to a product owner which mistake the
    page makes and what a person sees of it. `fix` is the change of docs/issue-231-analysis.md that
    addresses it, None where the analysis has none.
    """

    id: str
    sentence: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one history went wrong.

    `mechanism` says in a line to a developer what happened in this history, `event` is the entry that
    made it: the answer, the frame, the end of the last poll. `alternatives` are kinds that this history
    alone cannot be told from: which of them it is, other failures of the same page say
    (`choose_leading`).
    """

    kind: CauseKind
    mechanism: str
    event: Entry | None
    alternatives: tuple[CauseKind, ...] = ()

    @property
    def id(self) -> str:
        """That of its kind."""
        return self.kind.id


def get_time(entry: Entry) -> str:
    """The virtual time of an entry, as a mechanism says it."""
    return f"{entry.event.at / 1000:g} s"
