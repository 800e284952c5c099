"""The scenarios of the catalogue."""

from __future__ import annotations

import importlib.util
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import e2e.scenarios
from e2e.catalogue.scenario import Scenario, get_scenarios_of
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean
from e2e.pages.places import OWN_SCENARIOS


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


def choose_own_scenario(words: str) -> Scenario:
    """Returns a scenario of a team's own file, which `FILE.py::ID` names, or `FILE.py` where it has one.

    The file is imported as pytest imports a test: with its folder on the path. Raises BadUsage where
    there is no such file, where the import raises, and where the file has no such scenario.
    """
    name, _, id = words.partition("::")
    scenarios = {each.id: each for each in get_own_scenarios(Path(name))}
    if not id and len(scenarios) == 1:
        return next(iter(scenarios.values()))
    if id not in scenarios:
        asked = f"it has no scenario {id!r}" if id else f"it has {len(scenarios)} scenarios"
        known = ", ".join(f"{name}::{each}" for each in scenarios) or "none"
        raise BadUsage(f"Failed to choose a scenario of {name}: {asked}. Known: {known}.")
    return scenarios[id]


def get_own_scenarios(file: Path) -> list[Scenario]:
    """Returns the scenarios of a team's own file, which is imported as pytest imports a test.

    Raises BadUsage where there is no such file, and where the import raises.
    """
    module = _import(file.resolve())
    return [each for value in vars(module).values() for each in get_scenarios_of(value)]


def get_files_of_our_page() -> tuple[Path, ...]:
    """Returns the files with the scenarios of our own page alone."""
    return tuple(sorted(OWN_SCENARIOS.glob("test_*.py")))


def _import(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise BadUsage(f"Failed to read the scenarios of {file}: there is no such file.")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BadUsage(
            f"Failed to import {file}: {type(error).__name__}: {error}. `pytest {file}` shows where."
        ) from error
    finally:
        sys.path.remove(str(file.parent))
    return module


def _walk() -> Iterator[Scenario]:
    for module in pkgutil.iter_modules(e2e.scenarios.__path__, "e2e.scenarios."):
        for value in vars(importlib.import_module(module.name)).values():
            yield from get_scenarios_of(value)
