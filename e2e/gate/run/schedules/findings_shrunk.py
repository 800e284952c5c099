"""What an exploration found, shrunk and confirmed on fresh pages, in words."""

from __future__ import annotations

from collections.abc import Callable

from e2e.engine.errors import StageError
from e2e.explorer.confirm import Confirmed, confirm, shrink_schedule
from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Ground
from e2e.explorer.finding import Finding
from e2e.explorer.fresh_stage import FreshStages, open_fresh_stages
from e2e.explorer.player import Played
from e2e.explorer.report import build_report
from e2e.explorer.report_text import describe_report
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import DoesNotBreak

Say = Callable[[str], None]


def shrink_findings(exploration: Exploration, ground: Ground, say: Say) -> None:
    """Puts in the place of each finding that was confirmed the 1-minimal one, with its report.

    Played on stages as the catalogue's, each with a browser context of its own, from the main thread. A
    finding that breaks its property there only sometimes is believed no more. `say` is told of each
    play. An interruption leaves what was shrunk up to then.
    """
    if not any(_is_to_shrink(each) for each in exploration.findings):
        return
    with open_fresh_stages(ground.browser, recorded=ground.dialect.recorded) as open_for:
        player = open_for(ground.build)
        for number, finding in enumerate(exploration.findings):
            if _is_to_shrink(finding):
                exploration.findings[number] = _shrink(finding, exploration, player, say)


def _is_to_shrink(finding: Finding) -> bool:
    return finding.belief == "confirmed" and not finding.times


def _shrink(finding: Finding, exploration: Exploration, player: FreshStages, say: Say) -> Finding:
    plays = 0
    last: Played | None = None

    def play(schedule: Schedule) -> Played:
        nonlocal plays, last
        plays += 1
        say(f"Shrinking what breaks {finding.property}: play {plays}, {len(schedule.acts)} acts")
        last = player.play(schedule)
        return last

    found = Schedule(acts=finding.acts, network=finding.network, wire=exploration.wire)
    try:
        shrunk = shrink_schedule(found, finding.property, play)
        confirmed = confirm(shrunk, finding.property, play)
    except DoesNotBreak:
        shrunk, confirmed = found, Confirmed(0, plays)
    except StageError as error:
        return finding.model_copy(update={"report": (str(error),)})
    assert last is not None
    report = build_report(last, page=exploration.page, first=finding.property)
    return finding.model_copy(
        update={
            "acts": shrunk.acts,
            "belief": "confirmed" if confirmed.is_steady else "only sometimes",
            "broke": confirmed.broke,
            "times": confirmed.times,
            "report": tuple(describe_report(report)),
        }
    )
