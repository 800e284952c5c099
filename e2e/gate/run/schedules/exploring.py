"""Explores a page for the command line: chooses the page, explores it, and writes the result."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from e2e.engine.browser import BrowserServer
from e2e.engine.network import DIRECT
from e2e.explorer.dispatcher import TaskLost
from e2e.explorer.exploration import (
    BadExploration,
    Exploration,
    read_exploration,
    write_exploration,
)
from e2e.explorer.explore import Ground, Progress, explore_exhaustively
from e2e.explorer.explore_at_random import explore_at_random
from e2e.explorer.explored_cause import ExploredCause
from e2e.explorer.on_cluster import Cluster
from e2e.explorer.schedule import write_schedule
from e2e.explorer.space import EXHAUSTIVE, RANDOM
from e2e.explorer.tree import ALL, Shard
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.machine import describe_machine, refuse_with_cluster
from e2e.gate.run.networks import check_network
from e2e.gate.run.page_start import check_start
from e2e.gate.run.parts import parse_fraction
from e2e.gate.run.schedules.causes_shrunk import shrink_causes
from e2e.gate.run.schedules.known_schedules import read_known, remember
from e2e.gate.run.schedules.told_causes import locate_causes
from e2e.gate.run.settings import WireChoice
from e2e.gate.run.wire import Wire, choose_wire
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.chosen_page import choose_page, read_props
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.places import CACHE, REFERENCE
from e2e.workers import ClusterRefused
from mock_backend import DialectName


@dataclass(frozen=True, slots=True)
class ExploreSettings:
    """The options of `jobstatus-e2e explore`; None for an option that the person did not give.

    `budget` is in seconds; `acts` and `disturbances` bound one schedule.
    """

    web_ui: Path | None = None
    regression: str | None = None
    props: str | None = None
    reads_config: bool = True
    network: str = DIRECT
    wire: WireChoice = "auto"
    recorded: Path | None = None
    is_exhaustive: bool = False
    acts: int | None = None
    disturbances: int | None = None
    budget: float | None = None
    schedules: int | None = None
    seed: int | None = None
    shard: Shard = ALL
    workers: int = 1
    stops_at_first: bool = False
    resumes: bool = False
    remembers: bool = True
    shrinks: bool = True
    report_dir: Path = Path("reports/exploration")
    browser: Path | None = None
    browser_server: BrowserServer | None = None
    cluster: str | None = None

    @property
    def file(self) -> Path:
        """The file of the result; each shard has a file of its own."""
        name = (
            "exploration"
            if self.shard.of == 1
            else f"exploration-{self.shard.number}-of-{self.shard.of}"
        )
        return self.report_dir / f"{name}.json"

    @property
    def page_name(self) -> str:
        """The name of the page in results: the regression, the checkout's path, or "reference"."""
        return self.regression or (str(self.web_ui) if self.web_ui else "reference")


DEFAULT_BUDGET = 60.0
"""Seconds of a random exploration without --budget."""

KEPT_EVERY = 5.0
"""Seconds between two writes of the result so far."""

EXHAUSTIVE_ACTS, RANDOM_ACTS = 5, 16


def begin_at_random(page: BuiltPage, seed: int, wire: DialectName = "inline") -> Exploration:
    """Returns a new random exploration of `page` with the default bounds; nothing is played yet."""
    return Exploration(
        page=page.source.name,
        page_key=page.key,
        mode="random",
        acts=RANDOM_ACTS,
        bounds=RANDOM,
        wire=wire,
        seed=seed,
    )


