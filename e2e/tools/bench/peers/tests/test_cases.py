from __future__ import annotations

from pathlib import Path

import pytest

from e2e.pages.errors import BadUsage
from e2e.tools.bench.peers.cases import find_cases, read_expected

README = """
# Pages

| page | what it is | what the gate must say |
| --- | --- | --- |
| `good-one` | hooks; takes `completed` as final | pass, nothing inconclusive |
| `stops` | one 401 ends polling | regression: it lasts |
| `lib-mono` | good; change it and play again | pass, then regression: never "nothing" |
| `lib-one` | good | pass, or undecided with that as the reason; never regression |
| `absent` | has no folder | pass |
"""


def test_the_first_word_of_the_last_column_is_the_expected_verdict_unless_there_are_two() -> None:
    assert read_expected(README) == {
        "good-one": True,
        "stops": False,
        "lib-one": True,
        "absent": True,
    }


def test_a_folder_has_the_cases_that_its_readme_names_and_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    for name in ("good-one", "lib-mono", "lib-one", "not-in-the-readme"):
        (tmp_path / name).mkdir()

    assert [(each.name, each.needs_packages) for each in find_cases(tmp_path)] == [
        ("good-one", False),
        ("lib-one", True),
    ]


def test_a_folder_without_such_a_readme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=r"its README\.md names no folder with a verdict"):
        find_cases(tmp_path)
