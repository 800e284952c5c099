"""The scenarios of our own page: it keeps what it promises, and each of them can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import LIMIT
from e2e.gate.tests.forked_command import PYTEST, run_forked
from e2e.pages.places import OWN_SCENARIOS, REFERENCE, ROOT

pytestmark = pytest.mark.slow

WRONG = {
    "src/components/JobStatus.tsx": (
        ("○ Polling", "Polls"),
        ("Frame:", "At"),
        (
            "<Channel isConnected={isConnected} />",
            "<Channel isConnected={isConnected && !isTerminal(view.status)} />",
        ),
    ),
    "src/components/Results.tsx": (
        ("Objects found", "Objects"),
        ("Objects tracked", "Objects"),
        ("Download the", "See the"),
    ),
    "src/hooks/useJobProgress.ts": (("PING_EVERY = 30_000", "PING_EVERY = 31_000"),),
    "src/state/jobView.ts": (("asked <= view.newestAnswer", "false"),),
    "src/state/memory.ts": (("MOST = 50", "MOST = 49"), ("kept.filter(isEntry)", "kept")),
    "src/state/poller.ts": (
        ("POLL_EVERY = 2_000", "POLL_EVERY = 1_900"),
        ("SILENCE_LIMIT = 5_000", "SILENCE_LIMIT = 4_900"),
        ("for (const each of this.#underWay) each.abort();", ""),
        ("if (asked === this.#asked) this.#planNext();", "this.#planNext();"),
        ('if (this.#phase === "done") return;', ""),
    ),
}
"""What a page must keep that these scenarios are about, each made wrong: by file, old and new text."""


def play(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_forked(PYTEST, "-q", str(OWN_SCENARIOS), *map(str, arguments), cwd=ROOT, limit=LIMIT)


def count(said: str, done: subprocess.CompletedProcess[str]) -> int:
    found = re.findall(rf"(\d+) {said}", done.stdout.splitlines()[-1])
    return int(found[0]) if found else 0


def test_our_page_passes_them_and_one_that_is_wrong_in_all_that_they_are_about_fails_each(
    tmp_path: Path,
) -> None:
    done = play()
    assert done.returncode == 0, done.stdout + done.stderr
    scenarios = count("passed", done)

    wrong = Path(shutil.copytree(REFERENCE, tmp_path / "web-ui"))
    for name, changes in WRONG.items():
        text = (wrong / name).read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (wrong / name).write_text(text)
    done = play("--web-ui", wrong)
    assert done.returncode == 1, done.stdout + done.stderr
    assert (count("failed", done), count("passed", done)) == (scenarios, 0), done.stdout
