"""Which of several possible causes it is: what the other failures of the page say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def choose_leading(found: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Returns for each cause, given as (id, ids of its alternatives), the id that it is taken for.

    Where one history alone cannot tell two causes apart, it is the one of them that most of the page's
    other failures show; its own id where none of them is shown by others.
    """
    certain = Counter(id for id, alternatives in found if not alternatives)
    return [max((id, *others), key=lambda each: certain[each]) for id, others in found]
