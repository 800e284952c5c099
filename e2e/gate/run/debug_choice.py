"""The scenario or schedule to step through, and its page."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from e2e.catalogue.scenario import Scenario
from e2e.debug.script import ScenarioScript, ScheduleScript, Script
from e2e.engine.browser import BrowserServer
from e2e.engine.network import DIRECT, NETWORKS
from e2e.explorer.schedule import BadSchedule, Schedule, read_schedule
from e2e.gate.run.catalogue import choose_own_scenario, choose_scenario
from e2e.gate.run.page_names import REFERENCE_NAME, UNDER_TEST
from e2e.gate.run.settings import WireChoice
from e2e.gate.run.wire import Wire, choose_wire
from e2e.pages.builds import PageSource
from e2e.pages.chosen_page import choose_page, name_for_person, read_props
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean
from mock_backend import DIALECTS, Dialect, DialectName

FREE_PLAY = "free play"


@dataclass(frozen=True, slots=True)
class DebugSettings:
    """The options of `jobstatus-e2e debug`; None for an option that the person did not give.

    `what` is a scenario's id, a schedule's file, or `FILE.py::ID` for a scenario of a team's own. With
    None the page opens on a job, without any act.
    """

    what: str | None = None
    web_ui: Path | None = None
    regression: str | None = None
    props: str | None = None
    reads_config: bool = True
    wire: WireChoice | None = None
    recorded: Path | None = None
    network: str | None = None
    headless: bool = False
    host: str = "127.0.0.1"
    port: int = 0
    save_dir: Path = Path("schedules")
    browser: Path | None = None
    browser_server: BrowserServer | None = None

    @property
    def page(self) -> str:
        """The name of the page for messages to a person."""
        return name_for_person(self.web_ui, self.regression)

    @property
    def page_options(self) -> str:
        """The options that choose the same page again, quoted for a shell, each after a space."""
        words: list[str] = []
        if self.regression is not None:
            words += ["--regression", self.regression]
        elif self.web_ui is not None:
            words += ["--web-ui", str(self.web_ui)]
        if self.props is not None:
            words += ["--props", self.props]
        if not self.reads_config:
            words += ["--no-checkout-config"]
        return "".join(f" {shlex.quote(word)}" for word in words)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A script, its page, the network between page and server, and the dialect of the answers."""

    script: Script
    page: PageSource
    network: str
    wire: Wire
    dialect_name: DialectName
    dialect: Dialect


def choose(settings: DebugSettings) -> Chosen:
    """Returns the script and the page that the settings name; raises BadUsage if they cannot be used."""
    if settings.network is not None and settings.network not in NETWORKS:
        raise BadUsage(
            f"Failed to play with network {settings.network!r}: there is none of that name."
            f"{did_you_mean(settings.network, list(NETWORKS))} Known: {', '.join(NETWORKS)}."
        )
    props = read_props(settings.props)
    is_ours = settings.web_ui is None and not props
    page = choose_page(
        settings.regression or (REFERENCE_NAME if is_ours else UNDER_TEST),
        settings.web_ui,
        settings.regression,
        props=props,
        reads_config=settings.reads_config,
    )
    what = settings.what
    if what is not None and what.partition("::")[0].endswith(".py"):
        return _choose_scenario(settings, choose_own_scenario(what), page)
    if what is not None and not _is_file(what):
        return _choose_scenario(settings, choose_scenario(what), page)
    return _choose_schedule(settings, page)


def _is_file(what: str) -> bool:
    return what.endswith(".json") or "/" in what or Path(what).is_file()


def _choose_scenario(settings: DebugSettings, scenario: Scenario, page: PageSource) -> Chosen:
    wire = choose_wire(settings.wire or "auto", settings.recorded, page.checkout)
    name = scenario.wire or wire.played
    dialect = DIALECTS[scenario.wire] if scenario.wire else wire.dialect.load()
    network = scenario.network or settings.network or DIRECT
    return Chosen(ScenarioScript(scenario), page, network, wire, name, dialect)


def _choose_schedule(settings: DebugSettings, page: PageSource) -> Chosen:
    schedule, title = Schedule(acts=()), FREE_PLAY
    if settings.what is not None:
        title = Path(settings.what).name
        try:
            schedule = read_schedule(Path(settings.what))
        except BadSchedule as error:
            raise BadUsage(str(error)) from None
    if settings.what is not None and settings.wire is None and settings.recorded is None:
        wire = Wire(schedule.wire, "as the schedule says")
    else:
        wire = choose_wire(settings.wire or "auto", settings.recorded, page.checkout)
    network = settings.network or schedule.network
    script = ScheduleScript(schedule, title)
    return Chosen(script, page, network, wire, wire.played, wire.dialect.load())
