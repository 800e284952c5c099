"""What of the catalogue was not played, as it is not about the page under test."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class LeftOut(BaseModel):
    """Scenarios, by id, that were left out for one reason."""

    model_config = ConfigDict(frozen=True)

    reason: str
    scenarios: tuple[str, ...]
