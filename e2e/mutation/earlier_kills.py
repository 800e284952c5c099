"""The kills of an earlier run: what noticed a mutant once is the likeliest to notice it again."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from e2e.mutation.mutant import MutantKey, MutatedSources


class EarlierKill(BaseModel):
    """A mutant, by its text, with the scenario that noticed it and the property that was broken.

    `property` is None for a page that went on without end.
    """

    model_config = ConfigDict(frozen=True)

    mutant: MutantKey
    scenario: str
    property: str | None


def find_earlier(kills: Iterable[EarlierKill], mutated: MutatedSources) -> dict[str, EarlierKill]:
    """Returns the earlier kills of mutants that the sources still have, by the id of the mutant."""
    known = {each.mutant: each for each in kills}
    found = ((each.id, known.get(mutated.get_key(each))) for each in mutated.mutants)
    return {id: kill for id, kill in found if kill is not None}
