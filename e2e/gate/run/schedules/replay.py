"""Replaying a schedule: page, browser, fresh stage, report."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from e2e.explorer.fresh_stage import FreshStages, Witness, open_fresh_stages
from e2e.explorer.player import Played
from e2e.explorer.schedule import BadSchedule, Schedule, read_schedule
from e2e.gate.run.gate import REFERENCE_NAME, UNDER_TEST
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.chosen_page import choose_page, name_for_person, read_props
from e2e.pages.errors import BadUsage, Undecided
from e2e.stage.browser import FoundBrowser, NoBrowser, find_browser
from e2e.stage.errors import StageError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """What `jobstatus-e2e replay` was asked for: a schedule, a page, and how to show it."""

    file: Path
    web_ui: Path | None = None
    regression: str | None = None
    props: str | None = None
    reads_config: bool = True
    headed: bool = False
    slowmo: int = 0
    browser: Path | None = None

    @property
    def page(self) -> str:
        """The page, for a person."""
        return name_for_person(self.web_ui, self.regression)

    @property
    def page_options(self) -> str:
        """The options that choose the same page again, for a shell."""
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


def load(settings: ReplaySettings) -> tuple[Schedule, PageSource]:
    """Reads the schedule and chooses the page; raises BadUsage for what cannot be used."""
    try:
        schedule = read_schedule(settings.file)
    except BadSchedule as error:
        raise BadUsage(str(error)) from None
    props = read_props(settings.props)
    is_ours = settings.web_ui is None and not props
    return schedule, choose_page(
        settings.regression or (REFERENCE_NAME if is_ours else UNDER_TEST),
        settings.web_ui,
        settings.regression,
        props=props,
        reads_config=settings.reads_config,
    )


@contextmanager
def open_players(
    sources: Sequence[PageSource], settings: ReplaySettings, say: Say
) -> Iterator[list[FreshStages]]:
    """Builds the pages and opens fresh stages for each; raises Undecided where that cannot be done."""
    browser = _find_browser(settings)
    say(f"Browser: Chromium {browser.version}, {browser.rung}")
    pages = build_pages(sources, lambda built: None)
    is_new = any(not page.was_cached for page in pages.values())
    say(f"Page: {settings.page}, {'built' if is_new else 'nothing to build'}")
    with open_fresh_stages(
        browser.path, headed=settings.headed, slowmo=settings.slowmo
    ) as open_for:
        yield [open_for(pages[each.name].folder) for each in sources]


def play(player: FreshStages, schedule: Schedule, witness: Witness | None = None) -> Played:
    """Plays it; raises Undecided for a page that does not come to rest, or is gone."""
    try:
        return player.play(schedule, witness=witness)
    except StageError as error:
        raise Undecided(str(error)) from None


def _find_browser(settings: ReplaySettings) -> FoundBrowser:
    try:
        return find_browser(settings.browser, headed=settings.headed)
    except NoBrowser as error:
        raise Undecided(str(error)) from None
