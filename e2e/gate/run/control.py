"""The scenarios that the reference page passed in an earlier gate: a control need not repeat them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable

from e2e.catalogue.result import Result
from e2e.gate.run.play import PlaySettings
from e2e.pages.places import CACHE
from e2e.pages.suite_key import get_file_key, get_suite_key


class Control:
    """The ids of scenarios that the reference page passed, in a file below `.cache/control`.

    The file is for one build of the reference (`build_key`), one state of the suite's Python files, one
    browser, network, dialect and recording. Where one of these differs, no scenario counts as passed.
    """

    def __init__(self, build_key: str, settings: PlaySettings) -> None:
        said = (
            build_key,
            get_suite_key(),
            settings.browser.rung,
            settings.browser.version,
            settings.network,
            settings.wire,
            get_file_key(settings.recorded) if settings.recorded else "",
        )
        key = hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]
        self._file = CACHE / "control" / f"{key}.json"

    def get_passed(self) -> set[str]:
        """Returns the ids that were remembered; an empty set for a file that is missing or damaged."""
        try:
            return set(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return set()

    def get_doubtful(self, results: Iterable[Result]) -> set[str]:
        """Returns the ids that are failed or inconclusive, and that the reference has not passed yet."""
        doubtful = {each.id for each in results if each.outcome in ("failed", "inconclusive")}
        return doubtful - self.get_passed()

    def remember(self, results: Iterable[Result]) -> None:
        """Adds the ids of the scenarios that are passed in the reference's `results`."""
        passed = {each.id for each in results if each.outcome == "passed"}
        if not passed:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(sorted(passed | self.get_passed())), encoding="utf-8")
        unfinished.replace(self._file)
