"""The shared page of a worker, and the fresh pages on which it confirms the causes it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack

from e2e.engine.errors import StageError
from e2e.engine.network import DIRECT
from e2e.explorer.explored_cause import compare
from e2e.explorer.fingerprint import get_fingerprint
from e2e.explorer.leading_cause import CauseKey, LeadingCause, find_leading
from e2e.explorer.player import Played
from e2e.explorer.runner import Runner
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import Services
from e2e.explorer.shrink import measure
from e2e.explorer.tasks import TaskResult, Unplayable
from e2e.explorer.tree import Node, Scope

DOUBTS = 5
"""After this number of schedules of one cause that a fresh page contradicts, no more are tried."""


class PagePool:
    """Plays schedules on a shared page, and plays failing ones again on a fresh page.

    Each cause is confirmed once, and again for a shorter schedule. Otherwise a page that is always wrong
    would have every schedule played twice.

    An asynchronous context manager: the shared pages are closed with the block, before the browser is.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._shared: dict[str, tuple[AsyncExitStack, Runner]] = {}
        self._shortest: dict[CauseKey, tuple[object, ...]] = {}
        self._doubted: Counter[CauseKey] = Counter()

    async def __aenter__(self) -> PagePool:
        return self

    async def __aexit__(self, *raised: object) -> None:
        for network in list(self._shared):
            await self.give_up_page(network)

    async def get_runner(self, network: str = DIRECT) -> Runner:
        """Returns the runner of the page that schedules on `network` share; the first call opens it."""
        if network not in self._shared:
            stack = AsyncExitStack()
            opening = self._services.open_page(network=network)
            self._shared[network] = stack, await stack.enter_async_context(opening)
        return self._shared[network][1]

    async def give_up_page(self, network: str = DIRECT) -> None:
        """Closes the shared page on `network`, which is unusable; the next schedule gets another."""
        if shared := self._shared.pop(network, None):
            await shared[0].aclose()

    async def play_piece(
        self, node: Node, scope: Scope, is_stopped: Callable[[], bool]
    ) -> TaskResult:
        """Plays `node`, and its subtree if it is a root, and returns the result.

        When `is_stopped` returns true it returns early, with a result that is not done.
        """
        result = TaskResult()
        stack = [node]
        while stack:
            if is_stopped():
                return result
            each = stack.pop()
            children = await self._play_node(each, scope, result)
            if node.is_root:
                stack += reversed(children)
            else:
                result.children = children
        result.is_done = True
        return result

    async def _play_node(self, node: Node, scope: Scope, result: TaskResult) -> list[Node]:
        is_mine = scope.shard.owns(node.acts)
        runner = await self.get_runner(scope.network)
        try:
            schedule = Schedule(acts=node.acts, network=scope.network, wire=self._services.wire)
            played = await runner.play(schedule)
        except StageError as error:
            await self.give_up_page(scope.network)
            result.unplayable.append(Unplayable(acts=node.acts, reason=str(error)))
            return []
        if is_mine:
            await self.note(played, result)
        if played.is_cut_off:
            return []
        children, pruned = node.expand(played.snapshot, scope)
        if is_mine:
            result.pruned += pruned
        return children

    async def play_schedule(self, schedule: Schedule) -> TaskResult:
        """Plays one schedule and returns the result; acts without an effect on the page are left out."""
        result = TaskResult(is_done=True)
        runner = await self.get_runner(schedule.network)
        try:
            await self.note(await runner.play(schedule), result)
        except StageError as error:
            await self.give_up_page(schedule.network)
            result.unplayable.append(Unplayable(acts=schedule.acts, reason=str(error)))
        return result

    async def note(self, played: Played, result: TaskResult) -> None:
        """Adds a schedule that was played to `result`, and confirms the cause that it shows."""
        result.played += 1
        result.fingerprint ^= get_fingerprint(played.acts, played.schedule.network)
        leading = find_leading(played)
        if leading is None:
            return
        result.failing += 1
        result.found[leading.key] += 1
        rank = (not leading.decides, measure(played.acts))
        if self._is_news(leading, rank):
            cause = compare(played, leading, await self._play_again(played, result))
            result.causes.append(cause)
            result.found.subtract([leading.key])
            result.found.update([cause.key])
            if cause.key == leading.key and cause.belief == "confirmed":
                self._shortest[leading.key] = rank
            else:
                self._doubted[leading.key] += 1

    def _is_news(self, leading: LeadingCause, rank: tuple[object, ...]) -> bool:
        if self._doubted[leading.key] == DOUBTS:
            return False
        shortest = self._shortest.get(leading.key)
        return shortest is None or rank < shortest

    async def _play_again(self, played: Played, result: TaskResult) -> Played | None:
        try:
            again = played.schedule.model_copy(update={"acts": played.acts})
            return await self._services.play_on_fresh_page(again)
        except StageError as error:
            result.unplayable.append(Unplayable(acts=played.acts, reason=str(error)))
            return None
