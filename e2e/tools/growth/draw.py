"""Draws the curves of `growth.json` as SVG files beside it: `python draw.py docs/growth/growth.json`.

It runs in an environment of its own, which has Matplotlib and nothing of the suite (docs/decisions/0062).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt

CURVE, SHARE = "#0b6e99", "#8a8a8a"


def draw(file: Path) -> list[Path]:
    """Writes an SVG file for each curve of `file`, in its folder, and returns the files."""
    matplotlib.use("svg")
    # Without a salt and without the date below, each run would give other bytes.
    matplotlib.rcParams["svg.hashsalt"] = "growth"
    matplotlib.rcParams["svg.fonttype"] = "none"
    growth = json.loads(file.read_text(encoding="utf-8"))
    below = f"{growth['machine']}, {growth['measured_on']}"
    return [_draw(each, below, file.parent) for each in growth["curves"]]


def _draw(curve: dict[str, Any], below: str, folder: Path) -> Path:
    sizes = [each["size"] for each in curve["points"]]
    seconds = [each["seconds"] for each in curve["points"]]
    figure, axes = plt.subplots(figsize=(7, 4.4), layout="constrained")
    cheapest = min(range(len(sizes)), key=lambda n: seconds[n] / sizes[n])
    if curve["is_shared"]:
        share = [seconds[0] / each for each in sizes]
        share_name = "the work divided by the workers"
    else:
        share = [seconds[cheapest] / sizes[cheapest] * each for each in sizes]
        share_name = f"linear, at the cost of {sizes[cheapest]:,}"
    axes.plot(sizes, share, color=SHARE, linestyle="--", label=share_name)
    axes.plot(sizes, seconds, color=CURVE, marker="o", label="measured")
    for size, cost in zip(sizes, seconds, strict=True):
        is_last = size == sizes[-1]
        axes.annotate(
            _describe(cost),
            (size, cost),
            textcoords="offset points",
            xytext=(-8, 4) if is_last else (8, -12),
            ha="right" if is_last else "left",
            fontsize=9,
        )
    axes.set(xscale="log", yscale="log", xlabel=curve["size_name"], ylabel=curve["cost_name"])
    axes.set_xticks(sizes, [f"{each:,}" for each in sizes])
    axes.minorticks_off()
    axes.set_title(f"{curve['name']}: {curve['says']}", fontsize=11, loc="left", wrap=True)
    axes.grid(color="#dddddd")
    axes.legend(frameon=False)
    figure.text(0.99, 0.005, below, ha="right", va="bottom", fontsize=7, color="#666666")
    out = folder / f"{curve['name']}.svg"
    figure.savefig(out, metadata={"Date": None})
    plt.close(figure)
    return out


def _describe(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 0.1 else f"{seconds * 1000:.2g} ms"


if __name__ == "__main__":
    print(*draw(Path(sys.argv[1])), sep="\n")
