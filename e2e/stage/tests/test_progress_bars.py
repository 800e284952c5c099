"""The observer reads the progress of a bar as a person sees it: within the bar's range, and laid out."""

from __future__ import annotations

import pytest

from e2e.history.page_events import Shown
from e2e.stage import Stage

BARS: dict[str, tuple[str, float | None]] = {
    "percent": ("<div role=progressbar aria-valuenow=42>42%</div>", 42),
    "of one": ("<progress value=0.29></progress>", 29),
    "of some frames": ("<progress value=105 max=250></progress>", 42),
    "steps": ("<ol role=progressbar aria-valuenow=2 aria-valuemax=4>2 of 4</ol>", 50),
    "from one": ("<i role=progressbar aria-valuenow=3 aria-valuemin=1 aria-valuemax=5>3</i>", 50),
    "full": ("<progress value=42></progress>", 100),
    "an empty range": ("<i role=progressbar aria-valuenow=42 aria-valuemax=0>42%</i>", 42),
    "indeterminate": ("<progress></progress>", None),
    "no number": ("<i role=progressbar aria-valuenow=NaN></i>", None),
    "hidden": ("<dialog><progress value=7 max=100></progress></dialog>", None),
    "one of two is hidden": (
        "<div hidden><progress value=7 max=100></progress></div><progress value=0.42></progress>",
        42,
    ),
    "the first of two has no percentage": (
        "<p>Tool 1 of 3 <progress value=0 max=3></progress></p>"
        "<p><progress value=0.42></progress> 42 %</p>",
        42,
    ),
    "the second is for the whole job": (
        "<p>This step <progress value=0.1></progress> 10 %</p>"
        "<p>Overall <progress value=0.42></progress> 42 %</p>",
        42,
    ),
    "the second is named for the whole job": (
        "<i role=progressbar aria-valuenow=10>10%</i>"
        "<i role=progressbar aria-label='Overall progress' aria-valuenow=42>42%</i>",
        42,
    ),
    "the first is for a part": (
        "<span>Upload</span><progress value=1>100 %</progress>"
        "<span>Progress</span><progress value=0.42>42 %</progress>",
        42,
    ),
    "each is for a part": (
        "<p>Tool 1 <progress value=0.42></progress> 42 %</p>"
        "<p>Tool 2 <progress value=0.1></progress> 10 %</p>",
        42,
    ),
    "a spinner behind the number": (
        "<div><i role=progressbar aria-label=Job aria-valuenow=42></i><span>42 %</span>"
        "<i role=progressbar aria-label=Working>…</i></div>",
        42,
    ),
    "a spinner before it": (
        "<div><i role=progressbar>…</i><progress value=0.42></progress></div>",
        42,
    ),
    "a file beside a job of unknown length": (
        "<progress></progress><p>Upload <progress value=1></progress></p>",
        None,
    ),
    "two percentages": (
        "<p><progress value=0.42></progress> 42 %</p><p><progress value=0.1></progress> 10 %</p>",
        42,
    ),
}
"""Parts of a page, each with the progress that it shows in percent."""


@pytest.mark.parametrize("bars", BARS)
def test_a_bar_shows_its_value_in_percent_of_its_range(a_stage: Stage, bars: str) -> None:
    html, percent = BARS[bars]
    a_stage.show(a_stage.add_job(status="pending"))
    a_stage.page.evaluate(
        "html => { document.body.appendChild(document.createElement('section')).innerHTML = html }",
        html,
    )
    a_stage.let_pass(seconds=1)
    *_, (_, shown) = a_stage.history.of_type(Shown)
    assert shown.progress == percent
