"""`let_pass_until` stops as soon as its condition is true."""

from __future__ import annotations

from e2e.stage import Stage


def test_time_passes_until_it_is_reached_or_is_over(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    job.hold_handshakes()
    began = a_stage.now
    a_stage.let_pass_until(lambda: True)
    assert a_stage.now == began
    job.cut_sockets()
    a_stage.let_pass_until(lambda: job.has_held_handshake)
    # Our page connects again after two seconds.
    assert job.has_held_handshake
    assert a_stage.now - began == 2000
    a_stage.let_pass_until(lambda: False, seconds=3)
    assert a_stage.now - began == 5000
