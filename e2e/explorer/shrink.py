"""Shrinks acts that break a property to the fewest and plainest that still break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from e2e.explorer.acts import ACT_NAMES, Act, LetPass, LoseAnswer, ReleaseAnswer

Acts = tuple[Act, ...]
Breaks = Callable[[Acts], Acts | None]
"""Plays acts; returns the acts that were played if the property broke, None if it held."""


class DoesNotBreak(Exception):
    """The acts to shrink do not break the property, at least not this time."""


def shrink(acts: Sequence[Act], breaks: Breaks) -> Acts:
    """Returns acts for which `breaks` holds as it does for `acts`, and which are 1-minimal.

    1-minimal means: no act can be deleted; no two can be swapped towards the plain order (`ACT_NAMES`);
    no delay can be shortened, by a millisecond or to "the next timer", which counts as the shortest; no
    other field can have its default. `breaks` is called only once for the same acts, so its result must
    not change between calls; `confirm` finds out whether it does. Raises DoesNotBreak where `breaks`
    does not hold for `acts`.
    """
    shrinker = _Shrinker(breaks)
    shrinker.begin(tuple(acts))
    while (
        shrinker.delete_chunks()
        or shrinker.delete_one()
        or shrinker.sort()
        or shrinker.shorten()
        or shrinker.make_plainer()
    ):
        pass
    return shrinker.best


class _Shrinker:
    """Keeps the best acts so far. Each pass returns whether it found better ones.

    Better acts come earlier in the order of `measure`. This order has no endless descent, so the passes
    end.
    """

    def __init__(self, breaks: Breaks) -> None:
        self.best: Acts = ()
        self._breaks = breaks
        self._known: dict[Acts, Acts | None] = {}

    def begin(self, acts: Acts) -> None:
        """Takes `acts` without those that have no effect as the best acts so far.

        Raises DoesNotBreak where they break nothing.
        """
        played = self._play(acts)
        if played is None:
            raise DoesNotBreak("Failed to shrink: these acts break nothing.")
        self.best = played

    def delete_chunks(self) -> bool:
        """Deletes runs of acts, the longest first and from the end, where most acts do not matter."""
        found = False
        size = len(self.best)
        while size > 1:
            end = len(self.best)
            while end > 0:
                start = max(0, end - size)
                found |= self._try(self.best[:start] + self.best[end:])
                end = min(start, len(self.best))
            size //= 2
        return found

    def delete_one(self) -> bool:
        """Deletes single acts, and renumbers the held answers after a deleted act where that helps."""
        return any(
            self._try(candidate)
            for place in reversed(range(len(self.best)))
            for candidate in _without(self.best, place)
        )

    def sort(self) -> bool:
        """Puts the acts in the plain order, all at once or two at a time."""
        ranks = [_rank(act) for act in self.best]
        if ranks == sorted(ranks):
            return False
        if self._try(tuple(sorted(self.best, key=_rank))):
            return True
        return any(
            self._try(_swapped(self.best, left, right))
            for left, right in combinations(range(len(self.best)), 2)
            if ranks[left] > ranks[right]
        )

    def shorten(self) -> bool:
        """Shortens delays: to the next timer, to a millisecond, or else as far as halving finds."""
        found = False
        for place in range(len(self.best)):
            found |= self._shorten(place)
        return found

    def make_plainer(self) -> bool:
        """Gives fields their defaults, and tries older held answers in place of newer ones."""
        return any(
            self._try(_replaced(self.best, place, plainer))
            for place, act in enumerate(self.best)
            for plainer in _plainer(act)
        )

    def _shorten(self, place: int) -> bool:
        act = self.best[place] if place < len(self.best) else None
        if not isinstance(act, LetPass) or act.milliseconds is None:
            return False
        if self._try(_replaced(self.best, place, LetPass())):
            return True
        fails, breaks = 0, act.milliseconds
        found = False
        while breaks - fails > 1:
            middle = 1 if fails == 0 and not found and breaks > 2 else (fails + breaks) // 2
            length = len(self.best)
            if self._try(_replaced(self.best, place, LetPass(milliseconds=middle))):
                breaks, found = middle, True
                if len(self.best) < length:
                    return True
            else:
                fails = middle
        return found

    def _try(self, candidate: Acts) -> bool:
        if measure(candidate) >= measure(self.best):
            return False
        played = self._play(candidate)
        if played is None:
            return False
        self.best = played
        return True

    def _play(self, acts: Acts) -> Acts | None:
        if acts not in self._known:
            self._known[acts] = played = self._breaks(acts)
            if played is not None:
                self._known.setdefault(played, played)
        return self._known[acts]


def measure(acts: Acts) -> tuple[object, ...]:
    """Returns a key by which acts are ordered: the fewest first, then the plainest."""
    return (
        len(acts),
        tuple(_rank(act) for act in acts),
        tuple(act.milliseconds or 0 for act in acts if isinstance(act, LetPass)),
        sum(_frills(act) for act in acts),
    )


def _rank(act: Act) -> int:
    return ACT_NAMES.index(act.act)


def _frills(act: Act) -> int:
    """How far the act is from its plain form; delays and fields without a default do not count."""
    which = getattr(act, "which", 0)
    return int(which) + sum(name not in ("which", "milliseconds") for name in _get_set(act))


def _get_set(act: Act) -> list[str]:
    fields = type(act).model_fields
    return [
        name
        for name, field in fields.items()
        if not field.is_required() and getattr(act, name) != field.default
    ]


def _plainer(act: Act) -> Iterator[Act]:
    for name in _get_set(act):
        default = type(act).model_fields[name].default
        if name == "which":
            for which in range(act.which if isinstance(act, ReleaseAnswer | LoseAnswer) else 0):
                yield act.model_copy(update={"which": which})
        elif name != "milliseconds":
            yield act.model_copy(update={name: default})


def _without(acts: Acts, place: int) -> Iterator[Acts]:
    """Yields the acts without the one at `place`, as they are and with later answers renumbered.

    A deleted release leaves its answer held, so the numbers after it go up by one. Any deleted act may
    have caused a request, so that without it they go down by one.
    """
    before, gone, after = acts[:place], acts[place], acts[place + 1 :]
    yield before + after
    if isinstance(gone, ReleaseAnswer | LoseAnswer):
        yield before + tuple(
            act.model_copy(update={"which": act.which + 1})
            if isinstance(act, ReleaseAnswer | LoseAnswer) and act.which >= gone.which
            else act
            for act in after
        )
    yield before + tuple(
        act.model_copy(update={"which": act.which - 1})
        if isinstance(act, ReleaseAnswer | LoseAnswer) and act.which > 0
        else act
        for act in after
    )


def _swapped(acts: Acts, left: int, right: int) -> Acts:
    swapped = list(acts)
    swapped[left], swapped[right] = acts[right], acts[left]
    return tuple(swapped)


def _replaced(acts: Acts, place: int, act: Act) -> Acts:
    return (*acts[:place], act, *acts[place + 1 :])
