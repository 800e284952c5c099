"""The scenarios that were not played, because they are not about the page under test."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class LeftOut(BaseModel):
    """Scenarios, by id, that were left out for one reason."""

    model_config = ConfigDict(frozen=True)

    reason: str
    scenarios: tuple[str, ...]
