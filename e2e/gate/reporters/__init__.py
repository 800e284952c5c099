"""What a gate has to say, one form a file."""

from e2e.gate.reporters.failure_report import write_failure_report
from e2e.gate.reporters.junit import write_junit
from e2e.gate.reporters.terminal import TerminalReporter
from e2e.gate.reporters.verdict_json import write_verdict

__all__ = ["TerminalReporter", "write_failure_report", "write_junit", "write_verdict"]
