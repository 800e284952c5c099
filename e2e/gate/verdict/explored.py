"""The result of the exploration in a gate: it decides only with `--explore-decides`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.gate.verdict.verdict_word import VerdictWord

SCHEDULES = "schedules"
"""The folder of a report that holds the schedules that were found."""


class ExploredCauseVerdict(BaseModel):
    """One mechanism behind the schedules that break a property; see `CauseVerdict` for its first fields.

    `decides` is true if the wrong state lasts. `found` is the number of schedules that show the cause.
    `schedule` is the file of the shortest one, relative to the report folder; `acts` are its acts in
    sentences, and `replay` is the command that plays it. It breaks `properties`, the gravest first;
    `detail` describes the wrong state, and `last_events` are the events that lead to it.

    If the schedule was shrunk, it showed the cause in `broke` of `times` plays on fresh pages. Then
    `report` describes such a play, and `is_shortest` says whether the schedule is 1-minimal.
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
        """The number of schedules that show it with the noun, such as "2 schedules"."""
        return f"{self.found:,} schedule{'' if self.found == 1 else 's'}"


class Explored(BaseModel):
    """The result of the exploration of the page under test; its causes are in order, the gravest first.

    `reason` says why the exploration ended early, or is None.
    """

    model_config = ConfigDict(frozen=True)

    decides: bool
    schedules: int
    seconds: float
    seed: int
    causes: tuple[ExploredCauseVerdict, ...]
    reason: str | None = None

    def get_deciding(self, *, is_strict: bool) -> tuple[str, ...]:
        """Returns the ids of the causes that decide and that a fresh page shows as well.

        If `is_strict`, advice decides too.
        """
        return tuple(
            each.id
            for each in self.causes
            if each.belief == "confirmed" and (is_strict or each.decides)
        )


def reconsider(
    word: VerdictWord, reason: str | None, explored: Explored | None, *, is_strict: bool = False
) -> tuple[VerdictWord, str | None]:
    """Returns the verdict and its reason after an exploration: if it decides, a pass may turn into a
    regression. Any other verdict stays."""
    if explored is None or not explored.decides or word != "pass":
        return word, reason
    deciding = explored.get_deciding(is_strict=is_strict)
    if not deciding:
        return word, reason
    return "regression", f"the exploration found schedules that go wrong: {', '.join(deciding)}"
