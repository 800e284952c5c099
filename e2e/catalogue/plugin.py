"""The pytest plugin that plays scenarios: pages × scenarios, each on a stage of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

from e2e.catalogue.confirmation import Confirmation
from e2e.catalogue.evidence import keep_evidence, start_tracing, take_screenshot
from e2e.catalogue.interruption import KEPT_BROWSER
from e2e.catalogue.judge import judge
from e2e.catalogue.playwright_options import check_playwright_options
from e2e.catalogue.recovery import recover, shows_otherwise, wait_for_reconnect
from e2e.catalogue.result import RESULT, Result
from e2e.catalogue.scenario import Isolation, Play, Scenario, get_scenarios_of
from e2e.causes import KINDS
from e2e.engine.attached_window import AttachedWindow
from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.bare_window import BareWindow
from e2e.engine.browser import BrowserSource
from e2e.engine.browser.server import LIMIT as SERVER_LIMIT
from e2e.engine.errors import NotAsExpected, NotAtRest, PageGone, PageHangs, StageError
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.network import DIRECT
from e2e.engine.windows import Windows
from e2e.proofs import NotForced, has_no_socket
from e2e.stage.opening import open_stage
from e2e.stage.stage import Stage
from mock_backend import DIALECTS, Dialect
from mock_backend.dialects import NamedDialect

HANG_LIMIT = 20.0
"""Seconds of real time without an event, after which the browser of a play is ended.

