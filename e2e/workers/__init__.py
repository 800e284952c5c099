"""Where work is played in parallel: an executor, and what a task on it may ask for.

A room of its own, as the explorer and the defence table both hand out tasks
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
