"""Building pages, each content once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from e2e.gate.content_key import get_content_key
from e2e.gate.errors import BadUsage, Undecided
from e2e.gate.node import find_node
from e2e.gate.places import FIXTURES, HARNESS, PAGES, REFERENCE
from e2e.gate.regressions import Regression

KEPT = 6
"""How many builds of one name stay in the cache."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """A checkout, with a regression taken from it or none, under the name that results carry."""

    name: str
    checkout: Path
    regression: Regression | None = None


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page that is ready to be served from `folder`; `packages` says where each came from."""

    source: PageSource
    folder: Path
    key: str
    packages: dict[str, str]
    was_cached: bool


def check_checkout(checkout: Path) -> None:
    """Raises BadUsage unless `checkout` looks like a web-ui with a JobStatus (page-contract.md)."""
    if not checkout.exists():
        raise BadUsage(f"Failed to open {checkout}: there is no such folder.")
    if not checkout.is_dir():
        raise BadUsage(f"Failed to open {checkout}: it is not a folder. --web-ui takes a checkout.")
    if not any(checkout.iterdir()):
        raise BadUsage(f"Failed to use {checkout}: the folder is empty. Was it checked out?")
    component = checkout / "src" / "components"
    if not any((component / f"JobStatus.{end}").is_file() for end in ("tsx", "ts", "jsx", "js")):
        near = sorted(checkout.glob("*/src/components/JobStatus.tsx"))
        hint = f" Did you mean {near[0].parents[2]}?" if near else ""
        raise BadUsage(f"Failed to use {checkout}: it has no src/components/JobStatus.tsx.{hint}")


def build_pages(
    sources: Sequence[PageSource], on_built: Callable[[BuiltPage], None]
) -> dict[str, BuiltPage]:
    """Returns each source built, by name; what the cache has is not built again.

    Raises Undecided for a page that does not build, with the compiler's first words.
    """
    built: dict[str, BuiltPage] = {}
    missing: list[tuple[PageSource, str]] = []
    for source in sources:
        patch = source.regression.patch if source.regression else None
        key = get_content_key(source.checkout, patch)
        cached = _recall(source, key)
        if cached is None:
            missing.append((source, key))
        else:
            built[source.name] = cached
            on_built(cached)
    if missing:
        for page in _build(missing):
            built[page.source.name] = page
            on_built(page)
    return built


def _folder_of(source: PageSource, key: str) -> Path:
    return PAGES / f"{source.name}-{key}"


def _recall(source: PageSource, key: str) -> BuiltPage | None:
    folder = _folder_of(source, key)
    made_of = folder / "packages.json"
    if not made_of.is_file():
        return None
    os.utime(folder)
    packages = json.loads(made_of.read_text(encoding="utf-8"))
    return BuiltPage(source, folder, key, packages, was_cached=True)


def _build(missing: Sequence[tuple[PageSource, str]]) -> list[BuiltPage]:
    if not (FIXTURES / "node_modules").is_dir():
        raise Undecided(
            "Failed to build the page: web-ui-fixtures/node_modules is not there. Run `make setup`."
        )
    PAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PAGES, prefix=".building-") as scratch:
        orders = [
            {
                "name": source.name,
                "checkout": str(source.checkout.resolve()),
                "patch": str(source.regression.patch) if source.regression else None,
                "workspace": f"{scratch}/{source.name}.source",
                "out": f"{scratch}/{source.name}",
            }
            for source, _ in missing
        ]
        answers = {answer["name"]: answer for answer in _run_build(orders)}
        return [_keep(source, key, answers[source.name], Path(scratch)) for source, key in missing]


def _run_build(orders: list[dict[str, str | None]]) -> list[dict[str, object]]:
    # A page's build-time settings must not change with the shell that the gate is run from.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VITE_")}
    done = subprocess.run(
        [str(find_node()), str(HARNESS / "build" / "build.js")],
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(answers) < len(orders):
        raise Undecided(f"Failed to build: {done.stderr.strip() or 'the build ended early'}")
    return answers


def _keep(source: PageSource, key: str, answer: dict[str, object], scratch: Path) -> BuiltPage:
    if not answer["ok"]:
        what = "the reference page" if source.checkout == REFERENCE else str(source.checkout)
        raise Undecided(f"Failed to build {what}: {_shorten(str(answer['reason']))}")
    packages = answer["packages"]
    assert isinstance(packages, dict)
    made = scratch / source.name
    (made / "packages.json").write_text(json.dumps(packages), encoding="utf-8")
    folder = _folder_of(source, key)
    try:
        made.rename(folder)
    except OSError:
        # Another gate built the same content in the meantime; a half-made one is no reason to fail.
        if not (folder / "packages.json").is_file():
            shutil.rmtree(folder)
            made.rename(folder)
    _forget_old(source)
    return BuiltPage(source, folder, key, packages, was_cached=False)


def _forget_old(source: PageSource) -> None:
    mine = sorted(
        (each for each in PAGES.glob(f"{source.name}-*") if each.name[:-17] == source.name),
        key=lambda each: each.stat().st_mtime,
    )
    for old in mine[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _shorten(reason: str) -> str:
    lines = [line for line in reason.splitlines() if line.strip()]
    return "\n".join(lines[:12])
