"""Numbers that stand for schedules, and for sets of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act


def get_fingerprint(acts: Sequence[Act], network: str = DIRECT) -> int:
    """Returns 128 bits that stand for a schedule; their xor over a set stands for it, in any order."""
    said = "\n".join(act.model_dump_json(exclude_defaults=True) + act.act for act in acts)
    said += "" if network == DIRECT else f"\n{network}"
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:16], "big")
