"""`report.html`: every failure with what led up to it, in one file that opens anywhere."""

from __future__ import annotations

from pathlib import Path

from e2e.gate.verdict.verdict import Verdict

_TEMPLATES = Path(__file__).parent / "templates"


def write_failure_report(verdict: Verdict, folder: Path) -> Path:
    """Writes `report.html` into `folder` and returns its path; links are relative to `folder`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["seconds"] = lambda milliseconds: f"{milliseconds / 1000:.3f} s"
    shown = sorted(
        (each for each in verdict.scenarios if each.outcome not in ("passed", "waived")),
        key=lambda each: (not each.decides, each.outcome == "advice"),
    )
    path = folder / "report.html"
    html = environment.get_template("report.html.jinja").render(verdict=verdict, shown=shown)
    path.write_text(html, encoding="utf-8")
    return path
