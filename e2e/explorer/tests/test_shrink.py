"""The shrinker on an abstract page, which breaks when the acts contain certain acts.

Pure: the oracle is the definition of "breaks", so that the minimal acts are known beforehand. A hundred
examples each: the reason for their length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e2e.explorer.acts import (
    ACT_NAMES,
    Act,
    Complete,
    Drop,
    Fail,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    ReleaseAnswer,
    Remount,
    SwitchJob,
)
from e2e.explorer.shrink import Acts, DoesNotBreak, shrink

PLAIN: list[Act] = [Complete(), Fail(), ReleaseAnswer(), OpenHandshake(), Drop(), SwitchJob()]
plain_acts = st.sampled_from([*PLAIN, Remount(), Refresh(), LetPass()])
any_act = st.one_of(
    plain_acts,
    st.builds(Progress, percent=st.sampled_from([50, 80])),
    st.builds(Complete, broadcast=st.sampled_from(["delivered", "lost"])),
    st.builds(LoseAnswer, which=st.integers(0, 2)),
    st.builds(
        ReleaseAnswer, which=st.integers(0, 2), as_of=st.sampled_from(["release", "arrival"])
    ),
    st.builds(LetPass, milliseconds=st.integers(1, 60_000)),
)


def contains_in_order(core: Acts) -> Callable[[Acts], Acts | None]:
    def breaks(acts: Acts) -> Acts | None:
        rest = iter(acts)
        return acts if all(act in rest for act in core) else None

    return breaks


def rank(act: Act) -> int:
    return ACT_NAMES.index(act.act)


@given(st.lists(plain_acts, max_size=5), st.lists(st.lists(any_act, max_size=4), max_size=6))
def test_what_is_left_is_what_breaks_and_nothing_else(core: list[Act], noise: list[Acts]) -> None:
    acts: list[Act] = []
    for number, act in enumerate(core):
        acts += [*(noise[number] if number < len(noise) else ()), act]
    acts += [act for each in noise[len(core) :] for act in each]

    assert shrink(acts, contains_in_order(tuple(core))) == tuple(core)


@given(st.lists(any_act, max_size=10), st.data())
def test_acts_whose_order_does_not_matter_come_out_in_the_plain_order(
    acts: list[Act], data: st.DataObject
) -> None:
    core = data.draw(st.lists(st.sampled_from(PLAIN), max_size=4)) if acts else []
    needed = Counter(core)
    acts = data.draw(st.permutations([*acts, *core]))

    def breaks(tried: Acts) -> Acts | None:
        return tried if Counter(tried) >= needed else None

    assert shrink(acts, breaks) == tuple(sorted(core, key=rank))


@given(st.integers(1, 60_000), st.data())
def test_a_delay_comes_out_as_long_as_it_has_to_be(least: int, data: st.DataObject) -> None:
    length = data.draw(st.integers(least, 60_000))

    def breaks(acts: Acts) -> Acts | None:
        passed = sum(act.milliseconds or 0 for act in acts if isinstance(act, LetPass))
        return acts if passed >= least else None

    shrunk = shrink([Complete(), LetPass(milliseconds=length), Drop()], breaks)
    assert shrunk == (LetPass(milliseconds=least),)


@given(st.lists(any_act, min_size=1, max_size=8), st.sets(st.integers(0, 255), max_size=60))
def test_the_result_is_1_minimal_on_a_page_without_rhyme_or_reason(
    acts: list[Act], broken: set[int]
) -> None:
    """The page may be any page, even one without sense: the acts that break it are random."""

    def breaks(tried: Acts) -> Acts | None:
        return (
            tried if tried == tuple(acts) or crc32(repr(tried).encode()) % 256 in broken else None
        )

    shrunk = shrink(acts, breaks)

    assert breaks(shrunk) is not None
    for place in range(len(shrunk)):
        assert breaks(shrunk[:place] + shrunk[place + 1 :]) is None
    for right in range(len(shrunk)):
        for left in range(right):
            if rank(shrunk[left]) > rank(shrunk[right]):
                swapped = list(shrunk)
                swapped[left], swapped[right] = shrunk[right], shrunk[left]
                assert breaks(tuple(swapped)) is None
    for place, act in enumerate(shrunk):
        if isinstance(act, LetPass) and act.milliseconds is not None:
            for shorter in (None, act.milliseconds - 1):
                shortened = LetPass(milliseconds=shorter or None)
                assert breaks((*shrunk[:place], shortened, *shrunk[place + 1 :])) is None


@given(st.lists(any_act, max_size=12), st.lists(plain_acts, max_size=3))
def test_the_same_acts_are_never_played_twice(noise: list[Act], core: list[Act]) -> None:
    plays: Counter[Acts] = Counter()
    oracle = contains_in_order(tuple(core))

    def breaks(acts: Acts) -> Acts | None:
        plays[acts] += 1
        return oracle(acts)

    shrink([*noise, *core], breaks)
    assert set(plays.values()) == {1}


def test_most_of_what_does_not_matter_goes_in_few_plays() -> None:
    plays = 0

    def breaks(acts: Acts) -> Acts | None:
        nonlocal plays
        plays += 1
        return contains_in_order((Complete(), Drop()))(acts)

    shrink([*[SwitchJob()] * 20, Complete(), *[Remount()] * 20, Drop(), *[Refresh()] * 20], breaks)
    assert plays <= 45


def test_acts_that_a_page_leaves_out_are_gone_from_the_result() -> None:
    def breaks(acts: Acts) -> Acts | None:
        played = tuple(act for act in acts if act != Drop())
        return played if Complete() in played else None

    assert shrink([Drop(), Complete(), Drop()], breaks) == (Complete(),)


def test_an_answer_keeps_its_number_when_the_release_of_another_goes() -> None:
    def breaks(acts: Acts) -> Acts | None:
        """Three answers are held; the page breaks when the newest is released."""
        held = ["oldest", "middle", "newest"]
        released = []
        for act in acts:
            if isinstance(act, ReleaseAnswer) and act.which < len(held):
                released.append(held.pop(act.which))
        return acts if "newest" in released else None

    assert shrink([ReleaseAnswer(), ReleaseAnswer(), ReleaseAnswer()], breaks) == (
        ReleaseAnswer(which=2),
    )


def test_fields_come_out_as_plain_as_they_can_be() -> None:
    acts: list[Act] = [
        Complete(broadcast="lost"),
        ReleaseAnswer(which=2, as_of="arrival"),
        Drop(how="clean"),
    ]

    def breaks(tried: Acts) -> Acts | None:
        kinds = [type(act) for act in tried]
        lost = any(isinstance(act, Complete) and act.broadcast == "lost" for act in tried)
        return tried if lost and kinds == [Complete, ReleaseAnswer, Drop] else None

    assert shrink(acts, breaks) == (Complete(broadcast="lost"), ReleaseAnswer(), Drop())


def test_acts_that_break_nothing_are_told_apart() -> None:
    with pytest.raises(DoesNotBreak, match="break nothing"):
        shrink([Complete()], lambda acts: None)
