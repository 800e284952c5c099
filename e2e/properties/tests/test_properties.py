"""Each property has a history that breaks it, and a similar one that keeps it."""

from __future__ import annotations

import pytest

from e2e.history.tests.written import Written
from e2e.properties import ALL_PROPERTIES, KEPT_OVER_REFRESH
from e2e.properties.tests.histories import ADVICE, DECIDES, KEPT_BY

PROPERTIES = {each.id: each for each in (*ALL_PROPERTIES, KEPT_OVER_REFRESH)}


def cases(histories: dict[str, list[Written]]) -> list[object]:
    return [
        pytest.param(id, written, id=f"{id}-{number}")
        for id, several in histories.items()
        for number, written in enumerate(several, 1)
    ]


@pytest.mark.parametrize(("id", "written"), cases(DECIDES))
def test_a_wrong_state_that_lasts_decides_and_is_told_with_the_wrong_entry(
    id: str, written: Written
) -> None:
    violation = PROPERTIES[id].find(written.history)
    assert violation is not None
    assert (violation.property, violation.severity) == (id, "decides")
    assert written.history.entries[violation.wrong.index] is violation.wrong


@pytest.mark.parametrize(("id", "written"), cases(ADVICE))
def test_a_state_that_passes_or_hurts_no_person_is_advice(id: str, written: Written) -> None:
    violation = PROPERTIES[id].find(written.history)
    assert violation is not None
    assert (violation.property, violation.severity) == (id, "advice")
    assert written.history.entries[violation.wrong.index] is violation.wrong


@pytest.mark.parametrize(("id", "written"), cases(KEPT_BY))
def test_a_history_next_to_it_keeps_the_property(id: str, written: Written) -> None:
    assert PROPERTIES[id].find(written.history) is None


def test_every_property_has_a_history_that_breaks_it_and_one_that_keeps_it() -> None:
    assert set(DECIDES) | set(ADVICE) == set(KEPT_BY) == set(PROPERTIES)
