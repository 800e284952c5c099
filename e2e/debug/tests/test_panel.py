"""The panel, used as a person uses it, on plays of the real command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.debug.tests.conftest import OpenPanel, StartDebug, expect_stop
from e2e.debug.tests.running import COMMAND, LIMIT
from e2e.pages.places import SCHEDULES

pytestmark = pytest.mark.timeout(LIMIT)

SCENARIO = ("reconnect-late-progress", "--regression", "issue-231")


def test_a_scenario_is_stepped_to_the_wrong_state_and_back(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    """A browser and a command of its own, as all tests of this file: the reason for their length."""
    panel = open_panel(start_debug(*SCENARIO))
    step = panel.get_by_role("button", name="Step")
    truth, now = panel.get_by_label("Acts"), panel.get_by_label("Now", exact=True)
    diagram = panel.locator("svg.sequence")
    expect(truth.get_by_role("listitem")).to_have_count(13)
    expect(now).to_contain_text("running 40 % (live)")
    expect(diagram).not_to_contain_text("95 %")

    step.click()
    expect_stop(panel, 2)
    expect(now).to_contain_text("running 95 %")
    expect(diagram).to_contain_text("running 95 %")
    expect(panel.get_by_text("None is broken")).to_be_visible()

    panel.get_by_role("button", name="Run to here, act 10", exact=True).click()
    expect_stop(panel, 10)
    expect(now).to_contain_text("completed 100 %")
    expect(panel.get_by_role("heading", name="older-frame-applied")).to_be_visible()
    expect(panel.get_by_text("terminal-is-absorbing")).to_be_visible()
    expect(diagram.locator(".wrong")).to_have_count(1)

    panel.get_by_role("button", name="Back", exact=True).click()
    expect_stop(panel, 9)
    expect(panel.get_by_text("None is broken")).to_be_visible()
    expect(diagram.locator(".wrong")).to_have_count(0)

    panel.get_by_role("button", name="Restart").click()
    expect_stop(panel, 0)
    expect(panel.get_by_text("the page is not open yet")).to_be_visible()


def test_the_page_is_a_picture_that_is_taken_at_each_stop(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    panel = open_panel(start_debug(*SCENARIO))
    picture = panel.get_by_role("img", name="The page: running 40 % (live)")
    assert picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth }") > 0
    panel.get_by_role("button", name="Step").click()
    expect(panel.get_by_role("img", name="The page: running 95 %")).to_be_visible()


def test_a_race_is_made_by_hand_saved_and_replayed(
    start_debug: StartDebug, open_panel: OpenPanel, tmp_path: Path
) -> None:
    page = ("--regression", "no-terminal-lock")
    panel = open_panel(start_debug(*page))
    race = panel.get_by_label("Make a race of your own")
    expect(race.get_by_role("button", name="Save")).to_be_disabled()
    for number, act in enumerate(
        (
            "The job completes.",
            "Held answer 0 goes out with what is true now.",
            "The held handshake is accepted: the socket opens.",
            "The last frame of progress comes once more, after the end.",
        ),
        2,
    ):
        race.get_by_role("button", name=act, exact=True).click()
        expect_stop(panel, number)
    expect(panel.get_by_text("terminal-is-absorbing")).to_be_visible()

    race.get_by_role("textbox").fill("by-hand")
    race.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("jobstatus-e2e replay schedules/by-hand.json")).to_be_visible()
    race.get_by_role("button", name="Save").click()
    expect(panel.get_by_role("alert").first).to_contain_text("name:")

    saved, kept = tmp_path / "schedules" / "by-hand.json", SCHEDULES / "no-terminal-lock.json"
    assert json.loads(saved.read_text())["acts"] == json.loads(kept.read_text())["acts"]
    replayed = subprocess.run(
        [COMMAND, "replay", saved, *page], capture_output=True, text=True, check=False
    )
    assert (replayed.returncode, "terminal-is-absorbing" in replayed.stdout) == (1, True)


def test_an_injected_act_is_played_again_and_can_be_taken_out(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    panel = open_panel(start_debug("reconnect-silent"))
    panel.get_by_role("button", name="The person reloads the page.").click()
    expect_stop(panel, 2)
    injected = panel.get_by_role("listitem").filter(has_text="injected")
    expect(injected).to_contain_text("The person reloads the page.")
    panel.get_by_role("button", name="Run to the end").click()
    expect(panel.get_by_role("button", name="Step")).to_be_disabled()
    expect(panel.get_by_text("None is broken")).to_be_visible()
    panel.get_by_role("button", name="Back to here, act 1", exact=True).click()
    expect_stop(panel, 1)
    expect(injected).to_have_count(1)
    panel.get_by_role("button", name="Take out act 2").click()
    expect_stop(panel, 1)
    expect(injected).to_have_count(0)


def test_a_schedule_is_stepped_into_its_ending_where_nothing_can_be_injected(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    panel = open_panel(start_debug(SCHEDULES / "issue-231.json", "--regression", "issue-231"))
    acts = panel.get_by_label("Acts").get_by_role("listitem")
    healed = acts.filter(has_text="The network is healed").get_by_role("button")
    before = int((healed.get_attribute("aria-label") or "").removeprefix("Run to here, act ")) - 1
    panel.get_by_role("button", name=f"Run to here, act {before}", exact=True).click()
    expect_stop(panel, before)
    expect(panel.locator(".offer").first).to_be_visible()
    healed.click()
    expect_stop(panel, before + 1)
    expect(panel.locator(".offer")).to_have_count(0)
    expect(panel.get_by_text("the ending has begun")).to_be_visible()


def test_an_expectation_that_is_missed_is_told_where_the_scenario_ends(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    panel = open_panel(start_debug(*SCENARIO))
    panel.get_by_role("button", name="Run to the end").click()
    alert = panel.locator("pre.message")
    expect(alert).to_contain_text("expected the page to say 'completed'; it says 'running'")


def test_a_scenario_is_held_against_the_properties_of_the_catalogue(
    start_debug: StartDebug, open_panel: OpenPanel
) -> None:
    """In this scenario a page that has forgotten an older end over a refresh is right."""
    panel = open_panel(start_debug("kept-failed-then-completed"))
    panel.get_by_role("button", name="Run to the end").click()
    expect(panel.get_by_role("button", name="Step")).to_be_disabled()
    expect_stop(panel, 8)
    expect(panel.get_by_text("None is broken")).to_be_visible()


def test_keys_step_and_go_back(start_debug: StartDebug, open_panel: OpenPanel) -> None:
    panel = open_panel(start_debug(*SCENARIO))
    panel.keyboard.press("s")
    expect_stop(panel, 2)
    panel.keyboard.press("b")
    expect_stop(panel, 1)
