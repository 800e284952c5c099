"""What a tool's verdicts are worth. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from e2e.tools.bench.peers.figures import Judged, Timed
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Play


def judge(page: Page, play: Play) -> Judged:
    """Returns the figures of one play."""
    failed = tuple(sorted(name for name, outcome in play.outcomes.items() if outcome == "failed"))
    return Judged(
        page=page.name, is_good=page.is_good, verdict=play.verdict, failed=failed, note=play.note
    )


def is_right(judged: Judged) -> bool:
    """Says whether a good page was passed, or a wrong one found wrong."""
    return judged.verdict == ("pass" if judged.is_good else "regression")


def get_caught(judged: Sequence[Judged]) -> list[str]:
    """Returns the wrong pages that were found wrong."""
    return [each.page for each in judged if not each.is_good and each.verdict == "regression"]


def get_missed(judged: Sequence[Judged]) -> list[str]:
    """Returns the wrong pages that were passed."""
    return [each.page for each in judged if not each.is_good and each.verdict == "pass"]


def get_accused(judged: Sequence[Judged]) -> list[str]:
    """Returns the good pages that were found wrong."""
    return [each.page for each in judged if each.is_good and each.verdict == "regression"]


def get_undecided(judged: Sequence[Judged]) -> list[str]:
    """Returns the pages without a verdict: the tool could not play on them."""
    return [each.page for each in judged if each.verdict == "undecided"]


def time_plays(plays: Sequence[Play], scenarios: int) -> Timed:
    """Returns the medians of plays of `scenarios` scenarios each."""
    starts = [play.start for play in plays if play.start is not None]
    return Timed(
        rounds=len(plays),
        per_scenario=round(median(play.seconds / scenarios for play in plays), 2),
        start=round(median(starts), 2) if starts else None,
    )
