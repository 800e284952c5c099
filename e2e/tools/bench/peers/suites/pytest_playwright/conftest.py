"""The browser to use, and the job server. `PEER_PAGE` and `PEER_BROWSER` name page and browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.tools.bench.peers.suites.pytest_playwright.job_server import JobServer, serve_page


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": os.environ["PEER_BROWSER"]}


@pytest.fixture(scope="session")
def job_server() -> Iterator[JobServer]:
    with serve_page(Path(os.environ["PEER_PAGE"])) as server:
        yield server
