"""The three defences that the analysis recommends, and every combination of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Defences:
    """A combination of the defences: `_t` in the address, `cache: "no-store"` on the fetch, the header.

    The page has the first two, the server the third.
    """

    has_t: bool
    has_no_store: bool
    has_header: bool

    @property
    def name(self) -> str:
        """The names of the defences in use, joined by `+`; `nothing` without a defence."""
        named = (("_t", self.has_t), ("no-store", self.has_no_store), ("header", self.has_header))
        return "+".join(name for name, is_there in named if is_there) or "nothing"

    @property
    def regression(self) -> str | None:
        """The patch that takes the page's missing defences out of the reference; None without any."""
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
"""All eight combinations by name, from no defence to all three."""
