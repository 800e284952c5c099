"""Why a gate ends without a verdict on the page."""

from __future__ import annotations


class BadUsage(Exception):
    """The command was given something that it cannot work on: exit code 2.

    The message names the thing and the way out.
    """


class Undecided(Exception):
    """The gate could not come to a verdict: exit code 3. The message says why, and the way out."""
