"""The beginning and the ending that every schedule has before and after its acts.

The beginning: job 1 runs at 40 %, job 2 at 10 %, and the page is opened on job 1. Every answer and every
handshake is held until an act lets it go.

The ending: the network is healed and a minute passes, so that the page has time to correct itself:

1. answers and handshakes pass from now on, and the held ones go out: answers first, oldest first, each
   with the state of the job at its release;
2. `CHECKED_AFTER` later the page is at rest once more: a state that is wrong now has lasted longer than
   one poll interval;
3. `ENDS_AFTER` after the healing the job on the screen ends, if it still runs, and the broadcast is
   delivered; `get_last_end` decides between completion and failure;
4. time passes until `SPAN` after the healing, from timer to timer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from e2e.explorer.acts import Act, Complete, Fail

JOB_1 = 40.0
"""The progress at which job 1 begins, in percent."""

JOB_2 = 10.0
"""The progress at which job 2 begins, in percent."""

CHECKED_AFTER = 2_500
"""Virtual milliseconds after the healing at which the page is looked at again."""

ENDS_AFTER = 2_500
"""Virtual milliseconds after the healing at which a job that still runs ends."""

SPAN = 60_000
"""Virtual milliseconds from the healing to the end of the schedule."""


def get_last_end(acts: Sequence[Act]) -> Literal["complete", "fail"]:
    """Returns how a job that still runs after `acts` ends.

    It completes. Where a job completed in `acts` and none failed, it fails instead, so that the screen
    distinguishes the two ends of a job that was restarted.
    """
    has_completed = any(isinstance(act, Complete) for act in acts)
    has_failed = any(isinstance(act, Fail) for act in acts)
    return "fail" if has_completed and not has_failed else "complete"
