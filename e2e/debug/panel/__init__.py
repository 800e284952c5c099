"""The control panel: server-rendered, with one small script of its own."""

from e2e.debug.panel.app import build_app

__all__ = ["build_app"]
