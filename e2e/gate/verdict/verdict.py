"""The verdict, as written to `verdict.json`. Its schema is an interface: see docs/verdict.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Finding, Result
from e2e.gate.verdict.baseline import BaselineUsed
from e2e.gate.verdict.canary import CanaryReport
from e2e.gate.verdict.causes import CauseVerdict
from e2e.gate.verdict.explored import Explored
from e2e.gate.verdict.left_out import LeftOut
from e2e.gate.verdict.part import Part
from e2e.gate.verdict.verdict_word import VerdictWord
from e2e.gate.verdict.waivers import WaiversUsed
from e2e.server_check import ServerCheck

SCHEMA_VERSION = 2
ScenarioOutcome = Literal["passed", "advice", "failed", "inconclusive", "waived", "known"]


class PageUnderTest(BaseModel):
    """The page that was judged, and the facts of its build.

    `build` is a key over all inputs of the build. `packages` has the versions of React and Vite, and
    whether each is the checkout's or ours. `props` are the props that the component got beside its job.
    `config` is the Vite config of the checkout that ran, or None. `env_files` were read. `not_applied`
    names the configs of the checkout that were not applied, because its own tools are not installed or
    `--no-checkout-config` was given.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    checkout: str
    regression: str | None
    build: str
    packages: dict[str, str]
    props: dict[str, Any]
    config: str | None
    env_files: tuple[str, ...]
    not_applied: tuple[str, ...]


class BrowserUsed(BaseModel):
    """The browser of a gate: its rung of the ladder, its version, and whether its sandbox was on.

    `is_sandboxed` is None for the browser of a server, which does not tell.
    """

    model_config = ConfigDict(frozen=True)

    rung: str
    version: str
    is_sandboxed: bool | None = False


class ScenarioVerdict(BaseModel):
    """One scenario on the page under test; paths of files are relative to the report folder."""

    model_config = ConfigDict(frozen=True)

    id: str
    family: str
    tier: str
    outcome: ScenarioOutcome
    decides: bool
    sentence: str
    cause: str | None
    reason: str | None
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    screenshot: str | None
    trace: str | None
    history: str | None
    sequence: str | None
    replay: str | None
    debug: str | None = None


class Verdict(BaseModel):
    """The whole result of a gate; with `part`, of one shard of the scenarios only."""

    model_config = ConfigDict(frozen=True)

    schema_version: int = SCHEMA_VERSION
    verdict: VerdictWord
    reason: str | None
    part: Part | None = None
    tiers: tuple[str, ...]
    strict: bool
    began_at: datetime
    seconds: float
    page: PageUnderTest
    network: str
    wire: str
    recorded: str | None
    isolation: str = "cheapest"
    browser: BrowserUsed
    canary: CanaryReport | None
    waivers: WaiversUsed | None
    baseline: BaselineUsed | None = None
    server: ServerCheck | None
    causes: tuple[CauseVerdict, ...] = ()
    scenarios: tuple[ScenarioVerdict, ...]
    left_out: tuple[LeftOut, ...] = ()
    exploration: Explored | None = None


@dataclass(frozen=True, slots=True)
class Commands:
    """Command lines that play one scenario again: `replay` to watch it, `debug` to step through it."""

    replay: str
    debug: str


