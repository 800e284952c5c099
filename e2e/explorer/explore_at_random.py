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
"""Every schedule of the small scope with up to this number of acts is played before any is drawn.

Most bugs show in a few acts, and drawing finds these few schedules among the many only by luck
(docs/decisions/0011).
"""

PROXIES = ("tunnel", "reload-only")
"""The proxies behind which some short schedules are played as well, where no network is given.

A page that leaves out one half of cache-busting is right without a proxy, and behind one of these it is
stuck from the first poll on: `SHORT_BEHIND_ONE` acts are enough.
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
    """Plays schedules for `seconds`, or until Hypothesis has drawn `count`, and adds to `exploration`.

    The schedules of `known`, which failed before, come first and are not counted. The short ones follow,
    in an order that the seed decides. `exploration.seed` and the shard decide the schedules that are
    drawn. `stops_at_first` and an interruption have the same effect as in `explore_exhaustively`.
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
    """Plays the short schedules layer by layer, and yields after each piece.

    The schedules behind proxies follow the shortest of the others, because they are few: a cause that
    shows only behind a proxy is found in seconds as well.
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
    """Plays every schedule of `scope`, and `then` after the layer of `SHORT_BEHIND_ONE` acts."""
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
        # Sorted first, so that the seed decides the order and not the speed of the workers.
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
