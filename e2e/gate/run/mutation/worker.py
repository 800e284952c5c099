"""`python -m e2e.gate.run.mutation.worker`: plays the orders that it reads, one JSON line each way.

The first line of its input is a `WorkerSetup`, and each further line an `Order`. Each line of its output
is a `Played`, or an object with `error`. It ends with its standard input, so it never outlives the
process that started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from pydantic import BaseModel

from e2e.engine.backstage import open_backstage
from e2e.engine.browser import BrowserSource
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import get_own_scenarios, get_scenarios
from e2e.mutation.played import Order
from e2e.mutation.player import Player
from mock_backend import DialectName
from mock_backend.dialects import NamedDialect


class WorkerSetup(BaseModel):
    """The folder of the built page, the browser to start, and the dialect of the backend.

    `own` are files with scenarios beside those of the catalogue.
    """

    build: Path
    browser: BrowserSource = BrowserSource()
    wire: DialectName = "inline"
    recorded: Path | None = None
    own: tuple[Path, ...] = ()


def main() -> None:
    """Plays until the input ends. It ignores SIGINT: the process that started it handles Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Other output of this process, such as a library's, must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    setup = WorkerSetup.model_validate_json(sys.stdin.readline())
    own = [each for file in setup.own for each in get_own_scenarios(file)]
    scenarios = {each.id: each for each in (*get_scenarios(), *own)}
    with sync_playwright() as playwright, open_backstage() as backstage:
        browser = KeptBrowser(lambda: setup.browser.start(playwright.chromium), backstage)
        dialect = NamedDialect(setup.wire, setup.recorded).load()
        player = Player(setup.build, backstage, browser, dialect)
        for line in sys.stdin:
            order = Order.model_validate_json(line)
            try:
                answer = player.play(scenarios[order.scenario], order).model_dump_json()
            except Exception as error:  # The process that started this worker reports the error.
                answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
            print(answer, file=answers, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
