"""The pytest plugin that plays scenarios: pages × scenarios, each on a stage of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Playwright

from e2e.catalogue.confirmation import Confirmation
from e2e.catalogue.interruption import KEPT_BROWSER
from e2e.catalogue.kept_histories import keep_histories
from e2e.catalogue.play import HANG_LIMIT, play
from e2e.catalogue.playwright_options import check_playwright_options
from e2e.catalogue.result import RESULT, Result
from e2e.catalogue.scenario import Isolation, Scenario, get_scenarios_of
from e2e.causes import KINDS
from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import BrowserSource
from e2e.engine.browser.server import LIMIT as SERVER_LIMIT
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.network import DIRECT
from e2e.stage.stage import Stage
from mock_backend import Dialect
from mock_backend.dialects import NamedDialect

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
    group.addoption("--keep-histories", help="folder for one normal form of each history")


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

    histories = options.keep_histories

    def keep(stage: Stage) -> None:
        if histories is not None:
            keep_histories(Path(histories), stage.histories)

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
            look=keep,
        )

    level: Isolation = "context" if keeps_context else declared.isolation
    result = request.getfixturevalue("confirmation").play(play_at, level)
    pyfuncitem.user_properties.append((RESULT, result.model_dump_json()))
    if result.outcome not in ("passed", "advice"):
        pytest.fail(describe(result), pytrace=False)
    return True


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
