"""A row of a sequence diagram in words."""

from __future__ import annotations

from e2e.diagrams.sequence import LANES, Row


def describe(row: Row) -> str:
    """What a row says, in a sentence: for a reader of the screen and for a list beside the picture."""
    mark = ": the wrong state" if row.is_wrong else ": this made it wrong" if row.made_it else ""
    return f"{say_time(row)}, {name_lanes(row, ' to ')}: {label(row)}{mark}"


def name_lanes(row: Row, between: str) -> str:
    """Whose row it is: from where to where, or the one lane of a note."""
    return LANES[row.start] if row.is_note else f"{LANES[row.start]}{between}{LANES[row.end]}"


def label(row: Row) -> str:
    """What stands at the row: its label, how it came where that is not plain, and how often."""
    look = "" if row.look == "plain" else f", {row.look}"
    times = f" × {row.times}" if row.times > 1 else ""
    return f"{row.label}{look}{times}"


def say_time(row: Row) -> str:
    """Its virtual time, in seconds."""
    return f"{row.at / 1000:g} s"
