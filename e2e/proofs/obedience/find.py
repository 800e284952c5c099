"""The first order that the backend did not follow."""

from __future__ import annotations

from e2e.history.history import History
from e2e.proofs.obedience.answers import ToldAnswers
from e2e.proofs.obedience.sockets import ToldSockets
from e2e.proofs.obedience.step import split
from mock_backend.journal.events import TruthChanged


def find_disobeyed(history: History) -> str | None:
    """Returns the first order that the backend did not follow, in words; None where it followed all.

    A race that needs this order was not forced, even if the rest of the history looks so. No other check
    finds this with certainty: a good page shows the truth nevertheless, and the moments of a proof may
    happen in another way.
    """
    told: dict[str, tuple[ToldAnswers, ToldSockets]] = {}
    for step in split(history.entries):
        for event in step.of_type(TruthChanged):
            if event.job not in told:
                told[event.job] = ToldAnswers(event.job), ToldSockets(event.job)
        for number, sides in enumerate(told.values(), 1):
            is_own = number == step.job_number
            for side in sides:
                if disobeyed := side.take(step, is_own=is_own):
                    return disobeyed
    return None
