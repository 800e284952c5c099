"""Lends this project the stage of jobstatus-e2e, and its judge."""

pytest_plugins = ["e2e.catalogue.plugin", "e2e.gate.run.defaults"]
