"""A sequence diagram as JSON, from which a report draws it anew."""

from __future__ import annotations

from pydantic import TypeAdapter

from e2e.diagrams.sequence import Sequence

_SEQUENCE = TypeAdapter(Sequence)


def dump_sequence(sequence: Sequence) -> str:
    """Returns the JSON of a sequence."""
    return _SEQUENCE.dump_json(sequence, indent=1).decode()


def load_sequence(text: str) -> Sequence:
    """Returns the sequence that `dump_sequence` wrote; raises ValueError for any other text."""
    return _SEQUENCE.validate_json(text)
