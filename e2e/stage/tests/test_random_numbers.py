"""`Math.random` gives a page the same numbers in each play, and two tabs different ones."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.stage import JobOnStage, Stage
from e2e.stage.tests.conftest import OpenStage

DRAW = "() => Array.from({ length: 5 }, () => Math.random())"
DRAW_IN_WORKER = """() => new Promise((heard) => {
  const text = "onmessage = () => postMessage(Array.from({ length: 5 }, () => Math.random()))";
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  worker.onmessage = ({ data }) => heard(data);
  worker.postMessage(null);
})"""

Act = Callable[[Stage, JobOnStage], object]


def draw(page: Page, script: str = DRAW) -> list[float]:
    drawn: list[float] = page.evaluate(script)
    assert all(0 <= each < 1 for each in drawn)
    assert len(set(drawn)) == len(drawn)
    return drawn


def draw_after(open_a_stage: OpenStage, *acts: Act) -> list[list[float]]:
    """Returns the numbers that a page on a stage of its own gets after each of `acts`."""
    stage = open_a_stage()
    job = stage.add_job(progress=40)
    stage.show(job)
    drawn = [draw(stage.page), draw(stage.page, DRAW_IN_WORKER)]
    for act in acts:
        act(stage, job)
        drawn.append(draw(stage.page))
    return drawn


def test_two_plays_draw_the_same(open_a_stage: OpenStage) -> None:
    acts: tuple[Act, ...] = (
        lambda stage, job: stage.let_pass(seconds=2),
        lambda stage, job: stage.mount(job),
        lambda stage, job: stage.let_pass(seconds=2),
        lambda stage, job: stage.refresh(),
    )
    first, second = (draw_after(open_a_stage, *acts) for _ in range(2))
    assert first == second
    assert len(set(map(tuple, first))) == len(first)


def test_a_component_draws_the_same_wherever_it_is_mounted(open_a_stage: OpenStage) -> None:
    (*_, mounted_again) = draw_after(open_a_stage, lambda stage, job: stage.mount(job))
    (*_, late) = draw_after(
        open_a_stage,
        lambda stage, job: draw(stage.page),
        lambda stage, job: stage.mount(job),
    )
    assert mounted_again == late


def test_another_tab_draws_other_numbers(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    a_stage.open_tab(job)
    first, second = (draw(page) for page in a_stage.page.context.pages)
    assert first != second
