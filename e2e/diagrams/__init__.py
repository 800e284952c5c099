"""Sequence diagrams of a play, drawn from its history. Pure."""

from e2e.diagrams.from_history import draw_sequence
from e2e.diagrams.mermaid import write_mermaid
from e2e.diagrams.sequence import Lane, Row, Sequence
from e2e.diagrams.svg import write_svg

__all__ = ["Lane", "Row", "Sequence", "draw_sequence", "write_mermaid", "write_svg"]
