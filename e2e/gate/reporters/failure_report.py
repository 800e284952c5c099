"""`report.html`: the causes of the failures with a diagram of each, in one file that opens anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from e2e.gate.verdict.verdict import ScenarioOutcome, Verdict

_TEMPLATES = Path(__file__).parent / "templates"


def write_failure_report(verdict: Verdict, folder: Path) -> Path:
    """Writes `report.html` into `folder` and returns its path; links are relative to `folder`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["seconds"] = lambda milliseconds: f"{milliseconds / 1000:.3f} s"
    cases = {each.id: each for each in verdict.scenarios}
    diagrams = {each.id: _read(folder, cases[each.clearest].sequence) for each in verdict.causes}
    html = environment.get_template("report.html.jinja").render(
        verdict=verdict,
        cases=cases,
        diagrams=diagrams,
        open_cases=[each for each in verdict.scenarios if each.outcome == "inconclusive"],
        outcomes=get_args(ScenarioOutcome),
    )
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def _read(folder: Path, name: str | None) -> str | None:
    return (folder / name).read_text(encoding="utf-8") if name else None
