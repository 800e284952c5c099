"""The pages of a folder of cases, with the verdicts that its README expects."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from e2e.pages.errors import BadUsage
from e2e.tools.bench.peers.places import PEERS
from e2e.tools.bench.peers.room import install

_ROW = re.compile(
    r"^\| `(?P<name>[\w-]+)` \|.*\| (?P<verdict>pass|regression)\b(?!, then)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page of the folder, and whether it must pass."""

    name: str
    folder: Path
    is_good: bool

    @property
    def needs_packages(self) -> bool:
        """Whether its packages are to be installed first, in a copy."""
        return self.name.startswith("lib-")


def read_expected(readme: str) -> dict[str, bool]:
    """Returns whether each page of the README's table must pass, by name.

    Where the last column goes on after its first word ("pass, or undecided") that word counts. A page
    with two verdicts, one before and one after a change to it ("pass, then regression"), is left out.
    """
    return {row["name"]: row["verdict"] == "pass" for row in _ROW.finditer(readme)}


def find_cases(folder: Path) -> list[Case]:
    """Returns the cases of `folder`; raises BadUsage where its README has no table of them."""
    readme = folder / "README.md"
    expected = read_expected(readme.read_text(encoding="utf-8")) if readme.is_file() else {}
    found = [Case(name, folder.resolve() / name, good) for name, good in expected.items()]
    present = [each for each in found if each.folder.is_dir()]
    if not present:
        raise BadUsage(
            f"Failed to find cases in {folder}: its README.md names no folder with a verdict. "
            "Expected rows such as: | `name` | what it is | pass |."
        )
    return present


def prepare_case(case: Case, tell: Callable[[str], None]) -> Path:
    """Returns the checkout of a case. One that needs packages is copied, and they are installed once.

    Raises Undecided with npm's words where that fails.
    """
    if not case.needs_packages:
        return _find_checkout(case.folder)
    copy = PEERS / "cases" / case.name
    if not (copy / "installed").is_file():
        tell(f"installing the packages of {case.name} (npm install) ...")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(case.folder, copy)
        root = copy if (copy / "package.json").is_file() else copy / "web-ui"
        install(root, "install")
        (copy / "installed").touch()
    return _find_checkout(copy)


def _find_checkout(folder: Path) -> Path:
    """Returns the page's folder; in an npm workspace it is `apps/web-ui`."""
    plain = folder / "web-ui"
    return plain if plain.is_dir() else folder / "apps" / "web-ui"
