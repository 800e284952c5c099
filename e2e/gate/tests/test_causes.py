"""Many failures are grouped by few causes."""

from __future__ import annotations

from e2e.catalogue.result import CauseFound, Finding, Result
from e2e.gate.run.evidence import choose_for_evidence
from e2e.gate.verdict.causes import group_causes

SOCKET, FAILED, FLASH = (
    "no-poll-while-connected",
    "polling-ended-after-a-failed-poll",
    "older-state-for-a-moment",
)


def result(id: str, cause: str, *alternatives: str, at: int = 1000, decides: bool = True) -> Result:
    finding = Finding(
        property="a-property",
        severity="decides" if decides else "advice",
        sentence="It holds.",
        detail="it does not",
        virtual_time_ms=at,
        wrong_state="running",
        last_events=(),
    )
    found = CauseFound(
        id=cause,
        mechanism=f"as in {id}",
        event=None,
        alternatives=alternatives,
        wrong_index=1,
        event_index=None,
    )
    return Result(
        page="page",
        id=id,
        family="family",
        tier="regression",
        sentence="A sentence.",
        outcome="failed" if decides else "advice",
        findings=(finding,),
        cause=found,
    )


RESULTS = [
    result("flash-1", FLASH, decides=False, at=1),
    result("flash-2", FLASH, decides=False),
    result("flash-3", FLASH, decides=False),
    result("socket-1", SOCKET, at=3000),
    result("socket-2", SOCKET, at=2000),
    result("either", FAILED, SOCKET, at=500),
    Result(
        page="page", id="good", family="family", tier="regression", sentence="", outcome="passed"
    ),
]
FAILED_IDS = {"socket-1", "socket-2", "either"}


def test_each_failure_has_one_cause_and_those_that_decide_come_first() -> None:
    socket, flash = group_causes(RESULTS, deciding=FAILED_IDS)
    assert (socket.id, socket.decides) == (SOCKET, True)
    assert socket.scenarios == ("socket-1", "socket-2", "either")
    assert socket.fix is not None
    assert (flash.id, flash.decides, len(flash.scenarios)) == (FLASH, False, 3)


def test_the_clearest_is_the_soonest_that_shows_this_cause_without_doubt() -> None:
    socket, flash = group_causes(RESULTS, deciding=FAILED_IDS)
    assert (socket.clearest, socket.mechanism) == ("socket-2", "as in socket-2")
    assert flash.clearest == "flash-1"


def test_two_bugs_are_two_causes_and_a_good_page_has_none() -> None:
    both = [*RESULTS, result("failed-1", FAILED), result("failed-2", FAILED), result("f-3", FAILED)]
    deciding = FAILED_IDS | {"failed-1", "failed-2", "f-3"}
    assert [each.id for each in group_causes(both, deciding=deciding)] == [FAILED, SOCKET, FLASH]
    assert group_causes(RESULTS[-1:]) == ()


def test_the_evidence_is_that_of_the_clearest_of_each_cause_that_decides() -> None:
    assert choose_for_evidence(RESULTS, "some") == {"socket-2"}
    assert choose_for_evidence(RESULTS, "all") == FAILED_IDS
