"""Which answers the backend has not sent since they were asked for."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.page_events import BodyRead, DocumentOpened, FetchStarted
from mock_backend.journal.events import AnswerSent


def get_answers_nobody_sent(history: History) -> frozenset[int]:
    """Returns the indices of the bodies whose state the backend did not send after the question.

    An earlier answer to another question that is read again out of a cache is one; an older state that
    the backend itself sent, because the scenario told it to, does not count.
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
