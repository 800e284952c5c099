"""The label of the channel agrees with the page's socket."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.page_sockets import PageSockets
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

_LABEL = {True: "live", False: "polling"}
LASTS = 250
"""Virtual milliseconds for which a label may be out of date: a page may render late, and a person cannot
see so short a delay."""


LIES = 12_000
"""Virtual milliseconds after which a label decides that says Live without a socket: the page has neither
noticed that the socket is gone nor made another one, though each takes 2 s (page-contract.md, Timing)."""


def find(history: History) -> Violation | None:
    """Returns the gravest rest at which the label has been wrong about the page's socket for `LASTS`.

    It decides where the label says Live without a socket for `LIES`; anything else is advice. It judges
    only while the job runs, because no channel has news of a job that has ended, and only while the tab
    is seen, because a hidden one may not paint. A socket that is open but whose connection is dead counts
    as open: a page cannot know better.
    """
    return choose_gravest(_find_wrong(history))


def _find_wrong(history: History) -> Iterator[Violation]:
    sockets = PageSockets()
    wrong_since: int | None = None
    for scene in get_scenes(history):
        sockets.apply(scene.entry.event)
        if not scene.is_settled or scene.shown is None or scene.shown.channel is None:
            continue
        if scene.has_ended or scene.is_hidden or scene.job is None:
            wrong_since = None
            continue
        said = _LABEL[sockets.is_open_for(scene.job)]
        if scene.shown.channel == said:
            wrong_since = None
            continue
        wrong_since = scene.at if wrong_since is None else wrong_since
        if scene.at - wrong_since >= LASTS:
            lies = said == "polling" and scene.at - wrong_since >= LIES
            yield Violation(
                CHANNEL_TELLS_THE_TRUTH.id,
                f"the label says {scene.shown.channel!r} and the page is {said!r}",
                scene.wrong,
                "decides" if lies else "advice",
            )


CHANNEL_TELLS_THE_TRUTH = Property(
    "channel-tells-the-truth",
    "The label says Live while the socket is open, and Polling while it is not.",
    find,
)