def parse_seconds(text: str) -> float:
    """Returns the seconds of a text such as `90`, `90s`, `2m` or `1h`.

    Raises BadUsage for any other text, and for 0.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|h)?", text.strip())
    seconds = float(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2] or "s"] if match else 0.0
    if seconds <= 0:
        raise BadUsage(f"Failed to read the budget {text!r}. Give it as 90s, 2m or 1h.")
    return seconds


def parse_shard(text: str) -> Shard:
    """Returns the shard of a text such as `1/4`, part 1 of 4.

    Raises BadUsage for any other text, and for a shard such as `5/4`.
    """
    return Shard(*parse_fraction(text))


def explore(
    settings: ExploreSettings, tell: Callable[[Progress], None], say: Callable[[str], None]
) -> Exploration:
    """Explores the page, and returns the result; writes it with its schedules, also if interrupted.

    It shrinks the schedule of each cause. Calls `tell` with the progress of exploring, and `say` with
    lines about the shrinking and the cluster. Raises BadUsage for settings that cannot be used. Raises
    Undecided if there is no browser, if the page does not build or start, or if a play or the cluster is
    lost.
    """
    check_network(settings.network)
    _check_cluster(settings)
    source = _choose_page(settings)
    wire = choose_wire(settings.wire, settings.recorded, source.checkout)
    page = build_pages([source], lambda page: None)[source.name]
    browser = find_chosen(settings.browser, settings.browser_server)
    if source.checkout != REFERENCE:
        check_start(page, browser)
    exploration = _begin(settings, page, wire)
    cluster = Cluster(settings.cluster, describe_machine, say) if settings.cluster else None
    ground = Ground(page.folder, browser.source, settings.workers, wire.dialect, cluster)
    kept_at = time.monotonic()

    def tell_and_keep(progress: Progress) -> None:
        # A SIGKILL cannot be caught, and loses only the plays since the last write.
        nonlocal kept_at
        tell(progress)
        if time.monotonic() - kept_at >= KEPT_EVERY:
            kept_at = time.monotonic()
            keep(exploration, settings.file)

    try:
        if settings.is_exhaustive:
            explore_exhaustively(
                exploration, ground, tell_and_keep, stops_at_first=settings.stops_at_first
            )
        else:
            explore_at_random(
                exploration,
                ground,
                tell_and_keep,
                seconds=_get_budget(settings),
                count=settings.schedules,
                known=read_known(_get_memory(exploration)) if settings.remembers else (),
                stops_at_first=settings.stops_at_first,
            )
        exploration.join_causes()
        if settings.shrinks:
            shrink_causes(exploration, ground, say)
        locate_causes(exploration, page)
    except (TaskLost, ClusterRefused) as error:
        raise Undecided(str(error)) from None
    finally:
        keep(exploration, settings.file)
        if settings.remembers:
            remember(exploration, _get_memory(exploration))
    return exploration


def keep(exploration: Exploration, file: Path) -> None:
    """Writes the result to `file`, and the schedule of each cause beside it."""
    said = exploration.model_copy()
    said.join_causes()
    try:
        write_exploration(said, file)
        for each in said.causes:
            write_schedule(each.to_schedule(said.page, said.wire), get_schedule_file(file, each))
    except OSError as error:
        raise BadUsage(
            f"Failed to write {file}: {error.strerror}. Name another --report-dir."
        ) from None


def get_schedule_file(file: Path, cause: ExploredCause) -> Path:
    """Returns the file of a cause's schedule, for a result in `file`."""
    return file.parent / cause.schedule


def get_exit_code(exploration: Exploration) -> ExitCode:
    """Returns 1 for a confirmed cause, 3 for other causes or unplayable schedules, and 0 otherwise."""
    if any(each.belief == "confirmed" for each in exploration.causes):
        return ExitCode.REGRESSION
    if exploration.causes or exploration.unplayable:
        return ExitCode.UNDECIDED
    return ExitCode.PASS


def _check_cluster(settings: ExploreSettings) -> None:
    if settings.cluster is not None:
        refuse_with_cluster(settings.recorded, settings.browser)


def _get_budget(settings: ExploreSettings) -> float | None:
    if settings.budget is None and settings.schedules is None:
        return DEFAULT_BUDGET
    return settings.budget


def _get_memory(exploration: Exploration) -> Path:
    """Returns the folder of schedules that failed before, by the page's content and the answers."""
    said = [exploration.page_key]
    said += [] if exploration.wire == "inline" else [exploration.wire]
    said += [exploration.recorded_key] if exploration.recorded_key else []
    return CACHE / "explorer" / "-".join(said)


def _choose_page(settings: ExploreSettings) -> PageSource:
    return choose_page(
        "explored",
        settings.web_ui,
        settings.regression,
        props=read_props(settings.props),
        reads_config=settings.reads_config,
    )


def _begin(settings: ExploreSettings, page: BuiltPage, wire: Wire) -> Exploration:
    bounds = EXHAUSTIVE if settings.is_exhaustive else RANDOM
    if settings.disturbances is not None:
        bounds = bounds.model_copy(update={"disturbances": settings.disturbances})
    new = Exploration(
        page=settings.page_name,
        page_key=page.key,
        props=page.source.props,
        reads_config=page.source.reads_config,
        mode="exhaustive" if settings.is_exhaustive else "random",
        acts=_get_most(settings),
        bounds=bounds,
        network=settings.network,
        wire=wire.played,
        recorded=str(wire.recorded) if wire.recorded else None,
        recorded_key=_get_content_key(wire.recorded) if wire.recorded else None,
        shards=(settings.shard.number,),
        of=settings.shard.of,
        seed=None if settings.is_exhaustive else _get_seed(settings),
    )
    return _go_on(settings, new) if settings.resumes else new


def _get_content_key(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _get_most(settings: ExploreSettings) -> int:
    if settings.acts is not None:
        return settings.acts
    return EXHAUSTIVE_ACTS if settings.is_exhaustive else RANDOM_ACTS


def _get_seed(settings: ExploreSettings) -> int:
    return random.SystemRandom().randrange(10**9) if settings.seed is None else settings.seed


def _go_on(settings: ExploreSettings, new: Exploration) -> Exploration:
    try:
        old = read_exploration(settings.file)
    except BadExploration as error:
        raise BadUsage(f"{error} There is nothing to go on with.") from None
    if old.space != new.space or old.shards != new.shards:
        raise BadUsage(
            f"Failed to go on with {settings.file}: it is another exploration ({old.describe()}) than "
            f"was asked for ({new.describe()}). Explore anew without --resume."
        )
    old.is_complete = False
    return old
