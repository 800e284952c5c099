"""The port at which a page asks on each network."""

from __future__ import annotations

from contextlib import ExitStack

from e2e.engine.errors import StageError
from e2e.engine.network import DIRECT
from mock_backend.caching_proxy import PROFILES, CachingProxy, NoNginx, Profile, serve_caching_proxy


class NetworkPorts:
    """Starts a proxy for the first who asks for it, and keeps it until `open_things` are closed.

    One that has ended meanwhile is replaced: it costs the play that it was killed in, and no other.
    """

    def __init__(self, backend_port: int, open_things: ExitStack) -> None:
        self._backend_port = backend_port
        self._open_things = open_things
        self._proxies: dict[Profile, CachingProxy] = {}

    def get_port(self, network: str) -> int:
        """Where a page asks that is on `network`; raises StageError when its proxy does not start."""
        return self._backend_port if network == DIRECT else self.get_port_of(PROFILES[network])

    def get_port_of(self, profile: Profile) -> int:
        """Where a proxy of that profile serves; raises StageError when it does not start."""
        kept = self._proxies.get(profile)
        if kept is None or not kept.is_running():
            serving = serve_caching_proxy(profile, backend_port=self._backend_port)
            try:
                kept = self._proxies[profile] = self._open_things.enter_context(serving)
            except NoNginx as error:
                raise StageError(str(error)) from None
        return kept.port
