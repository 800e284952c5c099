"""The events at the backend, with a type for each kind."""

from mock_backend.journal.events import JournalEvent
from mock_backend.journal.journal import Journal

__all__ = ["Journal", "JournalEvent"]
