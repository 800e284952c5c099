"""A job that failed is shown with its message, and the message stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.scenes import GRACE, Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

LIMIT = 10_000
"""Virtual milliseconds for which the message may be later on the screen than the state."""


def find(history: History) -> Violation | None:
    """Returns the gravest rest at which `failed` is shown without the message that the server gave.

    Before the message was first on the screen, the page has `LIMIT` to fetch it. A message that was there
    and is missing for less than `GRACE` is advice.
    """
    return choose_gravest(_find_silent(history))


def _find_silent(history: History) -> Iterator[Violation]:
    mount: int | None = None
    had_message = False
    since: int | None = None
    for scene in get_scenes(history):
        if scene.mount != mount or not scene.has_ended:
            mount, had_message, since = scene.mount, False, None
        if not scene.is_settled or scene.status != "failed" or not _message(scene):
            continue
        if _shows_message(scene):
            had_message, since = True, None
            continue
        since = scene.at if since is None or (scene.is_hindered and not had_message) else since
        lasts = scene.at - since >= GRACE if had_message else scene.at - since > LIMIT
        if had_message or lasts:
            yield Violation(
                FAILURE_KEEPS_ITS_MESSAGE.id,
                f"the page shows 'failed' without its reason, {_message(scene)!r}",
                scene.wrong,
                "decides" if lasts else "advice",
            )


def _message(scene: Scene) -> str | None:
    return scene.truth.message if scene.truth and scene.truth.status == "failed" else None


def _shows_message(scene: Scene) -> bool:
    message = _message(scene)
    if message is None or scene.shown is None:
        return False
    text = " ".join(scene.shown.lines)
    return message in text or f" {_get_words(message)} " in f" {_get_words(text)} "


def _get_words(text: str) -> str:
    """Returns the words of `text` alone: a page may capitalise, wrap or punctuate a reason otherwise."""
    return " ".join(re.findall(r"\w+", text.casefold()))


FAILURE_KEEPS_ITS_MESSAGE = Property(
    "failure-keeps-its-message",
    "A job that failed says why, and goes on saying it.",
    find,
)
