"""An animation that has an end runs on virtual time, and the page gets the event of its end."""

from __future__ import annotations

import pytest

from e2e.history.page_events import AnimationBegan, AnimationEnded, PageComplained
from e2e.stage import JobOnStage, Stage

FADE = """() => {
  const style = document.createElement("style");
  style.textContent = "@keyframes fade { to { opacity: 0 } } .fades { animation: fade 5s forwards }"
    + ".moves { transition: left 300ms 100ms } .turns { animation: fade 1s infinite }";
  document.head.append(style);
  const note = document.body.appendChild(document.createElement("p"));
  note.id = "note";
  note.style.left = "0";
  for (const name of ["animationend", "transitionend"])
    note.addEventListener(name, () => console.error(name));
}"""

BEGINS = {
    "animationend": "note.className = 'fades'",
    "transitionend": "note.className = 'moves'; note.offsetLeft; note.style.left = '9px'",
    "finish": "note.animate({ opacity: [1, 0] }, 700).onfinish = () => console.error('finish')",
    "kept": "note.animate({ opacity: [1, 0] }, 700).finished.then(() => console.error('kept'))",
}
"""Scripts that begin an animation, by the event or promise that tells the page its end."""

ENDS = {"animationend": 5000, "transitionend": 400, "finish": 700, "kept": 700}


@pytest.fixture
def job(a_stage: Stage) -> JobOnStage:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    a_stage.page.evaluate(FADE)
    job.progress(41)
    return job


def run(stage: Stage, script: str) -> None:
    stage.page.evaluate(f"() => {{ {script} }}")


def get_said(stage: Stage) -> list[tuple[int, str]]:
    return [(each.at, each.message) for _, each in stage.history.of_type(PageComplained)]


@pytest.mark.parametrize(("said", "ends"), ENDS.items())
def test_an_animation_is_over_at_its_own_time_and_not_before(
    a_stage: Stage, job: JobOnStage, said: str, ends: int
) -> None:
    run(a_stage, BEGINS[said])
    job.progress(42)
    a_stage.let_pass(milliseconds=ends - 1)
    assert get_said(a_stage) == []
    a_stage.let_pass(milliseconds=1)
    assert get_said(a_stage) == [(ends, said)]


def test_an_animation_stands_where_virtual_time_has_brought_it(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(a_stage, BEGINS["animationend"])
    job.progress(42)
    a_stage.let_pass(seconds=2)
    opacity = a_stage.page.evaluate("getComputedStyle(note).opacity")
    assert float(opacity) == pytest.approx(0.48, abs=0.3)


def test_an_animation_ends_once_beside_another_tab(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.let_pass(seconds=1)
    a_stage.open_tab(job)
    run(a_stage, BEGINS["transitionend"])
    job.progress(41)
    a_stage.let_pass(seconds=4)
    due = [each.due for _, each in a_stage.history.of_type(AnimationBegan) if each.at >= 1000]
    ended = [each.at for _, each in a_stage.history.of_type(AnimationEnded) if each.at >= 1000]
    assert (due, ended) == ([1400], [1400])
    assert get_said(a_stage) == [(1400, "transitionend")]


@pytest.mark.parametrize(
    "gone", ["note.remove()", "note.className = ''", "note.getAnimations()[0].cancel()"]
)
def test_an_animation_that_is_cancelled_has_no_end(
    a_stage: Stage, job: JobOnStage, gone: str
) -> None:
    run(a_stage, BEGINS["animationend"])
    job.progress(42)
    run(a_stage, gone)
    a_stage.let_pass(seconds=6)
    assert get_said(a_stage) == []


def test_an_animation_that_the_page_pauses_goes_on_where_it_stood(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(a_stage, BEGINS["animationend"])
    a_stage.let_pass(seconds=2)
    run(a_stage, "note.style.animationPlayState = 'paused'")
    a_stage.let_pass(seconds=10)
    run(a_stage, "note.style.animationPlayState = 'running'")
    a_stage.let_pass(seconds=4)
    assert get_said(a_stage) == [(15_000, "animationend")]


def test_the_page_may_end_an_animation_itself(a_stage: Stage, job: JobOnStage) -> None:
    run(a_stage, f"{BEGINS['finish']}; note.getAnimations()[0].finish()")
    job.progress(42)
    assert get_said(a_stage) == [(0, "finish")]
    a_stage.let_pass(seconds=1)
    assert len(get_said(a_stage)) == 1


def test_an_animation_without_end_is_left_to_the_browser(a_stage: Stage, job: JobOnStage) -> None:
    run(a_stage, "note.className = 'turns'")
    job.progress(42)
    assert a_stage.page.evaluate("note.getAnimations()[0].playbackRate") == 1
    a_stage.let_pass(seconds=60)
    assert get_said(a_stage) == []


def test_the_page_reads_the_rate_that_it_has_given_an_animation(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(a_stage, f"{BEGINS['finish']}")
    assert a_stage.page.evaluate("note.getAnimations()[0].playbackRate") == 1


TIMES = {
    "(it) => { it.startTime = performance.now() - 300; }": 400,
    "(it) => { it.startTime = document.timeline.currentTime; }": 700,
    "(it) => { it.currentTime = 500; }": 200,
    "(it) => { it.playbackRate = 2; }": 350,
    "(it) => { it.updatePlaybackRate(0.5); }": 1400,
    "(it) => it.reverse()": 700,
}
"""Scripts that give an animation of 700 ms another time, with the milliseconds after which it ends."""


@pytest.mark.parametrize(("moves", "ends"), TIMES.items())
def test_the_times_that_the_page_sets_are_virtual_time(
    a_stage: Stage, job: JobOnStage, moves: str, ends: int
) -> None:
    a_stage.let_pass(seconds=5)
    run(a_stage, f"{BEGINS['finish']}; ({moves})(note.getAnimations()[0])")
    a_stage.let_pass(milliseconds=ends - 1)
    assert get_said(a_stage) == []
    a_stage.let_pass(milliseconds=1)
    assert get_said(a_stage) == [(5000 + ends, "finish")]


def test_an_animation_that_is_turned_back_half_way_ends_at_its_beginning(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(a_stage, BEGINS["finish"])
    a_stage.let_pass(milliseconds=300)
    run(a_stage, "note.getAnimations()[0].reverse()")
    a_stage.let_pass(milliseconds=300)
    assert get_said(a_stage) == [(600, "finish")]


def test_the_page_reads_the_times_of_an_animation_in_virtual_time(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.let_pass(seconds=5)
    began = a_stage.page.evaluate("performance.now()")
    run(a_stage, BEGINS["finish"])
    a_stage.let_pass(milliseconds=300)
    times = "(({ startTime, currentTime }) => [startTime, currentTime])(note.getAnimations()[0])"
    assert a_stage.page.evaluate(times) == [began, 300]
