"""Builds pages, each content only once."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from e2e.pages import leases
from e2e.pages.build_cache import BuildFacts, CachedBuild, get_out, keep, make_room, recall
from e2e.pages.build_inputs import Digests, name_inputs
from e2e.pages.content_key import get_content_key
from e2e.pages.errors import Undecided
from e2e.pages.mutation import Mutation
from e2e.pages.node import find_node
from e2e.pages.places import FIXTURES, HARNESS, REFERENCE
from e2e.pages.regressions import Regression

_FRAME = re.compile(r"\s+at .*(file://|node:|/node_modules/)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_INSTALL = "Install the checkout's packages (npm ci in it), and begin again."


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page to build: a checkout, and perhaps a regression patch. Its results carry `name`.

    The component gets `props` beside its job. With `reads_config` the checkout's own Vite config runs,
    as in its own build. With a `mutation` the build contains all mutants; they are not in effect until
    the address of a play says so.
    """

    name: str
    checkout: Path
    regression: Regression | None = None
    props: dict[str, Any] = field(default_factory=dict)
    reads_config: bool = True
    mutation: Mutation | None = None


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page that is ready to be served from `folder`, which stays until this process ends."""

    source: PageSource
    folder: Path
    key: str
    facts: BuildFacts
    was_cached: bool


def build_pages(
    sources: Sequence[PageSource], on_built: Callable[[BuiltPage], None]
) -> dict[str, BuiltPage]:
    """Returns the built page of each source, by name; a build in the cache is used again.

    `on_built` is called with each page as soon as it is built or found. Raises Undecided for a page
    that does not build, with the first lines of the compiler's error.
    """
    digests = Digests()
    built: dict[str, BuiltPage] = {}
    missing: list[tuple[PageSource, str]] = []
    for source in sources:
        key = _get_content_key(source)
        cached = recall(source.name, key, source.checkout.resolve(), digests)
        if cached is None:
            missing.append((source, key))
        else:
            built[source.name] = _describe(source, cached, was_cached=True)
            on_built(built[source.name])
    for _, group in groupby(missing, lambda each: (each[0].checkout, each[0].reads_config)):
        for source, cached in _build(list(group)):
            built[source.name] = _describe(source, cached, was_cached=False)
            on_built(built[source.name])
    return built


def _get_content_key(source: PageSource) -> str:
    patch = source.regression.patch if source.regression else None
    said: list[Any] = [source.props, source.reads_config]
    said += [source.mutation.to_order()] if source.mutation else []
    options = json.dumps(said, sort_keys=True)
    return get_content_key(source.checkout.resolve(), patch, options)


def _describe(source: PageSource, cached: CachedBuild, *, was_cached: bool) -> BuiltPage:
    return BuiltPage(source, cached.folder, cached.key, cached.facts, was_cached)


def _build(missing: Sequence[tuple[PageSource, str]]) -> list[tuple[PageSource, CachedBuild]]:
    """Builds pages of one checkout, all in one process."""
    if not (FIXTURES / "node_modules").is_dir():
        raise Undecided(
            "Failed to build the page: web-ui-fixtures/node_modules is not there. Run `make setup`."
        )
    rooms = {source.name: make_room() for source, _ in missing}
    try:
        answers = _run_build([source for source, _ in missing], rooms)
        # A file that changes during the build is found changed the next time.
        digests = Digests()
        return [
            (source, _keep(source, key, rooms[source.name], answers[source.name], digests))
            for source, key in missing
        ]
    finally:
        for room in rooms.values():
            leases.let_go(room)
            leases.remove_unless_held(room)


def _run_build(sources: Sequence[PageSource], rooms: dict[str, Path]) -> dict[str, dict[str, Any]]:
    answers = rooms[sources[0].name] / "answers.json"
    job = {
        "checkout": str(sources[0].checkout.resolve()),
        "readsConfig": sources[0].reads_config,
        "orders": [
            {
                "name": source.name,
                "patch": str(source.regression.patch) if source.regression else None,
                "props": source.props,
                "out": str(get_out(rooms[source.name])),
                "mutation": source.mutation.to_order() if source.mutation else None,
            }
            for source in sources
        ],
        "answers": str(answers),
    }
    done = subprocess.run(
        [str(find_node()), str(HARNESS / "build" / "build.js")],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        env=_get_environment(),
        check=False,
    )
    if not answers.is_file():
        reason = done.stderr.strip() or "the build ended early"
        raise Undecided(f"Failed to build {_name(sources[0])}: {_shorten(reason)}")
    made = json.loads(answers.read_text(encoding="utf-8"))
    return {answer["name"]: answer for answer in made}


def _get_environment() -> dict[str, str]:
    """Returns this environment without VITE_* and NODE_ENV: the shell must not change a build."""
    return {k: v for k, v in os.environ.items() if not k.startswith("VITE_") and k != "NODE_ENV"}


def _keep(
    source: PageSource, key: str, room: Path, answer: dict[str, Any], digests: Digests
) -> CachedBuild:
    way_out = describe_not_applied(source, answer["notApplied"])
    if not answer["ok"]:
        raise Undecided(
            f"Failed to build {_name(source)}: {_shorten(str(answer['reason']))}\n{way_out}".strip()
        )
    if answer["needs"]:
        needs = "".join(f"\n  - {each}" for each in answer["needs"])
        raise Undecided(
            f"Failed to build {_name(source)} as its own build does: it needs a config that was not "
            f"read.{needs}\n{way_out}"
        )
    checkout = source.checkout.resolve()
    facts = BuildFacts(
        checkout=checkout,
        packages=answer["packages"],
        config=answer["config"],
        env_files=answer["envFiles"],
        not_applied=answer["notApplied"],
        inputs=name_inputs(checkout, answer["inputs"]),
    )
    return keep(source.name, key, room, facts, checkout, digests)


def describe_not_applied(source: PageSource, names: Sequence[str]) -> str:
    """Returns a sentence with the configs of the checkout that were not applied, and the way out.

    Without `names` it returns the way to install the packages if they are missing, else an empty text.
    """
    if not names:
        return "" if (source.checkout / "node_modules").is_dir() else _INSTALL
    way_out = _INSTALL if source.reads_config else "Begin again without --no-checkout-config."
    return f"Not applied: {', '.join(names)}. {way_out}"


def _name(source: PageSource) -> str:
    return "the reference page" if source.checkout == REFERENCE else str(source.checkout)


def _shorten(reason: str) -> str:
    # The bundler's own stack frames do not help the owner of a page.
    said = _COLOURS.sub("", reason).splitlines()
    lines = [line for line in said if line.strip() and not _FRAME.match(line)]
    return "\n".join(lines[:12])
