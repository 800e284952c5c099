"""`junit.xml`: the verdict for CI systems."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from e2e.gate.verdict import ScenarioVerdict, Verdict

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to carry (section 2.2)."""


def write_junit(verdict: Verdict, folder: Path) -> Path:
    """Writes `junit.xml` into `folder` and returns its path.

    A failure is a failed deciding scenario; an inconclusive one is an error; what decides nothing is
    a test that was skipped, with what it found.
    """
    suites = ET.Element("testsuites", name="jobstatus-e2e")
    for tier in dict.fromkeys(each.tier for each in verdict.scenarios):
        cases = [each for each in verdict.scenarios if each.tier == tier]
        suite = ET.SubElement(suites, "testsuite", name=tier, tests=str(len(cases)))
        counts = {"failure": 0, "error": 0, "skipped": 0}
        for case in cases:
            outcome = _add(suite, case)
            if outcome is not None:
                counts[outcome] += 1
        suite.set("failures", str(counts["failure"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", str(counts["skipped"]))
    path = folder / "junit.xml"
    ET.indent(suites)
    ET.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _add(suite: ET.Element, case: ScenarioVerdict) -> str | None:
    element = ET.SubElement(suite, "testcase", name=case.id, classname=case.family)
    if case.outcome in ("passed", "waived"):
        return None
    if not case.decides:
        kind, message = "skipped", f"{case.outcome}, and decides nothing in this gate"
    elif case.outcome == "failed":
        kind, message = "failure", "; ".join(finding.detail for finding in case.findings)
    else:
        kind, message = "error", (case.reason or "inconclusive").splitlines()[0]
    problem = ET.SubElement(element, kind, message=_clean(message))
    problem.text = _clean(_describe(case))
    return kind


def _describe(case: ScenarioVerdict) -> str:
    lines = [case.sentence, case.reason or ""]
    for finding in case.findings:
        lines += ["", f"{finding.property}: {finding.detail}", *finding.last_events]
    return "\n".join(lines).strip()


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
