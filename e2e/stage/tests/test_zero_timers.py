"""Timers of 0 ms fire at the moment at which they are set, before anything is let through to the page."""

from __future__ import annotations

import pytest

from e2e.history.page_events import FetchAnswered, PageComplained, SocketOpened, TimerFired
from e2e.stage import JobOnStage, Stage


@pytest.fixture
def job(a_stage: Stage) -> JobOnStage:
    """A job whose component was mounted and unmounted again, so that only the test sets timers."""
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    a_stage.unmount()
    return job


def get_said(stage: Stage) -> list[tuple[int, str]]:
    """Returns the messages of `console.error` in the page, each with its virtual time."""
    return [(each.at, each.message) for _, each in stage.history.of_type(PageComplained)]


def test_a_chain_within_a_timers_callback_fires_at_the_moment_of_the_first(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.page.evaluate(
        """() => {
          const chain = (left) => {
            console.error(String(left));
            if (left > 1) setTimeout(chain, 0, left - 1);
          };
          setTimeout(chain, 500, 3);
        }"""
    )
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == [(500, "3"), (500, "2"), (500, "1")]
    assert (a_stage.now, a_stage.next_timer) == (1000, None)


def test_a_delay_that_is_no_whole_number_of_milliseconds_is_that_of_the_browser(
    a_stage: Stage, job: JobOnStage
) -> None:
    """HTML, timer initialisation steps: the delay is a WebIDL `long`, and not below 0."""
    a_stage.page.evaluate(
        """() => setTimeout(() => {
          for (const delay of [undefined, null, -5, NaN, Infinity, 2 ** 31, 0.9, "0"])
            setTimeout(() => console.error(String(delay)), delay);
          setTimeout(() => console.error("1.9"), 1.9);
          setTimeout(() => console.error("25"), "25");
        }, 100)"""
    )
    a_stage.let_pass(milliseconds=200)
    at_once = ["undefined", "null", "-5", "NaN", "Infinity", "2147483648", "0.9", "0"]
    assert get_said(a_stage) == [*((100, each) for each in at_once), (101, "1.9"), (125, "25")]


def test_an_interval_of_0_ms_fires_at_once_and_then_each_millisecond(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.page.evaluate(
        """() => setTimeout(() => {
          let left = 3;
          const id = setInterval(() => {
            console.error(String(left));
            if (--left === 0) clearInterval(id);
          }, 0);
        }, 100)"""
    )
    a_stage.let_pass(milliseconds=200)
    assert get_said(a_stage) == [(100, "3"), (101, "2"), (102, "1")]
    assert a_stage.next_timer is None


def test_an_interval_of_0_ms_that_ends_with_its_first_call_is_over(
    a_stage: Stage, job: JobOnStage
) -> None:
    """RxJS makes each of its timers in this way."""
    a_stage.page.evaluate(
        """() => {
          const id = setInterval(() => {
            clearInterval(id);
            console.error("once");
          });
        }"""
    )
    job.progress(41)
    assert get_said(a_stage) == [(0, "once")]
    assert a_stage.next_timer is None


def test_what_is_due_fires_before_an_answer_and_a_handshake_are_let_through(
    a_stage: Stage, job: JobOnStage
) -> None:
    seen = len(a_stage.history)
    a_stage.page.evaluate(
        """(job) => setTimeout(() => {
          fetch(`/v1/jobs/${job}?first`).then((answer) => answer.text());
          setTimeout(() => {
            new WebSocket(`ws://${location.host}/v1/ws/jobs/${job}`);
            setTimeout(() => undefined, 0);
          }, 0);
        }, 100)""",
        job.id,
    )
    a_stage.let_pass(milliseconds=100)
    kinds = (TimerFired, FetchAnswered, SocketOpened)
    new = [entry.event for entry in a_stage.history.entries[seen:]]
    assert [(type(each), each.at) for each in new if isinstance(each, kinds)] == [
        *[(TimerFired, 100)] * 3,
        (FetchAnswered, 100),
        (SocketOpened, 100),
    ]


@pytest.mark.parametrize("clear", ["clearTimeout", "clearInterval"])
def test_a_timer_is_cleared_by_its_handle_as_text(
    a_stage: Stage, job: JobOnStage, clear: str
) -> None:
    """A page that keeps a handle in an attribute of an element gets it back as text."""
    a_stage.page.evaluate(f"{clear}(String(setTimeout(() => console.error('fired'), 500)))")
    assert a_stage.next_timer is None
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == []


@pytest.mark.parametrize("handle", ["undefined", "null", "NaN", "{}", "'none'", "0", "77"])
def test_to_clear_a_timer_that_was_never_set_changes_nothing(
    a_stage: Stage, job: JobOnStage, handle: str
) -> None:
    a_stage.page.evaluate(f"clearTimeout({handle}); clearInterval({handle})")
    a_stage.page.evaluate("setTimeout(() => console.error('fired'), 500)")
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == [(500, "fired")]
