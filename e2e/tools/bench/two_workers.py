"""Measures how much faster a gate is on two workers than on one."""

from __future__ import annotations

from e2e.tools.bench.ground import get_seconds
from e2e.tools.bench.warm_gate import play_gate


def measure() -> dict[str, float]:
    """Returns `two_workers_speedup`: the time of a gate on one worker, divided by that on two.

    It is the gate on our page, both tiers and canary, with built pages. Raises RuntimeError with the
    output of a gate that does not pass.
    """
    play_gate(code=0, workers=2)
    one = get_seconds(lambda: play_gate(code=0, workers=1))
    two = get_seconds(lambda: play_gate(code=0, workers=2))
    return {"two_workers_speedup": one / two}
