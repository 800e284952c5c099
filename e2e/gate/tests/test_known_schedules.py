"""Schedules that failed on a page are kept for its next exploration."""

from __future__ import annotations

from pathlib import Path

from e2e.explorer.acts import Complete, Drop
from e2e.explorer.exploration import Exploration
from e2e.explorer.schedule import Schedule
from e2e.explorer.tests.test_shards import FAILED, OLDER, SOCKET, cause, part
from e2e.gate.run.schedules.known_schedules import read_known, remember


def found(id: str, *acts: Complete | Drop, belief: str = "confirmed") -> Exploration:
    return part(1, of=1, causes=[cause(id, 1, belief=belief).model_copy(update={"acts": acts})])


def test_of_each_cause_the_last_schedule_that_was_confirmed_is_known(tmp_path: Path) -> None:
    remember(found(OLDER, Complete(), Drop()), tmp_path)
    remember(found(OLDER, Drop()), tmp_path)
    remember(found(SOCKET, Complete()), tmp_path)
    remember(found(FAILED, Complete(), belief="only sometimes"), tmp_path)
    known = {each.cause: each.acts for each in read_known(tmp_path)}
    assert known == {OLDER: (Drop(),), SOCKET: (Complete(),)}


def test_a_file_that_is_no_schedule_is_left_out(tmp_path: Path) -> None:
    remember(found(OLDER, Drop()), tmp_path)
    (tmp_path / "cut-short.json").write_text('{"format": ', encoding="utf-8")
    assert [type(each) for each in read_known(tmp_path)] == [Schedule]
    assert read_known(tmp_path / "nowhere") == []
