"""The form of a history that is the same at every level of isolation."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict

from e2e.history.history import History
from e2e.history.normal_form import get_normal_form

_COUNTED_IN_QUERY = re.compile(r"(?<=[?&])([^=&'#]+)=([^&'#]*\d[^&'#]*)")
"""A value with a digit in the query of an address."""


def get_comparable(history: History) -> list[str]:
    """Returns the normal form of a history, without the parts that depend on the level.

    These parts are the way of an order to the page, the words for an act, and the first document, which
    a shared page has opened long before. Numbers in the query of an address become 1, 2, ... in the order
    of their first appearance: a page that counts its requests in a module goes on counting from play to
    play in a shared document.
    """
    numbers: dict[str, dict[str, int]] = defaultdict(dict)

    def count(found: re.Match[str]) -> str:
        known = numbers[found[1]]
        return f"{found[1]}={known.setdefault(found[2], len(known) + 1)}"

    lines: list[str] = []
    has_begun = False
    for line in get_normal_form(history):
        words = line.split()
        if words[3] == "order_taken" or (words[3] == "document_opened" and not has_begun):
            continue
        has_begun = has_begun or words[3] == "mounted"
        line = " ".join(words[:4]) if words[3] == "act_began" else line
        lines.append(_COUNTED_IN_QUERY.sub(count, line))
    return lines


def get_comparable_key(history: History) -> str:
    """Returns a hash over these lines, 16 hex digits: equal for equal histories, at any two levels."""
    return hashlib.sha256("\n".join(get_comparable(history)).encode()).hexdigest()[:16]
