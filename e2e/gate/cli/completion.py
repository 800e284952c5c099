"""The completions for a shell."""

from __future__ import annotations

from e2e.caches.kinds import KINDS
from e2e.engine.network import DIRECT
from e2e.gate.run.catalogue import get_scenarios
from e2e.pages.regressions import get_regressions
from mock_backend.caching_proxy import PROFILES


def complete_scenario(incomplete: str) -> list[tuple[str, str]]:
    """Returns the ids of scenarios that begin with `incomplete`, with their sentences."""
    return [(each.id, each.sentence) for each in get_scenarios() if each.id.startswith(incomplete)]


def complete_network(incomplete: str) -> list[tuple[str, str]]:
    """Returns the networks that begin with `incomplete`, with a description of each."""
    known = {DIRECT: "nothing in between"} | {
        name: f"a proxy that {profile.sentence}" for name, profile in PROFILES.items()
    }
    return [(name, said) for name, said in known.items() if name.startswith(incomplete)]


def complete_cache(incomplete: str) -> list[tuple[str, str]]:
    """Returns the caches of the defence table that begin with `incomplete`, with their sentences."""
    return [(name, kind.sentence) for name, kind in KINDS.items() if name.startswith(incomplete)]


def complete_family(incomplete: str) -> list[str]:
    """Returns the families of scenarios that begin with `incomplete`."""
    families = dict.fromkeys(each.family for each in get_scenarios())
    return [each for each in families if each.startswith(incomplete)]


def complete_regression(incomplete: str) -> list[tuple[str, str]]:
    """Returns the regressions that begin with `incomplete`, with the fix that each takes out."""
    return [
        (each.name, each.takes_out)
        for each in get_regressions()
        if each.name.startswith(incomplete)
    ]
