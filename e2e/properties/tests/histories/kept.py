"""Histories next to one that breaks a property, which keep it."""

from __future__ import annotations

from e2e.history.stage_events import RECOVERY
from e2e.history.tests.written import Written
from e2e.properties.tests.histories.repeated import repeated

KEPT_BY = {
    "progress-in-time": [
        Written().opens().truth("running", 95).connects().is_told(percent=95).shows("running", 40)
        .rests().passes(9).shows("running", 95).rests().passes(20).rests(),
        # While its socket is open a page may go by its frames alone.
        Written().opens().truth("running", 95).connects().shows("running", 40).asks()
        .reads("running", percent=95).rests().passes(60).rests(),
        # A bar in quarters.
        Written().opens().truth("running", 99).connects().is_told(percent=99).shows("running", 75)
        .rests().passes(60).rests(),
        # The only percentage beside the bar is what remains, or a setting of the job.
        Written().opens().truth("running", 40).shows("running", 40, "Remaining", "60 %").rests()
        .truth("running", 95).connects().is_told(percent=95)
        .shows("running", 95, "Remaining", "5 %").rests().passes(60).rests(),
        Written().opens().truth("running", 95).connects().is_told(percent=95)
        .shows("running", 95, "Confidence", "25 %").rests().passes(60).rests(),
        # The text in the bar is what remains.
        Written().opens().truth("running", 40).shows("running", 40, "60 % left", bar_text=60).rests()
        .truth("running", 95).connects().is_told(percent=95)
        .shows("running", 95, "5 % left", bar_text=5).rests().passes(60).rests(),
        # In the place of the bar stands how far the job is, as a text.
        Written().opens().truth("running", 40).shows("running", 40).rests().truth("running", 66)
        .asks().reads("running", percent=66).shows("running", None, "last seen at 66 %").rests()
        .passes(60).rests(),
        # It was told more than is true.
        Written().opens().truth("running", 40).connects().is_told(percent=95).shows("running", 40)
        .rests().passes(60).rests(),
        # It draws no bar while the job begins, or while its results are written.
        Written().opens().truth("running", 40).shows("running", 40).rests().truth("running", 10)
        .connects().is_told(percent=10).shows("running").rests().passes(60).rests(),
        Written().opens().truth("running", 40).shows("running", 40).rests().truth("running", 95)
        .connects().is_told(percent=95).shows("running").rests().passes(60).rests(),
        # It shows no bar at all, or rests in a hidden tab.
        Written().opens().truth("running", 95).connects().is_told(percent=95).shows("running")
        .rests().passes(60).rests(),
        Written().opens().truth("running", 95).connects().is_told(percent=95).shows("running", 40)
        .hides().rests().passes(60).rests().is_seen().passes(9).rests(),
        # The answer is one to an earlier instance.
        Written().opens().truth("running", 95).asks().mounts().reads("running", percent=95)
        .shows("running", 40).rests().passes(60).rests(),
    ],
    "nothing-of-another-job": [
        # A line that was there before the end of the other job, one below a heading, and one that goes.
        Written().opens("other").truth("running", 95, job="other").truth("running", 10)
        .shows("running", 95, "Status: running", "Help", job="other").rests()
        .truth("completed", 100, job="other")
        .shows("completed", None, "Status: completed", "6 objects", "Done!", "Help", job="other")
        .rests().mounts()
        .shows("running", 10, "Status: running", "Done!", "Help", "Earlier jobs", "6 objects").rests()
        .passes(7).shows("running", 10, "Status: running", "Help", "Earlier jobs", "6 objects").rests()
        .passes(60).rests(),
        # Both jobs have completed.
        Written().opens("other").truth("completed", 100, job="other").truth("completed", 100)
        .shows("completed", None, "Status: completed", "6 objects", job="other").rests().mounts()
        .shows("completed", None, "Status: completed", "6 objects").rests().passes(60).rests(),
        # A list of earlier jobs says whose reason it is.
        Written().truth("failed", None, "no memory", job="3f2a9c41-77b0").opens()
        .truth("running", 10).shows("running", 10, "3f2a9c41-77b0: failed (no memory)").rests()
        .passes(60).rests(),
        Written().truth("failed", None, "no memory", job="3f2a9c41-77b0").opens()
        .truth("running", 10).shows("running", 10, "Job 3f2a9c41", "no memory").rests()
        .passes(60).rests(),
        # A heading says it, without an id.
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "Status: running", "10%", "Earlier in this session", "Failed: no memory")
        .rests().passes(60).rests(),
        Written().truth("failed", None, "no memory", job="other").opens().truth("running", 10)
        .shows("running", 10, "Status: running", "Previous job: no memory").rests().passes(60).rests(),
        # Both jobs failed for one reason, and both were at that frame.
        Written().truth("failed", None, "no memory", job="other").opens()
        .truth("failed", None, "no memory").shows("failed", None, "no memory").rests().passes(9)
        .rests(),
        Written().opens().connects().is_told(job_id="other", current_frame=95, total_frames=100)
        .is_told(current_frame=95, total_frames=100).truth("running", 95)
        .shows("running", 95, frame="95/100").rests().passes(9).rests(),
    ],
    "no-progress-after-success": [
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("completed", 100)
        .shows("completed", 95).rests().passes(2).shows("completed").rests().passes(9).rests(),
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("completed", 100)
        .shows("completed", 100).rests().passes(9).rests(),
        # Another bar, such as one for a disk.
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("completed", 100)
        .shows("completed", 63).rests().passes(9).rests(),
        # How far the job came before it failed.
        Written().opens().truth("running", 95).shows("running", 95).rests().truth("failed", 95)
        .shows("failed", 95).rests().passes(9).rests(),
        Written().opens().truth("running", 95).shows("running", 95).rests().hides()
        .truth("completed", 100).shows("completed", 95).rests().passes(9).rests(),
    ],
    "numbers-are-numbers": [
        Written().opens().truth("running", 10)
        .shows("running", 10, "Results: null", "10%", "Frame: 20 / 200").rests().passes(9).rests(),
        Written().opens().truth("running", 10).shows("running", 10, "NaNo, a tool", "10%").rests()
        .passes(9).rests(),
    ],
    "start-in-time": [
        Written().opens().truth("running").shows("pending").rests().passes(10).shows("running")
        .rests().passes(60).rests(),
        Written().opens().truth("running").shows("pending").rests(hindered=True).passes(60)
        .rests(hindered=True),
        Written().opens().truth("pending").shows("pending").rests().passes(60).rests(),
    ],
    "truth-in-the-end": [
        # It is late after the recovery, but shows the truth in the end.
        Written().opens().truth("running").shows("pending").rests().act(RECOVERY).rests()
        .passes(20).rests().passes(20).shows("running").rests(),
        # The job began anew after the instance had shown its end: it may keep showing that end.
        Written().opens().truth("completed").shows("completed").rests().truth("pending")
        .truth("running").rests().act(RECOVERY).rests().passes(60).rests(),
        # Without a recovery the property does not judge.
        Written().opens().truth("running").shows("pending").rests().passes(60).rests(),
    ],
    "terminal-is-absorbing": [
        # The answer that would confirm the end is still held, so no state counts as lasting.
        Written().opens().truth("completed").connects().is_told(status="completed")
        .shows("completed").rests().shows("running").rests(held=1).passes(30).rests(held=1),
        # It falls back for less than the grace.
        Written().opens().truth("completed").connects().is_told(status="completed")
        .shows("completed").shows("running").rests().passes(2).shows("completed").rests(),
        # It renders the end a moment after it was told: it never returned from it.
        Written().opens().truth("completed").shows("running").asks().reads("completed").rests()
        .passes(0.1).shows("completed").rests(),
        # It remembers the end, and an out-of-date server tells another state.
        Written().opens().truth("completed").shows("completed").rests().asks().reads("running")
        .shows("running").rests().passes(5).asks().reads("completed").shows("completed").rests(),
        # The job began anew: its end is out of date.
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .truth("pending").shows("pending").rests(),
        # The instance that knew the end is gone; the next one has not learned it yet.
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .opens().shows("pending").rests(),
        # An answer to the earlier instance does not count for this one.
        Written().opens().truth("completed").asks().mounts().reads("completed").shows("pending")
        .rests(),
    ],
    "completion-in-time": [
        Written().opens().truth("completed").shows("running").rests().passes(10)
        .rests().shows("completed").rests(),
        Written().opens().truth("completed").shows("running").rests(held=1, hindered=True)
        .passes(60).rests(held=1, hindered=True),
        Written().opens().truth("completed").rests().unmounts().passes(60).rests(),
        # It learns of it some seconds after waking.
        Written().opens().truth("running").shows("running").rests().truth("completed").act("sleep")
        .passes(28_800).rests().passes(9).rests(),
        Written().opens().shows("running").hides().truth("completed").rests().passes(90).rests(),
        # After five minutes it asks twice in a minute.
        Written().opens().shows("running").rests().passes(300).truth("completed").rests()
        .passes(30).rests().shows("completed").rests(),
    ],
    "no-stale-read": [
        Written().opens().truth("running").asks().truth("completed").reads("running"),
        # The backend itself sent it, as the scenario told it to.
        Written().opens().truth("completed").asks().sends("running").reads("running"),
    ],
    "asks-without-end": [
        repeated(Written().opens(), 50, lambda written: written.asks().reads("running")),
        repeated(Written().opens(), 80, lambda written: written.asks().passes(0.001)),
        # Each act has a count of its own.
        repeated(Written().opens(), 80, lambda written: written.act().asks()),
        # A flood, with a page that asks after each frame.
        repeated(Written().opens().connects(), 200, lambda w: w.is_told(percent=1).asks()),
    ],
    "polling-stops": [
        Written().opens().truth("completed").asks().reads("completed").asks().rests(),
        Written().opens().truth("completed").connects().is_told(status="completed").rests()
        .asks().reads("completed"),
        Written().opens().truth("completed").asks().reads("completed").rests().opens().asks(),
    ],
    "failure-keeps-its-message": [
        Written().opens().truth("failed", None, "no memory").shows("failed").rests().passes(9)
        .rests()        .shows("failed", None, "It failed: no memory").rests(),
        # In capitals, without its full stop, and on two lines.
        Written().opens().truth("failed", None, "There is no memory.")
        .shows("failed", None, "Status: failed", "THERE IS NO", "MEMORY").rests().passes(60).rests(),
    ],
    "only-what-was-true": [
        # This instance saw it before the job began anew, and cannot know of that.
        Written().opens().truth("running", 95).shows("running", 95).truth("failed").truth("pending")
        .truth("running", 10).rests().passes(60).rests(),
        # A bar in steps of five, rounded to the nearest.
        Written().opens().truth("running", 12.5).shows("running", 15).rests().passes(60).rests(),
        Written().opens().truth("completed").shows("running").rests(),
        Written().opens().truth("running", 95).shows("running", 95).truth("completed")
        .shows("completed"),
    ],
    "progress-never-regresses": [
        # A frame told it to a tenth of a percent, and the answer after it in whole percents.
        Written().opens().truth("running", 41.7).shows("running", 41.7).rests()
        .shows("running", 41).rests().passes(60).rests(),
        Written().opens().truth("running", 80).shows("running", 80).shows("running", 40).rests()
        .passes(1.9).shows("running", 80).rests().passes(5).rests(),
        Written().opens().truth("running", 80).shows("running", 80).rests().shows("running")
        .rests().passes(5).rests(),
        # It leaves a state that the job never had.
        Written().opens().truth("running", 40).shows("running", 80).shows("running", 40).rests()
        .passes(5).rests(),
        Written().opens().truth("pending").shows("running", 80).shows("pending").rests()
        .passes(5).rests(),
        # Its bar glides down from the number of the job before, and so comes by 11 %.
        Written().opens().truth("running", 10).shows("running", 95).shows("running", 11)
        .shows("running", 10).rests().passes(5).rests(),
    ],
    "no-error-after-success": [
        # A poll that was sent after the end: the page may say that it could not confirm it.
        Written().opens().truth("running").shows("running").connects().truth("completed")
        .is_told(status="completed").shows("completed", None, "Status: completed").asks()
        .is_refused(404).shows("completed", None, "Status: completed", "Nicht gefunden.").rests()
        .passes(13).rests().passes(9).rests(),
        # A notice of a failed poll that fades away once a poll is answered.
        Written().opens().truth("completed").asks().loses()
        .shows("running", None, "Status: running", "Can't reach the server.").rests().passes(2).asks()
        .reads("completed").shows("completed", None, "Status: completed", "Can't reach the server.")
        .rests().passes(1).shows("completed", None, "Status: completed").rests().passes(20).rests(),
        # The word "failed" among the results of a job without any failure.
        Written().opens().truth("completed").shows("completed", None, "Failed frames: 0").rests(),
        Written().opens().truth("running").asks().is_refused()
        .shows("running", 40, "The server answered 503.").rests(),
        # Results come with a success, so they are no error lines.
        Written().opens().truth("running").asks().loses().shows("running", None, "Status: running")
        .rests().passes(2).truth("completed").asks().reads("completed")
        .shows("completed", None, "Status: completed", "3 Bilder", '"error": null').rests()
        .passes(20).rests(),
        # A line about the results, which are still not there.
        Written().opens().truth("completed").asks().reads("completed")
        .shows("completed", None, "Status: completed").asks_for_results().is_refused(404)
        .shows("completed", None, "Status: completed", "The results could not be loaded.").rests()
        .passes(20).rests(),
        # The label of a closed channel, beside the end that a poll told.
        Written().opens().truth("running").connects().shows("running", None, "Verbunden").drops()
        .shows("running", None, "Getrennt").rests().truth("completed").asks().reads("completed")
        .shows("completed", None, "Getrennt").rests().passes(20).rests(),
        # A notice that disappears by itself.
        Written().opens().truth("running").asks().loses().shows("running", None, "Kein Netz").rests()
        .passes(2).truth("completed").asks().reads("completed").shows("completed", None, "Kein Netz")
        .rests().passes(5).shows("completed").rests().passes(20).rests(),
        # The frame that brings the line makes the poll in flight out of date: the page cancels it.
        Written().opens().truth("running").connects().shows("running", None, "Il tourne").asks()
        .truth("completed").is_told(status="completed").asks().gives_up()
        .shows("completed", None, "Les résultats sont prêts").rests().reads("completed").rests()
        .passes(20).rests(),
    ],
    "no-error-when-well": [
        # The page asks again after the end that the socket told, and the server does not answer.
        repeated(
            Written().opens().truth("running").connects().shows("running").asks().loses()
            .shows("running", None, "Kein Netz").rests().truth("failed", None, "no memory")
            .is_told(status="error", message="no memory").shows("failed", None, "Kein Netz", "no memory")
            .rests(),
            4,
            lambda written: written.passes(8).asks().loses().rests(),
        ),
        # The time that has passed, and a hint that it takes long, appear while polls fail, by timers
        # that count from the beginning.
        Written().opens().truth("running").sets_timer(1, every=1000).sets_timer(2)
        .shows("running", None, "Status: running").asks().loses().rests().passes(1)
        .fires_timer(1).shows("running", None, "Status: running", "Läuft seit 1 s").fires_timer(2)
        .sets_timer(3).rests().asks().loses().passes(1).fires_timer(3)
        .shows("running", None, "Status: running", "Läuft seit 2 s", "Das kann dauern").rests()
        .passes(2).asks().reads("running").rests().passes(20).rests(),
        # A frame that makes the poll in flight out of date, with no other poll at once.
        Written().opens().truth("running").connects().shows("running", None, "Il tourne").asks()
        .is_told(percent=50).gives_up().shows("running", 50, "Outil : détection").rests()
        .passes(5).asks().reads("running").rests().passes(20).rests(),
        # No request for the same path has succeeded since.
        Written().opens().truth("running").asks().loses().shows("running", None, "Kein Netz").rests()
        .passes(20).rests(),
        # A line that came with the failure of the job, behind that of a poll.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .truth("failed", None, "no memory").shows("failed", None, "Kein Bild", "no memory").rests()
        .asks().is_refused(200).reads("failed").rests().passes(20).rests(),
        # A failed job, beside a line about a socket that is still gone.
        Written().opens().truth("running").connects().shows("running", None, "Verbunden").drops()
        .shows("running", None, "Hors ligne").rests().truth("failed", None, "no memory").asks()
        .is_refused(200).reads("failed").shows("failed", None, "Hors ligne", "no memory").rests()
        .passes(20).rests(),
        # A log that says that a poll failed.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Status: running", "0:02 no answer", logged=("0:02 no answer",))
        .rests().asks().is_refused(200).reads("running").rests().passes(20).rests(),
        # The next instance shows it again, and has not heard of the server yet.
        Written().opens().truth("running").shows("running", None, "Status: running").asks().loses()
        .shows("running", None, "Status: running", "Kein Netz").rests().opens()
        .shows("running", None, "Status: running", "Kein Netz").asks().rests().passes(20).rests(),
        # It says that the reason is one of the attempt before.
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory").rests()
        .truth("pending").mounts().truth("running", 10)
        .shows("running", 10, "Status: running", "The attempt before failed: no memory").rests()
        .passes(60).rests(),
        # A log tells of it.
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory").rests()
        .truth("pending").mounts().truth("running", 10)
        .shows("running", 10, "Status: running", "failed: no memory", logged=("failed: no memory",))
        .rests().passes(60).rests(),
        # It knew the end, and goes on showing it.
        Written().opens().truth("failed", None, "no memory").shows("failed", None, "no memory").rests()
        .truth("pending").truth("running", 10).rests().passes(60).rests(),
        # A line about the time that changes while a poll fails, and stays.
        Written().opens().truth("running").shows("running", None, "vor ein paar Sekunden").rests()
        .asks().loses().shows("running", None, "vor ein paar Minuten").rests().asks()
        .reads("running").rests().passes(20).rests(),
    ],
    "no-flash": [
        Written().opens().truth("running").shows("running").truth("completed").shows("completed"),
        Written().opens().truth("completed").shows("completed").opens().shows("pending"),
        # It only remembers the end and was never told it, so it may believe the server's older state.
        Written().opens().asks().truth("completed").shows("completed").reads("running")
        .shows("running"),
    ],
    "one-job-at-a-time": [
        Written().opens().connects().rests().drops().connects(2).rests(),
    ],
    "channel-tells-the-truth": [
        Written().opens().truth("running").shows("running").rests(),
        Written().opens().truth("running").connects().shows("running", channel="live").rests()
        .truth("completed").drops().rests().passes(1).rests(),
        # The label follows a moment later.
        Written().opens().truth("running").connects().shows("running", channel="polling").rests()
        .passes(0.1).shows("running", channel="live").rests().passes(1).rests(),
        # A page that paints in animation frames paints none in a hidden tab.
        Written().opens().truth("running").connects().shows("running", channel="live").hides()
        .drops().rests().passes(6).rests().passes(7).rests().is_seen()
        .shows("running", channel="polling").rests(),
    ],
    "requests-bounded": [
        repeated(Written().opens(), 30, lambda written: written.asks().passes(2)),
        # Each open or close of the socket is a reason for a poll.
        repeated(Written().opens(), 10, lambda w: w.connects().asks().drops().asks().passes(2)),
        # So is a tab that is seen again, and a network that is there again.
        repeated(Written().opens(), 10, lambda w: w.hides().is_seen().asks().asks().passes(2)),
        repeated(Written().opens(), 15, lambda w: w.is_online().connects().passes(1)),
    ],
    "nothing-left-behind": [
        Written().opens().sets_timer(every=30_000).passes(60).rests(),
        Written().opens().sets_timer().unmounts().passes(30).fires_timer().passes(60).rests(),
        # The cache of a library drops its entry after some minutes.
        Written().opens().unmounts().sets_timer().passes(60).rests().passes(240).fires_timer().rests(),
        Written().opens().sets_timer(every=30_000).unmounts().rests().mounts().passes(60).rests(),
    ],
    "console-clean": [
        Written().opens().complains("console.error", "poll failed: the server answered 503"),
    ],
    "kept-over-refresh": [
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .opens().shows("pending").shows("completed").rests(),
        # Only a frame told the end, or the job began anew, or there was no refresh.
        Written().opens().truth("completed").connects().is_told(status="completed")
        .shows("completed").rests().opens().shows("pending").rests(),
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .truth("pending").opens().shows("pending").rests(),
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .unmounts().mounts().shows("pending").rests(held=1),
        Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()
        .opens().asks().shows("completed").reads("running").shows("running").rests(),
    ],
}  # fmt: skip
