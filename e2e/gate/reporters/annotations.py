"""Annotations of GitHub Actions: workflow commands that a pull request shows at a line of the source."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from e2e.gate.verdict.verdict import Verdict

SHOWN_BY_GITHUB = 10
"""The most annotations of one level that GitHub shows for a step; it silently drops more."""


def get_annotations(
    verdict: Verdict, web_ui: Path, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """Returns a workflow command for each cause, the gravest first; an empty list outside GitHub Actions.

    A cause that decides is an error, and advice is a notice, with at most ten of each. If the page threw
    an error, the annotation points to the line of the checkout's source. Its path is relative to the
    repository: `web_ui` is the checkout, and `GITHUB_WORKSPACE` in `environment` the repository's folder.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return []
    workspace = Path(environment.get("GITHUB_WORKSPACE", ".")).resolve()
    errors = list(_write(verdict, web_ui.resolve(), workspace, decides=True))
    notices = list(_write(verdict, web_ui.resolve(), workspace, decides=False))
    return [*errors[:SHOWN_BY_GITHUB], *notices[:SHOWN_BY_GITHUB]]


def _write(verdict: Verdict, web_ui: Path, workspace: Path, *, decides: bool) -> Iterator[str]:
    for cause in verdict.causes:
        if cause.decides != decides:
            continue
        properties = {"title": f"{cause.id}, {cause.count}"}
        if cause.places:
            file, line, column = cause.places[0].rsplit(":", 2)
            properties |= {"file": _name(web_ui / file, workspace), "line": line, "col": column}
        said = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
        text = f"{cause.sentence} {cause.clearest}: {cause.mechanism}."
        yield f"::{'error' if decides else 'notice'} {said}::{_escape(text)}"


def _name(file: Path, workspace: Path) -> str:
    # A checkout outside the workspace has no path in the repository, so its own path stays.
    return str(file.relative_to(workspace) if file.is_relative_to(workspace) else file)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
