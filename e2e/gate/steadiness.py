"""`python -m e2e.gate.steadiness`: the tier again and again on a busy machine, history by history.

Exit code 0 when every play passed and every scenario had one history throughout.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from e2e.catalogue.result import Result
from e2e.gate.builds import PageSource, build_pages
from e2e.gate.catalogue import get_scenarios
from e2e.gate.places import REFERENCE
from e2e.gate.play import Plays, PlaySettings, play
from e2e.stage.browser import find_browser


def run(
    times: Annotated[int, typer.Option(min=1, help="How often to play the tier.")] = 20,
    busy: Annotated[int, typer.Option(min=0, help="Processes that only burn time beside it.")] = 4,
    tier: Annotated[str, typer.Option(help="Which tier; `all` for both.")] = "regression",
    workers: Annotated[int, typer.Option(min=1)] = os.cpu_count() or 1,
) -> None:
    """Play the tier on our own page again and again, and compare the histories."""
    scenarios = [each for each in get_scenarios() if tier in (each.tier, "all")]
    source = PageSource("reference", REFERENCE)
    page = build_pages([source], lambda built: None)[source.name]
    settings = PlaySettings(find_browser(), workers)
    plays = Plays(source.name, page.folder, tuple(each.id for each in scenarios))
    outcomes: Counter[str] = Counter()
    keys: dict[str, Counter[str | None]] = defaultdict(Counter)

    def note(result: Result) -> None:
        outcomes[result.outcome] += 1
        keys[result.id][result.history_key] += 1

    with keep_busy(busy):
        for number in range(1, times + 1):
            play([plays], settings, scenarios, note)
            differing = sorted(id for id, found in keys.items() if len(found) > 1)
            print(
                f"{number}/{times}: {dict(outcomes)}, {len(keys)} scenarios, "
                f"{len(differing)} with more than one history {' '.join(differing)}",
                flush=True,
            )
    is_steady = set(outcomes) == {"passed"} and all(len(found) == 1 for found in keys.values())
    sys.exit(0 if is_steady else 1)


@contextmanager
def keep_busy(count: int) -> Iterator[None]:
    """Runs `count` processes that burn processor time until the block ends."""
    processes = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(count)]
    for each in processes:
        each.start()
    try:
        yield
    finally:
        for each in processes:
            each.terminate()
            each.join()


def _burn() -> None:
    # Whoever started this may be killed, and then nobody is left to end it.
    parent = os.getppid()
    while os.getppid() == parent:
        pass


if __name__ == "__main__":
    typer.run(run)
