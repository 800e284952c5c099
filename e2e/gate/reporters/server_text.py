"""Prints the check of a server, for a person at a terminal or in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.markup import escape

from e2e.server_check import Finding, ServerCheck

_STYLE = {"pass": "bold green", "findings": "bold red", "undecided": "bold yellow"}


def print_server(console: Console, check: ServerCheck, *, is_alone: bool = True) -> None:
    """Prints the requests of a check, its findings and notes, and the verdict.

    Findings with the same rule and fix are printed together. The verdict is in capitals only if the check
    `is_alone`: in a gate the verdict on the page follows.
    """

    def say(line: str) -> None:
        # A server's text may carry escape sequences, which a terminal would obey.
        shown = "".join(each if each.isprintable() else "\ufffd" for each in line)
        console.print(shown, highlight=False, soft_wrap=True)

    say(f"Server: {escape(check.url)}" + (f", job {escape(check.job)}" if check.job else ""))
    for each in check.asked:
        say(f"  [dim]{escape(each.asked)}: {escape(each.came)}[/]")
    for (rule, fix), findings in _group(check.findings, lambda each: (each.rule, each.fix)):
        say("")
        say(f"[{_STYLE['findings']}]{rule}[/]")
        for (came,), alike in _group(findings, lambda each: (each.came,)):
            say(f"  [bold]{escape(came)}[/]")
            for finding in alike:
                say(f"    {escape(finding.asked)}")
            clauses = dict.fromkeys(part for each in alike for part in each.clause.split("; "))
            say(f"    by {escape('; '.join(clauses))}")
        say(f"  Fix: {escape(fix)}")
    if check.notes:
        say("")
    for note in check.notes:
        clause = f" ({escape(note.clause)})" if note.clause else ""
        say(f"[dim]note[/] {escape(note.asked)}: {escape(note.came)}{clause}")
    if check.unchecked:
        say("")
    for gap in check.unchecked:
        say(f"[{_STYLE['undecided']}]not checked[/] {escape(gap.what)}")
        say(f"  {escape(gap.why)}. {escape(gap.way_out)}")
    say("")
    count = f": {len(check.findings)}" if check.findings else ""
    word = check.verdict.upper() if is_alone else f"server: {check.verdict}"
    say(f"[{_STYLE[check.verdict]}]{word}[/]{count}")


def _group(
    findings: Iterable[Finding], get_key: Callable[[Finding], tuple[str, ...]]
) -> list[tuple[tuple[str, ...], list[Finding]]]:
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        groups.setdefault(get_key(each), []).append(each)
    return list(groups.items())
