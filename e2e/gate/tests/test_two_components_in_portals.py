"""A component beside the one that is judged may render into a portal, which is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.catalogue.play import play
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.gate.tests.troubled_pages import write_page
from e2e.pages.builds import PageSource, build_pages
from e2e.stage import Backstage

PORTALS = {
    "the body": "document.body",
    "an element of its own": "document.body.appendChild(document.createElement('div'))",
}
"""The place of the portal, by its name."""

COMPONENT = """import { useState } from "react";
import { createPortal } from "react-dom";
import { JobStatus as Good } from "./GoodJobStatus";

export function JobStatus({ jobId }: { jobId: string }) {
  const [place] = useState(() => PLACE);
  return createPortal(<dialog open><Good jobId={jobId} /></dialog>, place);
}
"""

SCENARIOS = [each.id for each in get_scenarios() if each.family == "two components"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    sources = []
    for name, place in PORTALS.items():
        checkout = write_page(folder / name.replace(" ", "-"), "")
        component = checkout / "src" / "components" / "JobStatus.tsx"
        component.write_text(COMPONENT.replace("PLACE", place), encoding="utf-8")
        sources.append(PageSource(name, checkout))
    return {name: page.folder for name, page in build_pages(sources, lambda page: None).items()}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("place", PORTALS)
def test_the_portal_of_the_component_beside_is_not_read(
    pages: dict[str, Path],
    backstage: Backstage,
    kept_browser: KeptBrowser,
    place: str,
    scenario: str,
) -> None:
    page = {"name": place, "build": str(pages[place])}
    played = play(
        choose_scenario(scenario),
        page,
        backstage=backstage,
        browser=kept_browser,
        isolation="document",
    )
    assert (played.outcome, played.reason) == ("passed", None)
