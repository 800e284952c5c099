"""The goal of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit, and the good side of it."""

    side: Literal["at most", "at least"]
    limit: float

    def __str__(self) -> str:
        """Returns the goal in words."""
        return f"{self.side} {self.limit:g}"

    def is_met_by(self, value: float) -> bool:
        """Returns whether `value` is on the good side, to which the limit itself belongs."""
        return value <= self.limit if self.side == "at most" else value >= self.limit


GOALS: Mapping[str, Goal] = MappingProxyType(
    {
        "scenario_cost_ratio": Goal("at most", 0.8),
        "attached_cost_ratio": Goal("at most", 1.5),
        "virtual_time_ratio": Goal("at least", 50),
        "warm_gate_seconds": Goal("at most", 30),
        "warm_gate_plays_per_floor": Goal("at most", 0.6),
        "bad_page_gate_ratio": Goal("at most", 1.5),
        "two_workers_speedup": Goal("at least", 1.7),
        "mutation_score": Goal("at least", 95),
        "mutation_seconds": Goal("at most", 120),
        "mutation_vs_rebuild": Goal("at least", 20),
        "proxy_cost_ratio": Goal("at most", 1.25),
        "caches_seconds": Goal("at most", 60),
        "explorer_missed": Goal("at most", 0),
        "schedules_per_second_per_worker": Goal("at least", 25),
        "explorer_vs_fresh_context": Goal("at least", 10),
        "explorer_memory_growth": Goal("at most", 1.3),
    }
)
