"""The order and the parts of the scenarios, by known durations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from e2e.catalogue.durations import share_out, sort_longest_first


@given(st.lists(st.integers(1, 300), max_size=12), st.integers(1, 5))
def test_each_scenario_is_in_one_part_and_no_part_is_much_longer(
    seconds: list[int], of: int
) -> None:
    measured = {f"scenario {number}": float(each) for number, each in enumerate(seconds)}
    ids = list(measured)
    parts = share_out(ids, of, measured)

    assert sorted(id for part in parts for id in part) == sorted(ids)
    assert all(part == [id for id in ids if id in part] for part in parts)
    loads = [sum(measured[id] for id in part) for part in parts]
    assert max(loads) <= sum(loads) / of + max(measured.values(), default=0) + 1e-6


def test_the_long_ones_are_in_different_parts_and_the_short_ones_make_up_for_them() -> None:
    measured = {"long": 8.0, "longer": 9.0, "a": 2.0, "b": 2.0, "c": 1.0}

    assert share_out(list(measured), 2, measured) == [["longer", "b"], ["long", "a", "c"]]


def test_one_that_was_not_measured_counts_as_the_median() -> None:
    measured = {"short": 1.0, "usual": 2.0, "long": 30.0}

    assert sort_longest_first(["new", "short", "usual", "long"], measured) == [
        "long",
        "new",
        "usual",
        "short",
    ]
    assert share_out(["a", "b", "c"], 3, {}) == [["a"], ["b"], ["c"]]
