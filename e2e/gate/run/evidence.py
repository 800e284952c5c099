"""Of which scenarios the evidence is kept, and how it comes into their results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from e2e.catalogue.result import Result
from e2e.gate.verdict.causes import group_causes
from e2e.gate.verdict.verdict import is_failure

EVIDENCE = "evidence"
"""The folder that it is put into, in the folder of reports."""

EvidenceChoice = Literal["some", "all"]

MOST = 24
"""Inconclusive scenarios of which `some` keeps the evidence: half a minute of plays with a trace."""


def choose_for_evidence(
    results: Sequence[Result], which: EvidenceChoice, *, is_strict: bool = False
) -> set[str]:
    """Returns the ids of the scenarios to play again with a screenshot and a trace.

    `all`: each that failed or is inconclusive. `some`: of each cause of a failure the scenario that shows
    it best, and the inconclusive ones, `MOST` at most. Where the gate `is_strict`, advice is a failure.
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
    """Returns the ids of one part's scenarios of which a verdict on all parts may need the evidence.

    Which causes the other parts show decides for which of its alternatives a cause is taken. All results
    with the same ones are taken for the same, so the clearest of each such class is enough; and the
    clearest of those that are not `accepted`.
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
    """Returns the results with the files of those that were played again as `kept`."""
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
