"""The type of a scenario, the judgement of its history, and the pytest plugin that plays it."""

from e2e.catalogue.end import COMPLETED, ENDS, FAILED, End
from e2e.catalogue.judge import judge
from e2e.catalogue.recovery import recover, shows_otherwise
from e2e.catalogue.result import Finding, Outcome, Result
from e2e.catalogue.scenario import Family, Scenario, Tier, scenario, scenario_for_each

__all__ = [
    "COMPLETED",
    "ENDS",
    "FAILED",
    "End",
    "Family",
    "Finding",
    "Outcome",
    "Result",
    "Scenario",
    "Tier",
    "judge",
    "recover",
    "scenario",
    "scenario_for_each",
    "shows_otherwise",
]
