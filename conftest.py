"""Wires the suite's plugins."""

pytest_plugins = [
    "e2e.catalogue.plugin",
    "e2e.gate.run.defaults",
    "e2e.tests.hypothesis_profile",
    "e2e.tests.slow",
]
