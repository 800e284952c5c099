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
from mock_backend import DialectName

Belief = Literal["confirmed", "only sometimes", "only on the shared page", "not played again"]
"""Whether the schedule shows the cause on a fresh page as well, the most believed first."""

LAST_EVENTS = 6
"""Lines of the history that are kept of its schedule, the wrong state the last of them."""

SCHEDULES = "schedules"
"""The folder beside a result that has the schedules."""


class ExploredCause(ToldCause):
    """One mechanism behind schedules that break properties; its words are those of the shortest one.

    `alternatives` are causes that the schedule alone cannot be told from. `decides`: the wrong state
    lasts. `properties` are those that the schedule breaks, the gravest first, and `detail` says what is
    wrong about that one. `found` counts the schedules that were played and show the cause. The shortest
    is `acts`, kept in the file `schedule`, relative to the result; `last_events` are the lines of its
    history up to and with the wrong state.

    Once it is shrunk, the schedule showed the cause `broke` of `times` times on fresh pages, `report`
    says line by line how, and `is_shortest` whether it is 1-minimal.
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
        """What findings of the same cause have in common."""
        return (self.id, *self.alternatives)

    @property
    def rank(self) -> tuple[object, ...]:
        """The order of the schedules of one cause: believed most, then deciding, then the shortest."""
        belief = get_args(Belief).index(self.belief)
        return (belief, not self.decides, measure(self.acts), self.network != DIRECT)

    def to_schedule(self, page: str, wire: DialectName) -> Schedule:
        """The schedule to keep it as: found on `page`, which the server answered in `wire`."""
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
        last_events=tuple(narrate(played.history.entries[: wrong.index + 1])[-LAST_EVENTS:]),
    )


def compare(played: Played, leading: LeadingCause, fresh: Played | None) -> ExploredCause:
    """Returns the cause that a schedule shows on a fresh page, where it shows one there.

    None for `fresh` says that it could not be played there.
    """
    if fresh is None:
        return describe_cause(played, leading, "not played again")
    again = find_leading(fresh)
    if again is None:
        return describe_cause(played, leading, "only on the shared page")
    return describe_cause(fresh, again, "confirmed")


def join_causes(causes: Sequence[ExploredCause]) -> list[ExploredCause]:
    """Returns each cause once, with the best of its schedules, the gravest first.

    Those that decide come first, then the one that most schedules show. One that its own schedules cannot
    be told from another is that other where more schedules show it without doubt (`choose_leading`).
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
