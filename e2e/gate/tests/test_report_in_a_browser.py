"""The report in a real browser: with a keyboard, on a telephone, in dark mode, with a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page

from e2e.diagrams import write_mermaid
from e2e.gate.reporters.report import write_report
from e2e.gate.tests.written_verdicts import (
    draw,
    keep,
    say_everywhere,
    write_regression,
    write_result,
    write_verdict,
)
from e2e.gate.verdict.verdict import Verdict
from e2e.history.printable import make_printable
from e2e.history.tests.payloads import PAYLOADS
from e2e.pages.places import FIXTURES

AXE = FIXTURES / "node_modules/axe-core/axe.min.js"
MERMAID = FIXTURES / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"
WIDE, TELEPHONE = 1280, 400
Scheme = Literal["light", "dark"]
OpenReport = Callable[..., Page]


def write_pass(folder: Path) -> Verdict:
    return write_verdict([write_result("a-1"), write_result("b-1")])


def write_undecided(folder: Path) -> Verdict:
    hangs = write_result("b-1", reason="the page hangs:\nnothing happened for 20 s")
    others = [write_result(f"a-{number}", reason="the canary failed") for number in range(9)]
    return write_verdict([*others, keep(hangs, folder, draw())])


RENDER = """async text => {
  const box = document.createElement("div");
  box.innerHTML = (await mermaid.render("drawn", text)).svg;
  return box.textContent;
}"""

REPORTS = {"pass": write_pass, "regression": write_regression, "undecided": write_undecided}


@pytest.fixture
def open_report(stage_browser: Browser, tmp_path: Path) -> Iterator[OpenReport]:
    """Opens the report of a verdict from its file, as a person does."""
    contexts = []

    def open_(verdict: Verdict, width: int = WIDE, scheme: Scheme = "light") -> Page:
        context = stage_browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(write_report(verdict, tmp_path).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
@pytest.mark.parametrize("name", REPORTS)
def test_axe_finds_nothing_in_the_report_folded_and_unfolded(
    open_report: OpenReport, tmp_path: Path, name: str, width: int, scheme: Scheme
) -> None:
    page = open_report(REPORTS[name](tmp_path), width, scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert run_axe(page) == []
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert run_axe(page) == []


def test_axe_sees_what_is_wrong(open_report: OpenReport, tmp_path: Path) -> None:
    page = open_report(write_pass(tmp_path))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {each["id"] for each in run_axe(page)} == {"color-contrast", "html-has-lang"}


def run_axe(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("axe.run()")["violations"]
    return [{"id": each["id"], "nodes": [node["html"] for node in each["nodes"]]} for each in found]


@pytest.mark.parametrize("name", REPORTS)
def test_a_telephone_scrolls_a_diagram_in_its_own_box_and_never_the_page(
    open_report: OpenReport, tmp_path: Path, name: str
) -> None:
    page = open_report(REPORTS[name](tmp_path), TELEPHONE)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE
    if name == "regression":
        box = page.get_by_role("region", name="Sequence diagram of older-1")
        assert box.evaluate("each => each.scrollWidth > each.clientWidth")
        assert box.get_attribute("tabindex") == "0"


def test_the_keyboard_comes_to_an_arrow_and_sees_what_it_carried(
    open_report: OpenReport, tmp_path: Path
) -> None:
    page = open_report(write_regression(tmp_path))
    page.get_by_role("region", name="Sequence diagram of older-1").focus()
    said = []
    for _ in range(3):
        page.keyboard.press("Tab")
        said.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert said == [
        "0 s, Person to Page: running 95 %",
        "0 s, Page to HTTP: asks",
        "1 s, HTTP to Page: running 95 %, held × 3",
    ]
    (shown,) = get_shown(page)
    assert "asked at 0 s" in (shown.text_content() or "")


def test_a_pointer_over_a_row_sees_what_it_carried_and_nothing_is_shown_before(
    open_report: OpenReport, tmp_path: Path
) -> None:
    page = open_report(write_regression(tmp_path))
    assert get_shown(page) == []
    page.locator(".row.late .said").first.hover()
    (shown,) = get_shown(page)
    assert '"status": "running 95 %"' in (shown.text_content() or "")


def get_shown(page: Page) -> list[Locator]:
    boxes = page.locator(".carried").all()
    return [
        each for each in boxes if each.evaluate("e => getComputedStyle(e).visibility") == "visible"
    ]


def test_how_an_answer_came_is_a_word_and_a_line_of_its_own(
    open_report: OpenReport, tmp_path: Path
) -> None:
    page = open_report(write_regression(tmp_path))
    lines = set()
    for look in ("held", "late", "lost", "cached"):
        row = page.locator(f".row.{look}").first
        assert look in (row.locator(".said").text_content() or "")
        lines.add(row.locator(".arrow").evaluate("e => getComputedStyle(e).strokeDasharray"))
    assert len(lines) == 4
    assert "none" not in lines


@pytest.mark.parametrize("name", REPORTS)
def test_the_browser_has_nothing_to_complain_about_and_asks_for_nothing(
    open_report: OpenReport, tmp_path: Path, stage_browser: Browser, name: str
) -> None:
    report = write_report(REPORTS[name](tmp_path), tmp_path)
    page = stage_browser.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert page.locator("h1").evaluate("e => getComputedStyle(e).lineHeight") != "normal"
    page.close()
    assert said == []
    assert [each for each in asked if not each.startswith("data:image/webp")] == [report.as_uri()]


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_text_of_a_page_does_nothing_in_the_report(
    open_report: OpenReport, tmp_path: Path, text: str
) -> None:
    page = open_report(say_everywhere(text, tmp_path), TELEPHONE)
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE


def test_mermaid_itself_reads_every_diagram(stage_browser: Browser) -> None:
    page = stage_browser.new_page()
    page.add_script_tag(path=MERMAID)
    for text in PAYLOADS.values():
        # The text of a history is printable and on one line before it is drawn.
        label = " ".join(make_printable(text).split())[:100]
        said = page.evaluate(RENDER, write_mermaid(draw(label)))
        assert f"0 s {label}".strip() in said
        assert page.evaluate("window.broken") is None
    with pytest.raises(Exception, match="Parse error"):
        page.evaluate("text => mermaid.parse(text)", "sequenceDiagram\n  page--x: no")
    page.close()
