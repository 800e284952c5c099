"""From a history to an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.catalogue.result import Finding, Outcome, Result
from e2e.catalogue.scenario import Scenario
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown, narrate
from e2e.history.normal_form import get_history_key
from e2e.history.page_events import Shown
from e2e.proofs.proof import NotForced, Prevented, Verdict
from e2e.properties import ALL_PROPERTIES, Property, Violation
from e2e.stage.errors import NotShown, StageError

LAST_EVENTS = 14


def judge(
    scenario: Scenario,
    history: History,
    *,
    page: str,
    beside: Sequence[History] = (),
    ended_by: Exception | None = None,
) -> Result:
    """Returns the result of a scenario that was played to its end, or ended early with `ended_by`.

    `beside` are the histories of other tabs: what they break counts as much.

    A broken deciding property fails it, forced or not: what the person saw was wrong. Without one,
    a race that was not forced, or a stage that could not go on, leaves it inconclusive.
    """
    violations = {each.id: each.find(history) for each in ALL_PROPERTIES}
    findings = [
        _describe(each, violation, history)
        for each in scenario.deciding
        if (violation := violations[each.id])
    ]
    findings += [
        _describe(each, violation, other, where=" (in the other tab)")
        for other in beside
        for each in scenario.deciding
        if (violation := each.find(other))
    ]
    if isinstance(ended_by, NotShown):
        findings.append(_describe_not_shown(ended_by, history))
    notes = [
        f"{each.id}: {violation.detail} (decides nothing in this tier)"
        for each in ALL_PROPERTIES
        if each not in scenario.deciding and (violation := violations[each.id])
    ]
    forced = scenario.forced(history)
    if isinstance(forced, Prevented):
        notes.append(f"the page keeps out of the race: {forced.reason}")
    outcome, reason = _decide(findings, forced, ended_by)
    return Result(
        page=page,
        id=scenario.id,
        family=scenario.family,
        tier=scenario.tier,
        sentence=scenario.sentence,
        outcome=outcome,
        reason=reason,
        findings=tuple(findings),
        notes=tuple(notes),
        history_key="-".join(get_history_key(each) for each in (history, *beside)),
    )


def _decide(
    findings: list[Finding], forced: Verdict, ended_by: Exception | None
) -> tuple[Outcome, str | None]:
    if findings:
        return "failed", None
    if isinstance(ended_by, StageError):
        return "inconclusive", str(ended_by)
    if isinstance(forced, NotForced):
        return "inconclusive", f"the race was not forced: {forced.reason}"
    return "passed", None


def _describe(broken: Property, violation: Violation, history: History, where: str = "") -> Finding:
    return Finding(
        property=broken.id,
        sentence=broken.sentence,
        detail=violation.detail + where,
        virtual_time_ms=violation.wrong.event.at,
        wrong_state=_get_state_at(violation.wrong, history),
        last_events=_last_events(violation.wrong, history),
    )


def _describe_not_shown(error: NotShown, history: History) -> Finding:
    entries = history.entries
    wrong = next((e for e in reversed(entries) if isinstance(e.event, Shown)), entries[-1])
    return Finding(
        property="expected-state",
        sentence="At this point of the scenario the page says what the person must see.",
        detail=f"{error} at {entries[-1].event.at / 1000:g} s",
        virtual_time_ms=wrong.event.at,
        wrong_state=_get_state_at(entries[-1], history),
        last_events=_last_events(wrong, history),
    )


def _get_state_at(wrong: Entry, history: History) -> str:
    """What was on the screen at that entry, in words."""
    for entry in reversed(history.entries[: wrong.index + 1]):
        if isinstance(entry.event, Shown):
            return describe_shown(entry.event)
    return "nothing"


def _last_events(wrong: Entry, history: History) -> tuple[str, ...]:
    return tuple(narrate(history.entries[: wrong.index + 1])[-LAST_EVENTS:])
