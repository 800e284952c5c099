"""A relay in front of a Playwright server: it cuts the connections, or keeps them and goes silent."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Relay:
    """Forwards each connection to a server; `address` leads to it by the relay.

    With `silent_after` it forwards nothing more of a connection once the client has sent that many
    chunks, and keeps it open.
    """

    def __init__(
        self, listener: socket.socket, address: str, silent_after: int | None = None
    ) -> None:
        parts = urlsplit(address)
        self.address = f"ws://127.0.0.1:{listener.getsockname()[1]}{parts.path}"
        self._to = ("127.0.0.1", parts.port or 0)
        self._listener = listener
        self._silent_after = silent_after
        self._is_silent = threading.Event()
        self._forwarded = 0
        self._grows = threading.Condition()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def go_silent(self) -> None:
        """Forwards nothing more on the connections that are open; a new connection is forwarded."""
        self._is_silent.set()

    def wait_for_chunks(self, count: int) -> None:
        """Returns once clients have sent `count` chunks."""
        with self._grows:
            self._grows.wait_for(lambda: self._forwarded >= count)

    def cut(self) -> None:
        """Cuts the connections that are open."""
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Forwards connections until the listener is closed."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                break
            self._is_silent = threading.Event()
            server = socket.create_connection(self._to)
            self._open += [client, server]
            for source, to in ((client, server), (server, client)):
                given = (source, to, self._is_silent, source is client)
                self._threads.append(threading.Thread(target=self._forward, args=given))
                self._threads[-1].start()
        self.cut()
        for thread in self._threads:
            thread.join()
        for each in self._open:
            each.close()

    def _forward(
        self, source: socket.socket, to: socket.socket, is_silent: threading.Event, counts: bool
    ) -> None:
        chunks = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                chunks += counts
                with self._grows:
                    self._forwarded += counts
                    self._grows.notify_all()
                if self._silent_after is not None and chunks > self._silent_after:
                    is_silent.set()
                if not is_silent.is_set():
                    to.sendall(data)
            to.shutdown(socket.SHUT_RDWR)


@contextmanager
def relay_to(address: str, silent_after: int | None = None) -> Iterator[Relay]:
    """Runs a relay to the server at `address` until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(listener, address, silent_after)
        running = threading.Thread(target=relay.run)
        running.start()
        try:
            yield relay
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            running.join()
