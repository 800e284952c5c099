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


TITLED = [
    "<details open><summary>Events</summary><div role=log><p>0:02 no answer</div></details>",
    "<h3>Events</h3><div><ol role=log><li>0:02 no answer</ol></div>",
    "<figure><ul role=log><li>0:02 no answer</ul><figcaption>Events</figcaption></figure>",
    "<b id=name>Events</b><p>Bye</p><ul role=log aria-labelledby=name><li>0:02 no answer</ul>",
]
"""Logs with a title, which a page may show with the first entry."""


@pytest.mark.parametrize("html", TITLED)
def test_the_title_of_a_log_is_part_of_it(a_stage: Stage, html: str) -> None:
    shown = show(a_stage, f"<p>Status: running</p><p>No answer</p><main>{html}</main>")
    assert set(shown.logged) == {"Events", "0:02 no answer"}
    assert "No answer" in shown.lines_outside_logs


@pytest.mark.parametrize(
    ("unfolded", "logged"),
    [("<table><tr><td>0:02 no answer</table>", ("Events (1)",)), ("<p>No answer</p>", ())],
)
def test_the_summary_of_a_list_is_a_title_and_that_of_a_text_is_not(
    a_stage: Stage, unfolded: str, logged: tuple[str, ...]
) -> None:
    shown = show(
        a_stage,
        f"<p>Status: running</p><details><summary>Events (1)</summary>{unfolded}</details>",
    )
    assert shown.lines == ("Status: running", "Events (1)")
    assert shown.logged == logged


def test_a_heading_that_is_not_beside_the_log_is_not_its_title(a_stage: Stage) -> None:
    shown = show(
        a_stage,
        "<p>Status: running</p><h3>No answer</h3><div><p>Bye</p><ul role=log><li>0:02</ul></div>",
    )
    assert shown.logged == ("0:02",)


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


SHADOWS = """({ mode }) => {
  const grow = (host, html) => {
    const root = host.attachShadow({ mode });
    root.innerHTML = html;
    return root;
  };
  document.body.innerHTML = "<div id=card><p>Frame: 50 / 200</p></div>";
  const card = grow(document.getElementById("card"), "<style>p {}</style><p>Status: running</p>"
    + "<slot></slot><p hidden>Status: failed</p><div id=bar>41 %</div>");
  window.bar = grow(card.getElementById("bar"),
    "<i role=progressbar aria-valuenow=42><slot></slot></i><b title='WebSocket connected'></b>");
}"""


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_shadow_trees_are_read(a_stage: Stage, mode: str) -> None:
    a_stage.show(a_stage.add_job(status="pending"))
    a_stage.page.evaluate(SHADOWS, {"mode": mode})
    a_stage.let_pass(seconds=1)
    *_, (_, shown) = a_stage.history.of_type(Shown)
    assert (shown.status, shown.channel, shown.progress) == ("running", "live", 42)
    assert (shown.bar_text, shown.frame) == (41, "50/200")
    assert "Status: failed" not in shown.lines
    a_stage.page.evaluate("bar.querySelector('i').setAttribute('aria-valuenow', 43)")
    a_stage.let_pass(seconds=1)
    *_, (_, shown) = a_stage.history.of_type(Shown)
    assert shown.progress == 43
