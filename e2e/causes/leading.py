"""Chooses between several possible causes of a failure by the other failures of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def choose_leading(found: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Returns the chosen id for each cause, which is given as (id, ids of its alternatives).

    Where one history alone does not distinguish several causes, the chosen one is that which most other
    failures of the page show without alternatives. Without such failures it is the cause's own id.
    """
    certain = Counter(id for id, alternatives in found if not alternatives)
    return [max((id, *others), key=lambda each: certain[each]) for id, others in found]
