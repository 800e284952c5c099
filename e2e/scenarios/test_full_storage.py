"""The browser keeps nothing more for the site: what a page writes into its storage is refused."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import act, document_opened, ended, in_order
from e2e.stage import Stage

FAMILY: Final = "full storage"
SOON = 12
"""Virtual seconds, more than the limits of `start-in-time` and `completion-in-time`."""


@scenario_for_each(
    ENDS,
    id="storage-is-full{case.suffix}",
    family=FAMILY,
    sentence="The storage of the site is full when a waiting job begins, and it {case.ends}: the page "
    "shows it running, then {case.status}, and {case.status} after a refresh.",
    forced=lambda end: in_order(
        act("fill_storage", "the storage is full"), ended(end.status), document_opened()
    ),
)
def test_a_page_that_can_keep_nothing_shows_the_end(stage: Stage, end: End) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    stage.tab.fill_storage()
    job.progress(40)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)
    stage.refresh()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)
