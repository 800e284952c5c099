"""A page that reads times in UTC as local ones is caught on a machine whose own zone is UTC."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.catalogue.play import play
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.pages.builds import PageSource, build_pages
from e2e.stage import Backstage

READS_UTC = "Date.parse(HAS_ZONE.test(said) ? said : `${said}Z`)"
APPLIES = "this.#side.onAnswer(asked, job);"
IF_NEW = "if (Date.now() - (job.updated_at ?? Date.now()) < 3_600_000) "


@pytest.mark.parametrize(
    ("reads", "outcome"), [(READS_UTC, "passed"), ("Date.parse(said)", "failed")]
)
def test_an_answer_that_is_dropped_as_hours_old(
    a_checkout: Path,
    backstage: Backstage,
    kept_browser: KeptBrowser,
    reads: str,
    outcome: str,
) -> None:
    job, poller = a_checkout / "src/api/job.ts", a_checkout / "src/state/poller.ts"
    for file, before, after in ((job, READS_UTC, reads), (poller, APPLIES, IF_NEW + APPLIES)):
        assert before in file.read_text()
        file.write_text(file.read_text().replace(before, after))
    folder = build_pages([PageSource("page", a_checkout)], lambda page: None)["page"].folder
    result = play(
        choose_scenario("failure-without-a-reason"),
        {"name": "page", "build": str(folder)},
        backstage=backstage,
        browser=kept_browser,
    )
    assert (result.outcome, result.reason) == (outcome, None)
