"""Describes the machine that it runs on, this one or a worker, and checks what a cluster needs here."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from e2e.engine.browser import find_browser
from e2e.pages.errors import BadUsage
from e2e.pages.places import CACHE
from e2e.pages.suite_key import get_suite_key
from e2e.workers.machine import Machine


def describe_machine() -> Machine:
    """Returns suite, browser and folder of builds of this machine; raises NoBrowser without a browser."""
    browser = find_browser()
    builds = CACHE / "cluster"
    builds.mkdir(parents=True, exist_ok=True)
    return Machine(get_suite_key(), f"Chromium {browser.version}", browser.source, builds)


def refuse_with_cluster(
    recorded: Path | None, browser: Path | None, own: Sequence[Path] = ()
) -> None:
    """Raises BadUsage for options that name a file of this machine, and if Dask is not installed."""
    _check_extra()
    for option, is_given in (
        ("--recorded", recorded is not None),
        ("--browser", browser is not None),
        ("--own-scenarios", bool(own)),
    ):
        if is_given:
            raise BadUsage(
                f"Failed to begin: {option} names a file of this machine, which the workers of a "
                "cluster do not have. Leave one of the two out."
            )


def _check_extra() -> None:
    if importlib.util.find_spec("distributed") is None:
        raise BadUsage(
            "Failed to begin: --cluster needs Dask, which is not installed. "
            "Install it with: pip install -e '.[cluster]'."
        )
