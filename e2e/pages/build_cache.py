"""The cache of builds: it keeps each content once, and removes no build that a gate has in use."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from e2e.pages import leases
from e2e.pages.build_inputs import BuildInputs, Digests
from e2e.pages.places import PAGES

KEPT = 6
"""The number of builds of one name that stay in the cache, beside those in use."""

_FACTS = "build.json"
_PAGE = "page"


class BuildFacts(BaseModel):
    """The facts about a build: its packages, its config, and the files that it was made of.

    `checkout` is the folder of the build, and its source maps lead there; the page may have moved since.
    `packages` has the version of React and of Vite, and the owner of each. `config` is the Vite config
    of the checkout that was read, or None. `env_files` are the env files that were read. `not_applied`
    are the configs of the checkout that were not applied.
    """

    model_config = ConfigDict(frozen=True)

    checkout: Path
    packages: dict[str, str]
    config: str | None
    env_files: tuple[str, ...]
    not_applied: tuple[str, ...]
    inputs: BuildInputs


class CachedBuild(BaseModel):
    """A build in the cache that this process holds: serve `folder`; `key` identifies its content."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    key: str
    facts: BuildFacts


def recall(name: str, content_key: str, checkout: Path, digests: Digests) -> CachedBuild | None:
    """Returns the cached build of `name`, held, if all its inputs are unchanged, else None.

    `content_key` is the key of `checkout`, and the inputs are looked up from there. The build may be of
    the same checkout at another place: its facts then name the files of this one.
    """
    for folder in sorted(PAGES.glob(f"{name}.{content_key}.*")):
        if not leases.hold(folder):
            continue
        facts = _read_facts(folder)
        key = _get_key(content_key, facts, checkout, digests) if facts else None
        if facts and key and folder.name == f"{name}.{content_key}.{key}":
            os.utime(folder)
            moved = _move(facts, checkout)
            return CachedBuild(folder=folder / folder.name, key=key, facts=moved)
        leases.let_go(folder)
    return None


def _move(facts: BuildFacts, checkout: Path) -> BuildFacts:
    """Returns the facts with config and env files below `checkout`, or as far from it as they were."""

    def move(file: str) -> str:
        return os.path.normpath(checkout / os.path.relpath(file, facts.checkout))

    config = move(facts.config) if facts.config else None
    return facts.model_copy(
        update={"config": config, "env_files": tuple(map(move, facts.env_files))}
    )


def _read_facts(folder: Path) -> BuildFacts | None:
    """Returns the facts of a build, or None if another version of this suite wrote them."""
    try:
        return BuildFacts.model_validate_json((folder / _FACTS).read_bytes())
    except ValidationError:
        return None


def make_room() -> Path:
    """Returns a new, held folder to build in; removes the folders that killed gates left."""
    for left in PAGES.glob(".building-*"):
        leases.remove_unless_held(left)
    room = PAGES / f".building-{os.urandom(8).hex()}"
    leases.make_held(room)
    return room


def get_out(room: Path) -> Path:
    """Returns the folder below `room` that the bundler writes the page to."""
    return room / _PAGE


def keep(
    name: str,
    content_key: str,
    room: Path,
    facts: BuildFacts,
    checkout: Path,
    digests: Digests,
) -> CachedBuild:
    """Moves the build in `room` into the cache, and removes the oldest builds of `name` not in use.

    Returns the build in the cache, held. If another gate has put the same content there in the
    meantime, that build is the one in the cache.
    """
    key = _get_key(content_key, facts, checkout, digests)
    (room / _FACTS).write_text(facts.model_dump_json(), encoding="utf-8")
    folder = PAGES / f"{name}.{content_key}.{key}"
    # A page is served under the name of its folder.
    get_out(room).rename(room / folder.name)
    while not leases.rename_held(room, folder):
        if leases.hold(folder):
            leases.let_go(room)
            leases.remove_unless_held(room)
            facts = _lead_to_sources_of(folder, facts)
            break
    _forget_old(name)
    return CachedBuild(folder=folder / folder.name, key=key, facts=facts)


def _lead_to_sources_of(folder: Path, facts: BuildFacts) -> BuildFacts:
    """Returns the facts with the checkout that the source maps of the build in `folder` lead to."""
    kept = _read_facts(folder)
    return facts.model_copy(update={"checkout": kept.checkout}) if kept else facts


def _get_key(content_key: str, facts: BuildFacts, checkout: Path, digests: Digests) -> str:
    digest = digests.get_digest(checkout, facts.inputs)
    return hashlib.sha256(f"{content_key}{digest}".encode()).hexdigest()[:16]


def _forget_old(name: str) -> None:
    mine = sorted(PAGES.glob(f"{name}.*.*"), key=_get_last_use)
    for old in mine[:-KEPT]:
        leases.remove_unless_held(old)


def _get_last_use(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0
