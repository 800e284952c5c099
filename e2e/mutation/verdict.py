"""The verdict on each mutant, and the mutation score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from e2e.mutation.campaign import Campaign
from e2e.mutation.mutant import Mutant
from e2e.mutation.tried import Difference, Tried

Status = Literal["Killed", "Timeout", "Survived", "NoCoverage", "Ignored", "Pending"]
"""The words of the mutation-testing report schema. `Pending`: not all of its scenarios were played."""


class MutantVerdict(BaseModel):
    """A mutant, its status, and the reason.

    `covered_by` are the scenarios that reach it, `killed_by` those that noticed it; `played` counts the
    scenarios that were played with it. `property` and `cause` are those of the play that noticed it
    first. `reason` is a sentence for people.
    """

    model_config = ConfigDict(frozen=True)

    mutant: Mutant
    status: Status
    reason: str
    covered_by: tuple[str, ...] = ()
    killed_by: tuple[str, ...] = ()
    played: int = 0
    property: str | None = None
    cause: str | None = None
    unsteady: tuple[str, ...] = ()


class Score(BaseModel):
    """The number of mutants in each status, and the mutation score in `percent`.

    Ignored mutants and pending ones do not count for the score.
    """

    model_config = ConfigDict(frozen=True)

    killed: int
    timeout: int
    survived: int
    no_coverage: int
    ignored: int
    pending: int

    @property
    def percent(self) -> float | None:
        """The share of the mutants that were noticed, from 0 to 100; None where no mutant counts."""
        noticed = self.killed + self.timeout
        counted = noticed + self.survived + self.no_coverage
        return 100 * noticed / counted if counted else None


def get_score(verdicts: Iterable[MutantVerdict]) -> Score:
    """Returns the number of `verdicts` in each status."""
    counts = Counter(each.status for each in verdicts)
    return Score(
        killed=counts["Killed"],
        timeout=counts["Timeout"],
        survived=counts["Survived"],
        no_coverage=counts["NoCoverage"],
        ignored=counts["Ignored"],
        pending=counts["Pending"],
    )


def judge_mutants(
    campaign: Campaign, mutants: Iterable[Mutant], equivalent: Mapping[str, str]
) -> list[MutantVerdict]:
    """Returns the verdict on each of `mutants`.

    `equivalent` has the reasons of the mutants that are known to have no effect, by id.
    """
    return [_judge(each, campaign.tried.get(each.id), equivalent.get(each.id)) for each in mutants]


def _judge(mutant: Mutant, tried: Tried | None, equivalent: str | None) -> MutantVerdict:
    if mutant.ignored is not None:
        return MutantVerdict(mutant=mutant, status="Ignored", reason=mutant.ignored)
    if tried is None:
        return MutantVerdict(mutant=mutant, status="Pending", reason="The run ended before it.")
    status, reason = _get_status(tried)
    if equivalent is not None and not tried.is_killed:
        status, reason = "Ignored", f"Equivalent: {equivalent}"
    first = tried.kills[0] if tried.kills else None
    return MutantVerdict(
        mutant=mutant,
        status=status,
        reason=reason,
        covered_by=tuple(sorted(tried.covered)),
        killed_by=tuple(dict.fromkeys(each.scenario for each in tried.kills)),
        played=len(tried.done),
        property=first.broken.property if first and first.broken else None,
        cause=first.cause if first else None,
        unsteady=tuple(dict.fromkeys(tried.unsteady)),
    )


def _get_status(tried: Tried) -> tuple[Status, str]:
    if tried.kills:
        first = tried.kills[0]
        if first.notice == "timeout":
            return "Timeout", f"{first.scenario}: the page goes on without end"
        broken = first.broken
        said = f"{broken.property}: {broken.detail}" if broken else "noticed"
        return "Killed", f"{first.scenario}: {said}"
    if not tried.covered:
        return "NoCoverage", "No scenario comes by it."
    if tried.left:
        return "Pending", f"{len(tried.done)} of {len(tried.covered)} scenarios were played."
    return "Survived", describe_survival(tried)


def describe_survival(tried: Tried) -> str:
    """Returns words for the effect that a person would see of a mutant that no play noticed."""
    said = [f"{len(tried.covered)} scenarios come by it, and none notices it."]
    visible = [each for each in tried.differences if each.shown or each.unmutated]
    if visible:
        said.append(f"A person would see another page: {_describe(visible[0])}.")
    elif tried.differences:
        said.append(
            f"A person would see the same; the page works otherwise in {len(tried.differences)} of "
            f"them, as in {tried.differences[0].scenario}."
        )
    else:
        said.append("Each has the same history with it, to the letter: it may be equivalent.")
    if tried.unforced:
        said.append(
            f"It keeps {len(tried.unforced)} of them from forcing their race, as {tried.unforced[0]}."
        )
    if tried.unsteady:
        said.append(f"Noticed once and not again: {', '.join(dict.fromkeys(tried.unsteady))}.")
    return " ".join(said)


def _describe(difference: Difference) -> str:
    shown = difference.shown or "nothing more"
    return (
        f"in {difference.scenario} “{shown}” in the place of “{difference.unmutated or 'nothing'}”"
    )
