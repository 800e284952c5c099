"""Answers that came from a cache: the backend did not send them after the request."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.page_events import BodyRead, DocumentOpened, FetchStarted
from mock_backend.journal.events import AnswerSent


def get_answers_nobody_sent(history: History) -> frozenset[int]:
    """Returns the indices of the bodies that were read with a status that no answer since the fetch has.

    Such a body is an answer to an earlier request, which a cache kept. An older state does not count
    where the backend itself sent it, because the scenario told it to.
    """
    found: set[int] = set()
    sent_since: dict[int, set[str | None]] = {}
    for entry in history:
        match entry.event:
            case DocumentOpened():
                sent_since.clear()
            case FetchStarted(fetch=fetch):
                sent_since[fetch] = set()
            case AnswerSent(job_status=said):
                for each in sent_since.values():
                    each.add(said)
            case BodyRead(fetch=fetch, job_status=said) if said:
                if said not in sent_since.pop(fetch, set()):
                    found.add(entry.index)
            case _:
                pass
    return frozenset(found)
