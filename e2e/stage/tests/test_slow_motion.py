"""In slow motion a person can watch every act: Playwright makes a step for acts of the backend too."""

from __future__ import annotations

import pytest

from e2e.stage.tests.conftest import OpenStage

COUNT = """() => {
  window.steps = 0;
  document.documentElement.addEventListener("jobstatus-e2e:at-rest", () => { window.steps += 1; });
}"""


@pytest.mark.parametrize(("is_slow", "steps"), [(True, 3), (False, 0)])
def test_an_act_of_the_backends_is_a_step_in_slow_motion_alone(
    open_a_stage: OpenStage, is_slow: bool, steps: int
) -> None:
    stage = open_a_stage(is_slow=is_slow)
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.page.evaluate(COUNT)
    job.progress(60)
    stage.mount(job)
    job.complete()
    assert stage.page.evaluate("window.steps") == steps
    stage.expect_shown(status="completed")
