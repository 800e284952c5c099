"""`python -m e2e.gate.run.mutation.worker`: plays the orders that it reads, one JSON line each way.

The first line in is a `WorkerSetup`, each other one an `Order`; a line out is a `Played`, or `{error}`.
It ends with its standard input: when the process that started it is gone, so is it.
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
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.window import LAUNCH_ARGUMENTS
from e2e.gate.run.catalogue import get_scenarios
from e2e.mutation.played import Order
from e2e.mutation.player import Player
from mock_backend import DialectName
from mock_backend.dialects import NamedDialect


class WorkerSetup(BaseModel):
    """On which built page to play, in which browser, and how the backend answers."""

    build: Path
    browser: Path | None = None
    wire: DialectName = "inline"
    recorded: Path | None = None


def main() -> None:
    """Plays until the input ends. Ctrl-C is its starter's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What else is printed must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    setup = WorkerSetup.model_validate_json(sys.stdin.readline())
    scenarios = {each.id: each for each in get_scenarios()}
    with sync_playwright() as playwright, open_backstage() as backstage:
        browser = KeptBrowser(
            lambda: playwright.chromium.launch(
                executable_path=setup.browser, args=[*LAUNCH_ARGUMENTS]
            ),
            backstage,
        )
        dialect = NamedDialect(setup.wire, setup.recorded).load()
        player = Player(setup.build, backstage, browser, dialect)
        for line in sys.stdin:
            order = Order.model_validate_json(line)
            try:
                answer = player.play(scenarios[order.scenario], order.mutants).model_dump_json()
            except Exception as error:  # The starter tells it; a worker has nobody to tell it to.
                answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
            print(answer, file=answers, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
