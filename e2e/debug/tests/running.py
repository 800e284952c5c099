"""The real command with its panel, for tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

COMMAND = Path(sys.prefix) / "bin" / "jobstatus-e2e"
LIMIT = 120
"""Seconds of real time after which a test stops to wait for a command."""


@dataclass(frozen=True)
class Running:
    """A command that runs: the address of its panel, with the token, and its output before that."""

    process: subprocess.Popen[str]
    address: str
    said: tuple[str, ...]
    client: httpx.Client

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.address).query)["token"][0]

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def events(self) -> str:
        return f"{self.origin}/api/events"

    def get(self, path: str) -> httpx.Response:
        """Sends a GET request to the control API, with the token."""
        return self.client.get(f"{self.origin}/api/{path}", headers=self.bearer)

    def get_state(self) -> dict[str, Any]:
        answer = self.get("state")
        assert answer.status_code == 200
        state: dict[str, Any] = answer.json()
        return state

    def post(self, path: str, body: object = None) -> httpx.Response:
        """Sends an order to the control API; returns when the play waits again."""
        return self.client.post(f"{self.origin}/api/{path}", json=body, headers=self.bearer)

    def wait_until_waiting(self) -> dict[str, Any]:
        """Follows the events until the play waits for a command, and returns the state then."""
        with self.client.stream("GET", self.events, headers=self.bearer) as answer:
            for line in answer.iter_lines():
                if line and (state := self.get_state())["activity"] == "waiting":
                    return state
        raise AssertionError("the command ended")


@contextmanager
def run_debug(*arguments: str | Path, cwd: Path) -> Iterator[Running]:
    """Starts `jobstatus-e2e debug` without windows, and ends it with the block.

    The block begins when the panel is served, and the page built.
    """
    command = [str(COMMAND), "debug", *map(str, arguments), "--headless"]
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        address: str | None = None
        for line in process.stdout:
            said.append(line.rstrip("\n"))
            if line.startswith("Panel: "):
                address = said.pop().removeprefix("Panel: ")
                break
        try:
            assert address is not None, process.stderr and process.stderr.read()
            with httpx.Client(timeout=LIMIT) as client:
                yield Running(process, address, tuple(said), client)
        finally:
            process.terminate()
            process.communicate(timeout=LIMIT)
