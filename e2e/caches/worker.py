"""`python -m e2e.caches.worker BROWSER`: plays the cells that it reads, one JSON line each way.

A line in is `{cache, defences, build}`; a line out is `{cell}`, or `{error}` where it could not be
played. It ends with its standard input: when whoever started it is gone, so is it.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from e2e.caches.cell import play_cell
from e2e.stage import StageError, open_backstage
from e2e.stage.window import LAUNCH_ARGUMENTS, Windows


def main() -> None:
    """Plays until the input ends. Ctrl-C is its starter's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path = sys.argv[1] or None
    with sync_playwright() as playwright, open_backstage() as backstage:
        browser = playwright.chromium.launch(executable_path=path, args=[*LAUNCH_ARGUMENTS])
        windows = Windows(browser, backstage.now)
        for line in sys.stdin:
            order = json.loads(line)
            try:
                cell = play_cell(
                    order["cache"],
                    order["defences"],
                    Path(order["build"]),
                    backstage=backstage,
                    windows=windows,
                )
                answer: dict[str, object] = {"cell": cell.model_dump()}
            except (StageError, PlaywrightError) as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
