"""The plan of a gate, made before anything is started."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from e2e.catalogue.scenario import Scenario
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.choice import Chosen, choose_scenarios
from e2e.gate.run.machine import refuse_with_cluster
from e2e.gate.run.networks import check_network
from e2e.gate.run.page_names import UNDER_TEST
from e2e.gate.run.parts import choose_part
from e2e.gate.run.played import UsedBaseline, UsedWaivers
from e2e.gate.run.schedules.exploring_in_gate import get_budget
from e2e.gate.run.settings import GateSettings
from e2e.gate.run.wire import Wire, choose_wire
from e2e.gate.verdict.baseline import read_baseline
from e2e.gate.verdict.verdict import SCHEMA_VERSION
from e2e.gate.verdict.waivers import read_waivers
from e2e.pages.builds import PageSource
from e2e.pages.chosen_page import choose_page, read_props
from e2e.pages.errors import BadUsage


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a gate. All its inputs are checked, so no bad usage can appear later.

    `known` is the whole catalogue, `chosen` the choice for the page, and `scenarios` those of the part.
    `budget` is the time of the exploration in seconds, None for no exploration. `began` is a monotonic
    time in seconds.
    """

    page: PageSource
    wire: Wire
    known: Sequence[Scenario]
    chosen: Chosen
    scenarios: Sequence[Scenario]
    waivers: UsedWaivers | None
    baseline: UsedBaseline | None
    budget: float | None
    began_at: datetime
    began: float


def make_plan(settings: GateSettings) -> Plan:
    """Returns the plan; raises BadUsage for settings that cannot be used."""
    began_at, began = datetime.now(UTC), time.monotonic()
    page = choose_page(
        UNDER_TEST,
        settings.web_ui,
        settings.regression,
        props=read_props(settings.props),
        reads_config=settings.reads_config,
    )
    check_network(settings.network)
    _check_cluster(settings)
    budget = get_budget(settings)
    known = get_scenarios()
    wire = choose_wire(settings.wire, settings.recorded, page.checkout)
    chosen = choose_scenarios(settings, known, wire, page.checkout, page.props)
    return Plan(
        page=page,
        wire=wire,
        known=known,
        chosen=chosen,
        scenarios=choose_part(chosen.scenarios, settings.part),
        waivers=_read_waivers(settings, known),
        baseline=_read_baseline(settings),
        budget=budget,
        began_at=began_at,
        began=began,
    )


def _check_cluster(settings: GateSettings) -> None:
    if settings.cluster is None:
        return
    refuse_with_cluster(settings.recorded, settings.browser)
    if settings.part is not None:
        raise BadUsage(
            "Failed to begin: --cluster shares out the whole gate by itself. Leave --shard out."
        )
    if settings.headed or settings.slowmo:
        raise BadUsage(
            "Failed to begin: --headed and --slowmo are for a browser of this machine, and a cluster "
            "plays elsewhere. Leave --cluster out."
        )


def _read_waivers(settings: GateSettings, known: Sequence[Scenario]) -> UsedWaivers | None:
    if settings.waivers is None:
        return None
    waivers = read_waivers(settings.waivers, [each.id for each in known])
    return UsedWaivers(file=str(settings.waivers), waivers=tuple(waivers))


def _read_baseline(settings: GateSettings) -> UsedBaseline | None:
    if settings.baseline is None:
        return None
    baseline = read_baseline(settings.baseline, SCHEMA_VERSION)
    return UsedBaseline(file=str(settings.baseline), baseline=baseline)
