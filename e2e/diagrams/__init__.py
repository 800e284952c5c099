"""Sequence diagrams of a play, drawn from its history. Pure."""

from e2e.diagrams.excerpt import choose_rows
from e2e.diagrams.from_history import draw_sequence
from e2e.diagrams.mermaid import write_mermaid
from e2e.diagrams.sequence import Lane, Row, Sequence
from e2e.diagrams.stored import dump_sequence, load_sequence
from e2e.diagrams.svg import write_svg
from e2e.diagrams.svg_style import STYLE
from e2e.diagrams.words import describe, label, name_lanes, say_time

__all__ = [
    "STYLE",
    "Lane",
    "Row",
    "Sequence",
    "choose_rows",
    "describe",
    "draw_sequence",
    "dump_sequence",
    "label",
    "load_sequence",
    "name_lanes",
    "say_time",
    "write_mermaid",
    "write_svg",
]
