"""The mutants that each scenario notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from e2e.mutation.verdict import MutantVerdict


class KillMatrix(BaseModel):
    """The matrix of mutants and scenarios, as far as it was played.

    With `is_whole` each mutant was played with every scenario that reaches it; otherwise with the
    likeliest ones, up to the first that noticed it. `killed` has the ids of the mutants that each
    scenario noticed, `kills_no_other` the scenarios whose mutants other scenarios notice as well,
    `causes` the number of mutants that were noticed by each cause (docs/causes.md).
    """

    model_config = ConfigDict(frozen=True)

    version: int = 1
    is_whole: bool
    killed: dict[str, tuple[str, ...]]
    kills_no_other: tuple[str, ...]
    causes: dict[str, int]


def make_matrix(
    verdicts: Sequence[MutantVerdict], scenarios: Sequence[str], *, is_whole: bool
) -> KillMatrix:
    """Returns the matrix of `scenarios`, in their order."""
    killed = {
        id: tuple(each.mutant.id for each in verdicts if id in each.killed_by) for id in scenarios
    }
    alone = {each.killed_by[0] for each in verdicts if len(each.killed_by) == 1}
    return KillMatrix(
        is_whole=is_whole,
        killed={id: mutants for id, mutants in killed.items() if mutants},
        kills_no_other=tuple(id for id in scenarios if id not in alone),
        causes=dict(
            Counter(each.cause for each in verdicts if each.cause is not None).most_common()
        ),
    )
