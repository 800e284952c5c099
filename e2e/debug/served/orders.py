"""The orders that a person can give the backend for one job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from e2e.explorer.acts import REASON
from mock_backend import CutBeforeHeaders, JobControl, MaxAge, NoHeaders
from mock_backend.wire import progress_frame

STEPS = (20, 40, 60, 80, 95)
"""The steps of progress that are offered, in percent."""

REFUSAL = 503
KEPT_FOR = 3600
"""Seconds for which a cache may keep an answer after the order `allow-caching`."""

Do = Callable[[JobControl], object]
Check = Callable[[JobControl], bool]


def _runs(job: JobControl) -> bool:
    return job.truth.status == "running"


def _is_open(job: JobControl) -> bool:
    return bool(job.sockets)


def _loses(job: JobControl) -> bool:
    return _runs(job) and _is_open(job)


def _holds_answer(job: JobControl) -> bool:
    return bool(job.answers.held)


def _holds_handshake(job: JobControl) -> bool:
    return bool(job.handshakes.held)


def allows_caching(job: JobControl) -> bool:
    """Returns whether the answers about a job say that a cache may keep them."""
    return isinstance(job.cache_policy, MaxAge)


@dataclass(frozen=True, slots=True)
class JobOrder:
    """One order to the backend: its sentence, whether it has an effect now, and the function for it."""

    sentence: str
    is_enabled: Check
    do: Do


def _allow_caching(job: JobControl) -> None:
    job.cache_policy = MaxAge(KEPT_FOR)


def _forbid_nothing(job: JobControl) -> None:
    job.cache_policy = NoHeaders()


def _cut(job: JobControl) -> None:
    for socket in job.sockets:
        socket.cut()


def _send_late(job: JobControl) -> None:
    job.say(progress_frame(job.id, 95, 190))


def _reach(percent: int, *, broadcast: bool = True) -> JobOrder:
    lost = "" if broadcast else ", and the broadcast is lost"
    return JobOrder(
        f"The job reaches {percent} %{lost}.",
        lambda job: (_runs if broadcast else _loses)(job) and percent > (job.truth.progress or 0),
        lambda job: job.progress(percent, broadcast=broadcast),
    )


ORDERS: Mapping[str, JobOrder] = {
    "start": JobOrder(
        "The job starts.", lambda job: job.truth.status == "pending", JobControl.start
    ),
    **{f"reach-{percent}": _reach(percent) for percent in STEPS},
    "reach-95-untold": _reach(95, broadcast=False),
    "complete": JobOrder("The job completes.", _runs, JobControl.complete),
    "complete-untold": JobOrder(
        "The job completes, and the broadcast is lost.",
        _loses,
        lambda job: job.complete(broadcast=False),
    ),
    "fail": JobOrder("The job fails.", _runs, lambda job: job.fail(REASON)),
    "restart": JobOrder(
        "The job begins anew under the same id.",
        lambda job: job.truth.is_terminal,
        JobControl.restart,
    ),
    "late-progress": JobOrder(
        "The sockets are told 95 %, late.",
        lambda job: job.truth.is_terminal and _is_open(job),
        _send_late,
    ),
    "hold-answers": JobOrder(
        "From now on answers are held.",
        lambda job: not job.answers.is_holding,
        lambda job: job.answers.hold(),
    ),
    "pass-answers": JobOrder(
        "From now on answers go out at once.",
        lambda job: job.answers.is_holding,
        lambda job: job.answers.pass_through(),
    ),
    "release-answer": JobOrder(
        "The oldest held answer goes out with what is true now.",
        _holds_answer,
        lambda job: job.answers.held[0].release(),
    ),
    "release-old-answer": JobOrder(
        "The oldest held answer goes out with what was true on its arrival.",
        _holds_answer,
        lambda job: job.answers.held[0].release("arrival"),
    ),
    "lose-answer": JobOrder(
        "The oldest held answer is lost: its connection is cut.",
        _holds_answer,
        lambda job: job.answers.held[0].fault(CutBeforeHeaders()),
    ),
    "hold-handshakes": JobOrder(
        "From now on handshakes are held.",
        lambda job: not job.handshakes.is_holding,
        lambda job: job.handshakes.hold(),
    ),
    "pass-handshakes": JobOrder(
        "From now on handshakes are accepted at once.",
        lambda job: job.handshakes.is_holding,
        lambda job: job.handshakes.pass_through(),
    ),
    "open-handshake": JobOrder(
        "The oldest held handshake is accepted.",
        _holds_handshake,
        lambda job: job.handshakes.held[0].accept(),
    ),
    "refuse-handshake": JobOrder(
        "The oldest held handshake is refused with 503.",
        _holds_handshake,
        lambda job: job.handshakes.held[0].refuse(REFUSAL),
    ),
    "close-sockets": JobOrder(
        "The sockets are closed with 1001.", _is_open, lambda job: job.close_sockets(1001)
    ),
    "cut-sockets": JobOrder("The sockets are cut (1006).", _is_open, _cut),
    "allow-caching": JobOrder(
        "From now on answers may be kept by caches for an hour.",
        lambda job: not allows_caching(job),
        _allow_caching,
    ),
    "say-nothing-of-caching": JobOrder(
        "From now on answers say nothing of caches.", allows_caching, _forbid_nothing
    ),
}
"""The orders by name, in the order of a job's course."""
