"""The two ways in which a job ends: whatever holds for one holds for the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from e2e.catalogue.scenario import Tier

MESSAGE = "The video has no key frame."
"""What a job that fails says of it."""


@dataclass(frozen=True)
class End:
    """One way, with the words that a sentence needs.

    `suffix` makes an id of the twin's; `tier` is the one in which it decides: Issue 231 is about
    completion, and that `failed` is treated alike is what a good page does besides. `told` is what the
    frame that tells it contains.
    """

    status: Literal["completed", "failed"]
    ends: str
    suffix: str
    tier: Tier
    told: str

    @property
    def message(self) -> str | None:
        """What the job says of its failure; None when it completed."""
        return MESSAGE if self.status == "failed" else None


COMPLETED = End("completed", "completes", "", "regression", '"completed"')
FAILED = End("failed", "fails", "-failed", "resilience", '"error"')
ENDS = {"completed": COMPLETED, "failed": FAILED}
"""Both, for `scenario_for_each`."""
