"""An exploration at random: the short schedules first, then those that Hypothesis draws."""

from __future__ import annotations

import itertools
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence

from e2e.engine.network import DIRECT
from e2e.explorer.dispatcher import Dispatcher, take_from
from e2e.explorer.draws import Draws
from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import (
    Ground,
    Progress,
    Tell,
    add_result,
    has_found,
    is_to_play,
    take_piece,
)
from e2e.explorer.schedule import Schedule
from e2e.explorer.space import EXHAUSTIVE
from e2e.explorer.tasks import DrawSchedules, PlayPiece, PlaySchedule, Task, TaskResult
from e2e.explorer.tree import Node, Scope, Shard

SHORT = 4
"""Acts up to which every schedule of the small scope is played before any is drawn.

Most bugs show in a few acts, and drawing finds the few among the many only by luck
(docs/decisions/0011).
"""

PROXIES = ("tunnel", "reload-only")
"""Behind which proxies some of them are played as well, where nobody names a network.

A page that leaves out one half of cache-busting is right without a proxy, and behind these stuck from
the first poll on: `SHORT_BEHIND_ONE` acts are enough.
"""

SHORT_BEHIND_ONE = 1


def explore_at_random(
    exploration: Exploration,
    ground: Ground,
    tell: Tell,
    *,
    seconds: float | None,
    count: int | None,
    known: Sequence[Schedule] = (),
    stops_at_first: bool = False,
) -> None:
    """Plays schedules for `seconds`, or until `count` are played that Hypothesis drew.

    Those that are `known` to have failed before come first and are not counted, then the short ones in an
    order of the seed's. `exploration.seed` and the shard decide what is drawn. Ends and is interrupted as
    `explore_exhaustively`.
    """
    lot = random.Random(f"{exploration.seed} {exploration.shards} {exploration.of}")
    progress = Progress(exploration)
    began = time.monotonic() - exploration.seconds
    until = None if seconds is None else time.monotonic() + seconds

    def is_late() -> bool:
        return until is not None and time.monotonic() >= until

    def is_found() -> bool:
        return stops_at_first and has_found(exploration)

    def note() -> None:
        exploration.seconds = time.monotonic() - began
        tell(progress)

    with ground.open_dispatcher() as dispatcher:
        try:
            for _ in itertools.chain(
                _play_known(dispatcher, exploration, known),
                _play_short_ones(dispatcher, exploration, progress, lot),
            ):
                note()
                if is_late():
                    exploration.is_complete = True
                    return
                if is_found():
                    return
            draws = Draws(exploration, lot, until, count)
            for _ in _draw(dispatcher, exploration, draws):
                note()
                if is_found():
                    return
            exploration.is_complete = True
        finally:
            for task, result in dispatcher.recall():
                if isinstance(task, DrawSchedules):
                    _add(exploration, result)
                else:
                    exploration.keep(result.causes)
            exploration.seconds = round(time.monotonic() - began, 1)


def _play_short_ones(
    dispatcher: Dispatcher, exploration: Exploration, progress: Progress, lot: random.Random
) -> Iterator[None]:
    """Plays them layer by layer, and comes back after each piece.

    Those behind proxies come right behind the shortest of the others, as they are few: what needs a proxy
    to be found is found in seconds as well.
    """
    shard = Shard(exploration.shards[0], exploration.of)

    def play(network: str, most: int, then: Iterator[None]) -> Iterator[None]:
        scope = Scope(min(most, exploration.acts), EXHAUSTIVE, shard, network)
        return _play_layers(scope, dispatcher, exploration, progress, lot, then)

    proxies = PROXIES if exploration.network == DIRECT else ()
    behind = (play(each, SHORT_BEHIND_ONE, iter(())) for each in proxies)
    yield from play(exploration.network, SHORT, itertools.chain.from_iterable(behind))


def _play_layers(
    scope: Scope,
    dispatcher: Dispatcher,
    exploration: Exploration,
    progress: Progress,
    lot: random.Random,
    then: Iterator[None],
) -> Iterator[None]:
    """Plays every schedule of `scope`, and `then` behind the layer of `SHORT_BEHIND_ONE` acts."""
    done = set(exploration.pieces)
    layer = [Node()]
    for length in itertools.count():
        below: list[Node] = []
        lot.shuffle(layer)
        for task, result in dispatcher.carry_out(
            take_from(deque(PlayPiece(node, scope) for node in layer))
        ):
            assert isinstance(task, PlayPiece)
            take_piece(exploration, task, result, progress, done)
            below += [
                child
                for child in result.children
                if not child.is_root or is_to_play(child, scope, done)
            ]
            yield
        if length == SHORT_BEHIND_ONE or not below:
            yield from then
        if not below:
            return
        # The lot decides the order, not which worker was the quicker one.
        layer = sorted(below, key=str)


def _draw(dispatcher: Dispatcher, exploration: Exploration, draws: Draws) -> Iterator[None]:
    while draws.begin_round():
        for _, result in dispatcher.carry_out(draws.take):
            draws.note(result)
            _add(exploration, result)
            yield


def _play_known(
    dispatcher: Dispatcher, exploration: Exploration, known: Sequence[Schedule]
) -> Iterator[None]:
    tasks: deque[Task] = deque(map(PlaySchedule, known))
    for _, result in dispatcher.carry_out(take_from(tasks)):
        exploration.keep(result.causes)
        yield


def _add(exploration: Exploration, result: TaskResult) -> None:
    exploration.drawn += result.played
    add_result(exploration, result)
