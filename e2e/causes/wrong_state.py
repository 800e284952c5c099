"""Why a wrong state is on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.another_tab import find_polls_of_another_tab, is_state_of_another_tab
from e2e.causes.cached import find_cached
from e2e.causes.cause import Cause, get_time
from e2e.causes.ended_polling import STILL, explain_silence
from e2e.causes.overwrite import Overwrite, find_overwrite
from e2e.causes.polls import get_polls
from e2e.causes.received import Received, get_received
from e2e.causes.results import explain_missing_results
from e2e.causes.thrown import find_logged_throw
from e2e.causes.untrue_state import explain_untrue, is_of_the_time_before, was_ever_true
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import (
    BodyRead,
    DocumentOpened,
    Mounted,
    PageSocketClosed,
    SocketOpened,
)
from e2e.history.stage_events import RECOVERY, ActBegan
from e2e.properties import COMPLETION_IN_TIME, Violation
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import Scene, get_scenes
from mock_backend.journal.events import AnswerSent, TruthChanged


def explain_wrong_state(history: History, violation: Violation) -> Cause:
    """Returns why the page shows the state that `violation` is about.

    Looks at the last rest at which that state is still wrong: by then a page that is only slow has
    corrected itself, and a page that stops polling has stopped.
    """
    scene = _get_scene(history, violation.wrong)
    if scene is None:
        return Cause(kinds.NOT_EXPLAINED, "nothing was mounted", violation.wrong)
    # The end counts as late only where a poll would have told it.
    if violation.property != COMPLETION_IN_TIME.id and _has_forgotten(history, scene):
        end = scene.truth.status if scene.truth else None
        return Cause(
            kinds.NOTHING_KEPT, f"it had shown {end!r} before the refresh", violation.wrong
        )
    last = _get_last_wrong(history, scene)
    if (cached := find_cached(history, last)) is not None:
        return cached
    departure = _get_departure(history, last)
    how = find_overwrite(history, Violation(COMPLETION_IN_TIME.id, "", departure))
    if how is not None and (cause := _explain_shown(history, last, how)) is not None:
        return cause
    return explain_silence(history, last)


def _explain_shown(history: History, last: Scene, how: Overwrite) -> Cause | None:
    """Returns why the page shows the state of `last` though it knew better; None where it did not."""
    told = how.told
    if told is not None and told.job != last.job:
        return Cause(kinds.ANOTHER_JOB, f"{_say(told)} is of another job", told.applied)
    if last.shown and is_of_the_time_before(history, last):
        said = f"it shows {last.shown.progress:g} %, as before the job began anew"
        return Cause(kinds.REMEMBERED_STATE_WINS, said, how.shown)
    if not was_ever_true(history, last):
        return explain_untrue(history, last, how)
    is_remembered = isinstance(how.cause and how.cause.event, Mounted | DocumentOpened)
    if last.status in TERMINAL and told is None and is_remembered:
        said = f"{last.status!r} was shown as soon as it was mounted, and nothing told it so"
        return Cause(kinds.REMEMBERED_STATE_WINS, said, how.shown)
    newest = _get_newest(history, last)
    if newest is None or _says(newest, last):
        return None
    return _explain_older(history, last, how, newest)


def _explain_older(history: History, last: Scene, how: Overwrite, newest: Received) -> Cause:
    knew = f"it had been told {newest.says} by {_name(newest)} at {get_time(newest.applied)}"
    told = how.told
    is_misapplied = told is not None and told.applied.index == newest.applied.index
    if how.shown.index < newest.applied.index or is_misapplied:
        if (missing := explain_missing_results(history.entries, last, knew)) is not None:
            return missing
        if (threw := find_logged_throw(history, newest.applied)) is not None:
            return threw
        kind = kinds.ANSWER_NOT_APPLIED if newest.kind == "answer" else kinds.FRAME_NOT_APPLIED
        return Cause(kind, f"{knew}, and did not show it", newest.applied)
    if told is not None:
        kind = kinds.OLDER_ANSWER if told.kind == "answer" else kinds.OLDER_FRAME
        return Cause(kind, f"{_say(told)} was applied, though {knew}", told.applied)
    match how.cause.event if how.cause else None:
        case SocketOpened():
            return Cause(kinds.SOCKET_RESETS, f"the socket opened, and {knew}", how.cause)
        case PageSocketClosed(code=code):
            return Cause(kinds.SOCKET_RESETS, f"the socket closed ({code}), and {knew}", how.cause)
        case _ if is_state_of_another_tab(history, last):
            said = f"it shows {_tell(last)}, as the job in another tab is, and {knew}"
            return Cause(kinds.ANOTHER_JOB, said, how.shown)
        case _:
            said = f"nothing newer came, and {knew}"
            if (other := _find_told_to_another_tab(history, last, newest, how)) is None:
                return Cause(kinds.FALLS_BACK, said, how.shown)
            said = f"another tab was told {last.status}, {said}"
            return Cause(kinds.OLDER_STATE_OF_ANOTHER_TAB, said, other, (kinds.FALLS_BACK,))


def _find_told_to_another_tab(
    history: History, last: Scene, newest: Received, how: Overwrite
) -> Entry | None:
    """Returns the last answer of the shown status that only another tab can have got, else None.

    It came after `newest`, the newest that this tab knew, and before the state was shown. Polls of two
    tabs at one moment have the same address, so that a request does not show whose it is; but after
    `newest` this tab has read no answer.
    """
    before = history.entries[: how.shown.index]
    since = before[newest.applied.index + 1 :]
    assert last.job is not None
    is_alone = not find_polls_of_another_tab(before, last.job)
    if is_alone or any(isinstance(each.event, BodyRead) for each in since):
        return None
    answers = [
        each
        for each in since
        if isinstance(each.event, AnswerSent) and each.event.job_status == last.status
    ]
    return answers[-1] if answers else None


def _get_scene(history: History, wrong: Entry) -> Scene | None:
    before = [each for each in get_scenes(history) if each.entry.index <= wrong.index]
    return next((each for each in reversed(before) if each.job is not None), None)


def _get_last_wrong(history: History, first: Scene) -> Scene:
    """Returns the last rest of the same instance, from `first` on, that shows an untrue state.

    It is one before the recovery where that rest comes long after the last change of the job, because
    during the recovery such a state only lasts. Where the state of `first` never was true of the job, it
    is a rest with such a state as well: one that is only old later on has another reason.
    """
    wrong = [each for each in _get_rests(history, first) if each.is_wrong]
    if not was_ever_true(history, first):
        wrong = [each for each in wrong if not was_ever_true(history, each)]
    recovery = next((e for e, act in history.of_type(ActBegan) if act.name == RECOVERY), None)
    own = [each for each in wrong if recovery is None or each.entry.index < recovery.index]
    if own and not own[-1].is_hindered and own[-1].at - _get_change(history, own[-1]) >= STILL:
        return own[-1]
    return (wrong or [first])[-1]


def _get_change(history: History, scene: Scene) -> int:
    changes = [each.at for _, each in history.of_type(TruthChanged) if each.job == scene.job]
    return max((at for at in changes if at <= scene.at), default=0)


def _get_departure(history: History, last: Scene) -> Entry:
    """Returns the entry at which the page left the true state; that of `last` where it did not."""
    departure: Entry | None = None
    was_right = False
    for scene in get_scenes(history):
        if scene.entry.index > last.entry.index:
            break
        if scene.mount != last.mount or scene.shown_entry is not scene.entry:
            continue
        if scene.status == (last.truth.status if last.truth else None) and not scene.is_wrong:
            departure, was_right = None, True
        elif departure is None and was_right:
            departure = scene.entry
    return departure or last.entry


def _get_rests(history: History, first: Scene) -> Sequence[Scene]:
    return [
        each
        for each in get_scenes(history)
        if each.entry.index >= first.entry.index and each.mount == first.mount and each.is_settled
    ]


def _has_forgotten(history: History, scene: Scene) -> bool:
    """Whether an earlier document showed the end, and this one does not, as no poll was answered yet.

    The page has only forgotten the end where it shows it again once a poll is answered.
    """
    if scene.truth is None or scene.truth.status not in TERMINAL or scene.status in TERMINAL:
        return False
    rests = _get_rests(history, scene)
    if not rests or rests[-1].is_wrong or scene.job is None:
        return False
    polls = get_polls(history.entries[: scene.entry.index + 1], scene.job)
    if any(each.job_status for each in polls if each.mount == scene.mount):
        return False
    return any(
        each.mount != scene.mount and each.job == scene.job and each.status == scene.truth.status
        for each in get_scenes(history)
        if each.entry.index < scene.entry.index
    )


def _get_newest(history: History, last: Scene) -> Received | None:
    """Returns the newest answer or frame of this instance up to `last`; the first of equally new ones."""
    mine = [
        each
        for each in get_received(history)
        if each.applied.index <= last.entry.index
        and each.job == last.job
        and each.mount == last.mount
    ]
    return max(mine, key=lambda each: each.version, default=None)


def _says(told: Received, scene: Scene) -> bool:
    shown = scene.shown.progress if scene.shown else None
    same = told.progress is None or shown is None or abs(told.progress - shown) <= 1
    return told.status == scene.status and same


def _say(told: Received) -> str:
    where = " out of the browser's cache" if told.is_from_cache else ""
    return f"{_name(told)} {told.says}{where}"


def _name(told: Received) -> str:
    return "the answer" if told.kind == "answer" else "the frame"


def _tell(scene: Scene) -> str:
    progress = scene.shown.progress if scene.shown else None
    return f"{scene.status}{'' if progress is None else f' at {progress:g} %'}"
