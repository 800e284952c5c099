"""The results of a rung of the ladder: a candidate, a browser that starts, or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from e2e.engine.browser.source import BrowserSource


@dataclass(frozen=True, slots=True)
class Candidate:
    """An executable that may be a browser; with `path` None, Playwright picks its own."""

    rung: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser that was started once, to see that it works and to read its version."""

    rung: str
    source: BrowserSource
    version: str

    def __str__(self) -> str:
        """Returns its version and rung, and "without a sandbox" where it cannot use one.

        Of a browser on a server it says that each scenario has a context there: its sandbox is not known.
        """
        if self.source.server is not None:
            return f"Chromium {self.version}, {self.rung}, each scenario in a context of its own"
        without = "" if self.source.is_sandboxed else ", without a sandbox"
        return f"Chromium {self.version}, {self.rung}{without}"


ON_THIS_MACHINE = (
    "Run `make setup`, which fetches one, or name one with --browser or "
    "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH."
)
"""The way out where no browser of this machine starts."""


class NoBrowser(Exception):
    """No browser on the ladder starts. The message gives the reason of each rung, and the way out."""

    def __init__(self, reasons: Sequence[str], way_out: str = ON_THIS_MACHINE) -> None:
        self.reasons = tuple(reasons)
        steps = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"Failed to find a browser:\n{steps}\n{way_out}")


class RungBroke(Exception):
    """This rung has no browser to offer; the message is one line with the reason."""
