"""The paths of what the peers need."""

from __future__ import annotations

from pathlib import Path

from e2e.pages.places import CACHE

HERE = Path(__file__).parent
SUITES = HERE / "suites"
PROJECT = HERE / "npm_project"
PEERS = CACHE / "peers"
