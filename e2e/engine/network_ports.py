"""The port at which a page asks on each network."""

from __future__ import annotations

from contextlib import ExitStack

from e2e.engine.errors import StageError
from e2e.engine.network import DIRECT
from mock_backend.caching_proxy import PROFILES, CachingProxy, NoNginx, Profile, serve_caching_proxy


class NetworkPorts:
    """Starts a proxy when its port is first asked for, and keeps it until `open_things` is closed.

    A proxy that has ended meanwhile is replaced: only the play in which it was killed is lost.
    """

    def __init__(self, backend_port: int, open_things: ExitStack) -> None:
        self._backend_port = backend_port
        self._open_things = open_things
        self._proxies: dict[Profile, CachingProxy] = {}

    def get_port(self, network: str) -> int:
        """Returns the port for a page on `network`; raises StageError when its proxy does not start."""
        return self._backend_port if network == DIRECT else self.get_port_of(PROFILES[network])

    def get_port_of(self, profile: Profile) -> int:
        """Returns the port of the proxy of `profile`; raises StageError when it does not start."""
        kept = self._proxies.get(profile)
        if kept is None or not kept.is_running():
            serving = serve_caching_proxy(profile, backend_port=self._backend_port)
            try:
                kept = self._proxies[profile] = self._open_things.enter_context(serving)
            except NoNginx as error:
                raise StageError(str(error)) from None
        return kept.port
