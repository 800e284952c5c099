"""The figures of the tools, as the JSON file has them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.tools.bench.peers.play import Verdict


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Judged(_Figures):
    """A page as a tool judged it; `failed` are the scenarios that found it wrong."""

    page: str
    is_good: bool
    verdict: Verdict
    failed: tuple[str, ...] = ()
    note: str = ""


class Flakes(_Figures):
    """The runs of our page that a tool did not pass while `busy` processes burned, out of `runs`.

    `at_once` of the runs were side by side.
    """

    runs: int
    busy: int
    at_once: int = 1
    not_passed: tuple[Judged, ...]


class Timed(_Figures):
    """Medians over `rounds` runs on our page, in seconds: of a scenario and of the start."""

    rounds: int
    per_scenario: float
    start: float | None


class ToolFigures(_Figures):
    """All figures of a tool; None, or nothing, for what was not measured."""

    tool: str
    title: str
    timed: Timed | None = None
    patches: tuple[Judged, ...] = ()
    cases: tuple[Judged, ...] = ()
    flakes: Flakes | None = None


class Figures(_Figures):
    """The figures of the tools, and the machine and the day on which they were measured."""

    machine: str
    day: str
    tools: tuple[ToolFigures, ...]

    def merge(self, later: Figures) -> Figures:
        """Returns these with each tool of `later` in the place of the same tool; later's machine and day.

        What `later` did not measure of a tool is kept.
        """
        known = {each.tool: each for each in self.tools}
        for each in later.tools:
            kept = known.get(each.tool, each)
            measured = {
                name: value
                for name in ToolFigures.model_fields
                if (value := getattr(each, name)) not in (None, ())
            }
            known[each.tool] = kept.model_copy(update=measured)
        return Figures(machine=later.machine, day=later.day, tools=tuple(known.values()))
