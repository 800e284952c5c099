"""The list of acts, its cursor, and the stops of a play. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from e2e.debug.act_list import ActList, ListedAct
from e2e.debug.commands import Command, Inject, RunTo, Step, TakeOut
from e2e.debug.errors import Refused
from e2e.explorer.acts import Complete, LateProgress, Refresh
from e2e.explorer.snapshot import JobSeen, Snapshot

SCRIPT = ("show", "hold", "end")
RUNNING = Snapshot(jobs=(JobSeen("running", 40),), on_screen=1)


class Played:
    """Plays a script of three acts on a list as a director does, and records the acts it played."""

    def __init__(self, script: Sequence[str] = SCRIPT) -> None:
        self.list = ActList()
        self.list.snapshot = RUNNING
        self.list.expect(tuple(ListedAct(each, each) for each in script), runs_through=False)
        self.begin(script)

    def begin(self, script: Sequence[str] = SCRIPT) -> None:
        self.list.begin()
        self.played: list[str] = []
        self._script = list(script)
        self._meet()
        self.go_on()

    def _meet(self) -> None:
        if self._script:
            self.list.meet(ListedAct(self._script[0], self._script[0]))
        else:
            self.list.end(is_complete=True)

    def go_on(self) -> None:
        while self.list.goes_on:
            if (act := self.list.get_injected()) is not None:
                self.played.append(act.act)
                self.list.note_played()
                continue
            self.played.append(self._script.pop(0))
            self.list.note_played()
            self._meet()

    def give(self, *commands: Command) -> list[str]:
        for command in commands:
            if self.list.take(command) == "anew":
                self.begin()
            else:
                self.go_on()
        return self.played


def test_a_play_stops_when_the_page_is_open() -> None:
    assert Played().played == ["show"]


def test_a_scenario_that_prepares_something_first_stops_after_that() -> None:
    play = Played(("hold", "show", "end"))
    assert play.played == ["hold", "show"]


def test_a_step_plays_one_act_and_no_more() -> None:
    assert Played().give(Step()) == ["show", "hold"]


def test_going_back_plays_anew_up_to_there() -> None:
    play = Played()
    assert play.give(RunTo(None)) == ["show", "hold", "end"]
    assert play.give(RunTo(2)) == ["show", "hold"]
    assert play.give(RunTo(0)) == []


def test_an_injected_act_comes_before_the_next_one_in_every_play_from_then_on() -> None:
    play = Played()
    assert play.give(Inject(Complete())) == ["show", "complete"]
    assert play.give(RunTo(0), RunTo(None)) == ["show", "complete", "hold", "end"]
    assert [each.name for each in play.list.acts] == ["show", "complete", "hold", "end"]


def test_an_act_that_is_injected_earlier_moves_those_that_follow() -> None:
    play = Played()
    play.give(Step(), Inject(Complete()), RunTo(1), Inject(Refresh()))
    assert play.give(RunTo(None)) == ["show", "refresh", "hold", "complete", "end"]


def test_an_act_can_be_injected_when_none_is_left() -> None:
    play = Played()
    assert play.give(RunTo(None), Inject(Refresh())) == ["show", "hold", "end", "refresh"]
    assert play.list.is_at_end


def test_what_is_taken_out_is_gone_and_the_play_is_where_it_was() -> None:
    play = Played()
    play.give(Inject(Complete()), Step())
    assert play.give(TakeOut(2)) == ["show", "hold"]
    assert [each.name for each in play.list.acts] == list(SCRIPT)


def test_a_pause_stops_before_the_next_act() -> None:
    play = Played()
    play.list.take(RunTo(None))
    play.list.pause()
    play.go_on()
    assert play.played == ["show"]


def test_a_script_that_ends_earlier_than_before_leaves_no_act_behind() -> None:
    play = Played()
    play.give(RunTo(None))
    play.begin(SCRIPT[:2])
    assert [each.name for each in play.list.acts] == list(SCRIPT[:2])


@pytest.mark.parametrize(
    ("commands", "refused", "field"),
    [
        ([RunTo(None)], Step(), "step"),
        ([RunTo(None)], RunTo(None), "to"),
        ([], RunTo(4), "to"),
        ([RunTo(0)], Inject(Complete()), "act"),
        ([], Inject(LateProgress()), "act"),
        ([], TakeOut(1), "number"),
    ],
    ids=[
        "step at the end",
        "run at the end",
        "beyond",
        "before the page is open",
        "not enabled",
        "no injected",
    ],
)
def test_a_command_that_does_nothing_is_refused_by_its_field_and_changes_nothing(
    commands: list[Command], refused: Command, field: str
) -> None:
    play = Played()
    before = (list(play.give(*commands)), play.list.acts)
    with pytest.raises(Refused) as caught:
        play.list.take(refused)
    assert caught.value.field == field
    play.go_on()
    assert (play.played, play.list.acts) == before


def test_nothing_is_injected_into_an_ending() -> None:
    acts = ActList()
    acts.expect((), runs_through=False)
    acts.begin()
    for is_ending in (False, True):
        acts.meet(ListedAct("act", "act", is_ending=is_ending))
        acts.note_played()
    with pytest.raises(Refused, match="ending"):
        acts.check(Inject(Complete()))
