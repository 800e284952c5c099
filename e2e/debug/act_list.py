"""The list of acts with its cursor. Pure: it plays nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from e2e.debug.commands import Command, Inject, RunTo, Step, TakeOut
from e2e.debug.errors import Refused
from e2e.explorer.acts import Act
from e2e.explorer.snapshot import Snapshot

OPENS = "show"
"""The name of the act that opens the page."""


@dataclass(frozen=True, slots=True)
class ListedAct:
    """One act of the list: its name, its sentence, and the act itself where a person injected it.

    `is_ending`: it belongs to the ending of a schedule, in which no act can be injected. `is_skipped`: it
    had no effect in its state, so it was left out.
    """

    name: str
    detail: str
    injected: Act | None = None
    is_ending: bool = False
    is_skipped: bool = False


Move = Literal["on", "anew"]
"""How a play reaches its next stop: it goes on, or it is played anew from the beginning."""


class ActList:
    """The acts of a play in their order, the cursor, and the next stop of the play.

    A script (a scenario or a schedule) calls `meet` for each of its acts when it reaches the act. The
    list knows all acts of earlier plays. Injected acts stand between them, at positions of the whole
    list, and are played again in every new play. An act that has no effect in the state `snapshot` is
    refused.

    `cursor` is the number of acts that are over, `upcoming` the act that the script plays next, None
    after its last act.
    """

    def __init__(self) -> None:
        self.cursor = 0
        self.upcoming: ListedAct | None = None
        self.snapshot = Snapshot(jobs=(), on_screen=1)
        self._stop: int | None = None
        self._script: list[ListedAct] = []
        self._met = 0
        self._over: list[ListedAct] = []
        self._injected: list[tuple[int, Act]] = []

    @property
    def acts(self) -> tuple[ListedAct, ...]:
        """Every known act: first those that are over, then those to come."""
        left = iter(self._script[self._met :])
        coming = {at: act for at, act in self._injected if at >= self.cursor}
        listed = list(self._over)
        while True:
            if (act := coming.pop(len(listed), None)) is not None:
                listed.append(_list_injected(act))
            elif (following := next(left, None)) is not None:
                listed.append(following)
            else:
                return tuple(listed)

    @property
    def is_at_end(self) -> bool:
        """Whether no act is left."""
        return self.upcoming is None and self.get_injected() is None

    @property
    def has_ending_begun(self) -> bool:
        """Whether an act of the ending is over."""
        return any(each.is_ending for each in self._over)

    @property
    def can_be_injected_into(self) -> bool:
        """Whether an act can be injected now: the page is open, and no ending has begun."""
        return self.cursor >= self._opened and not self.has_ending_begun

    @property
    def goes_on(self) -> bool:
        """Whether the play has acts to play before its next stop."""
        return not self.is_at_end and (self._stop is None or self.cursor < self._stop)

    def begin(self) -> None:
        """Begins a play, in which no act is over."""
        self.cursor = self._met = 0
        self._over = []
        self.upcoming = None

    def expect(self, acts: tuple[ListedAct, ...], *, runs_through: bool) -> None:
        """Sets the acts of the script. With `runs_through` its first play does not stop."""
        self._script = list(acts)
        if not runs_through:
            self.stop_at_first()

    def stop_at_first(self) -> None:
        """Makes the next play stop when the page is open."""
        self._stop = self._opened

    def end(self, *, is_complete: bool) -> None:
        """Notes that the script has no act left; with `is_complete`, acts known beyond it are removed."""
        self.upcoming = None
        if is_complete:
            del self._script[self._met :]

    def meet(self, upcoming: ListedAct) -> None:
        """Notes that the script has reached its act `upcoming`."""
        self.upcoming = upcoming
        if self._met < len(self._script):
            self._script[self._met] = upcoming
        else:
            self._script.append(upcoming)

    def get_injected(self) -> Act | None:
        """Returns the injected act that comes before `upcoming`, or None."""
        return next((act for at, act in self._injected if at == self.cursor), None)

    def note_played(self, *, is_skipped: bool = False) -> None:
        """Notes that the next act is over: the injected one if there is one, else the script's."""
        act = self.get_injected()
        if act is not None:
            listed = _list_injected(act)
        else:
            assert self.upcoming is not None, "an act is upcoming"
            listed = self.upcoming
            self._met += 1
        self._over.append(replace(listed, is_skipped=is_skipped))
        self.cursor += 1

    def pause(self) -> None:
        """Makes the play stop before the next act."""
        self._stop = self.cursor

    def check(self, command: Command) -> None:
        """Raises Refused for a command that has no effect in the present state."""
        match command:
            case Step():
                if self.is_at_end:
                    raise Refused("step", "No act is left. Inject one, go back, or restart.")
            case RunTo(count=None):
                if self.is_at_end:
                    raise Refused("to", "No act is left. Inject one, go back, or restart.")
            case RunTo(count=int(count)):
                if not 0 <= count <= len(self.acts):
                    raise Refused("to", f"{count} is not from 0 to {len(self.acts)}, the last act.")
            case Inject():
                if self.has_ending_begun:
                    raise Refused("act", "The ending has begun. Go back to before it.")
                if self.cursor < self._opened:
                    raise Refused("act", f"The page is not open before act {self._opened} is over.")
                if not command.act.is_enabled(self.snapshot):
                    raise Refused("act", f"It does nothing now: {command.act.describe()}")
            case TakeOut(number=number):
                if number - 1 not in [at for at, _ in self._injected]:
                    raise Refused("number", f"Act {number} was not injected.")

    def take(self, command: Command) -> Move:
        """Sets the next stop, and returns how the play reaches it. Raises Refused as `check` does."""
        self.check(command)
        match command:
            case Step():
                self._stop = self.cursor + 1
            case RunTo(count=count):
                is_back = count is not None and count < self.cursor
                self._stop = count
                return "anew" if is_back else "on"
            case Inject(act=act):
                self._injected = [
                    (at + 1 if at >= self.cursor else at, each) for at, each in self._injected
                ]
                self._injected.append((self.cursor, act))
                self._stop = self.cursor + 1
            case TakeOut(number=number):
                self._take_out(number - 1)
                self._stop = self.cursor - (number - 1 < self.cursor)
                return "anew"
        return "on"

    def play_to_here(self) -> None:
        """Makes the next play stop at the present cursor."""
        self._stop = self.cursor

    @property
    def _opened(self) -> int:
        """The number of acts that are over when the page has been opened."""
        names = [act.name for act in self.acts]
        return names.index(OPENS) + 1 if OPENS in names else 1

    def _take_out(self, position: int) -> None:
        left = [(at, act) for at, act in self._injected if at != position]
        self._injected = [(at - 1 if at > position else at, act) for at, act in left]


def _list_injected(act: Act) -> ListedAct:
    return ListedAct(act.act, act.describe(), injected=act)
