"""A sequence diagram as Mermaid text, for a pull request."""

from __future__ import annotations

from e2e.diagrams.sequence import LANES, Row, Sequence

_ARROWS = {"plain": "->>", "held": "->>", "late": "-->>", "lost": "--x", "cached": "-->>"}
_UNSAFE = str.maketrans({";": ",", "#": "", "\n": " ", "<": "‹", ">": "›"})


def write_mermaid(sequence: Sequence) -> str:
    """Returns the text of a `sequenceDiagram`; ✗ marks the wrong state, ➤ the event that made it."""
    lines = ["sequenceDiagram"]
    lines += [f"  participant {lane} as {LANES[lane]}" for lane in sequence.lanes]
    lines += [f"  {_write(row)}" for row in sequence.rows]
    return "\n".join(lines) + "\n"


def _write(row: Row) -> str:
    said = _label(row)
    if row.is_note:
        return f"Note over {row.start}: {said}"
    return f"{row.start}{_ARROWS[row.look]}{row.end}: {said}"


def _label(row: Row) -> str:
    mark = "✗ " if row.is_wrong else "➤ " if row.made_it else ""
    look = "" if row.look in ("plain", "lost") else f" ({row.look})"
    times = f" × {row.times}" if row.times > 1 else ""
    return f"{mark}{row.at / 1000:g} s {row.label}{look}{times}".translate(_UNSAFE)
