"""Runs a gate: finds the browser, builds the pages, plays the canary and the page, and concludes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.browser import FoundBrowser
from e2e.explorer.explore import Ground
from e2e.explorer.on_cluster import Cluster
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.cluster.playing import PlayAll, open_player
from e2e.gate.run.conclude import conclude
from e2e.gate.run.control import Control
from e2e.gate.run.events import (
    BrowserFound,
    CanaryFinished,
    ClusterReady,
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
from e2e.gate.run.evidence import choose_for_evidence, choose_for_part
from e2e.gate.run.machine import describe_machine
from e2e.gate.run.page_names import REFERENCE_NAME
from e2e.gate.run.page_start import check_start
from e2e.gate.run.plan import Plan, make_plan
from e2e.gate.run.play import Plays, PlaySettings
from e2e.gate.run.played import Played, write_played
from e2e.gate.run.report_folder import ReportFolder, Write, open_report_folder
from e2e.gate.run.schedules.exploring_in_gate import explore_page
from e2e.gate.run.server import check
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.wire import Wire
from e2e.gate.verdict.canary import CanaryReport, judge_canary
from e2e.gate.verdict.explored import Explored
from e2e.gate.verdict.verdict import BrowserUsed, PageUnderTest, Verdict
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.chosen_page import name_for_person
from e2e.pages.locate import locate
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import Regression, get_regression, get_regressions
from e2e.pages.suite_key import get_file_key, get_suite_key
from e2e.server_check import ServerCheck

Tell = Callable[[GateEvent], None]


def run_gate(settings: GateSettings, tell: Tell, reports: Sequence[Write]) -> Verdict:
    """Runs a gate, calls `tell` with each event, writes the `reports`, and returns the verdict.

    With `settings.part` it runs one part of a gate, and also writes `shard.json` for `merge_gate`.
    Raises BadUsage for settings that cannot be used, and Undecided if it cannot come to a verdict; then
    there are no reports.
    """
    plan = make_plan(settings)
    with open_report_folder(settings.report_dir) as folder:
        played, page = _play(plan, settings, tell, folder)
        verdict = conclude(played, partial(locate, page))
        if played.part is not None:
            write_played(played, folder.unfinished)
        folder.publish(verdict, reports)
    tell(GateFinished(verdict, folder.path))
    return verdict


def _play(
    plan: Plan, settings: GateSettings, tell: Tell, folder: ReportFolder
) -> tuple[Played, BuiltPage]:
    """Plays the whole plan, and returns the plays and the built page under test."""
    page, scenarios = plan.page, plan.scenarios
    name = name_for_person(settings.web_ui, settings.regression)
    tell(GateBegan(name, settings.tiers, settings.network, str(plan.wire), settings.part))
    server = _check_server(settings, tell)
    browser = find_chosen(settings.browser, settings.browser_server, headed=settings.headed)
    tell(BrowserFound(browser))
    canaries = [] if settings.scenarios else _choose_canaries(page)
    built = _build([*(PageSource(each.name, REFERENCE, each) for each in canaries), page], tell)
    if page.checkout != REFERENCE:
        check_start(built[page.name], browser)
    how = PlaySettings(
        browser,
        settings.workers,
        network=settings.network,
        wire=plan.wire.played,
        recorded=settings.recorded,
        isolation=settings.played_isolation,
        # A waiver and a baseline take failures out of the count: each of the others must be sure.
        confirms="all" if plan.waivers or plan.baseline else "some",
    )
    with open_player(
        settings.cluster,
        [each.folder for each in built.values()],
        lambda line: tell(ClusterReady(line)),
    ) as play_all:
        session = _Session(plan.known, built, how, tell, play_all)
        canary = None
        if not settings.scenarios:
            canary = _play_canary(session, canaries, _is_reference(page))
            tell(CanaryFinished(canary))
        is_played = canary is None or canary.passed
        control: list[Result] = []
        if is_played:
            results = _play_page(session, scenarios, page, settings)
            if _is_reference(page):
                # By the key of this build: with --props the page differs from that of a control.
                Control(built[page.name].key, how).remember(results)
            elif canary is not None:
                control = _play_control(session, results)
        else:
            results = _leave_unplayed(scenarios, page)
    explored: Explored | None = None
    evidence: list[Result] = []
    if is_played:
        evidence = _keep_evidence(session, page, results, folder.evidence, plan, settings)
        explored = _explore(
            settings, built[page.name], plan.wire, browser, plan.budget, folder.unfinished, tell
        )
    played = Played(
        suite=get_suite_key(),
        part=settings.part,
        began_at=plan.began_at,
        seconds=round(time.monotonic() - plan.began, 1),
        tier=settings.tier,
        strict=settings.strict,
        evidence_choice=settings.evidence,
        isolation=settings.played_isolation,
        page=_describe_page(settings, built[page.name]),
        network=settings.network,
        wire=plan.wire.name,
        recorded=str(settings.recorded) if settings.recorded else None,
        recorded_key=get_file_key(settings.recorded) if settings.recorded else None,
        browser=_describe_browser(browser),
        canary=canary,
        results=tuple(results),
        evidence=tuple(evidence),
        control=tuple(control),
        waivers=plan.waivers,
        baseline=plan.baseline,
        server=server,
        exploration=explored,
        left_out=plan.chosen.left_out,
        order=tuple(each.id for each in plan.chosen.scenarios),
        commands={each.id: settings.get_commands(each.id) for each in scenarios},
        places=_get_places(built[page.name], results, evidence) if settings.part else {},
    )
    return played, built[page.name]


def _get_places(
    page: BuiltPage, results: Sequence[Result], evidence: Sequence[Result]
) -> dict[str, tuple[str, ...]]:
    """Returns the places of each stack that `merge` may need: those of the scenarios with evidence."""
    kept = {each.id for each in evidence}
    stacks = {each.cause.stack for each in results if each.cause and each.id in kept}
    return {stack: locate(page, stack) for stack in stacks if stack}


def _check_server(settings: GateSettings, tell: Tell) -> ServerCheck | None:
    # Only the first of several parts checks the server, so that it is checked once.
    if settings.server is None or (settings.part and settings.part.number > 1):
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
    cluster = None
    if settings.cluster is not None:
        cluster = Cluster(settings.cluster, describe_machine, lambda line: tell(ClusterReady(line)))
    explored = explore_page(
        page,
        Ground(page.folder, browser.source, settings.workers, wire.dialect, cluster),
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


def _choose_canaries(page: PageSource) -> list[Regression]:
    """Returns all patches if the page is our own, else only that of the page in the analysis."""
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
    """The catalogue, the builds and the settings that all plays of a gate share."""

    scenarios: Sequence[Scenario]
    built: dict[str, BuiltPage]
    settings: PlaySettings
    tell: Tell
    play_all: PlayAll

    def play(
        self, purpose: str, wanted: dict[str, set[str]], settings: PlaySettings | None = None
    ) -> list[Result]:
        """Plays the scenarios `wanted`, by page, and returns the results in the catalogue's order."""
        order = {each.id: number for number, each in enumerate(self.scenarios)}
        plays = [
            Plays(name, self.built[name].folder, tuple(sorted(ids & order.keys(), key=order.get)))  # type: ignore[arg-type]
            for name, ids in wanted.items()
        ]
        self.tell(PlayBegan(purpose, sum(len(each.scenarios) for each in plays)))
        results = self.play_all(
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
    """Plays on each patch the scenarios that its header names, and all of them on the reference.

    If the reference is the page under test, it is not played here: its own plays decide.
    """
    wanted = {each.name: set(each.canary) for each in regressions}
    if not is_reference:
        wanted[REFERENCE_NAME] = set().union(*wanted.values())
    results = session.play("canary", wanted, replace(session.settings, confirms="none"))
    return judge_canary(None if is_reference else REFERENCE_NAME, regressions, results)


def _leave_unplayed(scenarios: Sequence[Scenario], page: PageSource) -> list[Result]:
    """Returns inconclusive results for all scenarios: with a failed canary the page is not played."""
    return [
        each.give_up(page.name, "it was not played, as the canary failed") for each in scenarios
    ]


def _play_page(
    session: _Session, scenarios: Sequence[Scenario], page: PageSource, settings: GateSettings
) -> list[Result]:
    watched = replace(session.settings, headed=settings.headed, slowmo=settings.slowmo)
    return session.play("page under test", {page.name: {each.id for each in scenarios}}, watched)


def _play_control(session: _Session, results: Sequence[Result]) -> list[Result]:
    """Plays on the reference scenarios that the page did not pass, and returns the results.

    A cause counts only if the reference passes the scenarios that stand for it (`get_doubtful`).
    """
    control = Control(session.built[REFERENCE_NAME].key, session.settings)
    doubtful = control.get_doubtful(results)
    if not doubtful:
        return []
    played = session.play("control", {REFERENCE_NAME: doubtful})
    control.remember(played)
    return played


def _keep_evidence(
    session: _Session,
    page: PageSource,
    results: list[Result],
    evidence: Path,
    plan: Plan,
    settings: GateSettings,
) -> list[Result]:
    if settings.part is None:
        chosen = choose_for_evidence(results, settings.evidence, is_strict=settings.strict)
    else:
        named = {each.named for each in plan.waivers.waivers} if plan.waivers else set()
        chosen = choose_for_part(results, settings.evidence, named, is_strict=settings.strict)
    if not chosen:
        return []
    return session.play(
        "evidence", {page.name: chosen}, replace(session.settings, evidence=evidence)
    )


def _describe_browser(browser: FoundBrowser) -> BrowserUsed:
    source = browser.source
    return BrowserUsed(
        rung=browser.rung,
        version=browser.version,
        is_sandboxed=source.is_sandboxed if source.server is None else None,
    )


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
