"""The scenarios of the catalogue."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import e2e.scenarios
from e2e.catalogue.scenario import Scenario, get_scenarios_of
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean


def get_scenarios() -> list[Scenario]:
    """Returns every scenario of the catalogue, file by file, in the order of the sources."""
    return list(_walk())


def choose_scenario(id: str) -> Scenario:
    """Returns the scenario of that id; raises BadUsage with the nearest id for an unknown one."""
    known = {each.id: each for each in _walk()}
    if id not in known:
        raise BadUsage(
            f"Failed to find scenario {id!r}: the catalogue has no such id."
            f"{did_you_mean(id, list(known))} `jobstatus-e2e list` lists them."
        )
    return known[id]


def _walk() -> Iterator[Scenario]:
    for module in pkgutil.iter_modules(e2e.scenarios.__path__, "e2e.scenarios."):
        for value in vars(importlib.import_module(module.name)).values():
            yield from get_scenarios_of(value)
