"""Why a command of the panel is refused, and why a play ends."""

from __future__ import annotations


class Refused(Exception):
    """A command was refused because it has no effect in the present state; the state is unchanged.

    `field` names the part of the command that is at fault: a field of its body, or the command itself.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class BrowserClosed(Exception):
    """The person closed the browser."""
