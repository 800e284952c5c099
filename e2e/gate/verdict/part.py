"""A part of a gate: one shard of its scenarios."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Part `number` (from 1) of `of` parts; each scenario belongs to exactly one part."""

    model_config = ConfigDict(frozen=True)

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"
