"""Things for which a page may rest for a while: another tab, a laptop that is offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from e2e.proofs import Moment, network_found, tab_shown
from e2e.stage import Stage

SOON: Final = 12
"""Virtual seconds, more than the limit of `completion-in-time`."""

GOES_ON: Final = 25
"""Virtual seconds in which polls that go on are told from a last one or two (`polling-stops`)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Something for which a page may rest: in words, how it begins and ends, and when it is over."""

    says: str
    begin: Callable[[Stage], None]
    end: Callable[[Stage], None]
    is_over: Moment


HIDDEN: Final = Pause(
    "turns to another tab and back",
    lambda stage: stage.tab.hide(),
    lambda stage: stage.tab.show(),
    tab_shown(),
)

OFFLINE: Final = Pause(
    "loses the network of the laptop and finds it again",
    lambda stage: stage.laptop.lose_network(),
    lambda stage: stage.laptop.find_network(),
    network_found(),
)
