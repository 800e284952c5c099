"""`verdict.json`: the verdict for programs."""

from __future__ import annotations

from pathlib import Path

from e2e.gate.verdict.verdict import Verdict


def write_verdict(verdict: Verdict, folder: Path) -> Path:
    """Writes `verdict.json` into `folder` and returns its path. Schema: docs/verdict.md."""
    path = folder / "verdict.json"
    path.write_text(verdict.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return path
