"""A cause that an exploration found, with the shortest schedule that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, get_args

from e2e.causes import choose_leading
from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.leading_cause import CauseKey, LeadingCause, find_leading
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import measure
from e2e.explorer.told_cause import ToldCause, tell_cause
from e2e.history.narrative import narrate
from e2e.history.order_of_causes import get_in_order_of_causes
from mock_backend import DialectName

Belief = Literal["confirmed", "only sometimes", "only on the shared page", "not played again"]
"""Whether the schedule shows the cause on a fresh page as well, the most certain first."""

LAST_EVENTS = 6
"""The number of lines kept from the history of the schedule; the last one is the wrong state."""

SCHEDULES = "schedules"
"""The folder beside a result that has the schedules."""


class ExploredCause(ToldCause):
    """One mechanism behind schedules that break properties, in the words of the shortest schedule.

    `alternatives` are the ids of causes that this schedule alone does not distinguish from this one.
    `decides`: the wrong state lasts. `properties` are the properties that the schedule breaks, the
    gravest first, and `detail` describes the violation of the gravest. `found` counts the schedules that
    were played and show the cause. `acts` is the shortest of them. It is kept in the file `schedule`, a
    path relative to the result. `last_events` are the lines of its history up to the wrong state.

    Once the schedule is shrunk, it showed the cause in `broke` of `times` plays on fresh pages, `report`
    describes it line by line, and `is_shortest` says whether it is 1-minimal.
    """

    alternatives: tuple[str, ...] = ()
    decides: bool
    properties: tuple[str, ...]
    detail: str
    found: int = 0
    belief: Belief
    schedule: str
    acts: tuple[Act, ...]
    network: str = DIRECT
    last_events: tuple[str, ...] = ()
    broke: int = 0
    times: int = 0
    is_shortest: bool = False
    report: tuple[str, ...] = ()

    @property
    def key(self) -> CauseKey:
        """The key that is equal for findings of the same cause."""
        return (self.id, *self.alternatives)

    @property
    def rank(self) -> tuple[object, ...]:
        """The sort key of schedules of one cause: the most certain, then deciding, then the shortest."""
        belief = get_args(Belief).index(self.belief)
        return (belief, not self.decides, measure(self.acts), self.network != DIRECT)

    def to_schedule(self, page: str, wire: DialectName) -> Schedule:
        """Returns the schedule of this cause, to keep as a file.

        It was found on `page`, with the dialect `wire` of the server.
        """
        return Schedule(
            acts=self.acts,
            page=page,
            breaks=self.properties[0],
            cause=self.id,
            title=self.detail,
            network=self.network,
            wire=wire,
        )


def describe_cause(played: Played, leading: LeadingCause, belief: Belief) -> ExploredCause:
    """Returns the cause that `played` shows."""
    wrong = leading.violation.wrong
    others = [v.property for v in played.violations if v is not leading.violation]
    told = tell_cause(leading.cause)
    return ExploredCause(
        **told.model_dump(),
        stack=told.stack,
        alternatives=leading.key[1:],
        decides=leading.decides,
        properties=(leading.violation.property, *others),
        detail=leading.violation.detail,
        belief=belief,
        schedule=f"{SCHEDULES}/{leading.cause.id}.json",
        acts=played.acts,
        network=played.schedule.network,
        last_events=tuple(narrate(get_in_order_of_causes(played.history, wrong))[-LAST_EVENTS:]),
    )


def compare(played: Played, leading: LeadingCause, fresh: Played | None) -> ExploredCause:
    """Returns the cause that a schedule shows, with the belief that its play on a fresh page gives.

    It is the cause on the fresh page, or where no property breaks there, the one of `played`, on the
    shared page. `fresh` is None where the schedule could not be played on a fresh page.
    """
    if fresh is None:
        return describe_cause(played, leading, "not played again")
    again = find_leading(fresh)
    if again is None:
        return describe_cause(played, leading, "only on the shared page")
    return describe_cause(fresh, again, "confirmed")


def join_causes(causes: Sequence[ExploredCause]) -> list[ExploredCause]:
    """Returns each cause once, with the best of its schedules, the gravest first.

    Causes that decide come first, then those that more schedules show. Where the schedules of a cause do
    not distinguish it from another, it counts as the one that more schedules show without doubt
    (`choose_leading`).
    """
    shown = [(each.id, each.alternatives) for each in causes for _ in range(max(1, each.found))]
    leading = dict(zip(shown, choose_leading(shown), strict=True))
    groups: dict[str, list[ExploredCause]] = defaultdict(list)
    for each in causes:
        groups[leading[each.id, each.alternatives]].append(each)
    joined = [_join(id, group) for id, group in groups.items()]
    return sorted(joined, key=_get_gravity)


def _join(id: str, group: Sequence[ExploredCause]) -> ExploredCause:
    own = [each for each in group if each.id == id]
    best = min(own, key=lambda each: (each.rank[0], bool(each.alternatives), each.rank))
    return best.model_copy(update={"found": sum(each.found for each in group)})


def _get_gravity(cause: ExploredCause) -> tuple[object, ...]:
    return (cause.belief != "confirmed", not cause.decides, -cause.found, cause.id)
