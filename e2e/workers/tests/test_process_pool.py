"""The worker pool of processes: real processes, some of which are killed.

Each test starts an interpreter or two: the reason for the length.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from e2e.workers import ProcessPool, WorkerLost
from e2e.workers.tests import tasks

LIMIT = 60
"""Seconds of real time after which a test that would hang fails."""


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(1) as pool:
        yield pool
        pool.terminate_workers()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_killed_worker_is_replaced_and_its_task_carried_out_once_more(
    pool: ProcessPool, ledger: Path
) -> None:
    first = pool.submit(tasks.get_pid).result(LIMIT)
    second = pool.submit(tasks.die, ledger, 1).result(LIMIT)

    assert second != first
    assert ledger.read_text().split() == [str(first), str(second)]
    assert not is_alive(first)
    assert pool.submit(tasks.get_pid).result(LIMIT) == second


def test_a_task_that_ends_two_workers_is_lost_and_no_other_with_it(
    pool: ProcessPool, ledger: Path
) -> None:
    lost = pool.submit(tasks.die, ledger, 3)
    other = pool.submit(tasks.get_pid)

    with pytest.raises(
        WorkerLost, match=r"ended \(exit code -9\), then a worker ended \(exit code -9\)"
    ):
        lost.result(LIMIT)
    assert len(ledger.read_text().split()) == 2
    assert other.result(LIMIT) not in map(int, ledger.read_text().split())


def test_one_that_was_killed_between_two_tasks_costs_none(pool: ProcessPool) -> None:
    first = pool.submit(tasks.get_pid).result(LIMIT)
    os.kill(first, 9)

    assert pool.submit(tasks.get_pid).result(LIMIT) != first


def test_the_others_go_on_while_one_is_replaced(ledger: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "begun")
    with ProcessPool(2) as pool:
        running = pool.submit(tasks.run_until_recalled, tmp_path / "begun")
        (tmp_path / "begun").read_text()
        assert pool.submit(tasks.die, ledger, 1).result(LIMIT)
        assert not running.done()
        pool.recall()
        assert running.result(LIMIT) == "recalled"


def test_a_worker_that_says_it_is_broken_is_replaced_as_well(
    pool: ProcessPool, ledger: Path
) -> None:
    assert pool.submit(tasks.break_worker, ledger, 1).result(LIMIT)
    with pytest.raises(WorkerLost, match="the browser is gone, then the browser is gone"):
        pool.submit(tasks.break_worker, ledger, 9).result(LIMIT)
    pids = ledger.read_text().split()
    assert len(set(pids)) == len(pids) - 1 == 3


def test_a_recall_reaches_the_task_that_runs_and_not_the_next(
    pool: ProcessPool, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "begun")
    running = pool.submit(tasks.run_until_recalled, tmp_path / "begun")
    (tmp_path / "begun").read_text()
    pool.recall()

    assert running.result(LIMIT) == "recalled"
    assert pool.submit(tasks.is_recalled_now).result(LIMIT) is False


def test_what_a_task_raises_is_raised_and_its_worker_stays(pool: ProcessPool) -> None:
    first = pool.submit(tasks.get_pid).result(LIMIT)
    with pytest.raises(ValueError, match="no such page"):
        pool.submit(tasks.refuse, "no such page").result(LIMIT)
    with pytest.raises(RuntimeError, match="Failed to send what came of a task: <unlocked"):
        pool.submit(tasks.return_a_lock).result(LIMIT)

    assert pool.submit(tasks.get_pid).result(LIMIT) == first


def test_what_cannot_be_sent_to_a_worker_is_refused_at_once(pool: ProcessPool) -> None:
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        pool.submit(lambda: None)


def test_a_resource_is_opened_once_and_closed_with_its_worker(ledger: Path) -> None:
    with ProcessPool(1) as pool:
        used = [pool.submit(tasks.note_in_kept, ledger).result(LIMIT) for _ in range(3)]
        pid = pool.submit(tasks.get_pid).result(LIMIT)

    assert used == [1, 2, 3]
    assert ledger.read_text().split() == ["opened", "closed"]
    assert not is_alive(pid)


def test_workers_that_are_terminated_leave_what_they_do(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "begun")
    with ProcessPool(1) as pool:
        pid = pool.submit(tasks.get_pid).result(LIMIT)
        running = pool.submit(tasks.run_until_recalled, tmp_path / "begun")
        waiting = pool.submit(tasks.get_pid)
        (tmp_path / "begun").read_text()
        pool.terminate_workers()

    with pytest.raises(WorkerLost, match="exit code -15"):
        running.result(LIMIT)
    with pytest.raises(CancelledError):
        waiting.result(LIMIT)
    assert not is_alive(pid)


def test_a_pool_that_was_shut_down_takes_nothing_more() -> None:
    with ProcessPool(1) as pool:
        pass
    with pytest.raises(RuntimeError, match="has been shut down"):
        pool.submit(tasks.get_pid)
