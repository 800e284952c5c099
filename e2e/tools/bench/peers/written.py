"""Writes the figures where people read them: the JSON file, docs/peers.md and the README."""

from __future__ import annotations

import re
from pathlib import Path

from e2e.pages.places import ROOT
from e2e.tools.bench.peers.figures import Figures
from e2e.tools.bench.peers.table import write_details, write_short_table

README = ROOT / "README.md"
DOCUMENT = ROOT / "docs" / "peers.md"

_MEASURED = re.compile(r"(<!-- peers: measured -->\n).*?(<!-- peers: end -->)", re.DOTALL)


def keep_figures(file: Path, figures: Figures) -> Figures:
    """Writes `figures` to `file`, over those that it has of the same tools, and returns all of them."""
    if file.is_file():
        earlier = Figures.model_validate_json(file.read_text(encoding="utf-8"))
        figures = earlier.merge(figures)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(figures.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return figures


def write_documents(figures: Figures) -> None:
    """Puts the tables between the marks in docs/peers.md and the README."""
    short = write_short_table(figures)
    for file, table in ((README, short), (DOCUMENT, f"{short}\n{write_details(figures)}")):
        text = file.read_text(encoding="utf-8")
        file.write_text(replace_measured(text, table), encoding="utf-8")


def replace_measured(text: str, table: str) -> str:
    """Returns `text` with `table` between its marks; raises ValueError where it does not have them."""
    replaced, count = _MEASURED.subn(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)
    if count != 1:
        raise ValueError(
            f"Failed to write the table: expected the marks `peers: measured` and `peers: end` once, "
            f"found them {count} times."
        )
    return replaced
