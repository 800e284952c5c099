"""What an exploration finds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.properties import Severity
from mock_backend import DialectName

Belief = Literal["confirmed", "only sometimes", "only on the shared page", "not played again"]
"""Whether the schedule broke the property on a fresh page as well, the most believed first."""


class Finding(BaseModel):
    """A schedule that breaks a property of the page.

    Once it is shrunk, it broke the property `broke` of `times` times on fresh pages, and `report` says
    line by line how; before, both are 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    property: str
    severity: Severity = "decides"
    detail: str
    belief: Belief
    acts: tuple[Act, ...]
    network: str = DIRECT
    broke: int = 0
    times: int = 0
    report: tuple[str, ...] = ()

    def to_schedule(self, page: str, wire: DialectName) -> Schedule:
        """The schedule to keep it as: found on `page`, which the server answered in `wire`."""
        return Schedule(
            acts=self.acts,
            page=page,
            breaks=self.property,
            title=self.detail,
            network=self.network,
            wire=wire,
        )


class Unplayable(BaseModel):
    """A schedule that could not be played to its end, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: tuple[Act, ...]
    reason: str


def get_findings(played: Played, fresh: Played | None) -> list[Finding]:
    """One for each property that was broken, compared with how the same went on a fresh page."""
    if fresh is None:
        beliefs: dict[str, Belief] = {}
    else:
        beliefs = {
            each.property: "confirmed"
            if fresh.get_violation(each.property)
            else "only on the shared page"
            for each in played.violations
        }
    return [
        Finding(
            property=each.property,
            severity=each.severity,
            detail=each.detail,
            belief=beliefs.get(each.property, "not played again"),
            acts=played.acts,
            network=played.schedule.network,
        )
        for each in played.violations
    ]


def get_fingerprint(acts: Sequence[Act], network: str = DIRECT) -> int:
    """128 bits that stand for a schedule; xor over a set stands for the set, in any order."""
    said = "\n".join(act.model_dump_json(exclude_defaults=True) + act.act for act in acts)
    said += "" if network == DIRECT else f"\n{network}"
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:16], "big")
