"""The gate: browser, page, canary, the page under test, the verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.browser import FoundBrowser, NoBrowser, find_browser
from e2e.explorer.explore import Ground
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.choice import choose_scenarios
from e2e.gate.run.control import Control
from e2e.gate.run.events import (
    BrowserFound,
    CanaryFinished,
    ExplorationFinished,
    ExplorationMoved,
    FindingShrinks,
    GateBegan,
    GateEvent,
    GateFinished,
    PageBuilt,
    PlayBegan,
    PlayFinished,
    ScenarioFinished,
    ServerCheckBegan,
    ServerChecked,
)
from e2e.gate.run.evidence import add_evidence, choose_for_evidence
from e2e.gate.run.networks import check_network
from e2e.gate.run.page_start import check_start
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.gate.run.report_folder import Write, open_report_folder
from e2e.gate.run.schedules.exploring_in_gate import explore_page, get_budget
from e2e.gate.run.server import check
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.wire import Wire, choose_wire
from e2e.gate.verdict.baseline import Baseline, BaselineUsed, compare, read_baseline
from e2e.gate.verdict.canary import CanaryReport, add_control, judge_canary
from e2e.gate.verdict.causes import CauseVerdict, Locate, group_causes
from e2e.gate.verdict.explored import Explored, reconsider
from e2e.gate.verdict.printable import make_verdict_printable
from e2e.gate.verdict.verdict import (
    SCHEMA_VERSION,
    BrowserUsed,
    PageUnderTest,
    Verdict,
    decide,
    describe_scenario,
    get_accepted,
    is_failure,
    join_server,
)
from e2e.gate.verdict.waivers import Waiver, WaiversUsed, read_waivers, sort_out
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.chosen_page import choose_page, name_for_person, read_props
from e2e.pages.errors import Undecided
from e2e.pages.locate import locate
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import Regression, get_regression, get_regressions
from e2e.server_check import ServerCheck

REFERENCE_NAME = "reference"
UNDER_TEST = "page-under-test"
Tell = Callable[[GateEvent], None]


def run_gate(settings: GateSettings, tell: Tell, reports: Sequence[Write]) -> Verdict:
    """Runs a gate, tells `tell` what happens, writes the `reports`, and returns the verdict.

    Raises BadUsage for what it cannot work on and Undecided where it could not come to a verdict;
    then there are no reports.
    """
    began_at, began = datetime.now(UTC), time.monotonic()
    page = choose_page(
        UNDER_TEST,
        settings.web_ui,
        settings.regression,
        props=read_props(settings.props),
        reads_config=settings.reads_config,
    )
    check_network(settings.network)
    budget = get_budget(settings)
    known = get_scenarios()
    wire = choose_wire(settings.wire, settings.recorded, page.checkout)
    chosen = choose_scenarios(settings, known, wire, page.checkout, page.props)
    scenarios = chosen.scenarios
    waivers = (
        read_waivers(settings.waivers, [each.id for each in known]) if settings.waivers else []
    )
    baseline = read_baseline(settings.baseline, SCHEMA_VERSION) if settings.baseline else None
    with open_report_folder(settings.report_dir) as folder:
        name = name_for_person(settings.web_ui, settings.regression)
        tell(GateBegan(name, settings.tiers, settings.network, str(wire)))
        server = _check_server(settings, tell)
        browser = _find_browser(settings)
        tell(BrowserFound(browser))
        canaries = [] if settings.scenario else _choose_canaries(page)
        built = _build([*(PageSource(each.name, REFERENCE, each) for each in canaries), page], tell)
        if page.checkout != REFERENCE:
            check_start(built[page.name], browser)
        how = PlaySettings(
            browser,
            settings.workers,
            network=settings.network,
            wire=wire.played,
            recorded=settings.recorded,
            isolation=settings.isolation,
        )
        session = _Session(known, built, how, tell)
        canary = None
        if settings.scenario is None:
            canary = _play_canary(session, canaries, _is_reference(page))
            tell(CanaryFinished(canary))
        explored: Explored | None = None
        if canary is not None and not canary.passed:
            results = _leave_unplayed(scenarios, page)
        else:
            results = _play_page(session, scenarios, page, settings)
            if _is_reference(page):
                # Under its own key: with --props it is another page than the reference of a control.
                Control(built[page.name].key, how).remember(results)
            elif canary is not None:
                canary = _play_control(session, canary, results)
            results = _keep_evidence(session, page, results, folder.evidence, settings)
            explored = _explore(
                settings, built[page.name], wire, browser, budget, folder.unfinished, tell
            )
        used = _use(settings, waivers, results, began_at)
        against = _compare(settings, baseline, results)
        accepted = get_accepted(used, against)
        causes = _find_causes(settings, results, accepted, partial(locate, built[page.name]))
        word, reason = decide(results, canary, used, against, causes, is_strict=settings.strict)
        word, reason = reconsider(word, reason, explored, is_strict=settings.strict)
        word, reason = join_server(word, reason, server)
        verdict = make_verdict_printable(
            Verdict(
                verdict=word,
                reason=reason,
                tiers=tuple(dict.fromkeys(each.tier for each in scenarios)),
                strict=settings.strict,
                began_at=began_at,
                seconds=round(time.monotonic() - began, 1),
                page=_describe_page(settings, built[page.name]),
                network=settings.network,
                wire=wire.name,
                recorded=str(settings.recorded) if settings.recorded else None,
                browser=BrowserUsed(
                    rung=browser.rung,
                    version=browser.version,
                    is_sandboxed=browser.is_sandboxed,
                ),
                canary=canary,
                waivers=used,
                baseline=against,
                server=server,
                causes=causes,
                scenarios=tuple(
                    describe_scenario(
                        each,
                        used,
                        settings.get_commands(each.id),
                        causes,
                        against,
                        is_strict=settings.strict,
                    )
                    for each in results
                ),
                left_out=chosen.left_out,
                exploration=explored,
            )
        )
        folder.publish(verdict, reports)
    tell(GateFinished(verdict, folder.path))
    return verdict


def _check_server(settings: GateSettings, tell: Tell) -> ServerCheck | None:
    if settings.server is None:
        return None
    tell(ServerCheckBegan(settings.server.url))
    checked = check(settings.server, lambda request: None)
    tell(ServerChecked(checked))
    return checked


def _explore(
    settings: GateSettings,
    page: BuiltPage,
    wire: Wire,
    browser: FoundBrowser,
    budget: float | None,
    folder: Path,
    tell: Tell,
) -> Explored | None:
    if budget is None:
        return None
    explored = explore_page(
        page,
        Ground(page.folder, browser.path, settings.workers, wire.dialect),
        folder,
        lambda progress: tell(ExplorationMoved(progress)),
        lambda line: tell(FindingShrinks(line)),
        report_dir=settings.report_dir,
        page_options=settings.page_options,
        seconds=budget,
        decides=settings.explore_decides,
    )
    tell(ExplorationFinished())
    return explored


def _use(
    settings: GateSettings, waivers: Sequence[Waiver], results: Sequence[Result], today: datetime
) -> WaiversUsed | None:
    if settings.waivers is None:
        return None
    failed = {each.id: is_failure(each, is_strict=settings.strict) for each in results}
    return sort_out(
        settings.waivers, waivers, failed, today.date(), _name_causes(settings, results)
    )


def _compare(
    settings: GateSettings, baseline: Baseline | None, results: Sequence[Result]
) -> BaselineUsed | None:
    if settings.baseline is None or baseline is None:
        return None
    return compare(settings.baseline, baseline, results, _name_causes(settings, results))


def _name_causes(settings: GateSettings, results: Sequence[Result]) -> dict[str, str]:
    """The id of the cause of each scenario with a finding, before any is accepted."""
    causes = _find_causes(settings, results, frozenset())
    return {id: cause.id for cause in causes for id in cause.scenarios}


def _find_causes(
    settings: GateSettings,
    results: Sequence[Result],
    accepted: frozenset[str],
    locate: Locate = lambda stack: (),
) -> tuple[CauseVerdict, ...]:
    deciding = {each.id for each in results if is_failure(each, is_strict=settings.strict)}
    return group_causes(results, deciding=deciding - accepted, locate=locate)


def _find_browser(settings: GateSettings) -> FoundBrowser:
    try:
        return find_browser(settings.browser, headed=settings.headed)
    except NoBrowser as error:
        raise Undecided(str(error)) from None


def _choose_canaries(page: PageSource) -> list[Regression]:
    """All patches for our own page; for someone else's, the page as the analysis found it."""
    if page.checkout == REFERENCE:
        return get_regressions()
    return [get_regression("issue-231")]


