"""The folder that Playwright makes for the profile of a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

_OPTION = "--user-data-dir="

_PREFIX = "playwright_"
"""The beginning of the name of a folder that Playwright has made; no other is ever removed."""


def get_profile(process: int) -> Path | None:
    """Returns the folder that Playwright has made for a browser, by the id of the browser's process.

    It is None where the profile is in another folder, and where the system does not tell the options of a
    process as Linux does in /proc.
    """
    try:
        words = Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").split("\0")
    except (OSError, UnicodeDecodeError):
        return None
    profiles = (Path(word.removeprefix(_OPTION)) for word in words if word.startswith(_OPTION))
    return next((each for each in profiles if each.name.startswith(_PREFIX)), None)


def remove_profile(profile: Path | None) -> None:
    """Removes the folder of a browser that has ended, as far as it is there.

    Playwright's driver removes it, but only where it lives longer than the browser: in a run that is
    interrupted it may be ended in the middle of that.
    """
    if profile is not None:
        shutil.rmtree(profile, ignore_errors=True)
