"""Refuses to pack a wheel or a source archive: the suite is used from its checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CheckoutOnly(BuildHookInterface[Any]):
    """Lets `make setup` install the checkout in its place, and nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises RuntimeError unless the checkout is installed as it is (editable)."""
        if version != "editable":
            raise RuntimeError(
                f"Failed to pack jobstatus-e2e as a {self.target_name}: its pages, its harness and the "
                "packages of Node are in the checkout, and it is used from there. Clone it and run "
                "`make setup`, or use the action in .github/actions/gate."
            )