They are more than a page has to come to rest, because the error about rest (NotAtRest) says more: it
lists the outstanding requests.
"""

PLAYING = "playing"
"""The parameter that carries (page, scenario); its id is `page|scenario`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options for the pages, the browser, the network, the dialect and the evidence."""
    group = parser.getgroup("jobstatus-e2e")
    group.addoption(
        "--pages",
        help="JSON: a list of {name, build, scenarios}, scenarios null for all",
    )
    group.addoption("--browser-path", help="the Chromium to start")
    group.addoption("--browser-sandbox", action="store_true", help="start it in Chromium's sandbox")
    group.addoption("--browser-server", help="ws://…: play in the browser of a Playwright server")
    group.addoption(
        "--browser-server-limit",
        type=float,
        default=SERVER_LIMIT,
        help="the seconds that it has to hand over a browser",
    )
    group.addoption("--network", default=DIRECT, help="what lies between page and backend")
    group.addoption("--wire", default="inline", help="which dialect the backend speaks")
    group.addoption(
        "--recorded", help="a recording: the backend answers with its bodies and frames"
    )
    group.addoption(
        "--isolation",
        choices=["cheapest", "context"],
        default="cheapest",
        help="context: each scenario has a browser context of its own, with Playwright attached",
    )
    group.addoption(
        "--confirm",
        choices=["none", "some", "all"],
        default="some",
        help="which failures are played twice, the second time at context; some: three of each cause",
    )
    group.addoption("--order-seed", help="a seed: the plays are in an order that is drawn with it")
    group.addoption("--evidence", help="folder for screenshots, traces and histories")


def pytest_configure(config: pytest.Config) -> None:
    """Raises UsageError for an option of pytest-playwright that a scenario cannot follow."""
    check_playwright_options(config.option)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Makes one test for each scenario and each page that it is to be played on."""
    declared = get_scenarios_of(metafunc.function)
    if not declared:
        return
    pages = json.loads(metafunc.config.getoption("--pages"))
    # The arguments of a scenario's function (stage, case) are no fixtures: the plugin passes them.
    metafunc.fixturenames[:] = [PLAYING]
    chosen = [
        (page, scenario)
        for page in pages
        for scenario in declared
        if page["scenarios"] is None or scenario.id in page["scenarios"]
    ]
    ids = [f"{page['name']}|{scenario.id}" for page, scenario in chosen]
    metafunc.parametrize(PLAYING, chosen, ids=ids)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drops the scenarios that are played on no page, and puts async tests first.

    Once Playwright's sync API has begun, its loop runs in the main thread until the session ends, and no
    other loop can run there. Within the async tests, and within the others, the order stays random.
    """
    seed = config.getoption("--order-seed")
    if seed is not None:
        # Each worker draws the same order, as xdist needs it.
        random.Random(seed).shuffle(items)
    items[:] = sorted(
        (item for item in items if _is_played(item)),
        key=lambda item: item.get_closest_marker("anyio") is None,
    )


def _is_played(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or not get_scenarios_of(item.function):
        return True
    return isinstance(item.callspec.params.get(PLAYING), tuple)


@pytest.fixture(scope="session")
def start_browser(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config
) -> Callable[[], Browser]:
    """Starts the browser that was found, with pytest-playwright's options.

    Its name is not `launch_browser`: pytest-playwright has a fixture of that name, which wins where this
    plugin is given by `-p`.
    """
    source = BrowserSource.from_options(pytestconfig.option)
    return lambda: source.start(playwright.chromium, **browser_type_launch_args)


@pytest.fixture(scope="session")
def stage_browser(start_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """A browser for tests that open stages by themselves, started once for the worker."""
    browser = start_browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def kept_browser(
    start_browser: Callable[[], Browser], backstage: Backstage, pytestconfig: pytest.Config
) -> Iterator[KeptBrowser]:
    """The browser that the worker plays scenarios in."""
    server = BrowserSource.from_options(pytestconfig.option).server
    browser = KeptBrowser(start_browser, backstage, server)
    pytestconfig.stash[KEPT_BROWSER] = browser
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def backstage() -> Iterator[Backstage]:
    """One backend for the worker."""
    with open_backstage() as opened:
        yield opened


@pytest.fixture(scope="session")
def confirmation(pytestconfig: pytest.Config) -> Confirmation:
    """The second plays of the worker."""
    return Confirmation(pytestconfig.getoption("--confirm"))


@pytest.fixture(scope="session")
def dialect(pytestconfig: pytest.Config) -> Dialect:
    """The form in which the backend answers: a dialect by name, or a recording."""
    recorded = pytestconfig.getoption("--recorded")
    wire = pytestconfig.getoption("--wire")
    return NamedDialect(wire, Path(recorded) if recorded else None).load()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Plays and judges a scenario; any other test is left to pytest."""
    if not get_scenarios_of(pyfuncitem.function):
        return None
    request = pyfuncitem._request
    page, declared = cast("tuple[dict[str, Any], Scenario]", pyfuncitem.callspec.params[PLAYING])
    evidence = pyfuncitem.config.getoption("--evidence")
    options = pyfuncitem.config.option
    is_watched = bool(options.headed or options.slowmo)
    keeps_context = is_watched or evidence is not None or options.isolation == "context"

    def play_at(isolation: Isolation) -> Result:
        return play(
            declared,
            page,
            backstage=request.getfixturevalue("backstage"),
            browser=request.getfixturevalue("kept_browser"),
            network=options.network,
            dialect=request.getfixturevalue("dialect"),
            evidence=Path(evidence) if evidence else None,
            is_slow=bool(options.slowmo),
            # A person who watches may take any time.
            limit=None if is_watched else HANG_LIMIT,
            isolation=isolation,
        )

    level: Isolation = "context" if keeps_context else declared.isolation
    result = request.getfixturevalue("confirmation").play(play_at, level)
    pyfuncitem.user_properties.append((RESULT, result.model_dump_json()))
    if result.outcome not in ("passed", "advice"):
        pytest.fail(describe(result), pytrace=False)
    return True


