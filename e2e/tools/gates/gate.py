"""A gate of the backend that can be switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

Method = Callable[..., Any]
Build = Callable[[Method, "Switch"], Method]
"""Makes, from a method and a switch, one that asks the switch wherever the gate would act."""


class Switch:
    """Counts where the gate would act, up to `stop_counting`, and says whether it does."""

    def __init__(self, *, is_on: bool) -> None:
        self.uses = 0
        self._is_on = is_on
        self._is_counting = True

    def is_on(self) -> bool:
        """Whether the gate acts; to be asked once for each time."""
        self.uses += self._is_counting
        return self._is_on

    def stop_counting(self) -> None:
        """Nothing is counted from now on: it is no part of the play."""
        self._is_counting = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Method `name` of `owner`, and how it is rebuilt with a switch."""

    owner: type
    name: str
    build: Build


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: `sentence` says what becomes of a play while it is off.

    One that does not `force` a race may be missed: without turns a proof reads the order that there was,
    and a drip that stands still is as late as one that goes on.
    """

    name: str
    sentence: str
    replacements: tuple[Replacement, ...]
    forces: bool = True

    @contextmanager
    def switched(self, *, is_on: bool) -> Iterator[Switch]:
        """Puts a switch before the gate, for this process, until the block ends."""
        switch = Switch(is_on=is_on)
        with ExitStack() as stack:
            for each in self.replacements:
                method = each.build(each.owner.__dict__[each.name], switch)
                stack.enter_context(patch.object(each.owner, each.name, method))
            yield switch
