"""The orders that the backend got about the answers of a job, compared with its journal."""

from __future__ import annotations

import re

from e2e.history.stage_events import RECOVERY
from e2e.proofs.obedience.step import Step
from mock_backend.journal.events import (
    AnswerSent,
    AnswerSpoiled,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
    RequestReleased,
    RequestWaitsTurn,
)

_PASS = frozenset({"pass_answers", "release_all_answers", RECOVERY})
_HEAL = frozenset({"heal_answers", "come_online", RECOVERY})
_RELEASED = re.compile(r"held answer (-?\d+) goes out")
_NEXT = re.compile(r"the next (\d+) answer\(s\): the server")


class ToldAnswers:
    """The orders for the answers of `job` (hold them, or send faults), and its held requests."""

    def __init__(self, job: str) -> None:
        self._job = job
        self._are_held = False
        self._are_faults = False
        self._faults_next = 0
        self._older_next = False
        self._held: list[int] = []

    def take(self, step: Step, *, is_own: bool) -> str | None:
        """Takes in an act, and returns the order that the backend did not follow, in words, or None.

        `is_own`: the act is one of this job.
        """
        if is_own or step.name == RECOVERY:
            self._take_act(step)
        before = self._take_held(step)
        return self._find_unheld(step) or self._find_good(step) or self._find_other(step, before)

    def _take_act(self, step: Step) -> None:
        name = step.name
        self._are_held = name == "hold_answers" or (self._are_held and name not in _PASS)
        if name in _HEAL:
            self._are_faults, self._faults_next, self._older_next = False, 0, False
        if name == "go_offline" or (
            name == "fault_answers" and step.says.startswith("every answer")
        ):
            self._are_faults = True
        if name == "fault_answers" and (counted := _NEXT.match(step.says)):
            self._faults_next += int(counted[1])
        self._older_next = self._older_next or name == "answer_next_as"

    def _take_held(self, step: Step) -> list[int]:
        """Takes in the held requests of the act; returns those held before it, oldest first."""
        before = list(self._held)
        mine = self._get_arrived(step)
        self._held += sorted(e.request for e in step.of_type(RequestHeld) if e.request in mine)
        gone = {e.request for e in step.of_type(RequestReleased)}
        gone |= {e.request for e in step.of_type(RequestAbandoned)}
        gone |= {e.request for e in step.of_type(AnswerSpoiled)}
        self._held = [each for each in self._held if each not in gone]
        return before

    def _get_arrived(self, step: Step) -> set[int]:
        arrived = step.of_type(RequestArrived)
        return {e.request for e in arrived if e.job == self._job and e.ordinal}

    def _find_unheld(self, step: Step) -> str | None:
        passed = {e.request for e in step.of_type(RequestWaitsTurn)}
        is_planned = self._faults_next or self._older_next
        if self._are_held and not is_planned and self._get_arrived(step) & passed:
            return "answers were to be held, and one went through"
        return None

    def _find_good(self, step: Step) -> str | None:
        """Finds an answer with the truth where a fault was ordered."""
        good = {e.request for e in step.of_type(AnswerSent) if e.job_status is not None}
        gone = {e.request for e in step.of_type(RequestAbandoned)}
        # One that the page gave up took its fault along only where it had been given it.
        gone -= {e.request for e in step.of_type(AnswerSpoiled)}
        for request in sorted(self._get_arrived(step) - gone):
            is_fault = self._faults_next > 0 or (self._are_faults and not self._are_held)
            if is_fault and not self._older_next and request in good:
                return "an answer was to be a fault, and told the truth"
            self._faults_next = max(0, self._faults_next - 1)
        return None

    def _find_other(self, step: Step, held: list[int]) -> str | None:
        """Finds a release of another answer than the ordered one, or with another truth."""
        released = step.of_type(RequestReleased)
        chosen = _RELEASED.match(step.says) if step.name == "release_answer" else None
        if chosen and held and released:
            expected = held[int(chosen[1])] if -len(held) <= int(chosen[1]) < len(held) else None
            if expected not in {e.request for e in released}:
                return "a held answer was to go out, and another one did"
        of_held = [e for e in released if e.request in held]
        if step.says.endswith("true on arrival") and any(e.as_of != "arrival" for e in of_held):
            return "a held answer was to say the truth of its arrival, and said a later one"
        return None
