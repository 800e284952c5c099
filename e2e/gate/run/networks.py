"""Checks the name of a network on the command line."""

from __future__ import annotations

from e2e.engine.network import NETWORKS
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean


def check_network(name: str) -> None:
    """Raises BadUsage with the nearest name for an unknown network."""
    if name not in NETWORKS:
        raise BadUsage(
            f"Failed to choose network {name!r}: there is no such profile."
            f"{did_you_mean(name, list(NETWORKS))} Known: {', '.join(NETWORKS)}."
        )
