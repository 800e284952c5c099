"""Checks that a folder is the checkout of a page."""

from __future__ import annotations

from pathlib import Path

from e2e.pages.errors import BadUsage

_ENDS = ("tsx", "ts", "jsx", "js")


def check_checkout(checkout: Path) -> None:
    """Raises BadUsage unless `checkout` looks like a web-ui with a JobStatus (page-contract.md)."""
    if not checkout.exists():
        raise BadUsage(f"Failed to open {checkout}: there is no such folder.")
    if not checkout.is_dir():
        raise BadUsage(f"Failed to open {checkout}: it is not a folder. --web-ui takes a checkout.")
    if not any(checkout.iterdir()):
        raise BadUsage(f"Failed to use {checkout}: the folder is empty. Was it checked out?")
    if not _has_component(checkout):
        near = sorted(checkout.glob("*/src/components/JobStatus.tsx"))
        hint = f" Did you mean {near[0].parents[2]}?" if near else ""
        raise BadUsage(f"Failed to use {checkout}: it has no src/components/JobStatus.tsx.{hint}")


def _has_component(checkout: Path) -> bool:
    components = checkout / "src" / "components"
    places = (components / "JobStatus", components / "JobStatus" / "index")
    return any(
        place.with_name(f"{place.name}.{end}").is_file() for place in places for end in _ENDS
    )
