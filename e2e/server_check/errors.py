"""The error for input that a check of a server cannot use."""

from __future__ import annotations


class UnusableInput(Exception):
    """An address, a header or a job id cannot be used. The message names it and the way out."""
