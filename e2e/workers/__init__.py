"""Parallel work: an executor, and the functions that its tasks may call.

It is a room of its own because the explorer and the defence table both hand out tasks
(docs/decisions/0050-one-worker-pool.md).
"""

from e2e.workers.pool import ClusterRefused, WorkerBroken, WorkerLost, WorkerPool
from e2e.workers.process_pool import ProcessPool
from e2e.workers.recall import get_recall
from e2e.workers.resources import keep_open

__all__ = [
    "ClusterRefused",
    "ProcessPool",
    "WorkerBroken",
    "WorkerLost",
    "WorkerPool",
    "get_recall",
    "keep_open",
]