def decide(
    results: Sequence[Result],
    canary: CanaryReport | None,
    waivers: WaiversUsed | None,
    baseline: BaselineUsed | None = None,
    causes: Sequence[CauseVerdict] = (),
    *,
    is_strict: bool = False,
) -> tuple[VerdictWord, str | None]:
    """Returns the verdict and its reason; the reason is None for a plain pass.

    The first rule that applies decides. If the canary failed, the verdict is undecided: a suite that
    cannot tell a bad page from a good one gives no verdict. If a scenario has a finding that decides,
    and is neither waived nor known from the baseline, it is a regression (with `is_strict`, any finding
    decides). If a scenario is inconclusive, it is undecided. Advice alone is a pass
    (docs/decisions/0013). The reason of a regression counts the `causes` that decide.
    """
    if canary is not None and not canary.passed:
        wrong = next(page for page in canary.pages if not page.is_as_expected)
        return "undecided", f"the canary failed: {wrong.page} {wrong.expected}, but {wrong.reason}"
    if not results:
        return "undecided", "no scenario was played"
    accepted = get_accepted(waivers, baseline)
    counted = [each for each in results if each.id not in accepted]
    if failed := [each for each in counted if is_failure(each, is_strict=is_strict)]:
        count = sum(each.decides for each in causes)
        by = f", by {count} cause{'s' if count > 1 else ''}" if count else ""
        return "regression", f"{len(failed)} of {len(counted)} scenarios failed{by}"
    if open_ := [each for each in counted if each.outcome == "inconclusive"]:
        return "undecided", f"{len(open_)} of {len(counted)} scenarios are inconclusive"
    failed = [each for each in results if is_failure(each, is_strict=is_strict)]
    if baseline and (known := [each for each in failed if each.id in baseline.known]):
        told = (
            f"{len(known)} of {len(results)} scenarios failed, all of them known from the baseline"
        )
        return "pass", told
    return "pass", None


def get_accepted(waivers: WaiversUsed | None, baseline: BaselineUsed | None) -> frozenset[str]:
    """Returns the ids of the scenarios whose failure does not decide, because it is waived or known."""
    return frozenset((*(waivers.applied if waivers else ()), *(baseline.known if baseline else ())))


def is_failure(result: Result, *, is_strict: bool) -> bool:
    """Whether the result makes the verdict a regression; if `is_strict`, any finding does."""
    return result.outcome == "failed" or (is_strict and result.outcome == "advice")


def join_server(
    word: VerdictWord, reason: str | None, server: ServerCheck | None
) -> tuple[VerdictWord, str | None]:
    """Returns the verdict and its reason, with the result of the server's check added.

    A finding on the server makes the verdict a regression, also if the page passed or is undecided: it
    needs no play as a proof. A server that could not be checked turns a pass into undecided, and changes
    no other verdict.
    """
    if server is None or server.verdict == "pass":
        return word, reason
    said = f"the server at {server.url}: {server.reason}"
    both = f"{reason}; {said}" if reason else said
    if server.verdict == "findings":
        return "regression", both
    return ("undecided" if word == "pass" else word), both


def describe_scenario(
    result: Result,
    waivers: WaiversUsed | None,
    commands: Commands,
    causes: Sequence[CauseVerdict] = (),
    baseline: BaselineUsed | None = None,
    *,
    is_strict: bool = False,
) -> ScenarioVerdict:
    """Returns the entry of one result in the verdict; its cause is the one in `causes` that lists it."""
    is_played_again = result.outcome != "passed"
    return ScenarioVerdict(
        id=result.id,
        family=result.family,
        tier=result.tier,
        outcome=_get_outcome(result, waivers, baseline, is_strict=is_strict),
        decides=is_failure(result, is_strict=is_strict),
        sentence=result.sentence,
        cause=next((each.id for each in causes if result.id in each.scenarios), None),
        reason=result.reason,
        notes=result.notes,
        findings=result.findings,
        screenshot=result.screenshot,
        trace=result.trace,
        history=result.history,
        sequence=result.sequence,
        replay=commands.replay if is_played_again else None,
        debug=commands.debug if is_played_again else None,
    )


def _get_outcome(
    result: Result,
    waivers: WaiversUsed | None,
    baseline: BaselineUsed | None,
    *,
    is_strict: bool,
) -> ScenarioOutcome:
    if waivers and result.id in waivers.applied:
        return "waived"
    if baseline and result.id in baseline.known and is_failure(result, is_strict=is_strict):
        return "known"
    return result.outcome
