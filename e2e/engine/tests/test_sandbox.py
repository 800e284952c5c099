"""A browser is started in its sandbox where that works, and without it where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.engine.browser import find_browser

pytestmark = pytest.mark.slow

REFUSES = """case " $* " in *" --no-sandbox "*) ;; *) exit 1;; esac
"""
"""As Chromium does for root, and where a machine forbids user namespaces."""


@pytest.mark.parametrize(("first", "is_sandboxed"), [("", True), (REFUSES, False)])
def test_the_sandbox_is_tried_first_and_found_says_whether_it_held(
    tmp_path: Path, first: str, is_sandboxed: bool
) -> None:
    """Whether it holds is up to the machine: these two start the browser without it in the end."""
    starts = tmp_path / "starts"
    browser = tmp_path / "browser"
    real = find_browser().path
    assert real is not None
    browser.write_text(f'#!/bin/sh\necho "$@" >> {starts}\n{first}exec {real} --no-sandbox "$@"\n')
    browser.chmod(0o755)
    found = find_browser(browser)
    assert found.is_sandboxed == is_sandboxed
    assert ("without a sandbox" in str(found)) != is_sandboxed
    asked = ["--no-sandbox" in line.split() for line in starts.read_text().splitlines()]
    assert asked == ([False] if is_sandboxed else [False, True])
