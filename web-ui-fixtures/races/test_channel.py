"""What our own page promises beyond the page contract: its label of the channel."""

from __future__ import annotations

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.history.page_events import Shown
from e2e.proofs import ended, frame_taken, in_order, socket_opened
from e2e.stage import Stage

FAMILY = "our own page: text"


@scenario_for_each(
    ENDS,
    id="own-label-until-the-close{case.suffix}",
    family=FAMILY,
    tier="regression",
    sentence="The socket tells that the job {case.ends}: the label says that it is open until it is closed.",
    forced=lambda end: in_order(socket_opened(), ended(end.status), frame_taken('"status"')),
)
def test_the_label_until_the_close(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.end(end.message)
    shown = [event for _, event in stage.history.of_type(Shown) if event.status == end.status]
    channels = list(dict.fromkeys(event.channel for event in shown))
    stage.expect(channels == ["live", "polling"], f"the label live, and then polling, not {channels}")
