"""The gates of the backend, at which answers and handshakes wait until they are told to go."""

from mock_backend.gates.answers import AnswerGate, AsOf, HeldAnswer
from mock_backend.gates.handshakes import (
    CUT,
    Greeting,
    HandshakeGate,
    HeldHandshake,
    SendFrame,
    SendPending,
    SendSnapshot,
    Silent,
)

__all__ = [
    "CUT",
    "AnswerGate",
    "AsOf",
    "Greeting",
    "HandshakeGate",
    "HeldAnswer",
    "HeldHandshake",
    "SendFrame",
    "SendPending",
    "SendSnapshot",
    "Silent",
]
