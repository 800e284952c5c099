"""From a broken property to the cause behind it."""

from __future__ import annotations

from e2e.causes import kinds
from e2e.causes.cause import Cause, CauseKind
from e2e.causes.overwrite import find_overwrite
from e2e.causes.second_component import has_second_component
from e2e.causes.thrown import find_throw
from e2e.causes.wrong_state import explain_wrong_state
from e2e.history.history import History
from e2e.history.narrative import tell
from e2e.history.page_events import BodyRead, Unmounted
from e2e.properties import (
    ASKS_WITHOUT_END,
    CHANNEL_TELLS_THE_TRUTH,
    CONSOLE_CLEAN,
    FAILURE_KEEPS_ITS_MESSAGE,
    KEPT_OVER_REFRESH,
    NO_ERROR_AFTER_SUCCESS,
    NO_ERROR_WHEN_WELL,
    NO_FLASH,
    NO_PROGRESS_AFTER_SUCCESS,
    NO_STALE_READ,
    NOTHING_LEFT_BEHIND,
    NOTHING_OF_ANOTHER_JOB,
    NUMBERS_ARE_NUMBERS,
    ONE_JOB_AT_A_TIME,
    POLLING_STOPS,
    PROGRESS_IN_TIME,
    REQUESTS_BOUNDED,
    Violation,
)
from e2e.properties.polling_stops import get_job_asked_for
from e2e.properties.progress_in_time import find_told
from e2e.properties.scenes import get_scenes

_BY_PROPERTY: dict[str, CauseKind] = {
    ASKS_WITHOUT_END.id: kinds.ASKS_WITHOUT_END,
    CHANNEL_TELLS_THE_TRUTH.id: kinds.CHANNEL_WRONG,
    CONSOLE_CLEAN.id: kinds.COMPLAINS,
    FAILURE_KEEPS_ITS_MESSAGE.id: kinds.MESSAGE_LOST,
    KEPT_OVER_REFRESH.id: kinds.NOTHING_KEPT,
    NO_ERROR_AFTER_SUCCESS.id: kinds.ERROR_STAYS,
    NO_ERROR_WHEN_WELL.id: kinds.ERROR_STAYS,
    NOTHING_LEFT_BEHIND.id: kinds.LEAKS,
    NO_PROGRESS_AFTER_SUCCESS.id: kinds.BAR_STAYS,
    NO_STALE_READ.id: kinds.ANSWERED_FROM_A_CACHE,
    NOTHING_OF_ANOTHER_JOB.id: kinds.ANOTHER_JOB,
    NUMBERS_ARE_NUMBERS.id: kinds.SHOWS_NO_NUMBER,
    ONE_JOB_AT_A_TIME.id: kinds.ANOTHER_JOB,
    REQUESTS_BOUNDED.id: kinds.ASKS_TOO_OFTEN,
}
"""The properties whose violation is the mistake itself; the others are about a state on the screen."""

_ALONE = frozenset({kinds.THREW, kinds.ASKS_WITHOUT_END, kinds.ANOTHER_JOB})
"""The kinds that say enough where there is a second component as well."""


def find_cause(history: History, violation: Violation) -> Cause:
    """Returns the cause of `violation` in `history`; its kind is `not-explained` where no other fits.

    Pure: the same history gives the same cause. An uncaught error of the page's code takes precedence
    where it explains the wrong state. With a second component in the document that one is the cause,
    unless the page's other failures show one that needs no second component.
    """
    cause = _find_of_one(history, violation)
    if cause.kind in _ALONE or not has_second_component(history):
        return cause
    alternatives = (cause.kind, *cause.alternatives)
    return Cause(kinds.SECOND_COMPONENT, cause.mechanism, cause.event, alternatives)


def _find_of_one(history: History, violation: Violation) -> Cause:
    if (threw := find_throw(history, violation)) is not None:
        return threw
    if violation.property == POLLING_STOPS.id:
        return _explain_poll(history, violation)
    if violation.property == NO_FLASH.id:
        return _explain_flash(history, violation)
    if violation.property == PROGRESS_IN_TIME.id:
        return _explain_progress(history, violation)
    if (kind := _BY_PROPERTY.get(violation.property)) is not None:
        return Cause(kind, violation.detail, violation.wrong)
    return explain_wrong_state(history, violation)


def _explain_poll(history: History, violation: Violation) -> Cause:
    """Returns why the page sent a poll for a job that has ended or is not on the screen."""
    poll = violation.wrong
    scene = next((each for each in get_scenes(history) if each.entry.index == poll.index), None)
    if scene is None or get_job_asked_for(poll) != scene.job:
        return Cause(kinds.LEAKS, violation.detail, poll)
    learned = scene.learned
    if learned is not None and scene.status != learned.status:
        said = f"it was told {learned.status} and still shows {scene.status_in_words}"
        kind = kinds.ANSWER_NOT_APPLIED if learned.by == "answer" else kinds.FRAME_NOT_APPLIED
        return Cause(kind, said, learned.entry)
    before = (each for entry, each in history.of_type(Unmounted) if entry.index < poll.index)
    # A poll does not show which of two instances of the same job sent it.
    leaks = any(each.job == scene.job for each in before)
    kind = kinds.POLLS_AFTER_THE_END
    return Cause(kind, violation.detail, poll, (kinds.LEAKS,) if leaks else ())


def _explain_progress(history: History, violation: Violation) -> Cause:
    """Returns that an answer or a frame was not applied: the one that told the progress.

    A bar that stays does not show whether it would have moved for the other.
    """
    told = find_told(history)
    kind, other = kinds.FRAME_NOT_APPLIED, kinds.ANSWER_NOT_APPLIED
    if told is not None and isinstance(told.event, BodyRead):
        kind, other = other, kind
    return Cause(kind, violation.detail, told or violation.wrong, (other,))


def _explain_flash(history: History, violation: Violation) -> Cause:
    how = find_overwrite(history, violation)
    after = tell(how.cause) if how and how.cause else None
    said = f"{violation.detail}, {'after: ' + after if after else 'and nothing had come in'}"
    return Cause(kinds.FLASH, said, how.cause if how else violation.wrong)
