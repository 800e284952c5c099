"""Folders that several gates share: no gate removes a folder that another one has in use."""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from pathlib import Path

_LEASE = ".lease"
_held: dict[Path, int] = {}


def hold(folder: Path) -> bool:
    """Keeps other processes from removing `folder` until this process ends or is killed.

    Returns False if the folder does not exist or is being removed.
    """
    if folder in _held:
        return True
    lease = _lock(folder, fcntl.LOCK_SH)
    if lease is None:
        return False
    _held[folder] = lease
    return True


def make_held(folder: Path) -> None:
    """Makes a new folder and holds it; `rename_held` renames it and keeps the hold."""
    folder.mkdir(parents=True)
    (folder / _LEASE).touch()
    hold(folder)


def rename_held(folder: Path, target: Path) -> bool:
    """Gives a held folder its final name; returns False if a folder of that name exists."""
    try:
        folder.rename(target)
    except OSError:
        if not target.exists():
            raise
        return False
    _held[target] = _held.pop(folder)
    return True


def remove_unless_held(folder: Path) -> bool:
    """Removes `folder` unless a process holds it; returns whether it did."""
    lease = _lock(folder, fcntl.LOCK_EX)
    if lease is None:
        return False
    try:
        going = folder.with_name(f".going-{uuid.uuid4().hex}")
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)
    finally:
        os.close(lease)
    return True


def let_go(folder: Path) -> None:
    """Ends the hold of this process on `folder`."""
    lease = _held.pop(folder, None)
    if lease is not None:
        os.close(lease)


def _lock(folder: Path, kind: int) -> int | None:
    try:
        lease = os.open(folder / _LEASE, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lease, kind | fcntl.LOCK_NB)
        # Another process may have moved the folder away between open and lock.
        if os.fstat(lease).st_ino == (folder / _LEASE).stat().st_ino:
            return lease
    except OSError:
        pass
    os.close(lease)
    return None
