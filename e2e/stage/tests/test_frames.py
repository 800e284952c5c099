"""An animation frame that the page has asked for is painted before an act is over."""

from __future__ import annotations

import pytest

from e2e.history.page_events import PageComplained
from e2e.history.stage_events import CameToRest
from e2e.stage import JobOnStage, Stage
from mock_backend.journal.events import RequestArrived


def get_said(stage: Stage) -> list[tuple[int, str]]:
    return [(each.at, each.message) for _, each in stage.history.of_type(PageComplained)]


@pytest.mark.parametrize("ask", ["requestAnimationFrame", "requestIdleCallback"])
def test_an_act_is_over_when_the_frame_that_it_led_to_is_painted(
    a_stage: Stage, job: JobOnStage, ask: str
) -> None:
    a_stage.page.evaluate(f"{ask}(() => console.error('painted'))")
    job.progress(41)
    assert get_said(a_stage) == [(16, "painted")]
    job.progress(42)
    assert a_stage.now == 16


def test_a_frame_that_was_cancelled_is_not_waited_for(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(
        "cancelAnimationFrame(requestAnimationFrame(() => console.error('painted')))"
    )
    job.progress(41)
    assert (get_said(a_stage), a_stage.now) == ([], 0)


@pytest.mark.parametrize("cancel", ["cancelAnimationFrame", "cancelIdleCallback"])
@pytest.mark.parametrize("handle", ["undefined", "null", "NaN", "{}", "'none'", "0", "77"])
def test_to_cancel_a_frame_that_was_never_asked_for_changes_nothing(
    a_stage: Stage, job: JobOnStage, cancel: str, handle: str
) -> None:
    a_stage.page.evaluate(
        f"{cancel}({handle}); requestAnimationFrame(() => console.error('painted'))"
    )
    job.progress(41)
    assert get_said(a_stage) == [(16, "painted")]


def test_a_frame_is_cancelled_by_its_handle_as_text(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(
        "cancelAnimationFrame(String(requestAnimationFrame(() => console.error('painted'))))"
    )
    job.progress(41)
    assert (get_said(a_stage), a_stage.now) == ([], 0)


def test_an_animation_is_granted_two_frames_an_act_and_no_more(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.page.evaluate(
        """() => {
          let last = "";
          const paint = () => {
            const status = document.body.innerText.match(/\\d+%/)?.[0] ?? "";
            if (status !== last) console.error(status);
            last = status;
            requestAnimationFrame(paint);
          };
          requestAnimationFrame(paint);
        }"""
    )
    job.progress(41)
    assert (get_said(a_stage), a_stage.now) == ([(16, "41%")], 32)
    job.progress(42)
    assert (get_said(a_stage)[1:], a_stage.now) == ([(48, "42%")], 64)
    a_stage.let_pass(seconds=1)
    assert a_stage.now == 1064 + 24


def test_a_timer_that_is_due_before_the_frame_fires_first(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(
        """() => {
          requestAnimationFrame(() => console.error("painted"));
          setTimeout(() => console.error("fired"), 10);
        }"""
    )
    job.progress(41)
    assert get_said(a_stage) == [(10, "fired"), (16, "painted")]


LOOKS_AT_THE_TIME = """(ask) => {
  const due = performance.now() + 1000;
  const look = () => {
    if (performance.now() < due) requestAnimationFrame(look);
    else ask();
  };
  look();
}"""


def look_at_the_time(stage: Stage, ask: str) -> None:
    stage.page.evaluate(f"({LOOKS_AT_THE_TIME})(() => {ask})")
    stage.let_pass()


def test_a_question_of_a_frame_is_answered_before_more_time_passes(
    a_stage: Stage, job: JobOnStage
) -> None:
    look_at_the_time(a_stage, f"fetch('/v1/jobs/{job.id}').then(() => console.error('answered'))")
    a_stage.let_pass(seconds=5)
    [(at, said)] = get_said(a_stage)
    assert (said, at) == ("answered", 1008)
    assert 1008 in [each.at for _, each in a_stage.history.of_type(RequestArrived)]
    assert a_stage.now == 5032


def test_a_timer_that_is_set_in_a_frame_fires_at_its_time(a_stage: Stage, job: JobOnStage) -> None:
    ask = f"fetch('/v1/jobs/{job.id}').then(() => console.error('answered'))"
    look_at_the_time(a_stage, f"setTimeout(() => {ask}, 700)")
    a_stage.let_pass(seconds=5)
    assert get_said(a_stage) == [(1708, "answered")]


def test_a_frame_that_begins_nothing_is_no_stop(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate("() => { const paint = () => requestAnimationFrame(paint); paint(); }")
    job.progress(41)
    before = len([*a_stage.history.of_type(CameToRest)])
    a_stage.let_pass(seconds=5)
    assert len([*a_stage.history.of_type(CameToRest)]) < before + 6


def test_on_waking_the_page_paints(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(
        "setTimeout(() => requestAnimationFrame(() => console.error('painted')), 1000)"
    )
    a_stage.laptop.sleep(hours=1)
    assert get_said(a_stage) == [(3_600_016, "painted")]


def test_no_frame_is_painted_in_a_hidden_tab_until_it_is_seen(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.tab.hide()
    a_stage.page.evaluate(
        """() => {
          requestAnimationFrame(() => console.error('painted'));
          cancelAnimationFrame(requestAnimationFrame(() => console.error('cancelled')));
          requestIdleCallback(() => console.error('idle'));
        }"""
    )
    a_stage.let_pass(seconds=3)
    assert [said for _, said in get_said(a_stage)] == ["idle"]
    a_stage.tab.show()
    assert get_said(a_stage)[1:] == [(3016, "painted")]


def test_a_frame_that_was_asked_for_before_waits_in_a_hidden_tab(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.page.evaluate(
        """() => document.addEventListener('visibilitychange', () => {
          if (!document.hidden) cancelAnimationFrame(frame);
        })"""
    )
    a_stage.page.evaluate(
        """() => {
          window.frame = requestAnimationFrame(() => console.error('cancelled'));
          requestAnimationFrame(() => console.error('painted'));
        }"""
    )
    a_stage.tab.hide()
    a_stage.let_pass(seconds=3)
    assert get_said(a_stage) == []
    a_stage.tab.show()
    assert [said for _, said in get_said(a_stage)] == ["painted"]
