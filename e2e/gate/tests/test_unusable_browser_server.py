"""A server that hands over no browser, or one that cannot play: exit code 2 or 3, and one message."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunGate, expect_one_message
from e2e.gate.tests.playwright_servers import TOKEN, launch_server

SERVER = "--browser-server"
WAY_OUT = "leave --browser-server out"
OTHER_VERSION = (
    "HTTP/1.1 428 Precondition Required\r\n\r\n╔═══╗\n║ Playwright version mismatch: ║\n"
    "║   - server version: v1.50 ║\n╚═══╝"
)
"""As a Playwright server answers a client of another version."""


@contextmanager
def listen(answer: str | None = None) -> Iterator[str]:
    """Listens on loopback, and answers the first request of each connection; never with None."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepted = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                accepted.append(connection)
                if answer is not None:
                    connection.recv(10_000)
                    connection.sendall(answer.encode())
                    connection.close()

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield f"ws://user:{TOKEN}@127.0.0.1:{listener.getsockname()[1]}/{TOKEN}?t={TOKEN}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            serving.join()
            for each in accepted:
                each.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([SERVER, f"http://127.0.0.1/{TOKEN}"], ["ws://HOST:PORT/PATH"]),
        ([SERVER, f"ws:///{TOKEN}"], ["ws://HOST:PORT/PATH"]),
        ([SERVER, f"ws://127.0.0.1:port/{TOKEN}"], ["ws://HOST:PORT/PATH"]),
        ([SERVER, "ws://127.0.0.1:9", "--browser-server-limit", "0"], ["limit", "above 0"]),
        ([SERVER, "ws://127.0.0.1:9", "--headed"], ["--headed", SERVER]),
        ([SERVER, "ws://127.0.0.1:9", "--browser", "/no/browser"], ["--browser needs", SERVER]),
        ([SERVER, "ws://127.0.0.1:9", "--explore", "30s"], ["--explore", SERVER]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_address_or_an_option_that_cannot_be_used_is_exit_code_2(
    gate_in_process: RunGate, arguments: list[str], words: list[str]
) -> None:
    done = gate_in_process(*arguments)
    expect_one_message(done, 2, *words)
    assert TOKEN not in done.out + done.err


def test_a_server_that_is_not_there_is_undecided_and_named(gate_in_process: RunGate) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = gate_in_process(SERVER, f"ws://127.0.0.1:{port}/{TOKEN}")
    expect_one_message(
        done, 3, f"the server at ws://127.0.0.1:{port}: connect ECONNREFUSED", WAY_OUT
    )
    assert TOKEN not in done.out + done.err


def test_one_that_never_answers_is_given_up_after_its_limit(gate_in_process: RunGate) -> None:
    with listen() as address:
        done = gate_in_process(SERVER, address, "--browser-server-limit", "0.3")
    expect_one_message(done, 3, "hand over a browser in 0.3 s (--browser-server-limit)", WAY_OUT)
    assert TOKEN not in done.out + done.err


def test_one_of_another_version_is_told_in_its_own_words(gate_in_process: RunGate) -> None:
    with listen(OTHER_VERSION) as address:
        done = gate_in_process(SERVER, address)
    expect_one_message(
        done, 3, "Playwright version mismatch: - server version: v1.50", WAY_OUT, "1.65"
    )
    assert TOKEN not in done.out + done.err


def test_a_browser_that_does_not_reach_this_machine_is_told_before_a_page_is_built(
    gate_in_process: RunGate, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """It is behind a proxy that is not there, and the server has no tunnel."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        proxy = {"server": f"http://127.0.0.1:{free.getsockname()[1]}"}
    browser = pytestconfig.option.browser_path
    with launch_server(tmp_path, browser, proxy=proxy) as server:
        done = gate_in_process(SERVER, server.address)
    expect_one_message(done, 3, "does not reach this machine", "ERR_PROXY", "run-server", WAY_OUT)
    assert "Pages:" not in done.out
