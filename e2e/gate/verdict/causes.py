"""Groups many failures by the few causes behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import CauseFound, Result
from e2e.causes import KINDS, choose_leading

Locate = Callable[[str], Sequence[str]]
"""Returns the places in the page's own source for the stack of an error, the innermost first."""


class CauseVerdict(BaseModel):
    """One mechanism behind the failures of a page.

    `id` is stable. `sentence` is for a product owner, `mechanism` for a developer. `clearest` is the
    scenario that reaches the wrong state soonest; `mechanism` and `event`, the line of the history that
    made the state wrong, come from its play. `places` are the lines of the checkout's source where the
    page threw an error, the innermost first. `fix` is the change of docs/issue-231-analysis.md that
    addresses the cause, or None. `decides` is true if at least one of its `scenarios` makes the verdict
    a regression; such scenarios come first.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    sentence: str
    mechanism: str
    event: str | None
    places: tuple[str, ...] = ()
    fix: str | None
    decides: bool
    scenarios: tuple[str, ...]
    clearest: str

    @property
    def count(self) -> str:
        """The number of its scenarios with the noun, such as "2 scenarios"."""
        return f"{len(self.scenarios)} scenario{'s' if len(self.scenarios) > 1 else ''}"


def group_causes(
    results: Sequence[Result],
    *,
    deciding: Collection[str] = (),
    locate: Locate = lambda stack: (),
) -> tuple[CauseVerdict, ...]:
    """Returns the causes of all findings; each scenario with a finding belongs to one cause.

    Causes that decide come first, and then those with more scenarios. `deciding` are the ids of the
    scenarios that make the verdict a regression. `locate` finds the places of an error's stack in the
    page's source.
    """
    found = [(each, each.cause) for each in results if each.cause is not None]
    leading = choose_leading([(cause.id, cause.alternatives) for _, cause in found])
    groups: dict[str, list[tuple[Result, CauseFound]]] = {}
    for id, pair in zip(leading, found, strict=True):
        groups.setdefault(id, []).append(pair)
    causes = [_describe(id, group, deciding, locate) for id, group in groups.items()]
    return tuple(sorted(causes, key=lambda each: (not each.decides, -len(each.scenarios), each.id)))


def _describe(
    id: str,
    group: Sequence[tuple[Result, CauseFound]],
    deciding: Collection[str],
    locate: Locate,
) -> CauseVerdict:
    ordered = sorted(group, key=lambda pair: pair[0].id not in deciding)
    told = [pair for pair in group if pair[1].id == id] or list(group)
    result, cause = min(told, key=lambda pair: _get_clearness(pair[0], deciding))
    return CauseVerdict(
        id=id,
        sentence=KINDS[id].sentence,
        mechanism=cause.mechanism,
        event=cause.event,
        places=tuple(locate(cause.stack)),
        fix=KINDS[id].fix,
        decides=any(each.id in deciding for each, _ in group),
        scenarios=tuple(each.id for each, _ in ordered),
        clearest=result.id,
    )


def _get_clearness(result: Result, deciding: Collection[str]) -> tuple[bool, int, str]:
    return result.id not in deciding, result.findings[0].virtual_time_ms, result.id
