"""What a check of a server cannot work on."""

from __future__ import annotations


class UnusableInput(Exception):
    """An address, a header or a job id that cannot be used. The message names it and the way out."""
