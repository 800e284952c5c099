from __future__ import annotations

from e2e.mutation.plays_left import get_most_plays_left
from e2e.mutation.tests.page_of_mutants import make_mutant
from e2e.mutation.tried import Difference, Kill, Tried

SCENARIOS = frozenset(f"s{number}" for number in range(12))
DONE = {"s0", "s1"}


def make_quiet() -> Tried:
    return Tried(make_mutant("0", 1), SCENARIOS, set(DONE))


def make_seen() -> Tried:
    return Tried(make_mutant("1", 2), SCENARIOS, set(DONE), differences=[Difference("s0")])


def test_those_that_change_no_history_share_their_plays_and_those_that_do_share_none() -> None:
    assert get_most_plays_left([make_quiet(), make_quiet()], 2, 4) == 5
    assert get_most_plays_left([make_seen(), make_seen()], 2, 4) == 20


def test_one_that_is_killed_needs_no_more() -> None:
    killed = make_seen()
    killed.kills.append(Kill("s1", "killed", None, None))
    assert get_most_plays_left([killed], 2, 4) == 0


def test_those_that_were_not_begun_are_taken_to_fare_as_those_that_were() -> None:
    waiting = Tried(make_mutant("2", 3), SCENARIOS)
    assert get_most_plays_left([make_seen(), waiting], 2, 4) == 10 + 2 + 12
