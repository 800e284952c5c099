"""What a machine has to work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """Which suite (its key) and which browser a machine has, where that is, and where it keeps builds."""

    suite: str
    browser: str
    path: Path | None
    builds: Path

    def tell_difference(self, other: Machine) -> str | None:
        """Says how the `other` machine differs from this one, both named; None where it does not."""
        for name, ours, theirs in (
            ("suite", self.suite[:16], other.suite[:16]),
            ("browser", self.browser, other.browser),
        ):
            if ours != theirs:
                return (
                    f"its {name} is {theirs}, and {ours} here. Two versions may come to different "
                    "results: give both machines the same."
                )
        return None
