"""A play of our page on a job as long as a measurement needs, judged as the gate judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from e2e.catalogue.play import play
from e2e.catalogue.scenario import Play, Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.proofs import Forced
from e2e.tools.bench.ground import get_seconds, open_ground

TimePlay = Callable[[Play], float]


@contextmanager
def open_long_jobs() -> Iterator[TimePlay]:
    """Yields a function that returns the real seconds of a play, from the open page to the verdict.

    It raises RuntimeError if our page does not pass.
    """
    with open_ground() as ground:
        source, chromium = ground.browser.source, ground.playwright.chromium
        browser = KeptBrowser(lambda: source.start(chromium), ground.backstage)
        page = {"name": "reference", "build": str(ground.page)}

        def play_once(acts: Play) -> None:
            long_job = Scenario(
                id="a-long-job",
                family="growth",
                tier="resilience",
                sentence="A job is long.",
                forced=lambda history: Forced(),
                play=acts,
            )
            result = play(
                long_job,
                page,
                backstage=ground.backstage,
                browser=browser,
                limit=None,
                isolation="document",
            )
            if result.outcome != "passed":
                raise RuntimeError(f"Failed to measure: {result.outcome}, {result.reason}.")

        play_once(lambda stage: stage.show(stage.add_job(progress=40)))
        yield lambda acts: get_seconds(partial(play_once, acts))
        browser.close()
