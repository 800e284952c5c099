"""One page, one backend and one virtual clock, played together."""

from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.errors import (
    NeverAtRest,
    NotAsExpected,
    NotAtRest,
    NotShown,
    PageGone,
    StageError,
    Unannounced,
)
from e2e.stage.job_on_stage import JobOnStage
from e2e.stage.opening import open_stage
from e2e.stage.stage import Stage

__all__ = [
    "Backstage",
    "JobOnStage",
    "NeverAtRest",
    "NotAsExpected",
    "NotAtRest",
    "NotShown",
    "PageGone",
    "Stage",
    "StageError",
    "Unannounced",
    "open_backstage",
    "open_stage",
]
