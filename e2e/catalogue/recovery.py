"""The recovery: it shows whether a wrong state lasts once all faults and gates are gone."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from e2e.history.history import History
from e2e.history.stage_events import RECOVERY
from e2e.proofs.sockets_made import RECONNECTS_WITHIN
from e2e.properties.no_error_after_success import ends_with_error_beside_success
from e2e.properties.scenes import get_scenes

if TYPE_CHECKING:
    from e2e.stage import JobOnStage, Stage

SECONDS = 60
"""Virtual seconds that the page gets: enough for thirty polls, and for each wait of a back-off."""


def shows_otherwise(history: History) -> bool:
    """Returns whether the screen now shows a wrong state of its job.

    That is another status or progress than the job has, or an error beside its success.
    """
    last = deque(get_scenes(history), maxlen=1)
    if not last or last[0].mount is None or last[0].truth is None or last[0].outlived_its_end:
        return False
    return last[0].is_wrong or ends_with_error_beside_success(history)


def recover(stage: Stage) -> None:
    """Ends all faults and gates of the scenario, and lets a minute pass.

    New answers and handshakes are right and pass. Held ones go out, with the truth of their release.
    """

    def heal() -> None:
        for job in stage.jobs:
            _heal(job)

    stage.play(RECOVERY, "the server is well, and everything that was held goes out", heal)
    stage.let_pass(seconds=SECONDS)


def wait_for_reconnect(stage: Stage) -> None:
    """Lets so much time pass that every page that reconnects has made another socket."""
    stage.let_pass(seconds=RECONNECTS_WITHIN)


def _heal(job: JobOnStage) -> None:
    answers, handshakes = job.control.answers, job.control.handshakes
    answers.heal()
    answers.pass_through()
    handshakes.heal()
    handshakes.pass_through()
    for answer in answers.held:
        answer.release()
    for handshake in handshakes.held:
        handshake.accept()
