"""Virtual time as a date and time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""Virtual time 0."""


def to_moment(milliseconds: int) -> datetime:
    """The date and time that `milliseconds` of virtual time stand for."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def get_real_now() -> int:
    """The milliseconds that stand for the present moment, for a backend off virtual time."""
    return (datetime.now(UTC) - EPOCH) // timedelta(milliseconds=1)


def to_naive_text(milliseconds: int) -> str:
    """The same as the team's server writes it: UTC without saying so, to the microsecond."""
    return to_moment(milliseconds).replace(tzinfo=None).isoformat(timespec="microseconds")
