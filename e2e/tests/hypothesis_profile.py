"""Takes Hypothesis' bounds in real time from the tests: a busy machine must fail none.

A plugin of pytest (see the root's conftest.py). A gate switches Hypothesis' own plugin off, and does not
pay for its import.
"""

from __future__ import annotations

import pytest

NAME = "jobstatus-e2e"


def pytest_configure(config: pytest.Config) -> None:
    """Loads a profile without a deadline for an example and without a check of the time to draw one."""
    if not config.pluginmanager.has_plugin("hypothesispytest"):
        return
    from hypothesis import HealthCheck, settings

    settings.register_profile(NAME, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile(NAME)
