"""The paths of the folders and files in this repository that the suite uses."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "web-ui-fixtures"
REFERENCE = FIXTURES / "reference"
REGRESSIONS = FIXTURES / "regressions"
EQUIVALENTS = REFERENCE / "equivalent-mutants.json"
OWN_SCENARIOS = FIXTURES / "races"
"""The scenarios of our own page, about promises beyond the page contract."""
EXAMPLE_PAGES = FIXTURES / "pages"
HARNESS = FIXTURES / "harness"
SCENARIOS = ROOT / "e2e" / "scenarios"
WRONG_PAGES = ROOT / "e2e" / "tools" / "tests" / "wrong-pages"
SCHEDULES = SCENARIOS / "schedules"
CACHE = ROOT / ".cache"
PAGES = CACHE / "pages"
LOGS = CACHE / "logs"
MUTANTS = "mutants.json"
"""The file in the folder of an instrumented page that lists its mutants (harness/build/build.js)."""
