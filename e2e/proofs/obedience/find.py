"""The first thing that the backend was told and did not do."""

from __future__ import annotations

from e2e.history.history import History
from e2e.proofs.obedience.answers import ToldAnswers
from e2e.proofs.obedience.sockets import ToldSockets
from e2e.proofs.obedience.step import split
from mock_backend.journal.events import TruthChanged


def find_disobeyed(history: History) -> str | None:
    """Returns the first thing that the backend was told and did not do, in words; None without any.

    A race that was to be forced by it was not, whatever else the history has. No other check finds
    that for certain: a good page shows the truth all the same, and the moments of a proof may come about
    in another way.
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
