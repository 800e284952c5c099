"""Marks as `slow` what starts a browser, a build or the command; `make test-fast` leaves it out.

A plugin of pytest (see the root's conftest.py). A test outside the list that takes long has this mark of
its own: `@pytest.mark.slow`. A test that starts a process without the mark fails.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

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
        "any_server", "browser_server", "build_cache", "caches", "caching_proxy", "check_server",
        "check_server_behind_a_proxy", "check_server_dialects", "check_server_drift",
        "check_server_socket", "check_server_unusable", "cluster", "command_in_process",
        "commands", "commands_on_server", "control_api", "debug_ended", "dropped_interrupt",
        "equal_keys", "every_scenario_can_fail", "example_pages", "explore", "explore_at_random",
        "gate_on_cluster", "gate_with_a_server", "guard", "interrupted", "interruption",
        "killed_workers", "licences", "lost_browser_server", "mock_server", "mutate_bad_input",
        "nothing_waits_for_time", "order_of_tests", "pages_without_rest", "peers_command",
        "plays_compared", "process_pool", "record", "regressions", "replay", "sandbox_of_commands",
        "serve", "setting_up", "shards", "unusable_browser_server", "watch", "what_is_loaded",
        "wire",
    )
)  # fmt: skip
"""Files of tests that start processes or servers by themselves."""

STARTS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty"})
"""Python's audit events of the start of a process."""

_started: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark, and listens for processes that are started."""
    config.addinivalue_line("markers", "slow: starts a browser, a build, a server or the command.")
    sys.addaudithook(_note_start)


def _note_start(event: str, args: tuple[object, ...]) -> None:
    # A thread that an earlier test has left may start one, such as the loop of a worker's backend.
    if event in STARTS and threading.current_thread() is threading.main_thread():
        _started.append(f"{event}{args[:2]}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow, before `-m` chooses."""
    for item in items:
        asks = FIXTURES.intersection(getattr(item, "fixturenames", ()))
        is_scenario = hasattr(getattr(item, "function", None), "scenarios")
        if asks or is_scenario or item.path.name in STARTS_PROCESSES:
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Fails a test whose fixtures start a process, and which is not slow."""
    _started.clear()
    yield
    _expect_no_start(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fails a test that starts a process, and is not slow."""
    _started.clear()
    yield
    _expect_no_start(item)


def _expect_no_start(item: pytest.Item) -> None:
    if _started and item.get_closest_marker("slow") is None:
        pytest.fail(
            f"This test is not marked as slow, and starts a process: {_started[0][:200]}. Mark it, or "
            f"name its file in {__name__}.",
            pytrace=False,
        )
