"""From a history to an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from e2e.catalogue.result import Finding, Outcome, Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.errors import NotShown, StageError, Unannounced
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown, narrate
from e2e.history.normal_form import get_history_key
from e2e.history.page_events import Shown
from e2e.history.unseen import get_unseen_workers
from e2e.proofs.proof import NotForced, Prevented, Verdict
from e2e.properties import ALL_PROPERTIES, TRUTH_IN_THE_END, Property, Violation

LAST_EVENTS = 14


def judge(
    scenario: Scenario,
    history: History,
    *,
    page: str,
    forced: Verdict,
    beside: Sequence[History] = (),
    ended_by: Exception | None = None,
) -> Result:
    """Returns the result of a scenario that was played to its end, or ended early with `ended_by`.

    `forced` says whether its race took place, `beside` are the histories of other tabs: a property
    that they break counts as much.

    A finding that decides fails it, forced or not: the person saw a wrong state, and it lasted.
    Without one, a stage that could not go on or a race that was not forced leaves it inconclusive.
    An expectation that was missed and made up for is advice (docs/decisions/0013).
    """
    findings = [
        *_find(history),
        *(f for each in beside for f in _find(each, " (in the other tab)")),
    ]
    if isinstance(ended_by, NotShown):
        findings.append(_describe_not_shown(ended_by, history))
    notes = []
    if isinstance(forced, Prevented):
        notes.append(f"the page keeps out of the race: {forced.reason}")
    outcome, reason = _decide(findings, forced, ended_by)
    if (unseen := _find_unseen(findings, (history, *beside), ended_by)) is not None:
        outcome, reason, findings = "inconclusive", unseen, []
    return Result(
        page=page,
        id=scenario.id,
        family=scenario.family,
        tier=scenario.tier,
        sentence=scenario.sentence,
        outcome=outcome,
        reason=reason,
        findings=tuple(sorted(findings, key=lambda each: each.severity != "decides")),
        notes=tuple(notes),
        history_key="-".join(get_history_key(each) for each in (history, *beside)),
    )


def _find_unseen(
    findings: Sequence[Finding], histories: Sequence[History], ended_by: Exception | None
) -> str | None:
    """Why the page is not judged: what it shows may come of what no history has."""
    if isinstance(ended_by, Unannounced):
        return str(ended_by)
    workers = get_unseen_workers(histories)
    deciding = next((each for each in findings if each.severity == "decides"), None)
    if deciding is None or not workers:
        return None
    return (
        f"the page started {' and '.join(workers)}, which the suite cannot see into: "
        f"it may have to do with what was seen ({deciding.property}: {deciding.detail})."
    )


def _decide(
    findings: Sequence[Finding], forced: Verdict, ended_by: Exception | None
) -> tuple[Outcome, str | None]:
    if any(each.severity == "decides" for each in findings):
        return "failed", None
    if isinstance(ended_by, StageError):
        return "inconclusive", str(ended_by)
    if isinstance(ended_by, NotShown):
        return "advice", None
    if isinstance(forced, NotForced):
        return "inconclusive", f"the race was not forced: {forced.reason}"
    return ("advice" if findings else "passed"), None


def _find(history: History, where: str = "") -> Iterator[Finding]:
    for each in ALL_PROPERTIES:
        if violation := each.find(history):
            yield _describe(each, violation, history, where)


def _describe(broken: Property, violation: Violation, history: History, where: str) -> Finding:
    return Finding(
        property=broken.id,
        severity=violation.severity,
        sentence=broken.sentence,
        detail=violation.detail + where,
        virtual_time_ms=violation.wrong.event.at,
        wrong_state=_get_state_at(violation.wrong, history),
        last_events=_get_last_events(violation.wrong, history),
    )


def _describe_not_shown(error: NotShown, history: History) -> Finding:
    lasts = TRUTH_IN_THE_END.find(history) is not None
    return Finding(
        property="expected-state",
        severity="decides" if lasts else "advice",
        sentence="At this point of the scenario the page says what the person must see.",
        detail=str(error) + ("" if lasts else ", and comes to say it later"),
        virtual_time_ms=error.missed_at.event.at,
        wrong_state=_get_state_at(error.missed_at, history),
        last_events=_get_last_events(error.missed_at, history),
    )


def _get_state_at(wrong: Entry, history: History) -> str:
    """Returns the state that was on the screen at that entry, in words."""
    for entry in reversed(history.entries[: wrong.index + 1]):
        if isinstance(entry.event, Shown):
            return describe_shown(entry.event)
    return "nothing"


def _get_last_events(wrong: Entry, history: History) -> tuple[str, ...]:
    return tuple(narrate(history.entries[: wrong.index + 1])[-LAST_EVENTS:])
