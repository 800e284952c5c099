"""A second component in the document, for whose job requests and sockets are in the history as well."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import MOUNT_BESIDE, ActBegan
from e2e.properties.scenes import Scene
from mock_backend.journal.events import TruthChanged


def has_second_component(history: History) -> bool:
    """Whether a second component was mounted in the document."""
    return any(each.name == MOUNT_BESIDE for _, each in history.of_type(ActBegan))


def is_of_the_job_beside(history: History, scene: Scene) -> bool:
    """Whether there was a second component, and another job had the status that `scene` shows."""
    return has_second_component(history) and any(
        truth.job != scene.job and truth.status == scene.status
        for entry, truth in history.of_type(TruthChanged)
        if entry.index <= scene.entry.index
    )
