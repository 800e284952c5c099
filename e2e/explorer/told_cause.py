"""A cause in words, as reports tell it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.causes import Cause
from e2e.history.narrative import narrate


class ToldCause(BaseModel):
    """Why one play of a schedule went wrong, in the words of `e2e.causes`.

    `id` is stable, `sentence` is for a product owner, `mechanism` for a developer. `event` is the line of
    the history that made it, None where it is one that no line tells. `fix` is the change of
    docs/issue-231-analysis.md that addresses it, None where the analysis has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sentence: str
    mechanism: str
    event: str | None
    fix: str | None


def tell_cause(cause: Cause) -> ToldCause:
    """Returns `cause` in words."""
    return ToldCause(
        id=cause.id,
        sentence=cause.kind.sentence,
        mechanism=cause.mechanism,
        event="".join(narrate([cause.event])) or None if cause.event else None,
        fix=cause.kind.fix,
    )
