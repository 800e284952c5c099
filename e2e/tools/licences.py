"""`python -m e2e.tools.licences`: the licences in CycloneDX SBOMs, as a table, and those not allowed.

Exit code 1 where a component has none that is allowed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC-BY-4.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "License :: OSI Approved :: Apache Software License",
        "License :: OSI Approved :: Artistic License",
        "License :: OSI Approved :: BSD License",
        "License :: OSI Approved :: MIT License",
        "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
    }
)
"""The SPDX ids, and the classifiers of PyPI, under which a package may be used here."""

READ_BY_HAND = {"partd": "BSD-3-Clause"}
"""The licences of packages whose metadata have none, read in their LICENSE file: `{name: SPDX id}`."""


@dataclass(frozen=True, order=True, slots=True)
class Component:
    """A package of an SBOM, with its licences: each is one that its user may choose."""

    name: str
    version: str
    licences: tuple[str, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether one of its licences is allowed; for `A AND B` both have to be."""
        choices = (choice for each in self.licences for choice in each.split(" OR "))
        return any(
            choice in ALLOWED or ALLOWED.issuperset(choice.strip("() ").split(" AND "))
            for choice in choices
        )


def read_components(sbom: Path) -> Iterator[Component]:
    """Yields the packages of a CycloneDX JSON file; the workspaces of this repository are left out."""
    for each in json.loads(sbom.read_text(encoding="utf-8"))["components"]:
        if each["version"] != "0.0.0":
            yield Component(each["name"], each["version"], _get_licences(each))


def run(
    sboms: Annotated[list[Path], typer.Argument(help="CycloneDX files, as JSON.")],
    out: Annotated[Path, typer.Option(help="Where to write the table, as Markdown.")],
) -> None:
    """Write the licences of all packages, and name each package that has none that is allowed."""
    components = sorted({each for sbom in sboms for each in read_components(sbom)})
    out.write_text(_to_markdown(components), encoding="utf-8")
    refused = [each for each in components if not each.is_allowed]
    for each in refused:
        print(
            f"{each.name} {each.version}: {', '.join(each.licences) or 'no licence'} is not among the "
            "allowed licences. Use another package, or add it to e2e/tools/licences.py.",
            file=sys.stderr,
        )
    print(f"{len(components)} packages, {len(refused)} without an allowed licence: {out}")
    raise typer.Exit(1 if refused else 0)


def _get_licences(component: dict[str, Any]) -> tuple[str, ...]:
    declared = [
        each.get("expression") or each["license"].get("id") or each["license"]["name"]
        for each in component.get("licenses", [])
    ]
    by_hand = READ_BY_HAND.get(component["name"])
    return tuple(declared or ([by_hand] if by_hand else []))


def _to_markdown(components: Sequence[Component]) -> str:
    rows = [f"| {c.name} | {c.version} | {', '.join(c.licences)} |" for c in components]
    return "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows, ""])


if __name__ == "__main__":
    typer.run(run)
