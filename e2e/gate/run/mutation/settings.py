"""The settings of a mutation run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from e2e.gate.run.settings import TierChoice, WireChoice


@dataclass(frozen=True, slots=True)
class MutationSettings:
    """The options of `jobstatus-e2e mutate`; None for an option that the person did not give.

    `files` are patterns from the checkout, each perhaps with lines (`src/state/*.ts`, `src/a.ts:10-20`).
    `scenarios` are the ids to play, or all if it is empty. `left_out` are ids or families that are not
    played. `own` are files with a team's own scenarios. `least` is a score in per cent; below it the run
    fails.
    """

    web_ui: Path | None = None
    files: tuple[str, ...] = ()
    since: str | None = None
    with_strings: bool = False
    props: str | None = None
    reads_config: bool = True
    tier: TierChoice = "all"
    scenarios: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    own: tuple[Path, ...] = ()
    wire: WireChoice = "auto"
    recorded: Path | None = None
    accepts_red: bool = False
    equivalents: Path | None = None
    plays_all: bool = False
    least: float | None = None
    resumes: bool = False
    workers: int = 1
    report_dir: Path = Path("reports/mutation")
    browser: Path | None = None
    cluster: str | None = None
