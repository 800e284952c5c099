"""The result of the exploration in a gate: it decides only with `--explore-decides`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.gate.verdict.verdict_word import VerdictWord

SCHEDULES = "schedules"
"""The folder of a report that holds the schedules that were found."""


class ExploredCauseVerdict(BaseModel):
    """One mechanism behind the schedules that break a property; the words are those of a `CauseVerdict`.

    `decides`: the wrong state lasts. `found` counts the schedules that show it. `schedule` is the file of
    the shortest one, relative to the report folder, `acts` are its sentences, and `replay` is the command
    that plays it. It breaks `properties`, the gravest first, about which `detail` says what is wrong, and
    `last_events` lead up to that.

    Where it was shrunk, it showed the cause `broke` of `times` times on fresh pages, `report` says how,
    and `is_shortest` whether it is 1-minimal.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    sentence: str
    mechanism: str
    event: str | None
    places: tuple[str, ...] = ()
    fix: str | None
    decides: bool
    properties: tuple[str, ...]
    detail: str
    found: int
    belief: str
    schedule: str
    replay: str
    acts: tuple[str, ...]
    last_events: tuple[str, ...] = ()
    broke: int = 0
    times: int = 0
    is_shortest: bool = False
    report: tuple[str, ...] = ()

    @property
    def count(self) -> str:
        """How many schedules show it, with the noun."""
        return f"{self.found:,} schedule{'' if self.found == 1 else 's'}"


class Explored(BaseModel):
    """The result of exploring the page under test, its causes the gravest first.

    `reason` says why it ended early, if it did.
    """

    model_config = ConfigDict(frozen=True)

    decides: bool
    schedules: int
    seconds: float
    seed: int
    causes: tuple[ExploredCauseVerdict, ...]
    reason: str | None = None

    def get_deciding(self, *, is_strict: bool) -> tuple[str, ...]:
        """Returns the ids of the causes that a fresh page shows as well, and that decide."""
        return tuple(
            each.id
            for each in self.causes
            if each.belief == "confirmed" and (is_strict or each.decides)
        )


def reconsider(
    word: VerdictWord, reason: str | None, explored: Explored | None, *, is_strict: bool = False
) -> tuple[VerdictWord, str | None]:
    """Returns the verdict in the light of an exploration that decides: a pass may become a regression."""
    if explored is None or not explored.decides or word != "pass":
        return word, reason
    deciding = explored.get_deciding(is_strict=is_strict)
    if not deciding:
        return word, reason
    return "regression", f"the exploration found schedules that go wrong: {', '.join(deciding)}"
