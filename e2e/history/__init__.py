"""The history of a play: acts, the page's records and the backend's journal, in one sequence."""

from e2e.history.entry import Entry, Event
from e2e.history.history import History
from e2e.history.normal_form import get_normal_form
from e2e.history.stage_events import ActBegan, CameToRest

__all__ = ["ActBegan", "CameToRest", "Entry", "Event", "History", "get_normal_form"]
