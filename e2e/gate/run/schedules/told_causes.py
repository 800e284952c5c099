"""The causes of an exploration, in the form that verdicts and terminals show."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from e2e.explorer.exploration import Exploration
from e2e.explorer.explored_cause import ExploredCause
from e2e.gate.run.page_words import get_page_options
from e2e.gate.verdict.explored import ExploredCauseVerdict
from e2e.pages.builds import BuiltPage
from e2e.pages.locate import locate
from e2e.pages.regressions import get_regressions


def tell_causes(
    exploration: Exploration, folder: Path, page_options: str | None = None
) -> tuple[ExploredCauseVerdict, ...]:
    """Returns each cause with the command that plays its schedule; the schedule's file is below `folder`.

    `page_options` choose the page in the command; None chooses the page that the exploration names.
    """
    options = _get_page_options(exploration) if page_options is None else page_options
    return tuple(_tell(each, folder, options) for each in exploration.causes)


def locate_causes(exploration: Exploration, page: BuiltPage) -> None:
    """Adds to each cause that is an error of the page the places in the page's source."""
    exploration.causes = [
        each.model_copy(update={"places": locate(page, each.stack)}) if each.stack else each
        for each in exploration.causes
    ]


def _tell(cause: ExploredCause, folder: Path, page_options: str) -> ExploredCauseVerdict:
    said = cause.model_dump(exclude={"acts", "alternatives", "network"})
    file = shlex.quote(str(folder / cause.schedule))
    return ExploredCauseVerdict(
        **said,
        acts=tuple(act.describe() for act in cause.acts),
        replay=f"jobstatus-e2e replay {file}{page_options}",
    )


def _get_page_options(exploration: Exploration) -> str:
    page = exploration.page
    is_patch = page in {each.name for each in get_regressions()}
    return get_page_options(
        None if is_patch or page == "reference" else Path(page),
        page if is_patch else None,
        json.dumps(exploration.props) if exploration.props else None,
        reads_config=exploration.reads_config,
        recorded=exploration.recorded,
    )
