"""Second rung: the browser that Playwright downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from e2e.engine.browser.found import Candidate, RungBroke

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

SHELL = "chromium_headless_shell-"


def get_candidates(playwright: Playwright, *, headed: bool) -> list[Candidate]:
    """Returns Playwright's own browser; raises RungBroke where it was never downloaded.

    Without `headed`, Playwright picks its headless shell by itself, and a start would show whether it is
    installed. But a launch that finds no executable leaves two temporary folders behind (Playwright
    1.65), so the folders are looked at first. They are siblings: `chromium-1255` and
    `chromium_headless_shell-1255`.
    """
    full = Path(playwright.chromium.executable_path)
    folder = next((each for each in full.parents if each.name.startswith("chromium-")), None)
    shell = folder and folder.with_name(SHELL + folder.name.removeprefix("chromium-"))
    is_installed = full.is_file() if headed or shell is None else shell.is_dir()
    if not is_installed:
        raise RungBroke("Playwright's own Chromium is not installed.")
    return [Candidate("Playwright's own", None)]
