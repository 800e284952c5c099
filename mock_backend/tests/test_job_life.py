"""A job goes one way, and only a restart leaves a terminal state."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mock_backend.dialects import Inline, ResultUrl
from mock_backend.job_life import WHOLE_SECOND, JobLife, TerminalState, Truth
from mock_backend.results import Found

_RANK = {"pending": 0, "running": 1, "completed": 2, "failed": 2}


class AnyLife(RuleBasedStateMachine):
    """Every sequence of moves that a job can make, and the moves that it cannot make."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 0
        self.life = JobLife("job", now=lambda: self.clock)
        self.last: Truth = self.life.truth

    @rule(milliseconds=st.integers(0, 5_000))
    def time_passes(self, milliseconds: int) -> None:
        self.clock += milliseconds

    @precondition(lambda self: not self.life.truth.is_terminal)
    @rule()
    def start(self) -> None:
        self.life.start()

    @precondition(lambda self: not self.life.truth.is_terminal)
    @rule(share=st.floats(0, 1))
    def progress(self, share: float) -> None:
        least = self.life.truth.progress or 0.0
        self.life.progress(least + (100 - least) * share)

    @precondition(lambda self: not self.life.truth.is_terminal)
    @rule(well=st.booleans())
    def end(self, well: bool) -> None:
        if well:
            self.life.complete()
        else:
            self.life.fail("broken")

    @precondition(lambda self: self.life.truth.is_terminal)
    @rule(move=st.sampled_from(["start", "complete", "fail", "progress"]))
    def the_end_absorbs(self, move: str) -> None:
        before = self.life.truth
        arguments = {"fail": ("again",), "progress": (100,)}.get(move, ())
        with pytest.raises(TerminalState):
            getattr(self.life, move)(*arguments)
        assert self.life.truth is before

    @invariant()
    def it_never_goes_back(self) -> None:
        now, last = self.life.truth, self.last
        assert _RANK[now.status] >= _RANK[last.status]
        assert (now.progress or 0) >= (last.progress or 0)
        if now is not last:
            assert now.version == last.version + 1
            assert now.updated_at > last.updated_at
        self.last = now

    @invariant()
    def only_a_completed_job_has_results(self) -> None:
        truth = self.life.truth
        job = Inline().get_job(truth)
        assert (job["results"] is not None) == (truth.status == "completed")
        assert (ResultUrl().get_result(truth) is not None) == (truth.status == "completed")


TestAnyLife = AnyLife.TestCase


def test_a_restart_is_the_one_way_out_of_the_end() -> None:
    life = JobLife("job", now=lambda: 0)
    life.fail("broken")
    truth = life.restart()
    assert (truth.status, truth.progress, truth.error_message) == ("pending", None, None)


def test_within_one_step_two_states_have_one_time_and_none_goes_back() -> None:
    clock = 1_200
    life = JobLife("job", now=lambda: clock, step=WHOLE_SECOND)
    times = [life.truth.updated_at, life.progress(40).updated_at]
    clock = 2_900
    times += [life.progress(95).updated_at, life.complete().updated_at]
    assert times == [1_000, 1_000, 2_000, 2_000]


@pytest.mark.parametrize("found", ["some", "nothing"])
def test_an_image_that_tells_no_progress_ends_without_any(found: Found) -> None:
    life = JobLife("job", now=lambda: 0, job_type="image", found=found)
    assert life.start().progress is None
    assert life.complete().progress is None
    assert JobLife("job", now=lambda: 0, job_type="video").complete().progress == 100


def test_several_tools_are_told_one_after_the_other_and_one_tool_is_not() -> None:
    life = JobLife("job", now=lambda: 0, tools=("player_detection", "ball_detection"))
    told = [
        (truth.current_tool, truth.tools_completed, truth.tools_total)
        for truth in (life.truth, life.progress(10), life.progress(60), life.complete())
    ]
    assert told == [
        (None, 0, 2),
        ("player_detection", 0, 2),
        ("ball_detection", 1, 2),
        (None, 2, 2),
    ]
    alone = JobLife("job", now=lambda: 0).progress(60)
    assert (alone.current_tool, alone.tools_completed, alone.tools_total) == (None, None, None)


@pytest.mark.parametrize("percent", [-1, 100.5])
def test_progress_outside_0_to_100_is_refused(percent: float) -> None:
    with pytest.raises(ValueError, match="not between 0 and 100"):
        JobLife("job", now=lambda: 0).progress(percent)


def test_progress_that_falls_is_refused_and_the_message_tells_how_to_send_a_late_frame() -> None:
    life = JobLife("job", now=lambda: 0)
    life.progress(50)
    with pytest.raises(ValueError, match="late frame"):
        life.progress(40)


def test_a_clock_that_is_set_back_dates_a_newer_state_earlier_and_only_the_times() -> None:
    clock = 10_000
    life = JobLife("job", now=lambda: clock, status="running")
    before = life.truth
    life.set_clock(-3_600_000)
    assert life.truth is before
    ran, ended = life.progress(95), life.complete()
    assert ran.updated_at == clock - 3_600_000
    assert ended.updated_at == ran.updated_at + 1
    assert (ended.version, ended.status) == (3, "completed")
