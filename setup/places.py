"""Where set-up puts things."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache"
STAMPS = CACHE / "setup"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FIXTURES = ROOT / "web-ui-fixtures"
