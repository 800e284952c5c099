"""Chooses between several possible causes of a failure by the other failures of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def choose_leading(found: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Returns the chosen id for each cause, which is given as (id, ids of its alternatives).

    Where one history alone does not distinguish several causes, the chosen one is that which most other
    failures of the page show without alternatives, else the one that most of them show, and of equally
    many the first by the alphabet: so two causes that are alternatives to each other become one.
    """
    certain = Counter(id for id, alternatives in found if not alternatives)
    shown = Counter(id for id, _ in found)
    return [
        max(sorted({id, *others}), key=lambda each: (certain[each], shown[each]))
        for id, others in found
    ]
