"""The three defences that the analysis recommends, and every combination of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Defences:
    """Which of them are there: `_t` in the address, `cache: "no-store"` on the fetch, the header.

    The first two are the page's, the third is the server's.
    """

    has_t: bool
    has_no_store: bool
    has_header: bool

    @property
    def name(self) -> str:
        """Those that are there, joined by `+`; `nothing` for none."""
        named = (("_t", self.has_t), ("no-store", self.has_no_store), ("header", self.has_header))
        return "+".join(name for name, is_there in named if is_there) or "nothing"

    @property
    def regression(self) -> str | None:
        """The patch that takes out what the page lacks; None for the reference page as it is."""
        return _REGRESSIONS[self.has_t, self.has_no_store]


_REGRESSIONS = {
    (True, True): None,
    (True, False): "no-fetch-no-store",
    (False, True): "no-cache-buster",
    (False, False): "cached-polls",
}

ALL_DEFENCES = {
    each.name: each
    for each in (
        Defences(t, no_store, header)
        for header, t, no_store in product((False, True), (False, True), (False, True))
    )
}
"""All eight by name, from nothing to everything."""
