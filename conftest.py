"""Wires the suite's plugin."""

pytest_plugins = ["e2e.catalogue.plugin"]
