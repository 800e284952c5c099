"""`python -m e2e.engine.browser.look`: prints the browser that the ladder finds; exit code 1 for none."""

from __future__ import annotations

import sys

from e2e.engine.browser.found import NoBrowser
from e2e.engine.browser.ladder import find_browser


def main() -> int:
    """Prints the browser, or on standard error the reasons why there is none; returns the exit code."""
    try:
        found = find_browser()
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Chromium {found.version}, {found.rung}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
