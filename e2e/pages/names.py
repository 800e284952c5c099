"""Hints for a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def did_you_mean(name: str, known: Sequence[str], after: str = "") -> str:
    """Returns a hint such as " Did you mean 'pages'?" with the known name that is nearest to `name`.

    With `after`, the result begins with `after` and `name`, also if no known name is near. Without it,
    the result is empty if no known name is near.
    """
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{after} {name!r}.{hint}" if after else hint
