"""Every gate of the backend by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from e2e.engine.network_ports import NetworkPorts
from e2e.engine.observer_link import ObserverLink
from e2e.tools.gates.gate import Build, Gate, Method, Replacement, Switch
from mock_backend import cache_policies
from mock_backend.cache_policies import CachePolicy
from mock_backend.caching_proxy.profiles import Profile
from mock_backend.gates import handshakes
from mock_backend.gates.answers import AnswerGate, HeldAnswer
from mock_backend.gates.handshakes import HandshakeGate, HeldHandshake
from mock_backend.job_control import JobControl
from mock_backend.pace import Pace
from mock_backend.server_socket import ServerSocket
from mock_backend.socket_faults.registry import SOCKET_FAULTS
from mock_backend.wire import frame_for


def _otherwise(instead: Callable[..., Any]) -> Build:
    """Returns a builder of a method that calls `instead` while the gate is off."""

    def build(method: Method, switch: Switch) -> Method:
        def switched(*arguments: Any, **named: Any) -> Any:
            return (method if switch.is_on() else instead)(*arguments, **named)

        return switched

    return build


def _not(owner: type, *names: str) -> tuple[Replacement, ...]:
    """Returns replacements for methods that do nothing while the gate is off."""
    do_nothing = _otherwise(lambda *arguments, **named: None)
    return tuple(Replacement(owner, name, do_nothing) for name in names)


def _as_of_release(method: Method, switch: Switch) -> Method:
    def release(held: HeldAnswer, as_of: str = "release") -> None:
        keeps = as_of == "release" or switch.is_on()
        method(held, as_of=as_of if keeps else "release")

    return release


def _oldest_first(method: Method, switch: Switch) -> Method:
    def end(gate: AnswerGate, held: HeldAnswer, *how: Any) -> None:
        is_next = not gate.held or held is gate.held[0]
        method(gate, held if is_next or switch.is_on() else gate.held[0], *how)

    return end


def _stopped(method: Method, switch: Switch) -> Method:
    def note_time_passed(pace: Pace) -> None:
        if not pace.is_waited_for or switch.is_on():
            method(pace)

    return note_time_passed


def _heard(method: Method, switch: Switch) -> Method:
    def tell(job: JobControl, truth: Any, broadcast: bool) -> Any:
        is_lost = not broadcast and frame_for(truth) is not None and bool(job.sockets)
        return method(job, truth, broadcast or (is_lost and not switch.is_on()))

    return tell


def _frames_at_once(method: Method, switch: Switch) -> Method:
    def in_turn(job: JobControl, do: Callable[[], None]) -> None:
        if switch.is_on():
            method(job, do)
        else:
            do()

    return in_turn


def _not_caching(method: Method, switch: Switch) -> Method:
    def get_port_of(ports: NetworkPorts, profile: Profile) -> Any:
        return method(ports, profile if switch.is_on() else replace(profile, caches=False))

    return get_port_of


def _not_driven(method: Method, switch: Switch) -> Method:
    def order(link: ObserverLink, name: str, **fields: Any) -> None:
        moves = name in ("advance", "sleep") and fields["milliseconds"] > 0
        if not moves or switch.is_on():
            method(link, name, **fields)

    return order


_ACCEPTED = Replacement(HeldHandshake, "refuse", _otherwise(lambda held, status=403: held.accept()))
_GREETINGS = (handshakes.SendPending, handshakes.SendSnapshot, handshakes.SendFrame)
_POLICIES = tuple(
    each
    for each in vars(cache_policies).values()
    if isinstance(each, type)
    and "get_headers" in vars(each)
    and each not in (CachePolicy, cache_policies.NoHeaders)
)

GATES: Mapping[str, Gate] = MappingProxyType(
    {
        each.name: each
        for each in (
            Gate("answers-held", "no answer is held", _not(AnswerGate, "hold")),
            Gate(
                "answers-chosen",
                "of held answers the oldest goes out, whichever was to",
                (Replacement(AnswerGate, "_end", _oldest_first),),
            ),
            Gate(
                "answers-of-arrival",
                "a held answer says what is true when it goes out",
                (Replacement(HeldAnswer, "release", _as_of_release),),
            ),
            Gate(
                "older-answers",
                "no answer says an older truth",
                _not(AnswerGate, "answer_next_as"),
            ),
            Gate(
                "answer-faults",
                "every answer is well",
                (
                    *_not(AnswerGate, "fault", "fault_next"),
                    Replacement(
                        HeldAnswer, "fault", _otherwise(lambda held, fault: held.release())
                    ),
                ),
            ),
            Gate(
                "drips",
                "what has begun to drip stays as it is",
                (Replacement(Pace, "note_time_passed", _stopped),),
                forces=False,
            ),
            Gate("handshakes-held", "no handshake is held", _not(HandshakeGate, "hold")),
            Gate(
                "handshakes-refused",
                "no handshake is refused",
                (*_not(HandshakeGate, "refuse", "refuse_next"), _ACCEPTED),
            ),
            Gate(
                "greetings",
                "no socket is greeted",
                tuple(
                    Replacement(each, "get_frames", _otherwise(lambda greeting, truth: []))
                    for each in _GREETINGS
                ),
            ),
            Gate(
                "drops",
                "no socket is cut or closed",
                _not(ServerSocket, "cut", "reset", "finish", "close", "close_illegally"),
            ),
            Gate("closes-held", "no close is held", _not(JobControl, "hold_closes")),
            Gate(
                "socket-faults",
                "no fault befalls a socket",
                tuple(
                    replacement
                    for each in dict.fromkeys(type(fault) for fault in SOCKET_FAULTS.values())
                    for replacement in _not(each, "strike")
                ),
            ),
            Gate(
                "lost-broadcasts",
                "a broadcast that was to be lost is heard",
                (Replacement(JobControl, "_tell", _heard),),
            ),
            Gate("frames", "no frame goes out", _not(ServerSocket, "send")),
            Gate("own-frames", "no frame goes out but a broadcast", _not(JobControl, "say")),
            Gate(
                "frames-in-turn",
                "frames and closes go at once",
                (Replacement(JobControl, "_in_turn", _frames_at_once),),
                forces=False,
            ),
            Gate(
                "clock",
                "no time passes in the page",
                (Replacement(ObserverLink, "order", _not_driven),),
            ),
            Gate(
                "cache-headers",
                "no answer carries a cache header",
                (
                    *(
                        Replacement(each, "get_headers", _otherwise(lambda policy, truth: {}))
                        for each in _POLICIES
                    ),
                    *(
                        Replacement(each, "get_etag", _otherwise(lambda policy, truth: None))
                        for each in _POLICIES
                        if "get_etag" in vars(each)
                    ),
                ),
            ),
            Gate(
                "proxy-cache",
                "the proxy keeps nothing",
                (Replacement(NetworkPorts, "get_port_of", _not_caching),),
            ),
        )
    }
)
"""The gates by name. Each is switched off alone."""
