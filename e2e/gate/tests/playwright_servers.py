"""Real Playwright servers on loopback, each a process of its own with the browser of these tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

TOKEN = "a-token-that-no-report-may-have"
FIND = """
import re
from playwright.sync_api import Error, sync_playwright
with sync_playwright() as playwright:
    try:
        playwright.chromium.launch()
    except Error as error:
        print(re.search(r"Executable doesn't exist at (.*)", error.message)[1])
"""


@dataclass(frozen=True)
class PlaywrightServer:
    """A running server: the id of its process, and its address, which has a token in its path."""

    pid: int
    address: str


@contextmanager
def run_server(folder: Path, browser: str) -> Iterator[PlaywrightServer]:
    """Runs `playwright run-server`: each connection has a browser of its own, and a tunnel.

    `folder` becomes the one that Playwright downloads to, and its browser there starts `browser`.
    """
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    if not folder.exists():
        found = subprocess.run(
            [sys.executable, "-c", FIND],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        shell = Path(found.stdout.strip())
        shell.parent.mkdir(parents=True)
        shell.write_text(f'#!/bin/sh\nexec {browser} "$@"\n')
        shell.chmod(0o755)
    words = ["run-server", "--host", "127.0.0.1", "--path", f"/{TOKEN}"]
    with _serve(words, environment, folder.parent) as server:
        yield server


@contextmanager
def launch_server(folder: Path, browser: str, **options: object) -> Iterator[PlaywrightServer]:
    """Runs `playwright launch-server`: one browser for all connections, without a tunnel."""
    config = folder / "launch-server.json"
    given = {"executablePath": browser, "host": "127.0.0.1", "wsPath": TOKEN, **options}
    config.write_text(json.dumps(given))
    words = ["launch-server", "--browser", "chromium", "--config", str(config)]
    with _serve(words, os.environ, folder) as server:
        yield server


@contextmanager
def _serve(
    words: Sequence[str], environment: Mapping[str, str], temporary: Path
) -> Iterator[PlaywrightServer]:
    with subprocess.Popen(
        [*compute_driver_executable(), *words],
        env={**environment, "TMPDIR": str(temporary)},
        # A server ends when its standard input does.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = re.search(r"ws://\S+", process.stdout.readline())
        assert address is not None
        try:
            yield PlaywrightServer(process.pid, address[0])
        finally:
            # It would wait for a page that hangs. Its browsers end with it.
            process.kill()
