"""Virtual time as a date and time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""The date and time of virtual time 0."""


def to_moment(milliseconds: int) -> datetime:
    """Returns the date and time for `milliseconds` of virtual time."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def get_real_now() -> int:
    """Returns the milliseconds for the present moment, for a backend that runs on real time."""
    return (datetime.now(UTC) - EPOCH) // timedelta(milliseconds=1)


def to_naive_text(milliseconds: int) -> str:
    """Returns the moment as the team's server writes it: in UTC without a zone, to the microsecond."""
    return to_moment(milliseconds).replace(tzinfo=None).isoformat(timespec="microseconds")
