"""`summary.md`: the verdict and its causes in Markdown, for a pull request or a CI job's summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from e2e.gate.reporters.markdown import write_code, write_text
from e2e.gate.verdict.causes import CauseVerdict
from e2e.gate.verdict.explored import Explored
from e2e.gate.verdict.verdict import ScenarioVerdict, Verdict

_NAMED = 12
"""The most inconclusive scenarios that are named; verdict.json has the others."""


def write_summary(verdict: Verdict, folder: Path) -> Path:
    """Writes `summary.md` into `folder` and returns its path.

    The first cause that decides has its sequence diagram as Mermaid text, if its evidence was kept.
    """
    path = folder / "summary.md"
    path.write_text("\n".join(_write(verdict, folder)), encoding="utf-8")
    return path


def _write(verdict: Verdict, folder: Path) -> Iterator[str]:
    cases = {each.id: each for each in verdict.scenarios}
    yield f"## {verdict.verdict.upper()}" + (
        f": {write_text(verdict.reason)}" if verdict.reason else ""
    )
    yield ""
    page = write_code(verdict.page.name)
    yield f"{page}, {len(verdict.scenarios)} scenarios in {verdict.seconds:.0f} s."
    deciding = [each for each in verdict.causes if each.decides]
    for number, cause in enumerate(deciding, 1):
        yield from _write_cause(number, cause, cases[cause.clearest], folder)
    advice = [each for each in verdict.causes if not each.decides]
    if advice:
        yield "\n### Advice\n"
        yield from (
            f"- **{each.id}** ({each.count}): {write_text(each.mechanism)}" for each in advice
        )
    if verdict.exploration is not None:
        yield from _write_exploration(verdict.exploration)
    open_ = [each.id for each in verdict.scenarios if each.outcome == "inconclusive"]
    if open_:
        more = f" and {len(open_) - _NAMED} more" if len(open_) > _NAMED else ""
        yield f"\n### Inconclusive\n\n{', '.join(open_[:_NAMED])}{more}"
    yield ""


def _write_exploration(explored: Explored) -> Iterator[str]:
    decides = "" if explored.decides else ", which decides nothing"
    yield f"\n### Exploration: {explored.schedules} schedules{decides}\n"
    if not explored.causes:
        yield "Nothing was found."
    for cause in explored.causes:
        advice = "" if cause.decides else ", advice"
        yield f"- **{cause.id}** ({cause.count}{advice}, {cause.belief}): {write_text(cause.mechanism)}. "
        yield f"  {write_code(cause.replay)}"


def _write_cause(
    number: int, cause: CauseVerdict, case: ScenarioVerdict, folder: Path
) -> Iterator[str]:
    yield f"\n### {number}. {cause.id} ({cause.count})\n"
    yield f"{cause.sentence}\n"
    yield f"> {case.id}: {write_text(cause.mechanism)}.\n"
    if cause.places:
        yield f"Thrown at {write_code(cause.places[0])}.\n"
    if cause.fix:
        yield f"The analysis: {cause.fix}.\n"
    if case.replay:
        yield f"Play it again: {write_code(case.replay)}"
    if number == 1 and case.sequence:
        mermaid = (folder / case.sequence).with_suffix(".mmd").read_text(encoding="utf-8")
        yield f"\n```mermaid\n{mermaid}```"
