"""The choice of the scenarios for the control, and the memory of those that the reference has passed."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable

from e2e.catalogue.confirmation import CONFIRMED_PER_CAUSE
from e2e.catalogue.result import Result
from e2e.causes import NOT_EXPLAINED
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
        self._confirms = settings.confirms
        self._file = CACHE / "control" / f"{key}.json"

    def get_passed(self) -> set[str]:
        """Returns the ids that were remembered; an empty set for a file that is missing or damaged."""
        try:
            return set(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return set()

    def get_doubtful(self, results: Iterable[Result]) -> set[str]:
        """Returns the ids to play on the reference, without those that it has passed in an earlier gate.

        They are those of inconclusive results, and of the first `CONFIRMED_PER_CAUSE` failures by each
        cause; under `confirms="all"`, and where no cause explains a failure, of all failures.
        """
        doubtful: set[str] = set()
        taken: Counter[str] = Counter()
        for each in results:
            cause = each.cause.id if each.cause else NOT_EXPLAINED.id
            if each.outcome == "failed":
                taken[cause] += 1
            is_one_of_many = (
                each.outcome == "failed"
                and self._confirms == "some"
                and cause != NOT_EXPLAINED.id
                and taken[cause] > CONFIRMED_PER_CAUSE
            )
            if each.outcome in ("failed", "inconclusive") and not is_one_of_many:
                doubtful.add(each.id)
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
