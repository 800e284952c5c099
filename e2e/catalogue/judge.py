"""The judgement of a play: from its history to an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from e2e.catalogue.result import CauseFound, Finding, Outcome, Result
from e2e.catalogue.scenario import Scenario
from e2e.causes import find_cause
from e2e.causes.second_component import has_second_component
from e2e.engine.errors import NotAsExpected, NotShown, StageError, Unannounced
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown, narrate
from e2e.history.normal_form import get_history_key
from e2e.history.order_of_causes import get_in_order_of_causes
from e2e.history.page_events import PageComplained, Shown
from e2e.history.unseen import get_unseen_workers
from e2e.proofs.obedience import find_disobeyed
from e2e.proofs.proof import NotForced, Prevented, Verdict
from e2e.properties import (
    ALL_PROPERTIES,
    CHANNEL_TELLS_THE_TRUTH,
    NO_STALE_READ,
    ONE_JOB_AT_A_TIME,
    POLLING_STOPS,
    REQUESTS_BOUNDED,
    TRUTH_IN_THE_END,
    Violation,
)

LAST_EVENTS = 14

_OF_ONE_COMPONENT = (
    CHANNEL_TELLS_THE_TRUTH,
    NO_STALE_READ,
    ONE_JOB_AT_A_TIME,
    POLLING_STOPS,
    REQUESTS_BOUNDED,
)
"""The properties that count the requests and sockets of a document as those of one component."""


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

    `page` is the page's name. `forced` says whether the race took place. `beside` has the histories of
    the other tabs: a property that one of these breaks counts as much.

    With a finding that decides the outcome is `failed`, even where the race was not forced: the person
    saw a wrong state, and it lasted. Without one it is inconclusive where the stage could not go on, the
    backend did not do as it was told, or the race was not forced. A missed expectation is only advice if
    the page shows the truth in the end (docs/decisions/0013); an expectation of a team's own
    (NotAsExpected) decides. A request that no document announced makes
    the play inconclusive in any case. So does a worker that the suite cannot observe, where a finding
    would decide: the wrong state may come from it.
    """
    broken = [
        *_find(history, 0),
        *(f for tab, each in enumerate(beside, 1) for f in _find(each, tab)),
    ]
    if isinstance(ended_by, NotShown):
        broken.append(_describe_not_shown(ended_by, history))
    elif isinstance(ended_by, NotAsExpected):
        broken.append(_describe_not_as_expected(ended_by, history))
    broken.sort(key=lambda each: each.finding.severity != "decides")
    findings = [each.finding for each in broken]
    notes = []
    if isinstance(forced, Prevented):
        notes.append(f"the page keeps out of the race: {forced.reason}")
    outcome, reason = _decide(findings, forced, ended_by, find_disobeyed(history))
    if (unseen := _find_unseen(findings, (history, *beside), ended_by)) is not None:
        outcome, reason, findings, broken = "inconclusive", unseen, [], []
    return Result(
        page=page,
        id=scenario.id,
        family=scenario.family,
        tier=scenario.tier,
        sentence=scenario.sentence,
        outcome=outcome,
        reason=reason,
        findings=tuple(findings),
        cause=_describe_cause(broken[0]) if broken else None,
        notes=tuple(notes),
        history_key="-".join(get_history_key(each) for each in (history, *beside)),
    )


def _find_unseen(
    findings: Sequence[Finding], histories: Sequence[History], ended_by: Exception | None
) -> str | None:
    """The reason why the page is not judged: its state may come from requests that no history has."""
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
    findings: Sequence[Finding],
    forced: Verdict,
    ended_by: Exception | None,
    disobeyed: str | None,
) -> tuple[Outcome, str | None]:
    if any(each.severity == "decides" for each in findings):
        return "failed", None
    if isinstance(ended_by, StageError):
        return "inconclusive", str(ended_by)
    if disobeyed is not None:
        return "inconclusive", f"the backend did not do as it was told: {disobeyed}"
    if isinstance(ended_by, NotShown):
        return "advice", None
    if isinstance(forced, NotForced):
        return "inconclusive", f"the race was not forced: {forced.reason}"
    return ("advice" if findings else "passed"), None


@dataclass(frozen=True, slots=True)
class _Broken:
    """A finding, with its violation and the history of the tab (0: the first) in which it was found."""

    finding: Finding
    violation: Violation
    history: History
    tab: int


def _find(history: History, tab: int) -> Iterator[_Broken]:
    is_shared = has_second_component(history)
    for each in ALL_PROPERTIES:
        violation = each.find(history)
        if violation is None:
            continue
        # Polls and sockets of the second component are the page's, and no advice for the first one.
        if not (is_shared and each in _OF_ONE_COMPONENT and violation.severity == "advice"):
            yield _describe(violation, each.sentence, history, tab)


def _describe(violation: Violation, sentence: str, history: History, tab: int) -> _Broken:
    finding = Finding(
        property=violation.property,
        severity=violation.severity,
        sentence=sentence,
        detail=violation.detail + (" (in the other tab)" if tab else ""),
        virtual_time_ms=violation.wrong.event.at,
        wrong_state=_get_state_at(violation.wrong, history),
        last_events=_get_last_events(violation.wrong, history),
    )
    return _Broken(finding, violation, history, tab)


def _describe_not_shown(error: NotShown, history: History) -> _Broken:
    lasts = TRUTH_IN_THE_END.find(history) is not None
    violation = Violation(
        "expected-state",
        str(error) + ("" if lasts else ", and comes to say it later"),
        error.missed_at,
        "decides" if lasts else "advice",
    )
    sentence = "At this point of the scenario the page says what the person must see."
    return _describe(violation, sentence, history, 0)


def _describe_not_as_expected(error: NotAsExpected, history: History) -> _Broken:
    violation = Violation("expected", str(error), error.missed_at, "decides")
    sentence = "At this point of the scenario all is as its author expects."
    return _describe(violation, sentence, history, 0)


def _describe_cause(broken: _Broken) -> CauseFound:
    cause = find_cause(broken.history, broken.violation)
    thrown = cause.event.event if cause.event else None
    return CauseFound(
        id=cause.id,
        mechanism=cause.mechanism,
        event="".join(narrate([cause.event])) or None if cause.event else None,
        stack=thrown.stack if isinstance(thrown, PageComplained) else "",
        alternatives=tuple(each.id for each in cause.alternatives),
        wrong_index=broken.violation.wrong.index,
        event_index=cause.event.index if cause.event else None,
        tab=broken.tab,
    )


def _get_state_at(wrong: Entry, history: History) -> str:
    """Returns the state that was on the screen at that entry, in words."""
    for entry in reversed(history.entries[: wrong.index + 1]):
        if isinstance(entry.event, Shown):
            return describe_shown(entry.event)
    return "nothing"


def _get_last_events(wrong: Entry, history: History) -> tuple[str, ...]:
    return tuple(narrate(get_in_order_of_causes(history, wrong))[-LAST_EVENTS:])
