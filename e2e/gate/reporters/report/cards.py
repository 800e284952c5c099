"""The cards of the report: one for each cause, and for each reason of inconclusive scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from e2e.catalogue.result import Finding
from e2e.diagrams import Sequence, describe, load_sequence, write_svg
from e2e.gate.reporters.report.picture import embed_picture
from e2e.gate.verdict.causes import CauseVerdict
from e2e.gate.verdict.verdict import ScenarioVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of a scenario: its files by name, and the parts that the report itself shows.

    `files` are relative to the report folder. `svg` is the diagram, and `steps` are its rows in words,
    each with its details. `picture` is the screenshot as a data URI.
    """

    files: dict[str, str] = field(default_factory=dict)
    svg: str | None = None
    steps: tuple[tuple[str, str], ...] = ()
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class CauseCard:
    """A cause with its clearest scenario; `is_open` is true if the cause decides."""

    cause: CauseVerdict
    case: ScenarioVerdict
    finding: Finding
    evidence: Evidence
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Scenarios that are inconclusive for one reason; `case` is the first one with evidence."""

    reason: str
    cases: tuple[ScenarioVerdict, ...]
    case: ScenarioVerdict
    evidence: Evidence


def make_cause_cards(verdict: Verdict, folder: Path, pictured: int) -> Iterator[CauseCard]:
    """Yields a card for each cause, the gravest first.

    The first `pictured` have diagram and screenshot.
    """
    cases = {each.id: each for each in verdict.scenarios}
    for number, cause in enumerate(verdict.causes):
        case = cases[cause.clearest]
        evidence = _read_evidence(case, folder, is_pictured=number < pictured)
        yield CauseCard(cause, case, case.findings[0], evidence, cause.decides)


def make_open_cards(verdict: Verdict, folder: Path, pictured: int) -> Iterator[OpenCard]:
    """Yields a card for each reason of inconclusive scenarios, the one with most scenarios first.

    The first `pictured` have diagram and screenshot.
    """
    by_reason: dict[str, list[ScenarioVerdict]] = {}
    for each in verdict.scenarios:
        if each.outcome == "inconclusive":
            by_reason.setdefault(each.reason or "no reason was given", []).append(each)
    groups = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    for number, (reason, cases) in enumerate(groups):
        case = next((each for each in cases if each.history), cases[0])
        evidence = _read_evidence(case, folder, is_pictured=number < pictured)
        yield OpenCard(reason, tuple(cases), case, evidence)


def _read_evidence(case: ScenarioVerdict, folder: Path, *, is_pictured: bool) -> Evidence:
    named = {
        "trace": case.trace,
        "history": case.history,
        "screenshot": case.screenshot,
        "diagram": case.sequence,
    }
    files = {name: file for name, file in named.items() if file}
    if case.sequence:
        files["diagram as Mermaid text"] = str(Path(case.sequence).with_suffix(".mmd"))
    if not is_pictured:
        return Evidence(files)
    sequence = _read_sequence(case, folder)
    return Evidence(
        files,
        svg=write_svg(sequence, is_embedded=True) if sequence else None,
        steps=tuple((describe(row), row.detail) for row in sequence.rows) if sequence else (),
        picture=embed_picture(folder / case.screenshot) if case.screenshot else None,
    )


def _read_sequence(case: ScenarioVerdict, folder: Path) -> Sequence | None:
    if case.sequence is None:
        return None
    file = (folder / case.sequence).with_suffix(".json")
    return load_sequence(file.read_text(encoding="utf-8"))
