"""The two terminal states of a job: a scenario that holds for one of them holds for the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from e2e.catalogue.scenario import Tier

MESSAGE = "The video has no key frame."
"""The error message of a job that fails."""


@dataclass(frozen=True)
class End:
    """A terminal state, with the words that a scenario's sentence needs.

    `ends` is the verb. `suffix` is added to the id of a scenario, so that its variant for `failed` has an
    id of its own. `tier` is the tier of its scenarios: Issue 231 is about completion only, and `failed`
    belongs to resilience. `told` is a part of the frame that tells this end.
    """

    status: Literal["completed", "failed"]
    ends: str
    suffix: str
    tier: Tier
    told: str

    @property
    def message(self) -> str | None:
        """The error message of the job; None when it completed."""
        return MESSAGE if self.status == "failed" else None


COMPLETED = End("completed", "completes", "", "regression", '"completed"')
FAILED = End("failed", "fails", "-failed", "resilience", '"error"')
ENDS = {"completed": COMPLETED, "failed": FAILED}
"""Both ends by status: the cases of `scenario_for_each`."""
