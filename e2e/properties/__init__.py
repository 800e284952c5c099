"""What must hold over a recorded history, one property a file."""

from e2e.properties.completion_in_time import COMPLETION_IN_TIME
from e2e.properties.failure_keeps_its_message import FAILURE_KEEPS_ITS_MESSAGE
from e2e.properties.no_error_after_success import NO_ERROR_AFTER_SUCCESS
from e2e.properties.no_flash import NO_FLASH
from e2e.properties.no_stale_read import NO_STALE_READ
from e2e.properties.only_what_was_true import ONLY_WHAT_WAS_TRUE
from e2e.properties.polling_stops import POLLING_STOPS
from e2e.properties.progress_never_regresses import PROGRESS_NEVER_REGRESSES
from e2e.properties.terminal_is_absorbing import TERMINAL_IS_ABSORBING
from e2e.properties.violation import Property, Violation

ALL_PROPERTIES: tuple[Property, ...] = (
    TERMINAL_IS_ABSORBING,
    COMPLETION_IN_TIME,
    NO_STALE_READ,
    POLLING_STOPS,
    FAILURE_KEEPS_ITS_MESSAGE,
    ONLY_WHAT_WAS_TRUE,
    PROGRESS_NEVER_REGRESSES,
    NO_ERROR_AFTER_SUCCESS,
    NO_FLASH,
)
"""Every property, the gravest first."""

__all__ = [
    "ALL_PROPERTIES",
    "COMPLETION_IN_TIME",
    "FAILURE_KEEPS_ITS_MESSAGE",
    "NO_ERROR_AFTER_SUCCESS",
    "NO_FLASH",
    "NO_STALE_READ",
    "ONLY_WHAT_WAS_TRUE",
    "POLLING_STOPS",
    "PROGRESS_NEVER_REGRESSES",
    "TERMINAL_IS_ABSORBING",
    "Property",
    "Violation",
]
