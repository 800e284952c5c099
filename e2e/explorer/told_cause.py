"""A cause in words, as reports tell it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from e2e.causes import Cause
from e2e.history.narrative import narrate
from e2e.history.page_events import PageComplained


class ToldCause(BaseModel):
    """Why one play of a schedule went wrong, in the words of `e2e.causes`.

    `id` is stable, `sentence` is for a product owner, `mechanism` for a developer. `event` is the line of
    the history that made the page wrong, None where the history in words has no line for it. `fix` is the
    change of docs/issue-231-analysis.md that addresses the cause, None where the analysis has no such
    change. `stack` is the stack of an error as the browser has it; `places` are its places in the
    checkout's source, the innermost first, once they are looked up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sentence: str
    mechanism: str
    event: str | None
    places: tuple[str, ...] = ()
    fix: str | None
    stack: str = Field(default="", exclude=True)


def tell_cause(cause: Cause) -> ToldCause:
    """Returns `cause` in words."""
    thrown = cause.event.event if cause.event else None
    return ToldCause(
        id=cause.id,
        sentence=cause.kind.sentence,
        mechanism=cause.mechanism,
        event="".join(narrate([cause.event])) or None if cause.event else None,
        fix=cause.kind.fix,
        stack=thrown.stack if isinstance(thrown, PageComplained) else "",
    )
