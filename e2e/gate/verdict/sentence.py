"""The verdict in one sentence."""

from __future__ import annotations

from e2e.gate.verdict.verdict import Verdict


def say_verdict(verdict: Verdict) -> str:
    """Returns the verdict's word and its reason; for a plain pass the number of scenarios played."""
    if verdict.reason:
        return f"{verdict.verdict.capitalize()}: {verdict.reason}."
    played = len(verdict.scenarios)
    if played == 1:
        return "Pass: no wrong state lasted in the one scenario that was played."
    return f"Pass: no wrong state lasted in any of {played} scenarios."
