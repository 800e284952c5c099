"""Histories of a wrong state that lasts, by the property that each breaks."""

from __future__ import annotations

from e2e.history.stage_events import RECOVERY
from e2e.history.tests.written import Written
from e2e.properties.tests.histories.repeated import repeated

DECIDES = {
    "terminal-is-absorbing": [
        # A poll told the end; a late reconnect shows pending at the next rest.
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .passes(2).connects().shows("pending").rests().passes(3).rests(),
        # A frame told the end; the page goes back to running for three seconds, without a poll.
        Written().opens().truth("completed").connects().is_told(status="completed")
        .shows("completed").rests().shows("running").rests().passes(3).rests(),
        # The page showed the end itself, before it was told.
        Written().opens().truth("failed").shows("failed").rests().shows("running").rests()
        .passes(3).rests(),
        # It may doubt an end that it only remembers, but not for ever.
        Written().opens().truth("completed").shows("completed").rests().asks().reads("running")
        .shows("running").rests().passes(10).rests(),
        # A screen without a status does not show the end either.
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .shows(None).rests().passes(3).rests(),
    ],
    "channel-tells-the-truth": [
        Written().opens().truth("running").connects().shows("running", channel="live").drops()
        .rests().passes(6).rests().passes(6).rests(),
    ],
    "asks-without-end": [
        repeated(Written().opens(), 51, lambda written: written.asks().reads("running")),
        repeated(Written().opens(), 51, lambda written: written.connects().drops()),
        # Time passed only before these requests.
        repeated(Written().opens().asks().passes(2), 26, lambda written: written.asks().connects()),
    ],
    "start-in-time": [
        Written().opens().truth("running").shows("pending").rests().passes(10.1).rests(),
        # The count begins where the hindrance ends.
        Written().opens().truth("running").shows("pending").rests(hindered=True).passes(60)
        .rests(hindered=True).rests().passes(10.1).rests(),
    ],
    "truth-in-the-end": [
        Written().opens().truth("running").shows("pending").rests().act(RECOVERY).rests()
        .passes(10).rests(),
        Written().opens().truth("failed").act(RECOVERY).rests().passes(60).rests(),
    ],
    "completion-in-time": [
        # The count goes on after a night in which the laptop sleeps.
        Written().opens().truth("running").shows("running").rests().truth("completed").act("sleep")
        .passes(28_800).rests().passes(10.1).rests(),
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("completed")
        .rests().passes(10.1).rests(),
        # An empty screen counts as late, like a wrong state.
        Written().opens().truth("completed").rests().passes(10.1).rests(),
        # The count begins where the hindrance ends.
        Written().opens().truth("completed").shows("running").rests(held=1, hindered=True)
        .passes(60).rests(held=1, hindered=True).rests().passes(10.1).rests(),
        # A page in a hidden tab may stop; the count begins where the tab is visible again.
        Written().opens().shows("running").hides().truth("completed").rests().passes(90).rests()
        .is_seen().rests().passes(10.1).rests(),
        # The limit is a minute even where the job was watched for an hour.
        Written().opens().shows("running").rests().passes(3600).truth("completed").rests()
        .passes(60.1).rests(),
    ],
    "polling-stops": [
        # It goes on for ten poll intervals.
        repeated(
            Written().opens().truth("completed").asks().reads("completed").rests(),
            11,
            lambda written: written.passes(2).asks(),
        ),
    ],
    "failure-keeps-its-message": [
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory")
        .rests().shows("failed").rests().passes(3).rests(),
        Written().opens().truth("failed", None, "no memory").shows("failed").rests()
        .passes(10.1).rests(),
    ],
    "only-what-was-true": [
        # It was that far before it began anew, which the instance that is mounted now never saw.
        Written().opens().truth("running", 95).shows("running", 95).truth("failed").truth("pending")
        .mounts().truth("running", 10).shows("running", 95).rests().passes(3).rests(),
        Written().opens().truth("pending").shows("running").rests().passes(3).rests(),
        Written().truth("completed", job="other").opens().truth("running", 10)
        .shows("completed").rests().passes(3).rests(),
        Written().truth("running", 95, job="other").opens().truth("running", 10)
        .shows("running", 95).rests().passes(3).rests(),
    ],
    "progress-never-regresses": [
        # It falls little by little.
        Written().opens().truth("running", 80).shows("running", 80).rests().shows("running", 79.4)
        .rests().passes(1).shows("running", 78.8).rests().passes(2).rests(),
        Written().opens().truth("running", 80).shows("running", 80).shows("running", 40).rests()
        .passes(2).rests(),
        Written().opens().truth("running").shows("running").rests().shows("pending").rests()
        .passes(2).rests(),
        Written().opens().truth("running", 79.4).shows("running", 80).shows("running", 40).rests()
        .passes(2).rests(),
    ],
    "progress-in-time": [
        # A poll told 95 %, and the bar stays where it was.
        Written().opens().truth("running", 40).asks().reads("running", percent=40)
        .shows("running", 40).rests().truth("running", 95).asks().reads("running", percent=95)
        .rests().passes(10.1).rests(),
        # A frame told it.
        Written().opens().truth("running", 95).connects().is_told(percent=95).shows("running", 40)
        .rests().passes(10.1).rests(),
        # The bar is right, and its text stays where both were.
        Written().opens().truth("running", 40).shows("running", 40, "Status: running", "40%")
        .rests().truth("running", 95).connects().is_told(percent=95)
        .shows("running", 95, "Status: running", "40%").rests().passes(10.1).rests(),
        # The sentence in the bar stays.
        Written().opens().truth("running", 40).connects().is_told(percent=40)
        .shows("running", 40, "Analysing, 40 % done", bar_text=40).rests().truth("running", 95)
        .is_told(percent=95).shows("running", 95, "Analysing, 40 % done", bar_text=40).rests()
        .passes(10.1).rests(),
        # The bar that was there is gone, or only an older text is left of it.
        Written().opens().truth("running", 40).shows("running", 40).rests().truth("running", 66)
        .connects().is_told(percent=66).shows("running").rests().passes(10.1).rests(),
        Written().opens().truth("running", 40).shows("running", 40).rests().truth("running", 66)
        .connects().is_told(percent=66).shows("running", None, "last seen at 40 %").rests()
        .passes(10.1).rests(),
        # It goes on being told, and shows none of it.
        repeated(
            Written().opens().truth("running", 90).connects().shows("running", 0).rests(),
            12,
            lambda written: written.is_told(percent=90).passes(1).rests(),
        ),
    ],
    "nothing-of-another-job": [
        # Lines that came with the end of the job before.
        Written().opens("other").truth("running", 95, job="other").truth("running", 10)
        .shows("running", 95, "Status: running", "95%", job="other").rests()
        .truth("completed", 100, job="other")
        .shows("completed", None, "Status: completed", "6 objects", job="other").rests().mounts()
        .shows("running", 10, "Status: running", "10%", "6 objects").rests().passes(8).rests(),
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "Status: running", "It failed: no memory").rests().passes(8).rests(),
        # The navigation of the page is no heading of a list, and a heading below says nothing of it.
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "Home", "Job history", "Status: running", "no memory", "Earlier jobs")
        .rests().passes(8).rests(),
        Written().opens().connects().is_told(job_id="other", current_frame=95, total_frames=100)
        .mounts().truth("running", 10).shows("running", 10, frame="95/100").rests().passes(8)
        .rests(),
    ],
    "no-progress-after-success": [
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("completed", 100)
        .shows("completed", 95).rests().passes(3).rests(),
        # After a refresh as well.
        Written().opens().truth("running", 95).shows("running", 95).rests().opens()
        .truth("completed", 100).shows("completed", 95).rests().passes(3).rests(),
    ],
    "numbers-are-numbers": [
        Written().opens().truth("running").shows("running", None, "Status: running", "NaN%").rests()
        .passes(3).rests(),
        Written().opens().truth("running").shows("running", None, "Status: running", "null %").rests()
        .passes(3).rests(),
        Written().opens().truth("running").shows("running", 4, "Frame: 8 / undefined").rests()
        .passes(3).rests(),
    ],
    "no-error-after-success": [
        Written().opens().truth("completed").asks().is_refused()
        .shows("completed", None, "Status: completed", "The server answered 503 (1).").rests()
        .passes(5).shows("completed", None, "Status: completed", "The server answered 503 (2).")
        .shows("completed", None, "Status: completed", "The server answered 503 (1).").rests()
        .passes(3).rests(),
        # A line of a failed poll is none about the results, though they are refused later.
        Written().opens().truth("running").asks().loses()
        .shows("running", None, "Status: running", "The server cannot be reached.").rests()
        .truth("completed").asks().reads("completed").asks_for_results().is_refused(404)
        .shows("completed", None, "Status: completed", "The server cannot be reached.").rests()
        .passes(9).rests(),
        # A poll that was sent before the end fails after it, and the page asks no more.
        Written().opens().truth("running").shows("running").connects().asks().truth("completed")
        .is_told(status="completed").shows("completed", None, "Status: completed").is_refused(404)
        .shows("completed", None, "Status: completed", "Nicht gefunden.").rests().passes(13).rests()
        .passes(9).rests(),
        # A line in any language that stays after the failed poll has succeeded.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Status: running", "Verbindung verloren.").rests().passes(2)
        .truth("completed").asks().is_refused(200).reads("completed")
        .shows("completed", None, "Status: completed", "Verbindung verloren.", "3 Bilder").rests()
        .passes(8).rests(),
        # The socket told the end, and the page asks no more: no poll can take the line away.
        Written().opens().truth("running").connects().shows("running", None, "Status: running").asks()
        .loses().shows("running", None, "Kein Netz").rests().truth("completed")
        .is_told(status="completed").shows("completed", None, "Kein Netz").rests().passes(13).rests()
        .passes(8).rests(),
    ],
    "no-error-when-well": [
        # A line about a poll stays beside the end that the socket told, and the page asks no more.
        Written().opens().truth("running").connects().shows("running", None, "Status: running").asks()
        .loses().shows("running", None, "Kein Netz").rests().truth("failed", None, "no memory")
        .is_told(status="error", message="no memory").shows("failed", None, "Kein Netz", "no memory")
        .rests().passes(13).rests().passes(8).rests(),
        # The job has failed, was begun anew, and the reason of the failure is still there.
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory").rests()
        .truth("pending").mounts().truth("running", 10)
        .shows("running", 10, "Status: running", "Error: no memory").rests().passes(8).rests(),
        # A line that came with a failed poll stays beside the end that a poll told.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Kein Netz").rests().truth("failed", None, "no memory").asks()
        .is_refused(200).reads("failed").shows("failed", None, "Kein Netz", "no memory").rests()
        .passes(8).rests(),
        # The next instance shows it again, and was never refused itself.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Status: running", "Kein Netz").rests().opens()
        .shows("running", None, "Status: running", "Kein Netz").asks().is_refused(200)
        .reads("running").rests().passes(8).rests(),
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Status: running", "接続が切れました 1").rests().passes(2)
        .asks().is_refused(200).reads("running")
        .shows("running", 50, "Status: running", "接続が切れました 2", "50%").rests()
        .passes(8).rests(),
        # The channel's label changes back with the reconnect; this line stays.
        Written().opens().truth("running").connects()
        .shows("running", None, "Status: running", "● Live").drops()
        .shows("running", None, "Status: running", "○ Polling", "Hors ligne").rests().passes(2)
        .connects(2).shows("running", None, "Status: running", "● Live", "Hors ligne").rests()
        .passes(8).rests(),
        # The page's own timer cancels a poll that takes too long, and its line stays.
        Written().opens().truth("running").shows("running", None, "Status: running").sets_timer()
        .asks().passes(1).fires_timer().gives_up()
        .shows("running", None, "Status: running", "Dauert zu lange").rests().passes(2).asks()
        .reads("running").rests().passes(8).rests(),
        # The words of the browser for a poll that the page itself cancelled.
        Written().opens().truth("running").asks().gives_up()
        .shows("running", None, "Status: running", "AbortError: The operation was aborted.").rests()
        .passes(2).asks().reads("running").rests().passes(8).rests(),
        # A notice that the page shows some time after a failure, by a timer that it sets for it.
        Written().opens().truth("running").sets_timer(1, every=1000)
        .shows("running", None, "Status: running").asks().loses().sets_timer(2).rests().passes(1)
        .fires_timer(1).fires_timer(2).shows("running", None, "Status: running", "Pas de réseau")
        .rests().passes(2).asks().reads("running").rests().passes(8).rests(),
    ],
}  # fmt: skip
