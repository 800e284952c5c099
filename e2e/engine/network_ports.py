"""The port at which a page asks on each network."""

from __future__ import annotations

from contextlib import ExitStack

from e2e.engine.errors import StageError
from e2e.engine.network import DIRECT
from mock_backend.caching_proxy import PROFILES, NoNginx, serve_caching_proxy


class NetworkPorts:
    """Starts a proxy for the first who asks for it, and keeps it until `open_things` are closed."""

    def __init__(self, backend_port: int, open_things: ExitStack) -> None:
        self._backend_port = backend_port
        self._open_things = open_things
        self._ports = {DIRECT: backend_port}

    def get_port(self, network: str) -> int:
        """Where a page asks that is on `network`; raises StageError when its proxy does not start."""
        if network not in self._ports:
            serving = serve_caching_proxy(PROFILES[network], backend_port=self._backend_port)
            try:
                self._ports[network] = self._open_things.enter_context(serving).port
            except NoNginx as error:
                raise StageError(str(error)) from None
        return self._ports[network]
