"""Plays a scenario with a gate of the backend switched off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.stage.stage import Stage
from e2e.tools.gates.gate import Gate, Switch

PlayScenario = Callable[[Scenario], Result]
"""Plays a scenario once on a good page, and judges it."""


def play_disabled(scenario: Scenario, gate: Gate, play: PlayScenario) -> Result:
    """Plays `scenario` with `gate` off, and returns its result."""
    with gate.switched(is_on=False):
        return play(scenario)


def find_used(
    scenario: Scenario, gates: Sequence[Gate], play: PlayScenario
) -> tuple[Result, list[Gate]]:
    """Plays `scenario` with every gate on, and returns the result and the gates that acted."""
    with ExitStack() as stack:
        switches = {gate.name: stack.enter_context(gate.switched(is_on=True)) for gate in gates}
        result = play(_count_acts_alone(scenario, list(switches.values())))
    return result, [gate for gate in gates if switches[gate.name].uses]


def _count_acts_alone(scenario: Scenario, switches: Sequence[Switch]) -> Scenario:
    """Returns the scenario, which stops the count after its acts: the cleanup opens every gate."""

    def play(stage: Stage) -> None:
        try:
            scenario.play(stage)
        finally:
            for each in switches:
                each.stop_counting()

    return replace(scenario, play=play)
