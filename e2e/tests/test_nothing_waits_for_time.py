"""No fixed wait, and nothing that switches off or fakes what the suite tests.

The linters find functions (ruff's TID251, biome's noSkippedTests), and this finds methods and words.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "e2e" / "tools" / "bench" / "peers" / "suites"
"""Other tools' own ways, written by their manuals to be measured: real waiting and a faked network."""

FORBIDDEN = {
    "a fixed wait": re.compile(r"\bwait_for_timeout\("),
    "networkidle": re.compile(r"networkidle"),
    "a faked network": re.compile(r"\.route\(|\broute_web_socket\(|\bset_offline\("),
    "a retry": re.compile(r"\breruns\b|\bflaky\b"),
}


def get_sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.ts", "*.tsx", "*.js"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if Path(name).name != Path(__file__).name]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_source_has(what: str) -> None:
    found = [
        f"{source.relative_to(ROOT)}:{number}: {line.strip()}"
        for source in get_sources()
        if not source.is_relative_to(PEERS)
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["page.wait_for_timeout(5)", 'wait_until="networkidle"', "page.route('**')"],
)
def test_the_rule_sees_what_it_forbids(line: str) -> None:
    assert any(pattern.search(line) for pattern in FORBIDDEN.values())


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        str(source.relative_to(ROOT)): count
        for source in get_sources()
        if (count := len(source.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