def play(
    declared: Scenario,
    page: dict[str, Any],
    *,
    backstage: Backstage,
    browser: KeptBrowser,
    network: str = DIRECT,
    dialect: Dialect | None = None,
    evidence: Path | None = None,
    is_slow: bool = False,
    limit: float | None = HANG_LIMIT,
    isolation: Isolation = "context",
    mutants: Sequence[str] | None = None,
    look: Callable[[Stage], None] = lambda stage: None,
) -> Result:
    """Plays a scenario on a built page, as on the first visit of a person, and judges its history.

    `page` has its `name` and the folder of its `build`. A scenario that needs a network or a dialect of
    its own is played with that one, any other with `network` and `dialect` (without one: `inline`). With
    `evidence`, a folder, the play is kept there. `is_slow`: the browser was started in slow motion.
    `mutants` are in effect on an instrumented page (see `get_address`). `look` is called with the stage
    once its history is judged. After `limit` seconds of real time without an event the browser is ended:
    the play is inconclusive, and the next one gets another browser. Returns a result in every case: an
    error of stage or browser makes it inconclusive.
    """
    result: Result | None = None
    with browser.watch(limit) as watch:
        try:
            with (
                _lend_window(browser.get_windows(), isolation, evidence) as window,
                open_stage(
                    backstage,
                    window,
                    Path(page["build"]),
                    network=declared.network or network,
                    dialect=DIALECTS[declared.wire] if declared.wire else dialect,
                    is_slow=is_slow,
                    mutants=mutants,
                ) as stage,
            ):
                watch.get_progress = partial(_count_events, stage)
                ended_by = _play_acts(declared.play, stage)
                if _lacks_a_socket(declared, stage, ended_by):
                    ended_by = _play_acts(wait_for_reconnect, stage) or ended_by
                forced = declared.forced(stage.history)
                # The screenshot comes before a recovery, after which the page would look well again.
                screenshot = take_screenshot(stage.page) if evidence else None
                if not isinstance(ended_by, StageError) and any(
                    map(shows_otherwise, stage.histories)
                ):
                    ended_by = _play_acts(recover, stage) or ended_by
                # The judgement of a long history takes time, and no event comes meanwhile.
                watch.end()
                if watch.has_ended_browser:
                    ended_by = PageHangs(limit or 0)
                elif ended_by is not None and not browser.answers():
                    ended_by = PageGone("Failed to go on: the browser died.")
                history, *beside = stage.histories
                result = judge(
                    declared,
                    history,
                    page=page["name"],
                    forced=forced,
                    beside=beside,
                    ended_by=ended_by,
                )
                look(stage)
                if evidence and isinstance(window, AttachedWindow):
                    result = keep_evidence(result, stage, window.context, evidence, screenshot)
                if isinstance(ended_by, StageError):
                    raise ended_by
        except StageError as error:
            result = result or declared.give_up(page["name"], str(error))
            if isinstance(error, NotAtRest | PageGone):
                # The page may hang with its whole process, and then its context could not be closed.
                browser.end()
        except PlaywrightError as error:
            reason = f"the browser is gone: {error.message.splitlines()[0]}"
            result = result or declared.give_up(page["name"], reason)
            browser.end()
    assert result is not None
    return result.model_copy(update={"is_hung": watch.has_ended_browser})


def _lacks_a_socket(declared: Scenario, stage: Stage, ended_by: Exception | None) -> bool:
    """Whether the race was not forced and the page has no socket: perhaps it only backs off for long."""
    return (
        not isinstance(ended_by, StageError)
        and isinstance(declared.forced(stage.history), NotForced)
        and has_no_socket(stage.history.entries)
    )


def _lend_window(
    windows: Windows, isolation: Isolation, evidence: Path | None
) -> AbstractContextManager[AttachedWindow | BareWindow]:
    if evidence:
        return windows.lend(prepare=start_tracing)
    return windows.lend() if isolation == "context" else windows.lend_bare()


def _count_events(stage: Stage) -> int:
    return sum(map(len, stage.histories))


def _play_acts(acts: Play, stage: Stage) -> NotAsExpected | StageError | None:
    """Plays `acts` and returns the error that ended them early, if one did."""
    try:
        acts(stage)
    except (NotAsExpected, StageError) as error:
        return error
    except PlaywrightError as error:
        return PageGone(f"Failed to go on: {error.message.splitlines()[0]}")
    return None


def describe(result: Result) -> str:
    """Returns the text of a result that is not a pass, as a test report shows it."""
    lines = [f"{result.id} on {result.page}: {result.outcome}", result.sentence]
    lines += [result.reason] if result.reason else []
    if result.cause:
        lines.append(f"{result.cause.id}: {KINDS[result.cause.id].sentence}")
        lines.append(f"  {result.cause.mechanism}")
    for finding in result.findings:
        lines.append(
            f"{finding.property} ({finding.severity}) at {finding.virtual_time_ms / 1000:g} s: "
            f"{finding.detail}"
        )
        lines += [f"  {event}" for event in finding.last_events]
    return "\n".join(lines)
