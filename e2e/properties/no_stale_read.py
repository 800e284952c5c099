"""No poll gets an answer from a cache that was stale when the poll was sent."""

from __future__ import annotations

from e2e.history.answers import get_answers_nobody_sent
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import BodyRead, DocumentOpened, FetchStarted
from e2e.properties.violation import Property, Violation
from mock_backend.journal.events import TruthChanged


def find(history: History) -> Violation | None:
    """Returns the first poll that a cache answered without the end, though the job had ended by then.

    "By then" means when the poll was sent. A stale answer does not count where the backend itself sent
    it, because the scenario told it to: then the journal has it between request and response.
    """
    ended: dict[str, str] = {}
    asked: dict[int, dict[str, str]] = {}
    from_cache = get_answers_nobody_sent(history)
    for entry in history:
        match entry.event:
            case DocumentOpened():
                asked.clear()
            case TruthChanged(job=job, status=status):
                ended.pop(job, None)
                if status in ("completed", "failed"):
                    ended[job] = status
            case FetchStarted(fetch=fetch):
                asked[fetch] = dict(ended)
            case BodyRead(fetch=fetch, job=of, job_status=said) if of and said:
                was = asked.pop(fetch, {}).get(of)
                if was and said != was and entry.index in from_cache:
                    return _violation(entry, said, was)
            case _:
                pass
    return None


def _violation(entry: Entry, said: str, was: str) -> Violation:
    return Violation(
        NO_STALE_READ.id,
        f"a poll asked after {was!r} was answered {said!r}, from a cache",
        entry,
        "advice",
    )


NO_STALE_READ = Property(
    "no-stale-read",
    "No poll is answered from a cache with what was true before it was asked.",
    find,
)
