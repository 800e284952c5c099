"""Set-up is done once, from lock files that carry hashes and no addresses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NPM_LOCKS = ["web-ui-fixtures/package-lock.json", "setup/chromium/package-lock.json"]
PYTHON_LOCKS = ["requirements.lock", "requirements-node.lock"]


def set_up(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "setup.prepare", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_second_set_up_does_nothing_and_says_nothing() -> None:
    assert set_up() == (0, "", "")


def test_it_compiles_what_is_not_compiled_where_python_would_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    compiled = Path(cache_from_source(str(ROOT / "e2e" / "tools" / "bench" / "goals.py")))
    compiled.unlink(missing_ok=True)
    assert set_up() == (0, "", "")
    assert compiled.is_file()


def test_set_up_says_what_it_is_for_and_sets_nothing_up() -> None:
    code, said, _ = set_up("--help")
    assert code == 0
    assert said.startswith("`python3 -m setup.prepare`: everything that `make gate` and")


def test_an_argument_is_bad_usage_as_set_up_takes_none() -> None:
    code, said, complained = set_up("--force")
    assert (code, said) == (2, "")
    assert "'--force' is no argument of set-up" in complained
    assert "Did you mean --help?" in complained


@pytest.mark.parametrize("name", NPM_LOCKS + PYTHON_LOCKS)
def test_a_lock_file_records_no_address(name: str) -> None:
    assert re.findall(r"(?:https?|file)://\S+", without_funding(ROOT / name)) == []


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_every_package_from_npm_has_its_hash(name: str) -> None:
    packages = json.loads((ROOT / name).read_text())["packages"]
    fetched = {
        path: each
        for path, each in packages.items()
        if "node_modules/" in path and "link" not in each
    }
    assert [path for path, each in fetched.items() if "integrity" not in each] == []
    assert fetched


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_package_from_pypi_has_its_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    pinned = [entry for entry in entries if "==" in entry.split("\n")[0]]
    assert [entry.split(" ")[0] for entry in pinned if "--hash=sha256:" not in entry] == []
    assert pinned


def without_funding(lock: Path) -> str:
    """A lock file's text without the addresses at which authors take donations."""
    if lock.suffix != ".json":
        return lock.read_text()
    parsed = json.loads(lock.read_text())
    for package in parsed["packages"].values():
        package.pop("funding", None)
    return json.dumps(parsed)
