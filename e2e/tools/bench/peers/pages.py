"""Builds the pages that the tools judge, and lays their sources out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from e2e.pages.builds import PageSource, build_pages
from e2e.pages.errors import Undecided
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import Regression
from e2e.tools.bench.peers.page import REFERENCE_NAME, Page
from e2e.tools.bench.peers.places import PEERS


def build_ours(regressions: Sequence[Regression]) -> list[Page]:
    """Returns our page, and our page without the fix of each of `regressions`."""
    sources = [PageSource(REFERENCE_NAME, REFERENCE)]
    sources += [PageSource(each.name, REFERENCE, each) for each in regressions]
    built = build_pages(sources, lambda page: None)
    return [
        Page(
            source.name,
            source.regression is None,
            REFERENCE,
            source.regression,
            built[source.name].folder,
            lay_out(source.name, source.regression),
        )
        for source in sources
    ]


def build_case(name: str, checkout: Path, *, is_good: bool) -> Page:
    """Returns the page of another checkout; raises Undecided where it does not build."""
    built = build_pages([PageSource(f"case-{name}", checkout)], lambda page: None)
    return Page(name, is_good, checkout, None, built[f"case-{name}"].folder, checkout)


def lay_out(name: str, regression: Regression | None) -> Path:
    """Returns a copy of our page's source with the patch applied; raises Undecided where it does not fit.

    It stands beside the peers' packages, because its Vite config imports Vite. For git it stands outside
    of every repository: inside of one, git skips files of a patch without an error.
    """
    copy = PEERS / "room" / "sources" / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(REFERENCE, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "tests"))
    if regression is None:
        return copy
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", str(regression.patch)],
        cwd=copy,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(copy.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Undecided(f"Failed to apply {regression.patch}: {done.stderr.strip()}")
    return copy
