"""The content of the report, and the text of a page inside it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from e2e.gate.reporters.report import write_report
from e2e.gate.tests.written_verdicts import (
    OLDER,
    draw,
    keep,
    say_everywhere,
    write_regression,
    write_result,
    write_verdict,
)
from e2e.gate.verdict.explored import Explored, ExploredCauseVerdict
from e2e.gate.verdict.verdict import Verdict
from e2e.history.printable import make_printable
from e2e.history.tests.payloads import PAYLOADS


class Read(HTMLParser):
    """Collects the report's tags with their attributes, and the words between them, as a browser does."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def get_all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.tags if each == tag]


def read_report(folder: Path, verdict: Verdict | None = None) -> Read:
    written = write_report(verdict or write_regression(folder), folder)
    return Read(written.read_text(encoding="utf-8"))


def test_the_verdict_comes_first_in_one_sentence_and_then_the_causes_worst_first(
    tmp_path: Path,
) -> None:
    text = read_report(tmp_path).text
    in_order = [
        "Regression: 3 of 24 scenarios failed, by 2 causes.",
        "3 causes, 1 of them advice",
        "The page puts an older answer in the place of a newer state that it knew.",
        "After a poll that failed the page asks no more",
        "and a cache of the browser's or of a proxy's on the way answers with an old state.",
        "The catalogue, by family",
        "About this gate",
    ]
    places = [text.rindex(each) for each in in_order]
    assert places == sorted(places)


def test_a_cause_that_decides_is_open_with_all_that_a_developer_needs(tmp_path: Path) -> None:
    read = read_report(tmp_path)
    cards = {each["id"]: each for each in read.get_all("details") if each.get("id")}
    assert {id: "open" in card for id, card in cards.items()} == {
        "older-answer-applied": True,
        "polling-ended-after-a-failed-poll": True,
        "answered-from-a-cache": False,
    }
    for said in (
        "jobstatus-e2e gate --scenario older-1 --web-ui web-ui",
        "jobstatus-e2e debug older-1 --web-ui web-ui",
        "playwright show-trace evidence/older-1/trace.zip",
        "Fix 2: terminal state locking",
        "All 2 scenarios that show it",
        "1.5 s, WebSocket to Page: running 95 %, late: this made it wrong",
        "2 s, Page: shows running 95 %: the wrong state",
    ):
        assert said in read.text
    assert len(read.get_all("svg")) == len(read.get_all("img")) == 2
    linked = {each["href"] for each in read.get_all("a")}
    for name in ("trace.zip", "history.jsonl", "screen.png", "sequence.svg", "sequence.mmd"):
        assert f"evidence/older-1/{name}" in linked
    assert "Left out here" not in read.text


def test_links_lead_to_files_and_places_that_are_there(tmp_path: Path) -> None:
    read = read_report(tmp_path)
    ids = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
    beside = {"verdict.json", "summary.md", "junit.xml"}
    for href in [each["href"] or "" for each in read.get_all("a")]:
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href in beside or (tmp_path / href).is_file()


def test_a_cause_without_evidence_shows_its_last_events(tmp_path: Path) -> None:
    read = read_report(tmp_path, write_verdict([write_result("older-1", OLDER)]))
    assert "reads answer 2: running 95 %" in read.text
    assert read.get_all("svg") == []
    assert "show-trace" not in read.text


def test_a_pass_is_a_sentence_and_the_catalogue_folded(tmp_path: Path) -> None:
    read = read_report(tmp_path, write_verdict([write_result("a-1"), write_result("b-1")]))
    assert "Pass: no wrong state lasted in any of 2 scenarios." in read.text
    assert "cause" not in read.text
    assert "inconclusive" not in read.text
    folded = read.get_all("details")
    assert len(folded) == 2
    assert not any("open" in each for each in folded)


def test_inconclusive_scenarios_have_a_card_for_each_reason(tmp_path: Path) -> None:
    results = [write_result(f"a-{number}", reason="the canary failed") for number in range(40)]
    results.append(keep(write_result("b-1", reason="hangs\nand more"), tmp_path, draw()))
    read = read_report(tmp_path, write_verdict(results))
    assert "Undecided: 41 of 41 scenarios are inconclusive." in read.text
    cards = [each for each in read.get_all("details") if "inconclusive" in (each["class"] or "")]
    assert len(cards) == 2
    assert read.text.index("The canary failed") < read.text.index("hangs and more")
    assert "All 40 scenarios" in read.text


def test_what_an_exploration_found_is_told_with_its_schedule_and_as_text(tmp_path: Path) -> None:
    cause = ExploredCauseVerdict(
        id=OLDER,
        sentence="A sentence.",
        mechanism="<script>",
        event=None,
        fix=None,
        decides=True,
        properties=("a-property",),
        detail="it does not",
        found=2,
        belief="confirmed",
        schedule="schedules/older.json",
        replay="jobstatus-e2e replay schedules/older.json",
        acts=("The job completes.",),
    )
    explored = Explored(decides=False, schedules=7, seconds=1.5, seed=3, causes=(cause,))
    verdict = write_pass().model_copy(update={"exploration": explored})
    read = read_report(tmp_path, verdict)
    assert "Exploration: 1 cause in 7 schedules It decides nothing." in read.text
    assert "<script>. Schedule schedules/older.json : The job completes." in read.text
    assert cause.replay in read.text
    assert read.get_all("script") == []
    assert "Exploration" not in read_report(tmp_path, write_pass()).text


def write_pass() -> Verdict:
    return write_verdict([write_result("a-1"), write_result("b-1")])


def test_there_is_no_script_and_the_policy_lets_in_its_own_style_alone(tmp_path: Path) -> None:
    html = write_report(write_regression(tmp_path), tmp_path).read_text(encoding="utf-8")
    read = Read(html)
    (policy,) = (
        each["content"]
        for each in read.get_all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert {tag for tag, _ in read.tags} & {"script", "link", "iframe", "object"} == set()
    assert not [name for _, attributes in read.tags for name in attributes if name == "style"]
    assert re.findall(r"https?://[^\s\"]+", html.replace("http://www.w3.org/2000/svg", "")) == []


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_text_of_a_page_adds_no_element_to_the_report(tmp_path: Path, text: str) -> None:
    clean = read_report(tmp_path / "a", say_everywhere("a status", tmp_path / "a"))
    read = read_report(tmp_path / "b", say_everywhere(text, tmp_path / "b"))
    assert {name for name, _ in read.tags} <= {name for name, _ in clean.tags} | {"br", "pre"}
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "").startswith("javascript")
    words = " ".join(make_printable(text).split())[:20]
    if words.isascii() and words.isprintable():
        assert words in read.text