def _build(sources: Sequence[PageSource], tell: Tell) -> dict[str, BuiltPage]:
    every = [PageSource(REFERENCE_NAME, REFERENCE), *sources]
    done = 0

    def on_built(page: BuiltPage) -> None:
        nonlocal done
        done += 1
        tell(PageBuilt(page.source.name, page.was_cached, done, len(every)))

    return build_pages(every, on_built)


def _is_reference(page: PageSource) -> bool:
    return page.checkout == REFERENCE and page.regression is None


@dataclass(frozen=True, slots=True)
class _Session:
    """What all plays of a gate have in common."""

    scenarios: Sequence[Scenario]
    built: dict[str, BuiltPage]
    settings: PlaySettings
    tell: Tell

    def play(
        self, purpose: str, wanted: dict[str, set[str]], settings: PlaySettings | None = None
    ) -> list[Result]:
        """Plays the scenarios `wanted` of each page; the results are in the catalogue's order."""
        order = {each.id: number for number, each in enumerate(self.scenarios)}
        plays = [
            Plays(name, self.built[name].folder, tuple(sorted(ids & order.keys(), key=order.get)))  # type: ignore[arg-type]
            for name, ids in wanted.items()
        ]
        self.tell(PlayBegan(purpose, sum(len(each.scenarios) for each in plays)))
        results = play(
            plays,
            settings or self.settings,
            self.scenarios,
            lambda result: self.tell(ScenarioFinished(result)),
        )
        self.tell(PlayFinished(purpose))
        return sorted(results, key=lambda each: order[each.id])


