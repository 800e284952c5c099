"""The kills that a run keeps for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from e2e.mutation.earlier_kills import EarlierKill
from e2e.mutation.mutant import MutatedSources
from e2e.mutation.verdict import MutantVerdict


def keep_kills(
    earlier: Iterable[EarlierKill], verdicts: Iterable[MutantVerdict], mutated: MutatedSources
) -> Sequence[EarlierKill]:
    """Returns the kills to keep for the next run: those of `verdicts`, and `earlier` ones of others.

    A mutant that was noticed before and is not any more is left out. One that the sources of this run do
    not have, or that was not played to the end, is kept.
    """
    kept = {each.mutant: each for each in earlier}
    for each in verdicts:
        key = mutated.get_key(each.mutant)
        if each.killed_by:
            kept[key] = EarlierKill(mutant=key, scenario=each.killed_by[0], property=each.property)
        elif each.status != "Pending":
            kept.pop(key, None)
    return list(kept.values())
