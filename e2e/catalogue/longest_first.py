"""The pytest plugin that plays the longest scenarios first, so that no worker ends with a long one.

The gate adds it; elsewhere the order stays random.
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
    """Sorts the items so that each worker begins with long ones.

    xdist gives each worker a run of items at the start, and later the workers steal from each other.
    """
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
    """The id of the scenario at the end of its test's id: `...[page|scenario]`."""
    return nodeid.rpartition("|")[2].rstrip("]")
