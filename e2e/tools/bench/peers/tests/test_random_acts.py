from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from e2e.tools.bench.peers.random_acts import END_BY, ORDER_BY, draw_plan

SEEDS = st.integers(0, 10_000)
ENDS = ("complete", "complete unheard")


@given(SEEDS)
def test_a_seed_draws_the_same_plan_each_time(seed: int) -> None:
    assert draw_plan(seed) == draw_plan(seed)


@given(SEEDS)
def test_the_job_ends_once_and_in_time_and_then_makes_no_progress(seed: int) -> None:
    steps = draw_plan(seed).steps
    acts = [step.act for step in steps]
    ends = [number for number, act in enumerate(acts) if act in ENDS]

    assert len(ends) == 1
    assert list(accumulate(step.after for step in steps))[ends[0]] <= END_BY + 0.8
    assert "progress" not in acts[ends[0] :]


@given(SEEDS)
def test_in_the_end_nothing_is_held(seed: int) -> None:
    steps = draw_plan(seed).steps

    assert [step.act for step in steps[-2:]] == ["open handshakes", "send held answers"]
    assert sum(step.after for step in steps) < ORDER_BY + 0.8


@given(SEEDS)
def test_nothing_is_held_anew_after_the_end(seed: int) -> None:
    acts = [step.act for step in draw_plan(seed).steps]
    after = acts[next(number for number, act in enumerate(acts) if act in ENDS) :]

    assert not {"hold answers", "hold handshakes"} & set(after)
