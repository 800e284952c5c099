"""The observer reads the text on the screen as a person sees it, that of a log and that of the bar."""

from __future__ import annotations

import pytest

from e2e.history.page_events import Shown
from e2e.stage import Stage


def show(stage: Stage, html: str) -> Shown:
    """Returns the state that the page shows with `html` in the place of its own."""
    stage.show(stage.add_job(status="pending"))
    stage.page.evaluate("html => { document.body.innerHTML = html }", html)
    stage.let_pass(seconds=1)
    *_, (_, shown) = stage.history.of_type(Shown)
    return shown


def test_characters_that_nobody_sees_are_not_read(a_stage: Stage) -> None:
    shown = show(
        a_stage,
        "<p>Status: \u2068completed\u2069</p><p>Frame: \u206850\u2069 / \u2068200\u2069</p>"
        "<p>no key\u00adframe</p><p>\u200f</p>",
    )
    assert (shown.status, shown.frame) == ("completed", "50/200")
    assert shown.lines == ("Status: completed", "Frame: 50 / 200", "no keyframe")


def test_the_lines_of_a_log_are_told_apart(a_stage: Stage) -> None:
    shown = show(
        a_stage,
        "<p>Status: running</p><ul role=log><li>0:02 no answer<li>0:04 again</ul><p>Bye</p>",
    )
    assert shown.lines == ("Status: running", "0:02 no answer", "0:04 again", "Bye")
    assert shown.logged == ("0:02 no answer", "0:04 again")


TEXTS = {
    "<i role=progressbar aria-valuenow=42>Analysing, 41,5 % done</i>": 41.5,
    "<i role=progressbar aria-valuenow=42>%41 tamamlandı</i>": 41,
    "<i role=progressbar aria-valuenow=42>\u206841\u2069 %, 7 frames left</i>": 41,
    "<i role=progressbar aria-valuenow=42></i><b>41 %</b>": None,
    "<i role=progressbar aria-valuenow=42>41 % of 100 %</i>": None,
    "<progress value=0.42>41 %</progress>": None,
    "<main><p><progress value=0.42></progress> 41 % done</p></main>": 41,
    "<main><p><i role=progressbar aria-valuenow=42>40 %</i> 41 % done</p></main>": 40,
    "<main><p><progress value=0.42></progress></p><p>41 % done</p></main>": None,
    "<main>Status: running <progress value=0.42></progress><p>Dropped: 41 %</p></main>": None,
}
"""Parts of a page, each with the percentage that is in the bar or beside it."""


@pytest.mark.parametrize("html", TEXTS)
def test_the_percentage_in_the_bar_is_read(a_stage: Stage, html: str) -> None:
    assert show(a_stage, html).bar_text == TEXTS[html]
