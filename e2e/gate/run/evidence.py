"""Of which scenarios the evidence is kept, and how it comes into their results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from e2e.catalogue.result import Result

EVIDENCE = "evidence"
"""The folder that it is put into, in the folder of reports."""

EvidenceChoice = Literal["some", "all"]

MOST = 24
"""Scenarios of which `some` keeps the evidence: half a minute of plays with a trace."""


def choose_for_evidence(results: Iterable[Result], which: EvidenceChoice) -> set[str]:
    """Returns the ids of the scenarios to play again with a screenshot and a trace.

    `all`: each that failed or is inconclusive. `some`: of those at most `MOST`, one for each way to be
    wrong (its gravest property, or the reason why it is inconclusive) in each family, and then more in
    the order of the catalogue.
    """
    wanted = [each for each in results if each.outcome in ("failed", "inconclusive")]
    if which == "all" or len(wanted) <= MOST:
        return {each.id for each in wanted}
    ways: dict[tuple[str, str], str] = {}
    for each in wanted:
        way = each.findings[0].property if each.findings else str(each.reason)
        ways.setdefault((each.family, way), each.id)
    first = list(ways.values())
    others = [each.id for each in wanted if each.id not in ways.values()]
    return set([*first, *others][:MOST])


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
        for name in ("screenshot", "trace", "history")
    }
    return result.model_copy(update={**files, "notes": notes})
