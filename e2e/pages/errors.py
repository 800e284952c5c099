"""The errors that end a gate without a verdict on the page."""

from __future__ import annotations


class BadUsage(Exception):
    """The command cannot work on its input: exit code 2. The message names the input and the way out."""


class Undecided(Exception):
    """The gate could not come to a verdict: exit code 3. The message says why, and the way out."""
