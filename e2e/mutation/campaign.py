"""Decides the next play of a mutation run, until the catalogue's verdict on each mutant is known."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from e2e.mutation.earlier_kills import EarlierKill
from e2e.mutation.groups import GroupSize, choose_group
from e2e.mutation.kill_rule import is_same
from e2e.mutation.likeliest import Likeliest
from e2e.mutation.mutant import Mutant
from e2e.mutation.played import Order, Played
from e2e.mutation.plays_left import get_most_plays_left
from e2e.mutation.tried import Tried

ALONE = 2
"""The number of scenarios that a mutant is played with alone before it may share plays with others."""


NEAR = 8
"""The same number at most for a mutant whose neighbours were killed by some scenarios."""

SEEN = 48
"""The same number at most for a mutant that changed a history, before others share plays.

It is more than the catalogue has families: most mutants are killed by a scenario of one of them.
"""


class Campaign:
    """Hands out orders and takes in their plays, in any sequence, until every mutant is decided.

    1. Each scenario is played without a mutant (`unmutated`).
    2. Each mutant is played alone with the scenario that killed it in an earlier run (`earlier`), with
       its `ALONE` likeliest scenarios, and with scenarios that killed a neighbour meanwhile, until one
       notices it. The order of `scenarios` decides between equals.
    3. Mutants that changed a history are played alone with up to `SEEN` scenarios.
    4. Mutants that changed no history so far, or few (`Tried.shares`), share plays. Where the history
       with several mutants in effect equals the one without mutants to the letter, the scenario has
       noticed no mutant that the play reached. Where it differs, the group is halved.
    5. Mutants that changed many histories and were not noticed are played alone with their other
       scenarios.

    Mutants that are listed as `equivalent`, by id, begin with 4: no scenario is likely to notice them.
    With `stops_at_first` False each mutant is played alone with every scenario that reaches it.
    """

    def __init__(
        self,
        mutants: Iterable[Mutant],
        scenarios: Sequence[str],
        *,
        stops_at_first: bool = True,
        earlier: Mapping[str, EarlierKill] | None = None,
        equivalent: Collection[str] = (),
    ) -> None:
        self.unmutated: dict[str, Played] = {}
        self.tried: dict[str, Tried] = {}
        self._mutants = [each for each in mutants if each.ignored is None]
        self._scenarios = list(scenarios)
        self._stops_at_first = stops_at_first
        self._earlier = earlier or {}
        self._equivalent = frozenset(equivalent)
        self._under_way: set[Order] = set()
        self._split: deque[Order] = deque()
        self._apart: set[tuple[str, str]] = set()
        self._likeliest = Likeliest(())
        self._size = GroupSize()

    @property
    def is_covered(self) -> bool:
        """Whether the scenarios that reach each mutant are known."""
        return len(self.unmutated) == len(self._scenarios)

    @property
    def has_plays_under_way(self) -> bool:
        """Whether an order was handed out whose play has not been taken in yet."""
        return bool(self._under_way)

    @property
    def most_plays_left(self) -> int:
        """The number of plays that are left if no further mutant is noticed."""
        if not self.is_covered:
            return len(self._scenarios) - len(self.unmutated)
        return get_most_plays_left(self.tried.values(), ALONE, self._size.mutants)

    def leave_out(self, scenarios: Iterable[str]) -> None:
        """Stops playing `scenarios`, which are not passed without a mutant."""
        left_out = set(scenarios)
        self._scenarios = [each for each in self._scenarios if each not in left_out]
        for each in left_out & self.unmutated.keys():
            del self.unmutated[each]
        if self.is_covered:
            self._begin_mutants()

    def next_order(self) -> Order | None:
        """Returns the next order, and counts it as under way; None where there is no order now."""
        order = self._find_unmutated() if not self.is_covered else next(self._find(), None)
        if order is None:
            return None
        if self._split and self._split[0] == order:
            self._split.popleft()
        if order.mutants:
            key = self.unmutated[order.scenario].history_key
            order = order.model_copy(update={"unmutated_key": key})
        self._under_way.add(order)
        return order

    def take(self, played: Played) -> None:
        """Takes in a play of an order of this campaign, or of an earlier run."""
        order = played.order
        self._under_way.discard(order)
        if not order.mutants:
            self.unmutated[order.scenario] = played
            if self.is_covered:
                self._begin_mutants()
        elif len(order.mutants) == 1:
            self._take_single(self.tried[order.mutants[0]], played)
        else:
            self._take_group(order, played)

    def _begin_mutants(self) -> None:
        self._likeliest = Likeliest(self._scenarios)
        covering: dict[str, set[str]] = {}
        for scenario, played in self.unmutated.items():
            for id in played.reached:
                covering.setdefault(id, set()).add(scenario)
        self.tried = {
            each.id: Tried(
                each, frozenset(covering.get(each.id, ())), earlier=self._earlier.get(each.id)
            )
            for each in self._mutants
        }

    def _take_single(self, tried: Tried, played: Played) -> None:
        before = len(tried.kills)
        tried.take(played, self.unmutated[played.scenario])
        self._likeliest.note_play(played.scenario)
        if len(tried.kills) > before:
            self._likeliest.note_kill(tried.mutant, played.scenario)

    def _take_group(self, order: Order, played: Played) -> None:
        is_quiet = is_same(played, self.unmutated[order.scenario])
        self._size.learn(is_quiet=is_quiet)
        if not is_quiet:
            half = len(order.mutants) // 2
            for part in (order.mutants[:half], order.mutants[half:]):
                self._split.append(Order(scenario=order.scenario, mutants=part))
            return
        for id in order.mutants:
            self.tried[id].take_as_one_of(played)
            # The play may miss a mutant only because of another one in effect. Such a mutant is played
            # alone with this scenario.
            self._apart.add((id, order.scenario))

    def _find_unmutated(self) -> Order | None:
        orders = (Order(scenario=each) for each in self._scenarios if each not in self.unmutated)
        return next((each for each in orders if each not in self._under_way), None)

    def _find(self) -> Iterator[Order]:
        busy = {id for order in self._under_way for id in order.mutants}
        for tried in self.tried.values():
            if tried.suspect is not None and tried.mutant.id not in busy:
                yield _order(tried.suspect, tried, is_fresh=True)
        yield from self._find_killed_before(busy)
        yield from self._find_alone(busy)
        yield from self._find_near(busy)
        yield from self._find_seen(busy, SEEN)
        yield from self._find_split()
        yield from self._find_shared()
        yield from self._find_seen(busy, len(self._scenarios))

    def _find_killed_before(self, busy: set[str]) -> Iterator[Order]:
        for tried in self.tried.values():
            scenario = tried.likely
            if scenario is not None and tried.mutant.id not in busy and self._is_open(tried):
                yield _order(scenario, tried)

    def _find_alone(self, busy: set[str]) -> Iterator[Order]:
        for tried in self.tried.values():
            if tried.mutant.id in busy or not self._is_open(tried):
                continue
            if self._stops_at_first and (len(tried.done) >= ALONE or self._is_listed(tried)):
                continue
            yield _order(self._likeliest.choose(tried.left), tried)

    def _find_near(self, busy: set[str]) -> Iterator[Order]:
        """Yields orders with scenarios that killed a neighbour, for mutants below `NEAR` plays."""
        for tried in self.tried.values():
            if tried.mutant.id in busy or not self._is_open(tried) or len(tried.done) >= NEAR:
                continue
            if self._is_listed(tried):
                continue
            scenario = self._likeliest.choose_near(tried.mutant, tried.left)
            if scenario is not None:
                yield _order(scenario, tried)

    def _find_split(self) -> Iterator[Order]:
        while self._split:
            order = self._split[0]
            wanted = tuple(
                id
                for id in order.mutants
                if self._is_open(self.tried[id])
                and self.tried[id].shares
                and order.scenario in self.tried[id].left
            )
            if wanted:
                self._split[0] = Order(scenario=order.scenario, mutants=wanted)
                yield self._split[0]
                return
            self._split.popleft()

    def _find_shared(self) -> Iterator[Order]:
        open_ones = [each for each in self.tried.values() if self._is_open(each)]
        for scenario in self._scenarios:
            busy = {id for o in self._under_way if o.scenario == scenario for id in o.mutants}
            waiting = [
                each.mutant
                for each in open_ones
                if each.shares and scenario in each.left and each.mutant.id not in busy
            ]
            if not waiting:
                continue
            apart = [each for each in waiting if (each.id, scenario) in self._apart]
            group = apart[:1] or choose_group(waiting, self._size.mutants)
            yield Order(scenario=scenario, mutants=tuple(each.id for each in group))

    def _find_seen(self, busy: set[str], most: int) -> Iterator[Order]:
        """Yields orders for mutants that changed a history and were played with fewer than `most`.

        Those with the fewest plays come first, so that each learns from the kills of all others.
        """
        seen = [
            each
            for each in self.tried.values()
            if each.differences
            and len(each.done) < most
            and each.mutant.id not in busy
            and not (each.shares and self._is_listed(each))
        ]
        for tried in sorted(seen, key=lambda each: len(each.done)):
            if self._is_open(tried):
                yield _order(self._likeliest.choose(tried.left), tried)

    def _is_listed(self, tried: Tried) -> bool:
        return tried.mutant.id in self._equivalent

    def _is_open(self, tried: Tried) -> bool:
        return bool(tried.left) and not (tried.is_killed and self._stops_at_first)


def _order(scenario: str, tried: Tried, *, is_fresh: bool = False) -> Order:
    return Order(scenario=scenario, mutants=(tried.mutant.id,), is_fresh=is_fresh)
