"""What a person may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def did_you_mean(name: str, known: Sequence[str], after: str = "") -> str:
    """A hint for the nearest of the known names, after `after` and the name where that is given.

    Empty when none is near and nothing is to stand before it.
    """
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{after} {name!r}.{hint}" if after else hint
