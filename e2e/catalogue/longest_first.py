"""Plays the scenarios that take longest first, so that no worker has a long one left at the end.

A plugin of pytest, which the gate adds; elsewhere the order stays random.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

import pytest

from e2e.catalogue.durations import get_durations, sort_longest_first


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Deals the items out: xdist gives each worker a run of them at the start, and they steal later."""
    yield
    worker: Mapping[str, Any] = getattr(config, "workerinput", {})
    items[:] = _deal(items, worker.get("workercount", 1))


def _deal(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    by_id = {item.nodeid: item for item in items}
    measured = get_durations()
    durations = {
        id: measured[scenario] for id in by_id if (scenario := _get_scenario(id)) in measured
    }
    ordered = [by_id[id] for id in sort_longest_first(by_id, durations)]
    return [item for number in range(workers) for item in ordered[number::workers]]


def _get_scenario(nodeid: str) -> str:
    """The id of the scenario, which the id of its test ends with: `...[page|scenario]`."""
    return nodeid.rpartition("|")[2].rstrip("]")
