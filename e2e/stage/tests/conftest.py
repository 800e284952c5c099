"""A stage on our own page, for tests that play acts by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.engine.windows import Windows
from e2e.stage import Backstage, JobOnStage, Stage, open_stage
from mock_backend import Dialect

OpenStage = Callable[..., Stage]

ALONE = {"exchanged": 0}
"""The count of a quiet page that has exchanged no message with another tab."""


@pytest.fixture
def open_a_stage(
    stage_browser: Browser, backstage: Backstage, pytestconfig: pytest.Config
) -> Iterator[OpenStage]:
    """Opens stages that end with the test, each in a browser context of its own."""
    windows = Windows(stage_browser, backstage)
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    with ExitStack() as open_things:

        def open_one(
            *,
            limit: float = 15.0,
            network: str = "direct",
            is_slow: bool = False,
            dialect: Dialect | None = None,
        ) -> Stage:
            window = open_things.enter_context(windows.lend(prepare=lambda context: None))
            return open_things.enter_context(
                open_stage(
                    backstage,
                    window,
                    build,
                    limit=limit,
                    network=network,
                    dialect=dialect,
                    is_slow=is_slow,
                )
            )

        yield open_one


@pytest.fixture
def a_stage(open_a_stage: OpenStage) -> Stage:
    return open_a_stage()


@pytest.fixture
def job(a_stage: Stage) -> JobOnStage:
    """A running job that the page of `a_stage` shows."""
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    return job
