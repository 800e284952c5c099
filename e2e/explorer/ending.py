"""What comes before the acts of every schedule, and what comes after them.

Before: job 1 runs at 40 %, job 2 at 10 %, and the page is opened on job 1. Every answer and every
handshake is held until an act lets it go.

After: the network is healed and a minute passes, so that "is shown in the end" means something:

1. answers and handshakes pass from now on, and what is held goes out, answers first, oldest first,
   true on release;
2. `CHECKED_AFTER` later the page is at rest once more: what is wrong now has lasted longer than one
   poll interval;
3. `ENDS_AFTER` after the healing the job on the screen ends, its broadcast delivered, if it has not;
   how, `get_last_end` says;
4. time passes until `SPAN` after the healing, from timer to timer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from e2e.explorer.acts import Act, Complete, Fail

JOB_1 = 40.0
"""Percent at which job 1 begins."""

JOB_2 = 10.0
"""Percent at which job 2 begins."""

CHECKED_AFTER = 2_500
"""Virtual milliseconds after the healing at which the page is looked at again."""

ENDS_AFTER = 2_500
"""Virtual milliseconds after the healing at which a job that still runs ends."""

SPAN = 60_000
"""Virtual milliseconds from the healing to the end of the schedule."""


def get_last_end(acts: Sequence[Act]) -> Literal["complete", "fail"]:
    """How a job that still runs ends after `acts`.

    It completes; but where it had completed and begun anew, it fails: the one end can be told from
    the other on the screen.
    """
    has_completed = any(isinstance(act, Complete) for act in acts)
    has_failed = any(isinstance(act, Fail) for act in acts)
    return "fail" if has_completed and not has_failed else "complete"
