"""Replays a schedule: chooses page and browser, opens a fresh stage, and plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from e2e.engine.browser import BrowserServer
from e2e.engine.errors import StageError
from e2e.explorer.fresh_stage import FreshStages, Witness, open_fresh_stages
from e2e.explorer.player import Played
from e2e.explorer.report import Report
from e2e.explorer.schedule import BadSchedule, Schedule, read_schedule
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.page_names import REFERENCE_NAME, UNDER_TEST
from e2e.gate.run.page_start import check_start
from e2e.gate.run.page_words import get_page_options
from e2e.gate.run.settings import WireChoice
from e2e.gate.run.wire import Wire, choose_wire
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.chosen_page import choose_page, name_for_person, read_props
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.locate import locate
from e2e.pages.places import REFERENCE

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """The options of `jobstatus-e2e replay`; None for an option that the person did not give.

    `slowmo` is a wait in milliseconds after each act or step of time.
    """

    file: Path
    web_ui: Path | None = None
    regression: str | None = None
    props: str | None = None
    reads_config: bool = True
    wire: WireChoice | None = None
    recorded: Path | None = None
    headed: bool = False
    slowmo: int = 0
    browser: Path | None = None
    browser_server: BrowserServer | None = None

    @property
    def page(self) -> str:
        """The name of the page for messages to a person."""
        return name_for_person(self.web_ui, self.regression)

    @property
    def page_options(self) -> str:
        """The options that choose the same page and answers again, quoted for a shell."""
        return get_page_options(
            self.web_ui,
            self.regression,
            self.props,
            reads_config=self.reads_config,
            wire=self.wire,
            recorded=self.recorded,
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """A schedule, the page to play it on, and the dialect of the server's answers.

    `schedule.wire` is the dialect that is played, also if the file names another one.
    """

    schedule: Schedule
    page: PageSource
    wire: Wire


def load(settings: ReplaySettings) -> Loaded:
    """Reads the schedule, and chooses page and dialect; raises BadUsage for input that cannot be used."""
    try:
        schedule = read_schedule(settings.file)
    except BadSchedule as error:
        raise BadUsage(str(error)) from None
    props = read_props(settings.props)
    is_ours = settings.web_ui is None and not props
    page = choose_page(
        settings.regression or (REFERENCE_NAME if is_ours else UNDER_TEST),
        settings.web_ui,
        settings.regression,
        props=props,
        reads_config=settings.reads_config,
    )
    if settings.wire is None and settings.recorded is None:
        wire = Wire(schedule.wire, "as the schedule says")
    else:
        wire = choose_wire(settings.wire or "auto", settings.recorded, page.checkout)
    return Loaded(schedule.model_copy(update={"wire": wire.played}), page, wire)


@contextmanager
def open_players(
    loaded: Loaded, settings: ReplaySettings, say: Say, beside: Sequence[PageSource] = ()
) -> Iterator[list[FreshStages]]:
    """Builds the page and those in `beside`, and opens fresh stages for each, in this order.

    Raises Undecided if there is no browser, or a page does not build or start.
    """
    sources = [loaded.page, *beside]
    browser = find_chosen(settings.browser, settings.browser_server, headed=settings.headed)
    say(f"Browser: {browser}")
    pages = build_pages(sources, lambda built: None)
    is_new = any(not page.was_cached for page in pages.values())
    say(f"Page: {settings.page}, {'built' if is_new else 'nothing to build'}")
    say(f"Wire: {loaded.wire}")
    if loaded.page.checkout != REFERENCE:
        check_start(pages[loaded.page.name], browser)
    opening = open_fresh_stages(
        browser.source,
        recorded=settings.recorded,
        headed=settings.headed,
        slowmo=settings.slowmo,
    )
    with ExitStack() as stack:
        try:
            open_for = stack.enter_context(opening)
        except StageError as error:
            raise Undecided(str(error)) from None
        yield [open_for(pages[each.name].folder) for each in sources]


def play(player: FreshStages, schedule: Schedule, witness: Witness | None = None) -> Played:
    """Plays `schedule` on a fresh stage; raises Undecided if the page has no rest or is gone."""
    try:
        return player.play(schedule, witness=witness)
    except StageError as error:
        raise Undecided(str(error)) from None


def add_places(report: Report, loaded: Loaded) -> Report:
    """Returns the report with the places in the page's source where the page threw an error."""
    if report.cause is None or not report.cause.stack:
        return report
    page = build_pages([loaded.page], lambda built: None)[loaded.page.name]
    places = locate(page, report.cause.stack)
    cause = report.cause.model_copy(update={"places": places})
    return report.model_copy(update={"cause": cause})
