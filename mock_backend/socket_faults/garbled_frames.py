"""Frames that no page can read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class GarbageFrame(StrikesOnce):
    """Text that is not JSON."""

    text: str = "<html>502 Bad Gateway</html>"

    then: ClassVar[Aftermath] = "frames"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent text that is no JSON"

    def strike(self, control: JobControl) -> None:
        """Sends it."""
        control.say(self.text)


@dataclass(frozen=True, slots=True)
class BinaryFrame(StrikesOnce):
    """A frame of bytes, which is a Blob in the page."""

    then: ClassVar[Aftermath] = "frames"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent a binary frame"

    def strike(self, control: JobControl) -> None:
        """Sends it."""
        control.say(bytes(range(256)))


@dataclass(frozen=True, slots=True)
class HugeFrame(StrikesOnce):
    """A mebibyte of JSON that is not a frame of the contract: a list."""

    then: ClassVar[Aftermath] = "frames"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent a mebibyte of JSON that is no frame of the contract"

    def strike(self, control: JobControl) -> None:
        """Sends it."""
        control.say(json.dumps([None, "x" * MEBIBYTE]))


@dataclass(frozen=True, slots=True)
class NullFrame(StrikesOnce):
    """`null`, which is JSON but not an object."""

    then: ClassVar[Aftermath] = "frames"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent null"

    def strike(self, control: JobControl) -> None:
        """Sends it."""
        control.say("null")
