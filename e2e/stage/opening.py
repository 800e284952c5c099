"""Setup of a stage, and its teardown when the scenario is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from e2e.engine.backstage import Backstage
from e2e.engine.network import DIRECT
from e2e.engine.session import REST_LIMIT
from e2e.engine.window import Window
from e2e.stage.stage import BeforeAct, Stage, go_on
from mock_backend import Dialect


@contextmanager
def open_stage(
    backstage: Backstage,
    window: Window,
    build: Path,
    *,
    limit: float = REST_LIMIT,
    network: str = DIRECT,
    dialect: Dialect | None = None,
    is_slow: bool = False,
    before_act: BeforeAct = go_on,
    mutants: Sequence[str] | None = None,
) -> Iterator[Stage]:
    """Opens a stage on the built page in folder `build`; no other stage uses `window` until it ends.

    `limit` is in seconds of real time (see `Session`). `network` is one of `NETWORKS`; raises StageError
    when its proxy does not start. `dialect` is the form in which the backend answers for the stage's
    jobs; without it, the backend uses its own. `is_slow`: the browser was started in slow motion, and a
    person watches. `before_act` is called before each act; if it raises, the act does not begin.
    `mutants` are in effect on an instrumented page: see `get_address`. When the block ends, the stage
    takes no more records of the page, and the backend forgets the jobs.
    """
    stage = Stage(backstage, window, build, limit, network, is_slow, dialect, before_act, mutants)
    stage.set_up()
    try:
        yield stage
    finally:
        stage.tear_down()
