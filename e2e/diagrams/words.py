"""A row of a sequence diagram in words."""

from __future__ import annotations

from e2e.diagrams.sequence import LANES, Row


def describe(row: Row) -> str:
    """Returns a row as a sentence, for a screen reader and for a list beside the picture."""
    mark = ": the wrong state" if row.is_wrong else ": this made it wrong" if row.made_it else ""
    return f"{say_time(row)}, {name_lanes(row, ' to ')}: {label(row)}{mark}"


def name_lanes(row: Row, between: str) -> str:
    """Returns the titles of an arrow's two lanes with `between` in the middle, or of a note's lane."""
    return LANES[row.start] if row.is_note else f"{LANES[row.start]}{between}{LANES[row.end]}"


def label(row: Row) -> str:
    """Returns the text at the row: its label, its look where that is not plain, and its count above 1."""
    look = "" if row.look == "plain" else f", {row.look}"
    times = f" × {row.times}" if row.times > 1 else ""
    return f"{row.label}{look}{times}"


def say_time(row: Row) -> str:
    """Returns the virtual time of the row in seconds, in words."""
    return f"{row.at / 1000:g} s"
