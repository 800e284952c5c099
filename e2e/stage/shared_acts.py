"""The acts that cannot be played in a document that plays share."""

from __future__ import annotations

from e2e.engine.errors import NeedsDocument

_NEED_A_DOCUMENT = frozenset(
    {
        "refresh",
        "leave",
        "come_back",
        "open_tab",
        "probe",
        "hide_tab",
        "show_tab",
        "leave_window",
        "enter_window",
        "fill_storage",
        "slow_databases",
        "freeze",
        "restore",
        "download",
        "lose_network",
        "find_network",
        "set_clock",
        "mount_beside",
        "unmount_beside",
    }
)
"""They open, leave or close the document, or change it for the plays after."""


def refuse_in_shared(name: str, detail: str) -> None:
    """Raises NeedsDocument for an act that opens, leaves or changes the document for later plays."""
    if name in _NEED_A_DOCUMENT:
        raise NeedsDocument(detail)
