"""The view of a play, for the panel and for the control API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from e2e.explorer.acts import Act

Activity = Literal["waiting", "playing", "building"]
"""`waiting`: the play waits for a command. In the other states only a pause is accepted."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class ActView(_Part):
    """An act of the list; `number` is from 1, and `over` says that it was played or skipped."""

    number: int
    name: str
    detail: str
    over: bool
    injected: bool = False
    ending: bool = False
    skipped: bool = False


class JobView(_Part):
    """A job as the backend has it; `on_screen`: the page is open on it."""

    name: str
    status: str
    progress: float | None
    on_screen: bool


class PropertyView(_Part):
    """A property, and the first break of it so far; `broken_at` is in virtual milliseconds."""

    id: str
    sentence: str
    broken: bool = False
    decides: bool = False
    detail: str | None = None
    broken_at: int | None = None


class CauseView(_Part):
    """Why the gravest of the broken properties is broken."""

    id: str
    sentence: str
    mechanism: str
    event: str | None = None


class Offer(_Part):
    """An act that can be injected now, and its sentence."""

    act: Act
    sentence: str


class Screen(_Part):
    """The visible part of the page, in words; None for nothing."""

    says: str | None = None
    lines: tuple[str, ...] = ()


class View(_Part):
    """Everything about a play at one moment.

    `version` counts the views. `cursor` is how many acts are over. Times are virtual milliseconds.
    `held` and `in_flight` are sentences: the messages held at the backend's gates, and the work that the
    page has under way. `message` tells a failed expectation, a failed build, or a page that does not come
    to rest. `played` are the acts so far, as a schedule says them; `can_be_saved`: they are one.
    """

    version: int = 0
    activity: Activity = "building"
    title: str = ""
    sentence: str = ""
    page: str = ""
    address: str | None = None
    message: str | None = None
    acts: tuple[ActView, ...] = ()
    cursor: int = 0
    is_at_end: bool = False
    has_ending_begun: bool = False
    is_schedule: bool = False
    can_be_saved: bool = False
    now: int = 0
    next_timer: int | None = None
    screen: Screen = Screen()
    jobs: tuple[JobView, ...] = ()
    held: tuple[str, ...] = ()
    in_flight: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    properties: tuple[PropertyView, ...] = ()
    cause: CauseView | None = None
    has_picture: bool = False
    played: tuple[Act, ...] = ()
