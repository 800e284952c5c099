"""The properties that must hold over a recorded history, one in each file."""

from e2e.properties.asks_without_end import ASKS_WITHOUT_END
from e2e.properties.channel_tells_the_truth import CHANNEL_TELLS_THE_TRUTH
from e2e.properties.completion_in_time import COMPLETION_IN_TIME
from e2e.properties.console_clean import CONSOLE_CLEAN
from e2e.properties.failure_keeps_its_message import FAILURE_KEEPS_ITS_MESSAGE
from e2e.properties.kept_over_refresh import KEPT_OVER_REFRESH
from e2e.properties.no_error_after_success import NO_ERROR_AFTER_SUCCESS
from e2e.properties.no_error_when_well import NO_ERROR_WHEN_WELL
from e2e.properties.no_flash import NO_FLASH
from e2e.properties.no_progress_after_success import NO_PROGRESS_AFTER_SUCCESS
from e2e.properties.no_stale_read import NO_STALE_READ
from e2e.properties.nothing_left_behind import NOTHING_LEFT_BEHIND
from e2e.properties.nothing_of_another_job import NOTHING_OF_ANOTHER_JOB
from e2e.properties.numbers_are_numbers import NUMBERS_ARE_NUMBERS
from e2e.properties.one_job_at_a_time import ONE_JOB_AT_A_TIME
from e2e.properties.only_what_was_true import ONLY_WHAT_WAS_TRUE
from e2e.properties.polling_stops import POLLING_STOPS
from e2e.properties.progress_in_time import PROGRESS_IN_TIME
from e2e.properties.progress_never_regresses import PROGRESS_NEVER_REGRESSES
from e2e.properties.requests_bounded import REQUESTS_BOUNDED
from e2e.properties.start_in_time import START_IN_TIME
from e2e.properties.terminal_is_absorbing import TERMINAL_IS_ABSORBING
from e2e.properties.truth_in_the_end import TRUTH_IN_THE_END
from e2e.properties.violation import Property, Severity, Violation

ALL_PROPERTIES: tuple[Property, ...] = (
    ASKS_WITHOUT_END,
    TERMINAL_IS_ABSORBING,
    COMPLETION_IN_TIME,
    START_IN_TIME,
    TRUTH_IN_THE_END,
    FAILURE_KEEPS_ITS_MESSAGE,
    ONLY_WHAT_WAS_TRUE,
    NOTHING_OF_ANOTHER_JOB,
    NUMBERS_ARE_NUMBERS,
    PROGRESS_NEVER_REGRESSES,
    PROGRESS_IN_TIME,
    NO_PROGRESS_AFTER_SUCCESS,
    NO_ERROR_AFTER_SUCCESS,
    NO_ERROR_WHEN_WELL,
    POLLING_STOPS,
    NO_STALE_READ,
    NO_FLASH,
    ONE_JOB_AT_A_TIME,
    CHANNEL_TELLS_THE_TRUTH,
    REQUESTS_BOUNDED,
    NOTHING_LEFT_BEHIND,
    CONSOLE_CLEAN,
)
"""Every property that the history of a scenario must keep, the gravest first."""

__all__ = [
    "ALL_PROPERTIES",
    "ASKS_WITHOUT_END",
    "CHANNEL_TELLS_THE_TRUTH",
    "COMPLETION_IN_TIME",
    "CONSOLE_CLEAN",
    "FAILURE_KEEPS_ITS_MESSAGE",
    "KEPT_OVER_REFRESH",
    "NOTHING_LEFT_BEHIND",
    "NOTHING_OF_ANOTHER_JOB",
    "NO_ERROR_AFTER_SUCCESS",
    "NO_ERROR_WHEN_WELL",
    "NO_FLASH",
    "NO_PROGRESS_AFTER_SUCCESS",
    "NO_STALE_READ",
    "NUMBERS_ARE_NUMBERS",
    "ONE_JOB_AT_A_TIME",
    "ONLY_WHAT_WAS_TRUE",
    "POLLING_STOPS",
    "PROGRESS_IN_TIME",
    "PROGRESS_NEVER_REGRESSES",
    "REQUESTS_BOUNDED",
    "START_IN_TIME",
    "TERMINAL_IS_ABSORBING",
    "TRUTH_IN_THE_END",
    "Property",
    "Severity",
    "Violation",
]
