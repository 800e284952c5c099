"""An act is over when each message between tabs has arrived, and the tab has taken it in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from e2e.history.page_events import PageComplained
from e2e.stage import JobOnStage, Stage

TURNS = 3000
"""The messages of a game between two tabs, one after another."""

RETURNS = {
    "BroadcastChannel": (
        """(serves) => {
          const channel = new BroadcastChannel('game');
          window.hit = (turn) => channel.postMessage(turn);
          channel.onmessage = ({ data }) => window.take(data);
        }"""
    ),
    "storage": (
        """(serves) => {
          window.hit = (turn) => localStorage.setItem('game', turn);
          window.addEventListener('storage', ({ key, newValue }) => window.take(Number(newValue)));
        }"""
    ),
    "storage without a call": (
        """(serves) => {
          window.hit = (turn) => { localStorage.game = turn; };
          window.addEventListener('storage', ({ key, newValue }) => window.take(Number(newValue)));
        }"""
    ),
}
"""A message to the other tabs, and the event that it is there."""

TAKE = """(last) => {
  window.take = (turn) => (turn < last ? window.hit(turn + 1) : console.error('over'));
}"""


def get_said(stage: Stage) -> list[str]:
    return [said.message for each in stage.histories for _, said in each.of_type(PageComplained)]


def get_pages(stage: Stage) -> list[Page]:
    return stage.page.context.pages


@pytest.mark.parametrize("way", RETURNS)
def test_an_act_is_over_when_the_tabs_have_no_message_for_each_other(
    a_stage: Stage, job: JobOnStage, way: str
) -> None:
    a_stage.open_tab(job)
    for page in get_pages(a_stage):
        page.evaluate(RETURNS[way])
        page.evaluate(TAKE, TURNS)
    a_stage.page.evaluate("() => { setTimeout(() => window.hit(1), 1000); }")
    job.progress(41)
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == ["over"]


def test_an_act_is_over_when_a_tab_has_its_own_message(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(RETURNS["BroadcastChannel"])
    a_stage.page.evaluate("() => { window.first = window.hit; }")
    a_stage.page.evaluate(RETURNS["BroadcastChannel"])
    a_stage.page.evaluate(TAKE, TURNS)
    a_stage.page.evaluate("() => { setTimeout(() => window.first(1), 1000); }")
    job.progress(41)
    a_stage.let_pass(seconds=1)
    assert "over" in get_said(a_stage)


def test_the_tabs_notice_nothing_of_the_stage_that_waits_for_their_messages(
    a_stage: Stage, job: JobOnStage
) -> None:
    tell = """() => {
      window.addEventListener('storage', ({ key }) => console.error(`changed ${key}`));
      window.onstorage = ({ key }) => console.error(`changed ${key}`);
    }"""
    a_stage.page.evaluate(tell)
    a_stage.open_tab(job)
    for page in get_pages(a_stage):
        page.evaluate(tell)
    before = a_stage.page.evaluate("() => ({ ...localStorage })")
    get_pages(a_stage)[1].evaluate(
        """() => { setTimeout(() => { localStorage.setItem('own', '1'); }, 1000); }"""
    )
    job.progress(41)
    a_stage.let_pass(seconds=1)
    job.progress(42)
    # Our own page keeps its state there under a key of its own.
    assert {each for each in get_said(a_stage) if "jobstatus-e2e" in each} == set()
    assert "changed own" in get_said(a_stage)
    after = a_stage.page.evaluate("() => ({ ...localStorage })")
    assert after.keys() == before.keys() | {"own"}


def test_timers_of_two_tabs_that_are_due_together_fire_in_the_order_of_the_tabs(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.open_tab(job)
    first, second = get_pages(a_stage)
    second.evaluate(
        """() => {
          let heard = false;
          new BroadcastChannel('order').onmessage = () => { heard = true; };
          setTimeout(() => console.error(heard ? 'second' : 'first'), 1000);
        }"""
    )
    first.evaluate(
        """() => {
          const channel = new BroadcastChannel('order');
          setTimeout(() => channel.postMessage('first'), 1000);
        }"""
    )
    job.progress(41)
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == ["second"]


def test_timers_of_two_tabs_fire_once_each_after_a_sleep(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.open_tab(job)
    for number, page in enumerate(get_pages(a_stage)):
        page.evaluate(
            "(number) => { setTimeout(() => console.error(`woke ${number}`), 1000); }", number
        )
    job.progress(41)
    a_stage.laptop.sleep(hours=1)
    assert sorted(get_said(a_stage)) == ["woke 0", "woke 1"]
