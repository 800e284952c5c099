"""Histories of a state that passes or hurts no person, by the property that each breaks."""

from __future__ import annotations

from e2e.history.tests.written import Written
from e2e.properties.tests.histories.repeated import repeated

ADVICE = {
    "nothing-of-another-job": [
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "no memory").rests().shows("running", 10).rests(),
        # A toast about the job before, which disappears by itself.
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "no memory").rests().passes(7).rests().shows("running", 10).rests(),
    ],
    "numbers-are-numbers": [
        # It comes twice, and all is well in between.
        Written().opens().truth("running").shows("running", None, "NaN%").rests().passes(2)
        .shows("running", 40, "40%").rests().passes(1).shows("running", None, "NaN%").rests()
        .passes(2).rests(),
        # Two instances show it, each for less than the limit.
        Written().opens().truth("running").shows("running", None, "NaN%").rests().passes(2)
        .mounts().shows("running", None, "NaN%").rests().passes(2).rests(),
        Written().opens().truth("running").shows("running", None, "NaN%").rests()
        .shows("running", None).rests(),
    ],
    "no-error-after-success": [
        # A notice that disappears by itself, in English.
        Written().opens().truth("completed").asks().is_refused()
        .shows("completed", None, "Status: completed", "The server answered 503.").rests()
        .passes(5).rests().shows("completed", None, "Status: completed").rests()
        .passes(20).rests(),
    ],
    "no-stale-read": [
        Written().opens().truth("running").asks().reads("running").truth("completed").asks()
        .reads("running"),
    ],
    "no-flash": [
        Written().opens().truth("completed").shows("completed").shows("running"),
    ],
    "one-job-at-a-time": [
        Written().opens("other").connects().mounts().truth("running").shows("running").rests(),
        Written().opens().connects(1).connects(2).rests(),
        Written().opens().connects().unmounts().rests(),
    ],
    "channel-tells-the-truth": [
        Written().opens().truth("running").shows("running", channel="live").rests()
        .passes(0.3).rests(),
        Written().opens().truth("running").connects().shows("running", channel="polling").rests()
        .passes(0.3).rests(),
        Written().opens().truth("running").connects().shows("running", channel="polling").rests()
        .passes(30).rests(),
        Written().opens().truth("running").connects().shows("running", channel="live").drops()
        .rests().passes(0.3).rests(),
        # It is noticed late.
        Written().opens().truth("running").connects().shows("running", channel="live").drops()
        .rests().passes(11).rests().passes(0.5).shows("running", channel="polling").rests(),
    ],
    "requests-bounded": [
        repeated(Written().opens(), 14, lambda written: written.asks().passes(1)),
        repeated(Written().opens(), 16, lambda written: written.connects()),
    ],
    "nothing-left-behind": [
        Written().opens().sets_timer(every=30_000).unmounts().passes(60).rests(),
        # A chain of timeouts goes on.
        Written().opens().unmounts().passes(58).sets_timer().passes(2).rests(),
    ],
    "console-clean": [
        Written().opens().complains("error", "TypeError: x is undefined"),
        Written().opens().complains("unhandled rejection", "TypeError: Failed to fetch"),
        Written().opens().complains("console.error", "Encountered two children with the same key"),
    ],
    "kept-over-refresh": [
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .opens().asks().shows("pending").rests(held=1, hindered=True),
        Written().opens().truth("failed").asks().reads("failed").shows("failed").rests()
        .opens().shows("pending").asks().loses().rests(),
    ],
    "terminal-is-absorbing": [
        # It falls back at a rest, and is right again before a poll interval has passed.
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .shows("pending").rests().passes(2).shows("completed").rests(),
    ],
    "polling-stops": [
        Written().opens().truth("completed").asks().reads("completed").rests().passes(2).asks(),
        Written().opens().truth("running").rests().unmounts().rests().asks(),
        # A loop of a component that is gone is a leak, however long it goes on.
        repeated(
            Written().opens().truth("running").rests().mounts("other").rests(),
            20,
            lambda written: written.passes(2).asks(),
        ),
    ],
    "failure-keeps-its-message": [
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory")
        .rests().shows("failed").rests().passes(2).shows("failed", None, "no memory").rests(),
    ],
    "only-what-was-true": [
        Written().opens().truth("pending").shows("running").rests().shows("pending").rests(),
        Written().truth("completed", job="other").opens().truth("running", 10)
        .shows("completed").shows("running", 10).rests().passes(3).rests(),
        # It is there at a rest, and the next poll corrects it.
        Written().truth("completed", job="other").opens().truth("running", 10)
        .shows("completed").rests().passes(2).shows("running", 10).rests().passes(3).rests(),
    ],
}  # fmt: skip
