"""`junit.xml`: the verdict for CI systems."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from e2e.gate.verdict.causes import CauseVerdict
from e2e.gate.verdict.explored import Explored
from e2e.gate.verdict.verdict import ScenarioVerdict, Verdict
from e2e.server_check import RULES, ServerCheck


def write_junit(verdict: Verdict, folder: Path) -> Path:
    """Writes `junit.xml` into `folder` and returns its path.

    A scenario that decides is a failure with its cause as the type, and an inconclusive one is an error.
    A scenario with advice is passed, with its findings as output. The check of a server is a test suite
    of its own. An exploration is one as well, with a test for each cause.
    """
    suites = ET.Element("testsuites", name="jobstatus-e2e")
    causes = {each.id: each for each in verdict.causes}
    for tier in dict.fromkeys(each.tier for each in verdict.scenarios):
        cases = [each for each in verdict.scenarios if each.tier == tier]
        suite = ET.SubElement(suites, "testsuite", name=tier, tests=str(len(cases)))
        counts = {"failure": 0, "error": 0}
        for case in cases:
            outcome = _add(suite, case, causes.get(case.cause or ""))
            if outcome is not None:
                counts[outcome] += 1
        suite.set("failures", str(counts["failure"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", "0")
    if verdict.server is not None:
        suites.append(_describe_server(verdict.server))
    if verdict.exploration is not None:
        suites.append(_describe_exploration(verdict.exploration, is_strict=verdict.strict))
    path = folder / "junit.xml"
    ET.indent(suites)
    ET.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _describe_server(server: ServerCheck) -> ET.Element:
    """Returns a suite with a test for each rule, and one that is an error if a part was not checked."""
    suite = ET.Element("testsuite", name="server", tests=str(len(RULES) + 1))
    for rule in RULES:
        element = ET.SubElement(suite, "testcase", name=rule, classname="server")
        findings = [each for each in server.findings if each.rule == rule]
        if findings:
            said = [f"{each.asked}: {each.came}\n{each.clause}" for each in findings]
            said += dict.fromkeys(f"Fix: {each.fix}" for each in findings)
            failure = ET.SubElement(element, "failure", message=findings[0].came)
            failure.text = "\n\n".join(said)
    element = ET.SubElement(suite, "testcase", name="everything-checked", classname="server")
    if server.unchecked:
        said = [f"{each.what}: {each.why}. {each.way_out}" for each in server.unchecked]
        error = ET.SubElement(element, "error", message=said[0])
        error.text = "\n".join(said)
    suite.set("failures", str(len({each.rule for each in server.findings})))
    suite.set("errors", str(int(bool(server.unchecked))))
    suite.set("skipped", "0")
    return suite


def _describe_exploration(explored: Explored, *, is_strict: bool) -> ET.Element:
    """Returns a suite with a test for each cause; a cause that does not decide is passed, with output."""
    deciding = explored.get_deciding(is_strict=is_strict) if explored.decides else ()
    suite = ET.Element("testsuite", name="exploration", tests=str(len(explored.causes)))
    for cause in explored.causes:
        element = ET.SubElement(suite, "testcase", name=cause.id, classname="exploration")
        message = f"{cause.mechanism} ({cause.count}, {cause.belief})"
        if cause.id in deciding:
            said = ET.SubElement(element, "failure", message=message, type=cause.id)
        else:
            said = ET.SubElement(element, "system-out")
        lines = [f"{cause.id}: {cause.sentence}", message, *cause.last_events, cause.detail]
        said.text = "\n".join([*lines, cause.schedule, cause.replay])
    suite.set("failures", str(len(deciding)))
    suite.set("errors", "0")
    suite.set("skipped", "0")
    return suite


def _add(suite: ET.Element, case: ScenarioVerdict, cause: CauseVerdict | None) -> str | None:
    element = ET.SubElement(suite, "testcase", name=case.id, classname=case.family)
    if case.outcome in ("passed", "waived", "known"):
        return None
    if case.outcome == "advice" and not case.decides:
        ET.SubElement(element, "system-out").text = _describe(case, cause)
        return None
    if case.decides:
        kind, message = "failure", "; ".join(finding.detail for finding in case.findings)
    else:
        kind, message = "error", (case.reason or "inconclusive").splitlines()[0]
    problem = ET.SubElement(element, kind, message=message)
    if cause is not None:
        problem.set("type", cause.id)
    problem.text = _describe(case, cause)
    return kind


def _describe(case: ScenarioVerdict, cause: CauseVerdict | None) -> str:
    lines = [case.sentence, case.reason or ""]
    if cause is not None:
        lines += [f"{cause.id}: {cause.sentence}", f"Its clearest scenario: {cause.clearest}"]
    for finding in case.findings:
        lines += ["", f"{finding.property} ({finding.severity}): {finding.detail}"]
        lines += finding.last_events
    return "\n".join(lines).strip()
