"""Values of a recording, changed and still in their own form."""

from __future__ import annotations

import re
from datetime import datetime

from mock_backend.moments import to_moment

_MILLISECONDS_FROM = 1e11
"""A number that is a time since 1970 and at least so great counts milliseconds, else seconds."""

_SECONDS_FROM = 1e9
"""A number that is less is no time since 1970 (2001 or later) but a duration."""


def rename(value: object, old: str, new: str) -> object:
    """The value with `new` for `old` in each of its texts; what it has in it is copied."""
    match value:
        case dict():
            return {key: rename(each, old, new) for key, each in value.items()}
        case list():
            return [rename(each, old, new) for each in value]
        case str():
            return value.replace(old, new) if old else value
    return value


def say_number_like(said: object, number: float) -> float:
    """A whole number where `said` is one."""
    return int(number) if isinstance(said, int) else float(number)


def say_time_like(said: str, milliseconds: int) -> str:
    """`milliseconds` of virtual time in the form of `said`: its zone, and its digits of a second.

    A text that is no date and time stays.
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
    """The same as a number since 1970, in seconds or milliseconds as `said` is; a duration stays."""
    if said < _SECONDS_FROM:
        return said
    seconds = to_moment(milliseconds).timestamp()
    return say_number_like(said, seconds * 1000 if said >= _MILLISECONDS_FROM else seconds)
