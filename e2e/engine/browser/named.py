"""First rung: the browser that the person named."""

from __future__ import annotations

import os
from pathlib import Path

from e2e.engine.browser.found import Candidate, RungBroke

VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"


def get_candidates(named: Path | None) -> list[Candidate]:
    """Returns the browser of the option, else of the environment variable; [] where neither is given.

    Raises RungBroke where the path is no executable file: a person who names a browser wants that one,
    and no other.
    """
    for source, path in (("--browser", named), (VARIABLE, _from_environment())):
        if path is None:
            continue
        if not path.is_file() or not os.access(path, os.X_OK):
            raise RungBroke(f"{source} names {path}, which is not an executable file.")
        return [Candidate(f"named by {source}", path)]
    return []


def _from_environment() -> Path | None:
    value = os.environ.get(VARIABLE)
    return Path(value) if value else None
