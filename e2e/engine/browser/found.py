"""What a rung of the ladder comes up with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Candidate:
    """An executable that may be a browser: `path` is None for the one Playwright picks by itself."""

    rung: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser that was started once and said its version.

    `is_sandboxed`: it starts with Chromium's sandbox on this machine, so it is to be started with it.
    """

    rung: str
    path: Path | None
    version: str
    is_sandboxed: bool = False

    def __str__(self) -> str:
        """Its version and its rung, and that it has no sandbox where it has none."""
        without = "" if self.is_sandboxed else ", without a sandbox"
        return f"Chromium {self.version}, {self.rung}{without}"


class NoBrowser(Exception):
    """No rung held. The message says of each why, and the way out."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        steps = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(
            f"Failed to find a browser:\n{steps}\n"
            "Run `make setup`, which fetches one, or name one with --browser or "
            "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH."
        )


class RungBroke(Exception):
    """This rung does not hold; the message says why in a line."""
