"""`python -m e2e.caches.worker BROWSER`: plays the cells that it reads, one JSON line each way.

A line in is `{cache, defences, build}`; a line out is `{cell}`, or `{error}` where it could not be
played. It ends with its standard input: when the process that started it is gone, so is it.
"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from e2e.caches.cell import play_cell
from e2e.caches.kinds import KINDS
from e2e.engine.window import LAUNCH_ARGUMENTS
from e2e.engine.windows import Windows
from e2e.stage import StageError, open_backstage

NO_BACK_FORWARD_CACHE = "--disable-back-forward-cache"


def main() -> None:
    """Plays until the input ends. Ctrl-C is its starter's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path = sys.argv[1] or None
    with sync_playwright() as playwright, open_backstage() as backstage, ExitStack() as open_things:
        windows: dict[bool, Windows] = {}
        for line in sys.stdin:
            order = json.loads(line)
            is_back_forward = KINDS[order["cache"]].is_back_forward
            if is_back_forward not in windows:
                browser = playwright.chromium.launch(
                    executable_path=path,
                    args=[*LAUNCH_ARGUMENTS],
                    # Playwright switches it off in every browser that it starts.
                    ignore_default_args=[NO_BACK_FORWARD_CACHE] if is_back_forward else None,
                )
                open_things.callback(browser.close)
                windows[is_back_forward] = Windows(browser, backstage)
            try:
                cell = play_cell(
                    order["cache"],
                    order["defences"],
                    Path(order["build"]),
                    backstage=backstage,
                    windows=windows[is_back_forward],
                )
                answer: dict[str, object] = {"cell": cell.model_dump()}
            except (StageError, PlaywrightError) as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
