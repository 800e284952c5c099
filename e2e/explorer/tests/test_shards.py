"""Shards: each schedule is in exactly one, and joined they are the whole exploration."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e2e.explorer.acts import Act, Complete, Drop, LetPass, OpenHandshake, ReleaseAnswer, Remount
from e2e.explorer.exploration import (
    BadExploration,
    Exploration,
    merge,
    read_exploration,
    write_exploration,
)
from e2e.explorer.explored_cause import ExploredCause
from e2e.explorer.fingerprint import get_fingerprint
from e2e.explorer.space import EXHAUSTIVE
from e2e.explorer.tree import ROOTS_AT, Shard

SOME_ACTS = st.lists(
    st.sampled_from([OpenHandshake(), LetPass(), Complete(), ReleaseAnswer(), Drop(), Remount()]),
    max_size=7,
).map(tuple)


def part(
    *shards: int, of: int = 2, played: tuple[tuple[Act, ...], ...] = (), **changes: object
) -> Exploration:
    made = Exploration(
        page="reference",
        page_key="0123456789abcdef",
        mode="exhaustive",
        acts=3,
        bounds=EXHAUSTIVE,
        shards=shards,
        of=of,
        is_complete=True,
        played=len(played),
        pruned=10,
    )
    for acts in played:
        made.add_fingerprint(get_fingerprint(acts))
    return made.model_copy(update=changes)


def name(files: list[Exploration]) -> dict[Path, Exploration]:
    return {Path(f"{number}.json"): each for number, each in enumerate(files, 1)}


@given(SOME_ACTS, st.integers(1, 9))
def test_every_schedule_belongs_to_exactly_one_shard(acts: tuple[Act, ...], of: int) -> None:
    owners = [number for number in range(1, of + 1) if Shard(number, of).owns(acts)]

    assert len(owners) == 1


@given(SOME_ACTS, st.integers(1, 9))
def test_a_subtree_belongs_to_one_shard(acts: tuple[Act, ...], of: int) -> None:
    shard = Shard(1, of)

    if len(acts) >= ROOTS_AT:
        assert shard.owns(acts) == shard.owns(acts[:ROOTS_AT])


def test_two_shards_joined_are_the_whole_in_any_order() -> None:
    one, other = (OpenHandshake(),), (Complete(), Remount())
    whole = part(1, of=1, played=(one, other), pruned=20)

    for parts in (
        [part(1, played=(one,)), part(2, played=(other,))],
        [part(2, played=(other,)), part(1, played=(one,))],
    ):
        joined = merge(name(parts))
        assert joined == whole


def test_a_shard_that_is_missing_leaves_the_whole_unfinished() -> None:
    joined = merge(name([part(1, of=3), part(3, of=3)]))

    assert (joined.is_complete, joined.shards, joined.of) == (False, (1, 3), 3)


def cause(
    id: str,
    acts: int,
    *alternatives: str,
    found: int = 1,
    belief: str = "confirmed",
    **more: object,
) -> ExploredCause:
    said = {
        "id": id,
        "sentence": "It is so.",
        "mechanism": f"as in {acts} acts",
        "event": None,
        "fix": None,
        "alternatives": alternatives,
        "decides": True,
        "properties": ("no-flash",),
        "detail": "it flashes",
        "found": found,
        "belief": belief,
        "schedule": f"schedules/{id}.json",
        "acts": [Drop()] * acts,
    }
    return ExploredCause.model_validate({**said, **more})


OLDER, SOCKET, FAILED = (
    "older-frame-applied",
    "no-poll-while-connected",
    "polling-ended-after-a-failed-poll",
)


def test_of_each_cause_the_shortest_that_is_believed_is_kept_and_the_counts_add_up() -> None:
    joined = merge(
        name([
            part(1, causes=[cause(OLDER, 2, belief="only on the shared page"), cause(SOCKET, 1)]),
            part(2, causes=[cause(OLDER, 5, found=2), cause(SOCKET, 3, found=4)]),
            part(3, causes=[cause(OLDER, 4, found=3)]),
        ])
    )  # fmt: skip

    assert joined.causes == [cause(OLDER, 4, found=6), cause(SOCKET, 1, found=5)]


def test_the_gravest_comes_first_and_what_is_not_confirmed_last() -> None:
    flash = cause("older-state-for-a-moment", 1, found=99, decides=False)
    doubtful = cause(FAILED, 1, found=99, belief="only sometimes")
    often, seldom = cause(SOCKET, 4, found=9), cause(OLDER, 1, found=2)

    joined = merge(name([part(1, causes=[flash, doubtful, seldom]), part(2, causes=[often])]))
    assert joined.causes == [often, seldom, flash, doubtful]


@pytest.mark.parametrize(("certain", "leading"), [(SOCKET, SOCKET), (OLDER, FAILED)])
def test_a_cause_that_is_one_of_two_is_the_one_that_other_schedules_show(
    certain: str, leading: str
) -> None:
    either = cause(FAILED, 1, SOCKET, found=2)
    joined = merge(name([part(1, causes=[either]), part(2, causes=[cause(certain, 3, found=3)])]))

    found = {each.id: each.found for each in joined.causes}
    assert found == ({SOCKET: 5} if leading == SOCKET else {OLDER: 3, FAILED: 2})


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"page_key": "fedcba9876543210"}, "Only shards of one page can be joined"),
        ({"acts": 4}, "are not shards of one exploration"),
        ({"mode": "random"}, "are not shards of one exploration"),
        ({"of": 3}, "are not shards of one exploration"),
        ({"shards": (1,)}, "shard 1/2 is in 1.json and in 2.json"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else None,
)
def test_parts_that_do_not_belong_together_are_refused(
    other: dict[str, object], words: str
) -> None:
    with pytest.raises(BadExploration) as caught:
        merge(name([part(1), part(2).model_copy(update=other)]))

    assert words in str(caught.value)


def test_an_exploration_is_read_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "reports" / "exploration.json"
    kept = part(1, causes=[cause(OLDER, 1)])
    write_exploration(kept, file)

    assert read_exploration(file) == kept
    assert [each.name for each in file.parent.iterdir()] == ["exploration.json"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "it is not JSON"),
        ("{}", "it is no exploration"),
        ('{"format": "jobstatus-e2e exploration", "version": 9}', "unknown version 9"),
        ('{"format": "jobstatus-e2e exploration", "version": 2}', "page: Field required"),
    ],
)
def test_a_file_that_is_no_exploration_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "bad.json").write_text(text)

    with pytest.raises(BadExploration) as caught:
        read_exploration(tmp_path / "bad.json")
    assert "bad.json" in str(caught.value)
    assert words in str(caught.value)
