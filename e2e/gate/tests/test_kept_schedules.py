"""Each kept schedule breaks a property on the page that it was found on, and not on the reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.engine.backstage import Backstage
from e2e.explorer.acts import Act, LetPass, Progress, Refresh, ReleaseAnswer, Remount
from e2e.explorer.confirm import confirm, shrink_schedule
from e2e.explorer.fresh_stage import FreshStages
from e2e.explorer.leading_cause import find_leading, shows_same
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule, read_schedule, to_text
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE, SCHEDULES
from e2e.pages.regressions import get_regressions

REGRESSIONS = get_regressions()
MOST = 6
"""The most acts of a kept schedule."""

NOT_THERE = {"cached-polls": (ReleaseAnswer(cacheable=True),)}
"""Acts that are not possible on the reference: it asks with no-store, so no cache keeps an answer."""


@pytest.fixture(scope="session")
def players(backstage: Backstage, stage_browser: Browser) -> dict[str, FreshStages]:
    """Fresh stages for the reference and for each page with one fix taken out, by name."""
    sources = [PageSource(each.name, REFERENCE, each) for each in REGRESSIONS]
    built = build_pages([PageSource("reference", REFERENCE), *sources], lambda page: None)
    return {
        name: FreshStages(backstage, stage_browser, page.folder) for name, page in built.items()
    }


def get_kept(name: str) -> Schedule:
    return read_schedule(SCHEDULES / f"{name}.json")


def test_each_patch_has_a_schedule_and_each_schedule_a_patch() -> None:
    kept = {file.stem for file in SCHEDULES.glob("*.json")}
    assert kept == {each.name for each in REGRESSIONS}


@pytest.mark.parametrize("file", sorted(SCHEDULES.glob("*.json")), ids=lambda file: file.stem)
def test_a_kept_schedule_is_short_says_what_it_is_for_and_is_written_as_the_command_does(
    file: Path,
) -> None:
    schedule = read_schedule(file)
    assert len(schedule.acts) <= MOST
    assert schedule.page == file.stem
    assert schedule.title
    assert schedule.breaks
    assert to_text(schedule) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [each.name for each in REGRESSIONS])
def test_a_kept_schedule_breaks_its_page_and_not_the_reference(
    name: str, players: dict[str, FreshStages]
) -> None:
    """Two fresh browser contexts and two virtual minutes: the reason for its length."""
    schedule = get_kept(name)
    broken, good = players[name].play(schedule), players["reference"].play(schedule)

    assert schedule.breaks in [each.property for each in broken.violations]
    assert broken.acts == schedule.acts
    assert good.violations == ()
    assert tuple(each.act for each in good.not_enabled) == NOT_THERE.get(name, ())


NOISE: dict[str, list[Act]] = {
    "no-terminal-lock": [Progress(percent=60), Remount(), LetPass(milliseconds=700)],
    "nothing-kept-over-refresh": [Remount(), LetPass(), Refresh()],
}


@pytest.mark.parametrize("name", NOISE)
def test_a_schedule_with_noise_in_it_shrinks_to_the_one_that_is_kept(
    name: str, players: dict[str, FreshStages]
) -> None:
    """Some twenty plays to shrink it and ten to confirm: the reason for its length."""
    kept = get_kept(name)
    assert kept.breaks is not None
    acts = (*NOISE[name], *kept.acts, *NOISE[name])
    noisy = kept.model_copy(update={"acts": acts})
    plays: list[Played] = []

    def play(schedule: Schedule) -> Played:
        plays.append(players[name].play(schedule))
        return plays[-1]

    leading = find_leading(play(noisy), kept.breaks)
    assert leading is not None
    shows = shows_same(leading, kept.breaks)
    shrunk = shrink_schedule(noisy, shows, play)

    assert (shrunk.schedule, shrunk.is_shortest) == (kept, True)
    assert len(plays) <= 40
    confirmed = confirm(shrunk.schedule, shows, players[name].play)
    assert (confirmed.broke, confirmed.times) == (10, 10)
