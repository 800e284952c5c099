from __future__ import annotations

from e2e.tools.bench.peers.figures import Figures, Flakes, Judged, Timed, ToolFigures
from e2e.tools.bench.peers.table import write_details, write_short_table

GOOD = Judged(page="reference", is_good=True, verdict="pass")
CAUGHT = Judged(page="issue-231", is_good=False, verdict="regression", failed=("a",))
MISSED = Judged(page="no-terminal-lock", is_good=False, verdict="pass")
ACCUSED = Judged(page="lib-swr", is_good=True, verdict="regression")
FLAKED = Judged(page="reference", is_good=True, verdict="regression", failed=("b", "c"))
UNDECIDED = Judged(page="lib-mono", is_good=True, verdict="undecided")

MEASURED = ToolFigures(
    tool="vitest-msw",
    title="Vitest",
    timed=Timed(rounds=3, per_scenario=1.25, start=4),
    patches=(GOOD, CAUGHT, MISSED),
    cases=(GOOD, ACCUSED, UNDECIDED),
    flakes=Flakes(runs=50, busy=2, not_passed=(FLAKED,)),
)
NOTHING = ToolFigures(tool="bombadil", title="Bombadil")
FIGURES = Figures(machine="2 cores of a test", day="2026-11-26", tools=(MEASURED, NOTHING))


def test_the_short_table_has_a_row_for_each_tool_and_says_what_was_not_measured() -> None:
    assert write_short_table(FIGURES).splitlines() == [
        "| tool | seconds a scenario | start, seconds | patches caught | cases judged wrongly "
        "| flakes under load |",
        "| --- | --- | --- | --- | --- | --- |",
        "| Vitest | 1.2 | 4.0 | 1 of 2 | 1 of 3 (0 missed, 1 accused), 1 not judged | 1 of 50 |",
        "| Bombadil | not measured | not measured | not measured | not measured | not measured |",
        "",
        "Measured on 2 cores of a test, 2026-11-26. A run plays the five scenarios, from the start of "
        "the tool to its end; start is its time outside of them.",
    ]


def test_a_tool_that_accuses_our_good_page_cannot_hide_it_behind_what_it_caught() -> None:
    accusing = MEASURED.model_copy(update={"patches": (FLAKED, CAUGHT)})

    table = write_short_table(FIGURES.model_copy(update={"tools": (accusing,)}))

    assert "| 1 of 1, reference accused |" in table


def test_the_details_mark_each_verdict_that_is_not_the_expected_one() -> None:
    assert write_details(FIGURES).splitlines() == [
        "### Patches",
        "",
        "| page | must be | Vitest | Bombadil |",
        "| --- | --- | --- | --- |",
        "| reference | pass | pass | not measured |",
        "| issue-231 | regression | regression | not measured |",
        "| no-terminal-lock | regression | **pass** | not measured |",
        "",
        "### Cases",
        "",
        "| page | must be | Vitest | Bombadil |",
        "| --- | --- | --- | --- |",
        "| reference | pass | pass | not measured |",
        "| lib-swr | pass | **regression** | not measured |",
        "| lib-mono | pass | **undecided** | not measured |",
        "",
        "### Flakes",
        "",
        "- Vitest: b, c",
    ]


def test_a_later_measurement_replaces_what_it_measured_and_keeps_the_rest() -> None:
    timed = Timed(rounds=1, per_scenario=9, start=None)
    later = Figures(
        machine="another",
        day="2026-11-27",
        tools=(ToolFigures(tool="vitest-msw", title="Vitest", timed=timed),),
    )

    merged = FIGURES.merge(later)

    assert (merged.machine, merged.day) == ("another", "2026-11-27")
    assert merged.tools == (MEASURED.model_copy(update={"timed": timed}), NOTHING)
