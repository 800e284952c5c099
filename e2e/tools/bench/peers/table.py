"""The figures as tables in Markdown. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.tools.bench.peers.figures import Figures, Flakes, Judged, ToolFigures
from e2e.tools.bench.peers.judging import get_accused, get_caught, get_missed, get_undecided

NOT_MEASURED = "not measured"

HEAD = (
    "tool",
    "seconds a scenario",
    "start, seconds",
    "patches caught",
    "cases judged wrongly",
    "flakes under load",
)


def get_rows(figures: Figures) -> list[tuple[str, ...]]:
    """Returns a row for each tool, in the columns of `HEAD`."""
    return [_get_row(each) for each in figures.tools]


def write_short_table(figures: Figures) -> str:
    """Returns the table of all tools, and the machine, for the README."""
    said = (
        f"Measured on {figures.machine}, {figures.day}. A run plays the five scenarios, from the start "
        "of the tool to its end; start is its time outside of them."
    )
    return f"{_write(HEAD, get_rows(figures))}\n{said}\n"


def write_details(figures: Figures) -> str:
    """Returns the tables of the patches and of the cases: what each tool said of each page."""
    parts = []
    for title, kind in (("Patches", "patches"), ("Cases", "cases")):
        judged = {each.title: getattr(each, kind) for each in figures.tools}
        if any(judged.values()):
            parts.append(f"### {title}\n\n{_write_pages(judged)}")
    flaked = [line for each in figures.tools for line in _tell_flakes(each)]
    if flaked:
        parts.append("### Flakes\n\n" + "\n".join(flaked) + "\n")
    return "\n".join(parts)


def _get_row(tool: ToolFigures) -> tuple[str, ...]:
    timed = tool.timed
    start = None if timed is None else timed.start
    return (
        tool.title,
        NOT_MEASURED if timed is None else f"{timed.per_scenario:.1f}",
        NOT_MEASURED if start is None else f"{start:.1f}",
        _count_caught(tool.patches),
        _count_wrong(tool.cases),
        NOT_MEASURED
        if tool.flakes is None
        else f"{len(tool.flakes.not_passed)} of {tool.flakes.runs}{_tell_at_once(tool.flakes)}",
    )


def _tell_at_once(flakes: Flakes) -> str:
    return f", {flakes.at_once} side by side" if flakes.at_once > 1 else ""


def _count_caught(patches: Sequence[Judged]) -> str:
    wrong = [each for each in patches if not each.is_good]
    if not wrong:
        return NOT_MEASURED
    accused = "".join(f", {name} accused" for name in get_accused(patches))
    return f"{len(get_caught(wrong))} of {len(wrong)}{accused}"


def _count_wrong(cases: Sequence[Judged]) -> str:
    if not cases:
        return NOT_MEASURED
    missed, accused = len(get_missed(cases)), len(get_accused(cases))
    told = f"{missed + accused} of {len(cases)}"
    if missed or accused:
        told += f" ({missed} missed, {accused} accused)"
    undecided = len(get_undecided(cases))
    return f"{told}, {undecided} not judged" if undecided else told


def _write_pages(judged: dict[str, Sequence[Judged]]) -> str:
    names = dict.fromkeys(each.page for of_tool in judged.values() for each in of_tool)
    good = {each.page: each.is_good for of_tool in judged.values() for each in of_tool}
    found = {title: {each.page: each for each in of_tool} for title, of_tool in judged.items()}
    rows = [
        [
            name,
            "pass" if good[name] else "regression",
            *(_tell(pages.get(name)) for pages in found.values()),
        ]
        for name in names
    ]
    return _write(("page", "must be", *judged), rows)


def _tell(judged: Judged | None) -> str:
    if judged is None:
        return NOT_MEASURED
    expected = "pass" if judged.is_good else "regression"
    return judged.verdict if judged.verdict == expected else f"**{judged.verdict}**"


def _tell_flakes(tool: ToolFigures) -> list[str]:
    runs = tool.flakes.not_passed if tool.flakes else ()
    return [f"- {tool.title}: {', '.join(each.failed) or each.verdict}" for each in runs]


def _write(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