def _play_canary(
    session: _Session, regressions: Sequence[Regression], is_reference: bool
) -> CanaryReport:
    """Plays on each patch the scenarios that its header names, and the same on the reference.

    Where the reference is the page under test, its own plays say all that there is to say of it.
    """
    wanted = {each.name: set(each.canary) for each in regressions}
    if not is_reference:
        wanted[REFERENCE_NAME] = set().union(*wanted.values())
    results = session.play("canary", wanted, replace(session.settings, confirms=False))
    return judge_canary(None if is_reference else REFERENCE_NAME, regressions, results)


def _leave_unplayed(scenarios: Sequence[Scenario], page: PageSource) -> list[Result]:
    """A suite that cannot tell a bad page from a good one does not judge this one."""
    return [
        each.give_up(page.name, "it was not played, as the canary failed") for each in scenarios
    ]


def _play_page(
    session: _Session, scenarios: Sequence[Scenario], page: PageSource, settings: GateSettings
) -> list[Result]:
    watched = replace(session.settings, headed=settings.headed, slowmo=settings.slowmo)
    return session.play("page under test", {page.name: {each.id for each in scenarios}}, watched)


def _play_control(
    session: _Session, canary: CanaryReport, results: Sequence[Result]
) -> CanaryReport:
    """Plays on the reference the scenarios that the page did not pass: only if it passes does one count.

    A scenario that the reference passed in an earlier gate is left out: the canary has shown that suite
    and browser work on this machine.
    """
    control = Control(session.built[REFERENCE_NAME].key, session.settings)
    doubtful = control.get_doubtful(results)
    if not doubtful:
        return canary
    played = session.play("control", {REFERENCE_NAME: doubtful})
    control.remember(played)
    return add_control(canary, REFERENCE_NAME, played)


def _keep_evidence(
    session: _Session,
    page: PageSource,
    results: list[Result],
    evidence: Path,
    settings: GateSettings,
) -> list[Result]:
    chosen = choose_for_evidence(results, settings.evidence, is_strict=settings.strict)
    if not chosen:
        return results
    keeping = replace(session.settings, evidence=evidence)
    return add_evidence(results, session.play("evidence", {page.name: chosen}, keeping))


def _describe_page(settings: GateSettings, built: BuiltPage) -> PageUnderTest:
    return PageUnderTest(
        name=name_for_person(settings.web_ui, settings.regression),
        checkout=str(settings.web_ui) if settings.web_ui else "web-ui-fixtures/reference",
        regression=settings.regression,
        build=built.key,
        packages=built.facts.packages,
        props=built.source.props,
        config=built.facts.config,
        env_files=built.facts.env_files,
        not_applied=built.facts.not_applied,
    )
