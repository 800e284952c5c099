"""The npm packages that build and test the pages."""

from __future__ import annotations

import os
from pathlib import Path

from setup.places import FIXTURES
from setup.stamp import Stamp
from setup.step import run_step


def ensure_npm_packages(node: str) -> None:
    """Installs what `web-ui-fixtures/package-lock.json` names, by hash."""
    stamp = Stamp("npm", [FIXTURES / name for name in _MANIFESTS], node)
    if (FIXTURES / "node_modules").is_dir() and stamp.is_current():
        return
    run_step(
        "Installing npm packages",
        [Path(node).with_name("npm"), "ci", "--no-progress"],
        folder=FIXTURES,
        environment={"PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        way_out="Can this machine reach the npm registry, or a mirror that npm is told of?",
    )
    stamp.set()


_MANIFESTS = ("package-lock.json", "package.json", ".npmrc")
