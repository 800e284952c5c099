"""No example of Hypothesis fails for the time that it takes."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings


def test_an_example_has_neither_a_deadline_nor_a_check_of_its_time() -> None:
    used = settings()
    assert used.deadline is None
    assert HealthCheck.too_slow in used.suppress_health_check
    assert settings.get_profile("default").deadline == timedelta(milliseconds=200)
