"""Changes values of a recording, and keeps their form."""

from __future__ import annotations

import re
from datetime import datetime

from mock_backend.moments import to_moment

_MILLISECONDS_FROM = 1e11
"""From this number on a time since 1970 is in milliseconds, below it in seconds."""

_SECONDS_FROM = 1e9
"""A smaller number is a duration, not a time since 1970 (which would be before 2001)."""


def rename(value: object, old: str, new: str) -> object:
    """Returns a copy of the value with `new` for `old` in each of its texts."""
    match value:
        case dict():
            return {key: rename(each, old, new) for key, each in value.items()}
        case list():
            return [rename(each, old, new) for each in value]
        case str():
            return value.replace(old, new) if old else value
    return value


def say_number_like(said: object, number: float) -> float:
    """Returns `number`, as a whole number where `said` is one."""
    return int(number) if isinstance(said, int) else float(number)


def say_time_like(said: str, milliseconds: int) -> str:
    """Returns `milliseconds` of virtual time in the form of `said`: its zone, and its digits of a second.

    A text that is not a date and time is returned as it is.
    """
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return said
    zone = re.search(r"(Z|[+-]\d\d:?\d\d)$", said)
    digits = re.search(r"\.(\d+)", said)
    moment = to_moment(milliseconds).replace(tzinfo=None)
    fraction = (
        f".{moment:%f}".ljust(1 + len(digits[1]), "0")[: 1 + len(digits[1])] if digits else ""
    )
    utc = "" if zone is None else "Z" if zone[1] == "Z" else "+00:00"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}{utc}"


def say_timestamp_like(said: float, milliseconds: int) -> float:
    """Returns `milliseconds` of virtual time as a number since 1970, in the unit of `said`.

    The unit is a second or a millisecond. A duration is returned as it is.
    """
    if said < _SECONDS_FROM:
        return said
    seconds = to_moment(milliseconds).timestamp()
    return say_number_like(said, seconds * 1000 if said >= _MILLISECONDS_FROM else seconds)
