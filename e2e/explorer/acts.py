"""The acts that orderings are made of, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from e2e.explorer.snapshot import Snapshot

REASON = "The decoder ran out of memory."
"""The error message of a job that fails."""

Broadcast = Literal["delivered", "lost"]


class _Act(BaseModel):
    """One thing that happens. `act` names it in a schedule file; equal acts do the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def describe(self) -> str:
        """Returns a sentence for the reader of a schedule."""
        raise NotImplementedError

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Returns whether the act has an effect in the state `snapshot`."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.describe()


class _ChangeOfJob(_Act):
    broadcast: Broadcast = "delivered"

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Returns whether the job runs. A broadcast can be lost only where a socket is open for it."""
        if snapshot.job.has_ended:
            return False
        return self.broadcast == "delivered" or snapshot.is_listening

    def _lost(self) -> str:
        return ", and the broadcast is lost" if self.broadcast == "lost" else ""


class Complete(_ChangeOfJob):
    """The job on the screen completes."""

    act: Literal["complete"] = "complete"

    def describe(self) -> str:
        """A sentence."""
        return f"The job completes{self._lost()}."


class Fail(_ChangeOfJob):
    """The job on the screen fails with `REASON`."""

    act: Literal["fail"] = "fail"

    def describe(self) -> str:
        """A sentence."""
        return f"The job fails{self._lost()}."


class Progress(_ChangeOfJob):
    """The job on the screen reaches `percent`, further than it was."""

    act: Literal["progress"] = "progress"
    percent: float = Field(ge=0, le=100)

    def describe(self) -> str:
        """A sentence."""
        return f"The job reaches {self.percent:g} %{self._lost()}."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Returns whether the job can change, and `percent` is more than its progress."""
        return super().is_enabled(snapshot) and self.percent > (snapshot.job.progress or 0)


class ReleaseAnswer(_Act):
    """Held answer number `which`, the oldest is 0, goes out, true on its arrival or on its release.

    `cacheable`: it carries `max-age`, so that the browser may give it to the same question again.
    """

    act: Literal["release_answer"] = "release_answer"
    which: int = Field(default=0, ge=0)
    as_of: Literal["release", "arrival"] = "release"
    cacheable: bool = False

    def describe(self) -> str:
        """A sentence."""
        when = "what is true now" if self.as_of == "release" else "what was true on its arrival"
        kept = ", and may be kept by the browser" if self.cacheable else ""
        return f"Held answer {self.which} goes out with {when}{kept}."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Returns whether the answer is held, and each option that is set makes a difference to it."""
        if self.which >= len(snapshot.held_answers):
            return False
        held = snapshot.held_answers[self.which]
        return (self.as_of == "release" or held.is_outdated) and (
            not self.cacheable or held.is_cacheable
        )


class LoseAnswer(_Act):
    """The connection of held answer number `which` is cut, and no answer comes."""

    act: Literal["lose_answer"] = "lose_answer"
    which: int = Field(default=0, ge=0)

    def describe(self) -> str:
        """A sentence."""
        return f"Held answer {self.which} is lost: its connection is cut."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """While it is held."""
        return self.which < len(snapshot.held_answers)


class OpenHandshake(_Act):
    """The oldest held handshake is accepted."""

    act: Literal["open_handshake"] = "open_handshake"

    def describe(self) -> str:
        """A sentence."""
        return "The held handshake is accepted: the socket opens."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """While one is held."""
        return bool(snapshot.held_handshakes)


class RefuseHandshake(_Act):
    """The oldest held handshake is refused with 503."""

    act: Literal["refuse_handshake"] = "refuse_handshake"

    def describe(self) -> str:
        """A sentence."""
        return "The held handshake is refused with 503."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """While one is held."""
        return bool(snapshot.held_handshakes)


class Drop(_Act):
    """Every open socket ends: cleanly, with a close frame (1001), or cut, a 1006 in the page."""

    act: Literal["drop"] = "drop"
    how: Literal["clean", "cut"] = "cut"

    def describe(self) -> str:
        """A sentence."""
        return "The socket is " + ("closed with 1001." if self.how == "clean" else "cut (1006).")

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """While one is open."""
        return bool(snapshot.open_sockets)


class LateProgress(_Act):
    """The last frame of progress comes once more, after the end: the end has overtaken it.

    It says what the job was at just before it ended.
    """

    act: Literal["late_progress"] = "late_progress"

    def describe(self) -> str:
        """A sentence."""
        return "The last frame of progress comes once more, after the end."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """After the end, while a socket is open."""
        return snapshot.job.has_ended and snapshot.is_listening


class LetPass(_Act):
    """Virtual time passes: `milliseconds`, or as long as it takes to the page's next timer (None)."""

    act: Literal["let_pass"] = "let_pass"
    milliseconds: int | None = Field(default=None, gt=0)

    def describe(self) -> str:
        """A sentence."""
        if self.milliseconds is None:
            return "Time passes to the next timer."
        return f"Time passes: {self.milliseconds / 1000:g} s."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Returns whether time is given in `milliseconds`, or a timer is set in the page."""
        return self.milliseconds is not None or snapshot.next_timer is not None


class SwitchJob(_Act):
    """The mounted component is handed the other job."""

    act: Literal["switch_job"] = "switch_job"

    def describe(self) -> str:
        """A sentence."""
        return "The component is handed the other job."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Always."""
        return len(snapshot.jobs) > 1


class _Anew(_Act):
    def is_enabled(self, snapshot: Snapshot) -> bool:
        """Always."""
        return True


class Remount(_Anew):
    """The component goes, and a new instance comes for the same job."""

    act: Literal["remount"] = "remount"

    def describe(self) -> str:
        """A sentence."""
        return "The component is mounted anew."


class Refresh(_Anew):
    """The person reloads the page."""

    act: Literal["refresh"] = "refresh"

    def describe(self) -> str:
        """A sentence."""
        return "The person reloads the page."


class Restart(_Act):
    """The job begins anew under the same id, and the component is mounted anew for it.

    In one act: a page that is looking on may keep the end that it was told (page-contract.md knows
    no frame for a restart), one that comes to the job afterwards may not.
    """

    act: Literal["restart"] = "restart"

    def describe(self) -> str:
        """A sentence."""
        return "The job begins anew under the same id, and the component is mounted anew for it."

    def is_enabled(self, snapshot: Snapshot) -> bool:
        """After the end."""
        return snapshot.job.has_ended


Act = Annotated[
    Complete
    | Fail
    | Progress
    | ReleaseAnswer
    | LoseAnswer
    | OpenHandshake
    | RefuseHandshake
    | Drop
    | LateProgress
    | LetPass
    | SwitchJob
    | Remount
    | Refresh
    | Restart,
    Field(discriminator="act"),
]
"""Any act, told apart by its field `act`."""

ACT_TYPES: tuple[type[_Act], ...] = (
    Complete,
    Fail,
    Progress,
    ReleaseAnswer,
    LoseAnswer,
    OpenHandshake,
    RefuseHandshake,
    Drop,
    LateProgress,
    LetPass,
    SwitchJob,
    Remount,
    Refresh,
    Restart,
)

ACT_NAMES: tuple[str, ...] = tuple(each.model_fields["act"].default for each in ACT_TYPES)
"""The names of the acts, in the plain order: the one in which a shrunk schedule prefers them."""
