"""The gate: browser, page, canary, the page under test, the verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.gate.builds import BuiltPage, PageSource, build_pages, check_checkout
from e2e.gate.canary import CanaryReport, judge_canary
from e2e.gate.catalogue import choose_scenario, get_scenarios
from e2e.gate.errors import BadUsage, Undecided
from e2e.gate.events import (
    BrowserFound,
    CanaryFinished,
    GateBegan,
    GateEvent,
    GateFinished,
    PageBuilt,
    PlayBegan,
    PlayFinished,
    ScenarioFinished,
)
from e2e.gate.places import REFERENCE
from e2e.gate.play import Plays, PlaySettings, play
from e2e.gate.regressions import Regression, get_regression, get_regressions
from e2e.gate.settings import GateSettings
from e2e.gate.verdict import BrowserUsed, PageUnderTest, Verdict, decide, describe_scenario
from e2e.stage.browser import FoundBrowser, NoBrowser, find_browser

REFERENCE_NAME = "reference"
UNDER_TEST = "page-under-test"
Tell = Callable[[GateEvent], None]


def run_gate(settings: GateSettings, tell: Tell) -> Verdict:
    """Runs a gate, tells `tell` what happens, and returns the verdict.

    Raises BadUsage for what it cannot work on and Undecided where it could not come to a verdict.
    """
    began_at, began = datetime.now(UTC), time.monotonic()
    page = _choose_page(settings)
    scenarios = [choose_scenario(settings.scenario)] if settings.scenario else get_scenarios()
    folder = _prepare(settings.report_dir)
    tell(GateBegan(_name_for_person(settings), settings.deciding_tiers))
    browser = _find_browser(settings)
    tell(BrowserFound(browser))
    canaries = [] if settings.scenario else _choose_canaries(page)
    built = _build([*(PageSource(each.name, REFERENCE, each) for each in canaries), page], tell)
    playing = PlaySettings(browser, settings.workers)
    canary = None
    if settings.scenario is None:
        canary = _play_canary(canaries, scenarios, built, playing, tell)
        tell(CanaryFinished(canary))
    results = _play_page(page, scenarios, settings, built, playing, folder, tell)
    word, reason = decide(results, settings.deciding_tiers, canary)
    verdict = Verdict(
        verdict=word,
        reason=reason,
        tiers=settings.deciding_tiers,
        began_at=began_at,
        seconds=round(time.monotonic() - began, 1),
        page=_describe_page(settings, built[page.name]),
        browser=BrowserUsed(rung=browser.rung, version=browser.version),
        canary=canary,
        scenarios=tuple(
            describe_scenario(each, settings.deciding_tiers, settings.get_replay_command(each.id))
            for each in results
        ),
    )
    tell(GateFinished(verdict, folder))
    return verdict


def _choose_page(settings: GateSettings) -> PageSource:
    if settings.regression is not None:
        if settings.web_ui is not None:
            raise BadUsage(
                "Failed to choose a page: --regression takes a fix out of our own page, "
                "--web-ui names yours. Give one of the two."
            )
        return PageSource(UNDER_TEST, REFERENCE, get_regression(settings.regression))
    checkout = settings.web_ui or REFERENCE
    check_checkout(checkout)
    return PageSource(UNDER_TEST, checkout)


def _name_for_person(settings: GateSettings) -> str:
    if settings.regression is not None:
        return f"our page without the fix of {settings.regression}"
    return str(settings.web_ui) if settings.web_ui else "our own page (web-ui-fixtures/reference)"


def _prepare(report_dir: Path) -> Path:
    try:
        report_dir.mkdir(parents=True, exist_ok=True)
        probe = report_dir / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadUsage(
            f"Failed to write reports to {report_dir}: {error.strerror or error}. "
            "Name another folder with --report-dir."
        ) from None
    return report_dir.resolve()


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


def _play_canary(
    regressions: Sequence[Regression],
    scenarios: Sequence[Scenario],
    built: dict[str, BuiltPage],
    playing: PlaySettings,
    tell: Tell,
) -> CanaryReport:
    """Plays everything on the reference, and on each patch the families that guard its fix."""
    plays = [_plays(REFERENCE_NAME, built, scenarios)]
    for each in regressions:
        guards = [s for s in scenarios if s.family in each.guarded_by]
        plays.append(_plays(each.name, built, guards))
    results = _play("canary", plays, playing, scenarios, tell)
    return judge_canary(REFERENCE_NAME, regressions, results)


def _play_page(
    page: PageSource,
    scenarios: Sequence[Scenario],
    settings: GateSettings,
    built: dict[str, BuiltPage],
    playing: PlaySettings,
    folder: Path,
    tell: Tell,
) -> list[Result]:
    watched = PlaySettings(playing.browser, playing.workers, settings.headed, settings.slowmo)
    results = _play(
        "page under test", [_plays(page.name, built, scenarios)], watched, scenarios, tell
    )
    order = {each.id: number for number, each in enumerate(scenarios)}
    results.sort(key=lambda each: order[each.id])
    failed = {each.id for each in results if each.outcome == "failed"}
    if not failed:
        return results
    again = [each for each in scenarios if each.id in failed]
    keeping = PlaySettings(playing.browser, playing.workers, evidence=folder / "evidence")
    kept = {
        each.id: each
        for each in _play("evidence", [_plays(page.name, built, again)], keeping, scenarios, tell)
    }
    return [_with_evidence(each, kept.get(each.id)) for each in results]


def _with_evidence(result: Result, kept: Result | None) -> Result:
    if kept is None or kept.screenshot is None:
        return result
    notes = result.notes
    if kept.outcome != result.outcome:
        notes = (*notes, f"played again for its evidence it {kept.outcome}")
    files = {
        name: f"evidence/{value}" if (value := getattr(kept, name)) else None
        for name in ("screenshot", "trace", "history")
    }
    return result.model_copy(update={**files, "notes": notes})


def _plays(name: str, built: dict[str, BuiltPage], scenarios: Sequence[Scenario]) -> Plays:
    return Plays(name, built[name].folder, tuple(each.id for each in scenarios))


def _play(
    purpose: str,
    plays: Sequence[Plays],
    settings: PlaySettings,
    known: Sequence[Scenario],
    tell: Tell,
) -> list[Result]:
    tell(PlayBegan(purpose, sum(len(each.scenarios) for each in plays)))
    results = play(plays, settings, known, lambda result: tell(ScenarioFinished(result)))
    tell(PlayFinished(purpose))
    return results


def _describe_page(settings: GateSettings, built: BuiltPage) -> PageUnderTest:
    return PageUnderTest(
        name=_name_for_person(settings),
        checkout=str(settings.web_ui) if settings.web_ui else "web-ui-fixtures/reference",
        regression=settings.regression,
        build=built.key,
        packages=built.packages,
    )
