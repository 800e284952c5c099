"""The folder that Playwright makes for the profile of a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

_OPTION = "--user-data-dir="

_PREFIX = "playwright_"
"""The beginning of the name of a folder that Playwright has made; no other is ever removed."""


def get_profile(process: int) -> Path | None:
    """Returns the folder that Playwright has made for a browser, by the id of the browser's process.

    Returns None for a profile in another folder, and on a system that does not tell the options of a
    process as Linux does in /proc.
    """
    try:
        words = Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").split("\0")
    except (OSError, UnicodeDecodeError):
        return None
    profiles = (Path(word.removeprefix(_OPTION)) for word in words if word.startswith(_OPTION))
    return next((each for each in profiles if each.name.startswith(_PREFIX)), None)


def remove_profile(profile: Path | None) -> None:
    """Removes the profile of a browser that has ended, if the folder is still there.

    Playwright's driver removes the profile of a browser that ends. In an interrupted run the driver may
    be ended before it has done so.
    """
    if profile is not None:
        shutil.rmtree(profile, ignore_errors=True)
