"""The form of a history that is the same at every level of isolation."""

from __future__ import annotations

import hashlib

from e2e.history.history import History
from e2e.history.normal_form import get_normal_form


def get_comparable(history: History) -> list[str]:
    """Returns the normal form of a history, without the parts that depend on the level.

    These parts are the way of an order to the page, the words for an act, and the first document, which
    a shared page has opened long before.
    """
    lines: list[str] = []
    has_begun = False
    for line in get_normal_form(history):
        words = line.split()
        if words[3] == "order_taken" or (words[3] == "document_opened" and not has_begun):
            continue
        has_begun = has_begun or words[3] == "mounted"
        lines.append(" ".join(words[:4]) if words[3] == "act_began" else line)
    return lines


def get_comparable_key(history: History) -> str:
    """Returns a hash over these lines, 16 hex digits: equal for equal histories, at any two levels."""
    return hashlib.sha256("\n".join(get_comparable(history)).encode()).hexdigest()[:16]
