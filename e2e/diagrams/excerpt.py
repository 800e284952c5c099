"""The few rows of a sequence diagram that show how the page became wrong."""

from __future__ import annotations

from e2e.diagrams.sequence import Row, Sequence


def choose_rows(sequence: Sequence, most: int) -> list[Row]:
    """Returns the last rows, at most `most`; the row that made the wrong state is always one of them."""
    last = list(sequence.rows[-most:])
    earlier = [row for row in sequence.rows[:-most] if row.made_it]
    return [*earlier[:1], *last[len(earlier[:1]) :]]
