"""Our own page with troubling code from a test beside it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE

_WRAPPER = """import {{ useEffect, useReducer, useState }} from "react";
import {{ JobStatus as Good }} from "./GoodJobStatus";

void [useEffect, useReducer, useState];

export function JobStatus({{ jobId }}: {{ jobId: string }}) {{
{trouble}
  return <Good jobId={{jobId}} />;
}}
"""


def write_page(checkout: Path, trouble: str) -> Path:
    """Writes a copy of our page to `checkout` whose component runs `trouble` before it renders."""
    shutil.copytree(REFERENCE, checkout, ignore=shutil.ignore_patterns("node_modules", "tests"))
    component = checkout / "src" / "components" / "JobStatus.tsx"
    component.rename(component.with_name("GoodJobStatus.tsx"))
    component.write_text(_WRAPPER.format(trouble=trouble), encoding="utf-8")
    return checkout


def build_troubled_pages(folder: Path, troubles: Mapping[str, str]) -> dict[str, Path]:
    """Returns the folder of each built page, by the name of its trouble."""
    sources = [PageSource(name, write_page(folder / name, each)) for name, each in troubles.items()]
    built = build_pages(sources, lambda page: None)
    return {name: page.folder for name, page in built.items()}
