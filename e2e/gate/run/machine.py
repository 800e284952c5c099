"""Describes the machine that it runs on: this one, or a worker of a cluster."""

from __future__ import annotations

import importlib.util

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


def check_extra() -> None:
    """Raises BadUsage if Dask is not installed."""
    if importlib.util.find_spec("distributed") is None:
        raise BadUsage(
            "Failed to begin: --cluster needs Dask, which is not installed. "
            "Install it with: pip install -e '.[cluster]'."
        )
