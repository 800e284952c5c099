"""Marks as `slow` what starts a browser, a build or the command; `make test-fast` leaves it out.

A plugin of pytest (see the root's conftest.py). A test outside the list that takes long has this mark of
its own: `@pytest.mark.slow`.
"""

from __future__ import annotations

import pytest

FIXTURES = frozenset(
    {
        "a_checkout",
        "backstage",
        "debugged",
        "gate_once",
        "kept_browser",
        "schedule_player",
        "run_gate",
        "stage_browser",
        "start_browser",
        "start_debug",
    }
)
"""What a test asks for that plays in a browser, or builds a page."""

STARTS_PROCESSES = frozenset(
    f"test_{name}.py"
    for name in (
        "any_server", "build_cache", "caches", "check_server", "check_server_behind_a_proxy",
        "browser_server", "commands_on_server", "check_server_dialects", "check_server_drift",
        "check_server_socket", "check_server_unusable",
        "caching_proxy", "command_in_process", "control_api", "debug_ended",
        "every_scenario_can_fail", "example_pages", "explore",
        "equal_keys", "explore_at_random", "gate_with_a_server", "guard", "interrupted", "mock_server",
        "order_of_tests", "pages_without_rest", "plays_compared", "process_pool", "record",
        "regressions", "replay", "killed_workers", "serve", "setting_up", "watch", "what_is_loaded",
        "wire", "shards", "cluster", "dropped_interrupt", "interruption", "sandbox_of_commands",
    )
)  # fmt: skip
"""Files of tests that start processes or servers by themselves."""


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark."""
    config.addinivalue_line("markers", "slow: starts a browser, a build, a server or the command.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow, before `-m` chooses."""
    for item in items:
        asks = FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if asks or item.path.name in STARTS_PROCESSES:
            item.add_marker("slow")
