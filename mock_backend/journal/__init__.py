"""Everything that happened at the backend, as typed events."""

from mock_backend.journal.events import JournalEvent
from mock_backend.journal.journal import Journal

__all__ = ["Journal", "JournalEvent"]
