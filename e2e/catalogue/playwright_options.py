"""The check for options of pytest-playwright that a scenario cannot follow."""

from __future__ import annotations

from argparse import Namespace

import pytest

_KEPT_BY_EVIDENCE = ("tracing", "video", "screenshot")


def check_playwright_options(options: Namespace) -> None:
    """Raises UsageError for an option that pytest-playwright follows and a scenario cannot.

    `--headed`, `--slowmo` and `--browser-channel` work as in pytest-playwright. The other options are
    about its fixture `page`, and a scenario's page is opened by its stage instead.
    """
    for name in _KEPT_BY_EVIDENCE:
        if getattr(options, name, "off") != "off":
            raise pytest.UsageError(
                f"Failed to begin with --{name}: it is about pytest-playwright's own page, and a "
                "scenario is played on its stage's. `--evidence DIR` keeps a trace, a screenshot and the "
                "history of each scenario."
            )
    others = [each for each in getattr(options, "browser", None) or [] if each != "chromium"]
    if others:
        raise pytest.UsageError(
            f"Failed to begin with --browser {others[0]}: the accounts know how Chromium asks, and no "
            "other browser. `--browser-channel` chooses among its builds."
        )
    if getattr(options, "device", None):
        raise pytest.UsageError(
            "Failed to begin with --device: scenarios are played in a window of one size. What a page "
            "shows of its job does not hang on it."
        )
