"""The desk between panel and play: it takes one command at a time, and a pause between two acts."""

from __future__ import annotations

import pytest

from e2e.debug.commands import Command, Rebuild, RunTo, Step
from e2e.debug.desk import Desk
from e2e.debug.errors import BrowserClosed, Refused
from e2e.debug.view import View


def allow(command: Command) -> None:
    pass


class Nothing(Exception):
    """There is no order to take."""


def take(desk: Desk, *, has_browser: bool = True) -> Command | Rebuild | None:
    def announce() -> None:
        raise Nothing

    try:
        return desk.take(announce, lambda: has_browser)
    except Nothing:
        return None


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def desk(anyio_backend: str) -> Desk:
    desk = Desk(allow, View())
    desk.publish(View(activity="waiting"))
    return desk


@pytest.mark.anyio
async def test_a_command_is_taken_once_and_a_second_one_is_refused_meanwhile(desk: Desk) -> None:
    desk.submit(Step())
    with pytest.raises(Refused, match="playing"):
        desk.submit(Step())
    assert (take(desk), take(desk), desk.view.activity) == (Step(), None, "playing")


@pytest.mark.anyio
async def test_only_a_play_that_runs_is_paused_and_only_once(desk: Desk) -> None:
    with pytest.raises(Refused, match="waiting"):
        desk.pause()
    desk.submit(RunTo(None))
    desk.pause()
    assert [desk.is_pause_wanted(), desk.is_pause_wanted()] == [True, False]


@pytest.mark.anyio
async def test_a_pause_that_came_too_late_does_not_stop_the_next_run(desk: Desk) -> None:
    desk.submit(RunTo(None))
    desk.pause()
    desk.publish(desk.view.model_copy(update={"activity": "waiting"}))
    desk.submit(RunTo(None))
    assert not desk.is_pause_wanted()


@pytest.mark.anyio
async def test_a_follower_sees_the_newest_view_and_its_leaving_is_told(desk: Desk) -> None:
    views = desk.follow()
    seen = [(await anext(views)).version]
    for _ in range(3):
        desk.publish(desk.view)
    seen.append((await anext(views)).version)
    await views.aclose()
    assert seen == [1, 4]
    with pytest.raises(BrowserClosed):
        take(desk, has_browser=False)


@pytest.mark.anyio
async def test_a_panel_that_goes_while_an_act_is_played_does_not_keep_the_play_from_waiting(
    desk: Desk,
) -> None:
    views = desk.follow()
    await anext(views)
    await views.aclose()
    announced: list[str] = []

    def announce() -> None:
        announced.append("waiting")
        desk.submit(Step())

    assert desk.take(announce, lambda: True) == Step()
    assert announced == ["waiting"]


@pytest.mark.anyio
async def test_a_refused_command_leaves_no_order_and_the_same_view() -> None:
    def refuse(command: Command) -> None:
        raise Refused("step", "No act is left.")

    desk = Desk(refuse, View(activity="waiting"))
    with pytest.raises(Refused):
        desk.submit(Step())
    assert (take(desk), desk.view) == (None, View(activity="waiting"))
