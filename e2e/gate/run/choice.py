"""Chooses the scenarios that a gate plays on the page under test, and gives reasons for the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from e2e.catalogue.scenario import Scenario
from e2e.gate.run.catalogue import choose_scenario
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.sources import get_spellings, takes_prop
from e2e.gate.run.wire import Wire
from e2e.gate.verdict.left_out import LeftOut


@dataclass(frozen=True, slots=True)
class Chosen:
    """The scenarios to play, in the catalogue's order, and those of the tier that are left out."""

    scenarios: Sequence[Scenario]
    left_out: tuple[LeftOut, ...] = ()


def choose_scenarios(
    settings: GateSettings,
    known: Sequence[Scenario],
    wire: Wire,
    checkout: Path,
    props: Mapping[str, object],
) -> Chosen:
    """Returns the scenarios that the settings name, else those of the tier that are about this page.

    It leaves out scenarios of a dialect that the page is not played with. It also leaves out scenarios
    that give the component a prop which neither the sources below `checkout` nor `props` mention. Raises
    BadUsage for an unknown id.
    """
    if settings.scenarios:
        named = {choose_scenario(id).id for id in settings.scenarios}
        return Chosen([each for each in known if each.id in named])
    of_tier = [each for each in known if each.tier in settings.tiers]
    untaken = _find_untaken(of_tier, checkout, props)
    left_out: dict[str, list[str]] = {}
    played = []
    for each in of_tier:
        if not wire.plays(each):
            reason = f"the page is played with the dialect {wire.name}: {wire.because}"
            left_out.setdefault(reason, []).append(each.id)
        elif each.prop in untaken:
            reason = f"no source below src mentions the prop {each.prop}, nor does --props"
            left_out.setdefault(reason, []).append(each.id)
        else:
            played.append(each)
    return Chosen(
        played,
        tuple(LeftOut(reason=why, scenarios=tuple(ids)) for why, ids in left_out.items()),
    )


def _find_untaken(
    scenarios: Sequence[Scenario], checkout: Path, props: Mapping[str, object]
) -> Collection[str | None]:
    wanted = {each.prop for each in scenarios if each.prop is not None}
    return {
        prop
        for prop in wanted
        if not props.keys() & set(get_spellings(prop)) and not takes_prop(checkout, prop)
    }
