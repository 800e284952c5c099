"""A sequence diagram as Mermaid text, for a pull request."""

from __future__ import annotations

from e2e.diagrams.sequence import LANES, Row, Sequence
from e2e.diagrams.words import label, say_time

_ARROWS = {"plain": "->>", "held": "->>", "late": "-->>", "lost": "--x", "cached": "-->>"}

_LONGEST = 160
"""The most characters of a label; Mermaid refuses a text of more than 50,000 characters."""

_ENTITIES = str.maketrans({each: f"#{ord(each)};" for each in '#;<>"&`\\'} | {"\n": " "})
"""Escapes of the characters with a meaning in Mermaid or HTML: the end of a line, an entity, a tag."""


def write_mermaid(sequence: Sequence) -> str:
    """Returns the text of a `sequenceDiagram`; ✗ marks the wrong state, ➤ the event that made it."""
    lines = ["sequenceDiagram"]
    lines += [f"  participant {lane} as {LANES[lane]}" for lane in sequence.lanes]
    lines += [f"  {_write(row)}" for row in sequence.rows]
    return "\n".join(lines) + "\n"


def _write(row: Row) -> str:
    mark = "✗ " if row.is_wrong else "➤ " if row.made_it else ""
    said = f"{mark}{say_time(row)} {label(row)}"
    if len(said) > _LONGEST:
        said = f"{said[: _LONGEST - 1]}…"
    said = said.translate(_ENTITIES).replace("%%", "#37;#37;")
    if row.is_note:
        return f"Note over {row.start}: {said}"
    return f"{row.start}{_ARROWS[row.look]}{row.end}: {said}"
