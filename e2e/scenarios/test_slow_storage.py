"""The browser's databases open slowly: the server answers before a page has what it kept."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import act, document_opened, ended, in_order, poll_saw
from e2e.stage import Stage

FAMILY: Final = "slow storage"


@scenario_for_each(
    ENDS,
    id="database-opens-late{case.suffix}",
    family=FAMILY,
    sentence="The person refreshes a job that ran and {case.ends} meanwhile, and the browser opens the "
    "page's database only after the server has answered: the page shows {case.status}.",
    forced=lambda end: in_order(
        act("slow_databases", "databases open slowly from now on"),
        ended(end.status),
        document_opened(),
        poll_saw(end.status),
    ),
)
def test_what_a_slow_database_has_kept_is_not_shown_over_the_end(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=5)
    stage.tab.slow_databases()
    stage.leave()
    job.end(end.message)
    stage.come_back()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
