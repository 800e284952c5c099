"""`index.html`: the whole verdict for people, in one file that needs no other."""

from e2e.gate.reporters.report.page import MOST_BYTES, write_report

__all__ = ["MOST_BYTES", "write_report"]
