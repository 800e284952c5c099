"""When a file of the checkout is saved, the page is built again and played to the same act."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.debug.tests.conftest import OpenPanel, StartDebug, expect_stop
from e2e.debug.tests.running import LIMIT

pytestmark = pytest.mark.timeout(LIMIT)


def test_a_saved_file_is_built_and_played_to_the_same_act(
    start_debug: StartDebug, open_panel: OpenPanel, a_checkout: Path
) -> None:
    """A build after each of three changes: the reason for its length."""
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    text = component.read_text(encoding="utf-8")
    panel = open_panel(start_debug("reconnect-silent", "--web-ui", a_checkout))
    panel.get_by_role("button", name="Run to here, act 4", exact=True).click()
    expect_stop(panel, 4)
    message = panel.locator("pre.message")
    changed = text.replace("    </section>", "      <p>Saved once.</p>\n    </section>")
    assert changed != text
    now = panel.get_by_label("Now", exact=True)

    component.write_text(changed.replace("return (", "return ((", 1), encoding="utf-8")
    expect(message).to_contain_text("Failed to build")
    expect_stop(panel, 4)
    expect(now).not_to_contain_text("Saved once.")

    component.write_text(changed, encoding="utf-8")
    expect(now).to_contain_text("Saved once.")
    expect(message).to_have_count(0)
    expect_stop(panel, 4)
    expect(panel.locator("li[aria-current]")).to_contain_text("its sockets are cut")

    component.write_text(text, encoding="utf-8")
    expect(now).not_to_contain_text("Saved once.")
    expect_stop(panel, 4)
