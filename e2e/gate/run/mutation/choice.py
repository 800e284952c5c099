"""Chooses the scenarios of a mutation run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from e2e.catalogue.scenario import Scenario
from e2e.gate.run.catalogue import (
    choose_scenario,
    get_files_of_our_page,
    get_own_scenarios,
    get_scenarios,
)
from e2e.gate.run.choice import choose_scenarios
from e2e.gate.run.mutation.settings import MutationSettings
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.wire import Wire
from e2e.pages.builds import PageSource
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean
from e2e.pages.places import REFERENCE


def get_own_files(settings: MutationSettings, checkout: Path) -> tuple[Path, ...]:
    """Returns the files of a team's own scenarios; for our own page it has some."""
    if settings.own or checkout != REFERENCE:
        return tuple(each.resolve() for each in settings.own)
    return get_files_of_our_page()


def choose_played(settings: MutationSettings, page: PageSource, wire: Wire) -> Sequence[Scenario]:
    """Returns the scenarios to play, in the order in which they are tried.

    Raises BadUsage for an unknown id or family, for own files that cannot be read, and for a choice that
    leaves none.
    """
    chosen = choose_scenarios(
        GateSettings(tier=settings.tier), get_scenarios(), wire, page.checkout, page.props
    ).scenarios
    own = [
        each for file in get_own_files(settings, page.checkout) for each in get_own_scenarios(file)
    ]
    if settings.scenarios:
        known = {each.id: each for each in own}
        chosen = [known.get(id) or choose_scenario(id) for id in settings.scenarios]
    else:
        chosen = [*own, *chosen]
    names = {name for each in chosen for name in (each.id, each.family)}
    for name in settings.left_out:
        if name not in names:
            raise BadUsage(
                f"Failed to leave out {name!r}: no scenario that is played has this id or family."
                f"{did_you_mean(name, list(names))}"
            )
    left = [
        e for e in chosen if e.id not in settings.left_out and e.family not in settings.left_out
    ]
    if not left:
        raise BadUsage("Failed to begin: --leave-out leaves no scenario to play.")
    # Those of the page's own come first: they are about what no scenario of the catalogue can know.
    first = {each.id for each in own}
    return [
        *(each for each in left if each.id in first),
        *_spread([each for each in left if each.id not in first]),
    ]


def _spread(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Returns the scenarios with one of each family before the second of any: unlike ones come first."""
    seen: Counter[str] = Counter()
    turns = []
    for each in scenarios:
        turns.append((seen[each.family], each))
        seen[each.family] += 1
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])]
