"""Writes `index.html`: one file without scripts, which needs no network and is small enough to mail."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from e2e.diagrams import STYLE
from e2e.gate.reporters.cut import cut
from e2e.gate.reporters.report.cards import make_cause_cards, make_open_cards
from e2e.gate.verdict.sentence import say_verdict
from e2e.gate.verdict.verdict import ScenarioOutcome, ScenarioVerdict, Verdict

if TYPE_CHECKING:
    from jinja2 import Template

MOST_BYTES = 1_000_000
"""The most bytes of the whole report, however many scenarios fail."""


@dataclass(frozen=True, slots=True)
class _Room:
    """The number of causes with diagram and screenshot, and whether each scenario has its details."""

    pictured: int
    has_details: bool = True


_ROOMS = (_Room(8), _Room(4), _Room(2), _Room(0), _Room(0, has_details=False))
"""The report uses the first of these with which it fits."""

_REASONS = 12
"""The most reasons of inconclusive scenarios that have a card."""

_TEMPLATES = Path(__file__).parent.parent / "templates"


def write_report(verdict: Verdict, folder: Path) -> Path:
    """Writes `index.html` into `folder`, where the evidence is, and returns its path.

    The file has less than `MOST_BYTES`. If there are many causes, the first ones have their pictures in
    it, and the others have links. It names each part that it leaves out, with the file that has it.
    """
    template = _get_template()
    for room in _ROOMS:
        html = _render(template, verdict, folder, room)
        if len(html.encode()) < MOST_BYTES:
            break
    path = folder / "index.html"
    path.write_text(html, encoding="utf-8")
    return path


def _get_template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["seconds"] = lambda milliseconds: f"{milliseconds / 1000:g} s"
    environment.filters["cut"] = cut
    environment.filters["counted"] = _say_count
    return environment.get_template("report.html.jinja")


def _render(template: Template, verdict: Verdict, folder: Path, room: _Room) -> str:
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8") + STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    open_cards = make_open_cards(verdict, folder, room.pictured)
    return template.render(
        verdict=verdict,
        sentence=say_verdict(verdict),
        style=style,
        style_digest=digest,
        counts=_count(verdict.scenarios),
        cards=list(make_cause_cards(verdict, folder, room.pictured)),
        open_cards=list(islice(open_cards, _REASONS)),
        more_reasons=sum(len(each.cases) for each in open_cards),
        families=_get_families(verdict),
        has_details=room.has_details,
    )


def _get_families(verdict: Verdict) -> list[tuple[str, dict[str, int], list[ScenarioVerdict]]]:
    """Returns the families in alphabetical order, with the count of each outcome and the scenarios."""
    ordered = sorted(verdict.scenarios, key=lambda each: each.family)
    groups = [(name, list(group)) for name, group in groupby(ordered, lambda each: each.family)]
    return [(name, _count(group), group) for name, group in groups]


def _count(scenarios: list[ScenarioVerdict] | tuple[ScenarioVerdict, ...]) -> dict[str, int]:
    counts = Counter(each.outcome for each in scenarios)
    return {outcome: counts[outcome] for outcome in get_args(ScenarioOutcome) if counts[outcome]}


def _say_count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
