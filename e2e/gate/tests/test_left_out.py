"""Scenarios that are not about the page under test are not played, and the gate names the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.gate.run.choice import choose_scenarios
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.sources import takes_prop
from e2e.gate.run.wire import Wire
from e2e.gate.tests.conftest import RunGate
from e2e.pages.errors import BadUsage
from e2e.pages.places import REFERENCE

LISTED = {each.id for each in get_scenarios() if each.family == "opened from a list"}
BOTH = Wire("both", "as you asked")
EVERY = GateSettings(tier="all")


def write(checkout: Path, source: str) -> Path:
    (checkout / "src" / "components").mkdir(parents=True)
    (checkout / "src" / "components" / "JobStatus.tsx").write_text(source, encoding="utf-8")
    return checkout


@pytest.mark.parametrize(
    ("source", "takes"),
    [
        ("export function JobStatus({ jobId, initialStatus }: Props) {", True),
        ("interface Props { readonly initialStatus?: string }", True),
        ("props.initial_status", True),
        ("const initialStatusOfAll = 1", False),
        ("// takes no initialStatus\n/* nor initial_status */ const x = 'https://x/y'", False),
        ("export function JobStatus({ jobId }: Props) {", False),
    ],
)
def test_the_sources_say_whether_the_component_takes_the_prop(
    tmp_path: Path, source: str, takes: bool
) -> None:
    checkout = write(tmp_path, source)
    (checkout / "initialStatus.md").write_text("initialStatus", encoding="utf-8")
    (checkout / "src" / "notes.md").write_text("initialStatus", encoding="utf-8")
    assert takes_prop(checkout, "initialStatus") == takes
    chosen = choose_scenarios(EVERY, get_scenarios(), BOTH, checkout, {})
    assert {each.id for each in chosen.scenarios} >= LISTED or not takes
    assert len(LISTED) == 5
    left_out = {id for each in chosen.left_out for id in each.scenarios}
    assert left_out == (set() if takes else LISTED)
    assert not left_out & {each.id for each in chosen.scenarios}


def test_a_page_whose_props_hand_a_status_is_opened_from_a_list(tmp_path: Path) -> None:
    checkout = write(tmp_path, "")
    for props in ({"initialStatus": "running"}, {"initial_status": "running"}):
        chosen = choose_scenarios(EVERY, get_scenarios(), BOTH, checkout, props)
        assert (len(chosen.scenarios), chosen.left_out) == (len(get_scenarios()), ())


def test_a_scenario_that_is_named_is_played(tmp_path: Path) -> None:
    settings = GateSettings(scenarios=("listed-as-ended",))
    chosen = choose_scenarios(settings, get_scenarios(), BOTH, write(tmp_path, ""), {})
    assert ([each.id for each in chosen.scenarios], chosen.left_out) == (["listed-as-ended"], ())


def test_those_that_are_named_are_played_once_each_in_the_order_of_the_catalogue(
    tmp_path: Path,
) -> None:
    first, second, *_ = (each.id for each in get_scenarios())
    settings = GateSettings(scenarios=(second, first, second))
    chosen = choose_scenarios(settings, get_scenarios(), BOTH, write(tmp_path, ""), {})
    assert [each.id for each in chosen.scenarios] == [first, second]
    with pytest.raises(BadUsage, match="no such id"):
        choose_scenarios(
            GateSettings(scenarios=(first, "nowhere")), get_scenarios(), BOTH, tmp_path, {}
        )


def test_only_what_the_tier_has_is_left_out(tmp_path: Path) -> None:
    settings = GateSettings(tier="regression")
    chosen = choose_scenarios(settings, get_scenarios(), BOTH, write(tmp_path, ""), {})
    assert chosen.left_out == ()


def test_what_is_about_another_dialect_is_named_too(tmp_path: Path) -> None:
    wire = Wire("inline", "the page reads results")
    chosen = choose_scenarios(EVERY, get_scenarios(), wire, write(tmp_path, "initialStatus"), {})
    (left_out,) = chosen.left_out
    assert left_out.reason == "the page is played with the dialect inline: the page reads results"
    assert {choose_scenario(each).wire for each in left_out.scenarios} == {"result-url"}


def test_our_own_page_takes_no_status_of_a_list() -> None:
    assert not takes_prop(REFERENCE, "initialStatus")


def test_a_gate_that_plays_one_scenario_leaves_none_out(run_gate: RunGate) -> None:
    """A page in a real browser: the reason for its length. A whole gate is in test_verdict.py."""
    done = run_gate("--scenario", "listed-as-ended")
    assert (done.code, done.outcomes) == (0, {"listed-as-ended": "passed"})
    assert (done.verdict["left_out"], "Left out" in done.out) == ([], False)
