"""Wrong text on the screen, which decides once it has stayed for some time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from e2e.properties.scenes import Scene
from e2e.properties.violation import Violation


def find_lasting(
    property: str, scenes: Iterable[tuple[Scene, str | None]], limit: int
) -> Iterator[Violation]:
    """Yields a violation for each settled scene with a detail: the sentence that says what is wrong.

    It is advice, and decides where the details of one mounted instance have gone on for `limit`
    milliseconds of virtual time. A settled scene without a detail ends them.
    """
    since: int | None = None
    mount: int | None = None
    for scene, detail in scenes:
        if scene.mount != mount:
            mount, since = scene.mount, None
        if not scene.is_settled:
            continue
        if detail is None:
            since = None
            continue
        since = scene.at if since is None else since
        lasts = scene.at - since >= limit
        yield Violation(property, detail, scene.wrong, "decides" if lasts else "advice")
