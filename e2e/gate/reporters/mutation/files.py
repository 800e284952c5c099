"""The files of a mutation run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from e2e.gate.run.mutation.kills_file import KILLS, describe_kills
from e2e.gate.run.mutation.run import MutationResult
from e2e.mutation.report import describe_report
from e2e.pages.errors import BadUsage
from e2e.pages.places import FIXTURES

REPORT: Literal["mutation.json"] = "mutation.json"
MATRIX: Literal["kill-matrix.json"] = "kill-matrix.json"
HTML: Literal["index.html"] = "index.html"

ELEMENTS = FIXTURES / "node_modules/mutation-testing-elements/dist/mutation-test-elements.js"

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{title}</title>
    <link rel="icon" href="data:," />
    <script>{elements}</script>
  </head>
  <body>
    <mutation-test-report-app title-postfix="{title}"></mutation-test-report-app>
    <script type="application/json" id="report">{report}</script>
    <script>
      document.querySelector("mutation-test-report-app").report = JSON.parse(
        document.getElementById("report").textContent,
      );
    </script>
  </body>
</html>
"""


def write_mutation(result: MutationResult, folder: Path) -> None:
    """Writes `mutation.json`, `kill-matrix.json`, `kills.json` and `index.html` into `folder`.

    `index.html` needs no network. Raises BadUsage if a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (REPORT, MATRIX, KILLS, HTML):
            unfinished = folder / f".{name}.{os.getpid()}"
            unfinished.write_text(describe(result, name), encoding="utf-8")
            unfinished.replace(folder / name)
    except OSError as error:
        raise BadUsage(
            f"Failed to write to {folder}: {error.strerror or error}. Name another --report-dir."
        ) from None


def describe(
    result: MutationResult,
    name: Literal["mutation.json", "kill-matrix.json", "kills.json", "index.html"],
) -> str:
    """Returns the text of the file with that name."""
    if name == KILLS:
        return describe_kills(result.kills)
    if name == MATRIX:
        return result.matrix.model_dump_json(indent=1) + "\n"
    report = describe_report(result.verdicts, result.mutated.sources, result.sentences)
    if name == REPORT:
        return json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    return _PAGE.format(
        title="jobstatus-e2e mutate",
        # A string of the library contains the end tag of a script, which would end it here.
        elements=ELEMENTS.read_text(encoding="utf-8").replace("</script", "<\\/script"),
        report=json.dumps(report).replace("<", "\\u003c"),
    )
