"""`Temporal` and `Intl` tell the time that `Date` tells, in the page and in a worker of it."""

from __future__ import annotations

from typing import Any

from e2e.stage import Stage

READ = """() => {
  const full = { dateStyle: "full", timeStyle: "full", timeZone: "UTC" };
  const formatter = new Intl.DateTimeFormat("en", full);
  const { format } = formatter;
  return {
    now: Date.now(),
    temporal: Temporal.Now.instant().epochMilliseconds,
    zoned: Temporal.Now.zonedDateTimeISO("UTC").epochMilliseconds,
    given: formatter.format(Date.now()),
    said: [formatter.format(), format(), formatter.formatToParts().map(({ value }) => value).join("")],
    epoch: formatter.format(0),
    isNative: formatter instanceof Intl.DateTimeFormat,
  };
}"""
IN_WORKER = """([script]) => new Promise((heard) => {
  const text = `onmessage = () => postMessage((${script})())`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  worker.onmessage = ({ data }) => heard(data);
  worker.postMessage(null);
})"""


def expect_one_time(read: dict[str, Any]) -> int:
    """Asserts that every reader of the clock tells the time of `Date`, and returns that time (ms)."""
    now: int = read["now"]
    assert (read["temporal"], read["zoned"]) == (now, now)
    assert set(read["said"]) == {read["given"]}
    assert "January 1, 1970" in read["epoch"]
    assert read["isNative"]
    return now


def test_every_reader_of_the_clock_follows_virtual_time(a_stage: Stage) -> None:
    a_stage.show(a_stage.add_job(progress=40))
    began = expect_one_time(a_stage.page.evaluate(READ))
    a_stage.let_pass(seconds=90)
    assert expect_one_time(a_stage.page.evaluate(READ)) == began + 90_000
    a_stage.laptop.set_clock(ahead_by_hours=3)
    assert expect_one_time(a_stage.page.evaluate(READ)) == began + 90_000 + 3 * 3_600_000


def test_in_a_worker_they_do_as_well(a_stage: Stage) -> None:
    a_stage.show(a_stage.add_job(progress=40))
    a_stage.let_pass(seconds=90)
    in_page = expect_one_time(a_stage.page.evaluate(READ))
    assert expect_one_time(a_stage.page.evaluate(IN_WORKER, [READ])) == in_page


def test_the_time_zone_is_the_same_on_every_machine(a_stage: Stage) -> None:
    a_stage.show(a_stage.add_job(progress=40))
    assert a_stage.page.evaluate("new Date().getTimezoneOffset()") == -345
    zone = a_stage.page.evaluate("new Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert zone in ("Asia/Kathmandu", "Asia/Katmandu")
