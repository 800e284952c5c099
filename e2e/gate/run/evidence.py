"""Chooses the scenarios whose evidence is kept, and adds its files to their results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from e2e.catalogue.result import Result
from e2e.gate.verdict.causes import group_causes
from e2e.gate.verdict.verdict import is_failure

EVIDENCE = "evidence"
"""The folder of the evidence, in the folder of reports."""

EvidenceChoice = Literal["some", "all"]

MOST = 24
"""The most inconclusive scenarios with evidence under `some`: half a minute of plays with a trace."""


def choose_for_evidence(
    results: Sequence[Result], which: EvidenceChoice, *, is_strict: bool = False
) -> set[str]:
    """Returns the ids of the scenarios to play again with a screenshot and a trace.

    `all`: each scenario that failed or is inconclusive. `some`: for each cause the scenario that shows it
    best, if that failed, and the first `MOST` inconclusive ones. If the gate `is_strict`, advice is a
    failure.
    """
    failed = {each.id for each in results if is_failure(each, is_strict=is_strict)}
    open_ = [each.id for each in results if each.outcome == "inconclusive"]
    if which == "all":
        return {*failed, *open_}
    clearest = {each.clearest for each in group_causes(results, deciding=failed)}
    return {*(clearest & failed), *open_[:MOST]}


def choose_for_part(
    results: Sequence[Result],
    which: EvidenceChoice,
    accepted: Collection[str],
    *,
    is_strict: bool = False,
) -> set[str]:
    """Returns the ids of one part's scenarios whose evidence the verdict on all parts may need.

    A failure may have several possible causes, and the results of the other parts decide between them.
    Results with the same possible causes always get the same one. So it is enough to choose the clearest
    scenario of each such class, and the clearest of its scenarios that are not in `accepted`.
    """
    failed = {each.id for each in results if is_failure(each, is_strict=is_strict)}
    chosen = choose_for_evidence(results, which, is_strict=is_strict)
    for counted in (results, [each for each in results if each.id not in accepted]):
        for alike in _sort_by_cause(counted):
            chosen |= {each.clearest for each in group_causes(alike, deciding=failed)}
    return chosen


def _sort_by_cause(results: Iterable[Result]) -> Iterable[list[Result]]:
    classes: dict[tuple[str, tuple[str, ...]], list[Result]] = {}
    for each in results:
        if each.cause is not None:
            classes.setdefault((each.cause.id, each.cause.alternatives), []).append(each)
    return classes.values()


def add_evidence(results: Sequence[Result], kept: Iterable[Result]) -> list[Result]:
    """Returns the results with the files of `kept`, the plays that were repeated for their evidence."""
    by_id = {each.id: each for each in kept}
    return [_add(each, by_id.get(each.id)) for each in results]


def _add(result: Result, kept: Result | None) -> Result:
    if kept is None:
        return result
    notes = result.notes
    if kept.outcome != result.outcome:
        notes = (*notes, f"played again for its evidence it is {kept.outcome}")
    files = {
        name: f"{EVIDENCE}/{value}" if (value := getattr(kept, name)) else None
        for name in ("screenshot", "trace", "history", "sequence")
    }
    return result.model_copy(update={**files, "notes": notes})
