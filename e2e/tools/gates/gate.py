"""A gate of the backend that can be switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

Method = Callable[..., Any]
Build = Callable[[Method, "Switch"], Method]
"""Returns a replacement for a method that asks the switch each time that the gate would act."""


class Switch:
    """Decides whether a gate acts, and counts how often it would act, until `stop_counting`."""

    def __init__(self, *, is_on: bool) -> None:
        self.uses = 0
        self._is_on = is_on
        self._is_counting = True

    def is_on(self) -> bool:
        """Returns whether the gate acts, and counts the call; call it once for each time."""
        self.uses += self._is_counting
        return self._is_on

    def stop_counting(self) -> None:
        """Stops counting, because later acts of the gate are no part of the play."""
        self._is_counting = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """The method `name` of `owner`, and the function that builds its replacement with a switch."""

    owner: type
    name: str
    build: Build


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of the backend; `sentence` describes the effect on a play while the gate is off.

    A scenario may pass without a gate that does not force a race (`forces`): without turns a proof reads
    the order that happened, and a drip that stands still is as late as one that goes on.
    """

    name: str
    sentence: str
    replacements: tuple[Replacement, ...]
    forces: bool = True

    @contextmanager
    def switched(self, *, is_on: bool) -> Iterator[Switch]:
        """Puts a switch before the gate in this process until the block ends, and yields the switch."""
        switch = Switch(is_on=is_on)
        with ExitStack() as stack:
            for each in self.replacements:
                method = each.build(each.owner.__dict__[each.name], switch)
                stack.enter_context(patch.object(each.owner, each.name, method))
            yield switch
