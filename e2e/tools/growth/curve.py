"""A curve: the cost of work of several sizes, and the size at which it ceases to be linear. Pure."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, computed_field

DEARER = 1.5
"""From this many times the lowest cost of a unit on, the growth is no longer linear."""


class Point(BaseModel):
    """The cost of work of one size, in real seconds."""

    model_config = ConfigDict(frozen=True)

    size: int
    seconds: float

    @property
    def unit_cost(self) -> float:
        """Milliseconds for one unit of the size."""
        return self.seconds / self.size * 1000


class Curve(BaseModel):
    """The points of one measurement, from the smallest size to the largest.

    `size_name` and `cost_name` are the labels of the axes. `is_shared`: the same work is done at each
    size, so that more units should cost less. `reason` says why the curve bends where it does.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    size_name: str
    cost_name: str
    points: tuple[Point, ...]
    is_shared: bool = False
    reason: str = ""

    def get_bend(self) -> int | None:
        """Returns the first size beyond the cheapest one at which a unit costs `DEARER` times as much.

        For shared work it is the first size that gains less than a tenth over the size before. None: the
        curve has no such size.
        """
        if self.is_shared:
            pairs = zip(self.points, self.points[1:], strict=False)
            return next((b.size for a, b in pairs if b.seconds > 0.9 * a.seconds), None)
        cheapest = min(self.points, key=lambda each: each.unit_cost)
        return next(
            (
                each.size
                for each in self.points
                if each.size > cheapest.size and each.unit_cost > DEARER * cheapest.unit_cost
            ),
            None,
        )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def says(self) -> str:
        """One sentence: where the growth stops being linear, or that it does not."""
        largest, bend = self.points[-1].size, self.get_bend()
        if self.is_shared:
            said = f"no gain from {bend:,} on" if bend else f"gains up to {largest:,}"
        else:
            said = f"linear up to {largest:,}" if bend is None else f"not linear from {bend:,} on"
        return f"{said}: {self.reason}" if self.reason else said


class Growth(BaseModel):
    """All curves of one run, and the machine that they were measured on."""

    model_config = ConfigDict(frozen=True)

    machine: str
    measured_on: str
    curves: tuple[Curve, ...]

    def with_curve(self, curve: Curve) -> Growth:
        """Returns the growth with `curve` in place of the curve of that name, or behind the others."""
        others = [each for each in self.curves if each.name != curve.name]
        return self.model_copy(update={"curves": (*others, curve)})
