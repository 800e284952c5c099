"""The few rows of a sequence diagram that show how the page came to be wrong."""

from __future__ import annotations

from e2e.diagrams.sequence import Row, Sequence


def choose_rows(sequence: Sequence, most: int) -> list[Row]:
    """Returns the last rows, `most` at most, the one that made the wrong state always among them."""
    last = list(sequence.rows[-most:])
    earlier = [row for row in sequence.rows[:-most] if row.made_it]
    return [*earlier[:1], *last[len(earlier[:1]) :]]
