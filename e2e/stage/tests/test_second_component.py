"""A second component works in the document, and the state on the screen is that of the first one."""

from __future__ import annotations

from e2e.history.page_events import FetchStarted, Shown
from e2e.stage import Stage


def test_a_second_component_asks_for_its_job_and_is_not_on_the_screen(a_stage: Stage) -> None:
    mine, beside = a_stage.add_job(progress=40), a_stage.add_job(progress=95)
    mine.hold_handshakes()
    beside.hold_handshakes()
    a_stage.show(mine)
    a_stage.tab.mount_beside(beside)
    a_stage.let_pass(seconds=4)
    beside.complete()
    a_stage.let_pass(seconds=4)
    asked = [each.target for _, each in a_stage.history.of_type(FetchStarted)]
    assert any(beside.id in target for target in asked)
    assert {shown.job for _, shown in a_stage.history.of_type(Shown)} == {mine.id}
    a_stage.expect_shown(status="running")


def test_a_second_component_that_is_unmounted_asks_no_more(a_stage: Stage) -> None:
    mine, beside = a_stage.add_job(progress=40), a_stage.add_job(progress=95)
    beside.hold_handshakes()
    a_stage.show(mine)
    a_stage.tab.mount_beside(beside)
    a_stage.let_pass(seconds=2)
    a_stage.tab.unmount_beside()
    before = len(a_stage.history)
    a_stage.let_pass(seconds=6)
    later = [entry.event for entry in a_stage.history.entries[before:]]
    asked = [each.target for each in later if isinstance(each, FetchStarted)]
    assert asked
    assert not any(beside.id in target for target in asked)
