"""Schedules that share a page are played as if each had a page of its own.

Each test plays a few schedules on the real page, about a tenth of a second each.
"""

from __future__ import annotations

import pytest

from e2e.explorer.acts import (
    Act,
    Complete,
    Drop,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    ReleaseAnswer,
    Remount,
    SwitchJob,
)
from e2e.explorer.tests.conftest import SchedulePlayer
from e2e.history.history import History
from e2e.history.normal_form import get_normal_form
from e2e.history.page_events import Mounted, ProxyAnswered, Shown
from mock_backend.journal.events import TruthChanged

SCHEDULES: dict[str, list[Act]] = {
    "nothing": [],
    "answers out of order": [
        OpenHandshake(), Progress(percent=80), ReleaseAnswer(which=1),
        ReleaseAnswer(as_of="arrival"), Complete(broadcast="lost"), LetPass(), ReleaseAnswer(),
    ],
    "drop and lost answer": [OpenHandshake(), Drop(), LoseAnswer(), LetPass(), LetPass()],
    "switch": [Complete(), SwitchJob(), ReleaseAnswer(), OpenHandshake(), SwitchJob()],
    "anew": [Complete(), ReleaseAnswer(), Refresh(), Remount(), OpenHandshake()],
}  # fmt: skip


@pytest.mark.parametrize("acts", SCHEDULES.values(), ids=SCHEDULES)
def test_the_history_is_that_of_a_fresh_page(
    schedule_player: SchedulePlayer, acts: list[Act]
) -> None:
    for others in SCHEDULES.values():
        schedule_player.play(*others)
    shared = schedule_player.play(*acts)

    assert get_normal_form(shared.history) == get_normal_form(
        schedule_player.play_on_fresh_page(acts).history
    )
    assert not shared.not_enabled
    assert not shared.violations


@pytest.mark.parametrize("network", ["tunnel", "reload-only"])
@pytest.mark.parametrize("acts", SCHEDULES.values(), ids=SCHEDULES)
def test_it_is_so_behind_a_proxy_as_well(
    schedule_player: SchedulePlayer, acts: list[Act], network: str
) -> None:
    schedule_player.play(*SCHEDULES["anew"], network=network)
    shared = schedule_player.play(*acts, network=network)

    fresh = schedule_player.play_on_fresh_page(acts, network=network)
    assert get_normal_form(shared.history) == get_normal_form(fresh.history)
    assert list(shared.history.of_type(ProxyAnswered))
    assert not shared.violations


def test_every_schedule_has_jobs_of_its_own_and_time_from_0(
    schedule_player: SchedulePlayer,
) -> None:
    def get_jobs(history: History) -> set[str]:
        return {truth.job for _, truth in history.of_type(TruthChanged)}

    first, second = schedule_player.play(SwitchJob()), schedule_player.play(SwitchJob())

    for played in (first, second):
        assert {mounted.job for _, mounted in played.history.of_type(Mounted)} == get_jobs(
            played.history
        )
        assert next(iter(played.history)).event.at == 0
    assert not get_jobs(first.history) & get_jobs(second.history)


def test_an_act_that_would_do_nothing_is_left_out_and_told(schedule_player: SchedulePlayer) -> None:
    played = schedule_player.play(Drop(), OpenHandshake(), OpenHandshake(), Drop())

    assert [each.number for each in played.not_enabled] == [1, 3]
    assert played.acts == (OpenHandshake(), Drop())
    assert played.not_enabled[0].describe().startswith("Act 1 does nothing on this page: ")


def test_a_switch_to_a_job_that_looks_the_same_is_shown_all_the_same(
    schedule_player: SchedulePlayer,
) -> None:
    """No mutation of the DOM shows the switch, so the observer must look, or it misses the new job."""
    acts: list[Act] = [Complete(), ReleaseAnswer(), SwitchJob(), Complete(), ReleaseAnswer()]
    played = schedule_player.play(*acts, SwitchJob())

    jobs = [shown.job for _, shown in played.history.of_type(Shown)]
    assert jobs[-1] == jobs[0]
    assert not played.violations


def test_every_schedule_ends_with_the_end_on_the_screen(schedule_player: SchedulePlayer) -> None:
    played = schedule_player.play(OpenHandshake(), LoseAnswer(which=1), Drop())

    last = [shown for _, shown in played.history.of_type(Shown)][-1]
    assert (last.status, played.history.entries[-1].event.at >= 60_000) == ("completed", True)
