"""The suite and the browser of a machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """The key of a machine's suite, its browser, and its folder for builds.

    `source` says how the browser is started there; only the tasks read it."""

    suite: str
    browser: str
    source: object
    builds: Path

    def tell_difference(self, other: Machine) -> str | None:
        """Returns the difference of the `other` machine to this one in words, or None without one."""
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
