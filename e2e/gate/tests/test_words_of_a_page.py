"""A page that throws errors of any text, through a whole gate."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from e2e.gate.tests.conftest import RunGate

SAID = "\\ud800\\u001b[31m<script>broken()</script>\\n```;%%{init: {}}%%\\u202e]]>"
"""Escaped for JavaScript: half a surrogate pair, an escape sequence, and a change of text direction."""

SHOWN = "\ufffd\ufffd[31m<script>broken()</script>"


def test_all_reports_of_a_page_that_says_anything_are_written_and_show_it_as_text(
    run_gate: RunGate, a_checkout: Path
) -> None:
    component = a_checkout / "src/components/JobStatus.tsx"
    line = "  const { view, isConnected } = useJob(jobId);\n"
    text = component.read_text()
    assert text.count(line) == 1
    throws = f'  setTimeout(() => {{\n    throw new Error("{SAID}");\n  }});\n'
    component.write_text(text.replace(line, line + throws))
    done = run_gate("--strict", "--web-ui", a_checkout, "--scenario", "missed-while-connected")
    assert (done.code, done.err) == (1, "")
    (cause,) = done.verdict["causes"]
    assert (cause["id"], SHOWN in cause["mechanism"]) == ("console-errors", True)
    assert SHOWN in done.out
    for text in (done.out, json.dumps(done.verdict, ensure_ascii=False)):
        assert not {"\x1b", "\u202e"} & set(text)
    html = (done.reports / "index.html").read_text(encoding="utf-8")
    assert SHOWN.replace("<", "&lt;").replace(">", "&gt;") in html
    assert "<script" not in html
    assert "<script" not in (done.reports / "summary.md").read_text(encoding="utf-8")
    case = done.verdict["scenarios"][0]
    for file in (done.reports / case["sequence"], done.reports / "junit.xml"):
        assert SHOWN in "".join(ET.parse(file).getroot().itertext())
