"""The kinds of causes that are known."""

from __future__ import annotations

from e2e.causes.cause import CauseKind

_CACHE_BUSTING = "Fix 1: cache-busting (`_t` and `no-store`)"
_LOCK = "Fix 2: terminal state locking"
_GUARD = "Change 3: the polling guard"
_FINDING_3 = "Finding 3: polling is skipped while the socket is connected"

THREW = CauseKind(
    "page-threw",
    "The page runs into an error of its own code, and what it should show then is missing.",
)
ASKS_WITHOUT_END = CauseKind(
    "asks-without-end",
    "The page asks the server again and again without a pause, and never comes to rest.",
)
NO_POLL_WHILE_CONNECTED = CauseKind(
    "no-poll-while-connected",
    "While its socket is open the page does not ask; where the socket stays silent, it keeps an old "
    "state for ever.",
    _FINDING_3,
)
ENDED_AFTER_A_FAILED_POLL = CauseKind(
    "polling-ended-after-a-failed-poll",
    "After a poll that failed the page asks no more, and keeps an old state for ever.",
)
ENDED_AFTER_A_COUNT = CauseKind(
    "polling-ended-after-a-count",
    "After a number of polls the page asks no more, though its job still runs.",
)
ENDED_WITH_A_FRAME = CauseKind(
    "polling-ended-with-a-frame",
    "After a message on the socket that does not end the job the page asks no more.",
)
ENDED_WHEN_HIDDEN = CauseKind(
    "polling-ended-in-a-hidden-tab",
    "The page stops asking when its tab is hidden, and does not begin again when it is seen.",
)
ENDED_WITHOUT_THE_FOCUS = CauseKind(
    "polling-ended-without-the-focus",
    "The page stops asking when another window has the focus, though it is still seen.",
)
ENDED_WHEN_OFFLINE = CauseKind(
    "polling-ended-when-offline",
    "The page stops asking when its laptop is offline, and does not begin again when it is online.",
)
ENDED_WHEN_LEFT = CauseKind(
    "polling-ended-when-left",
    "When the page is left, or the browser only asks whether it may be, it stops asking, and does not "
    "begin again where it stays or comes back.",
)
ENDED_AFTER_A_REMOUNT = CauseKind(
    "polling-ended-after-a-remount",
    "The component is put back, or handed another job, and the page does not ask for it, or soon asks no "
    "more.",
)
ENDED_WITH_THE_SOCKET = CauseKind(
    "polling-ended-with-the-socket",
    "When its socket has gone the page does not ask the server in its place.",
)
ASKS_TOO_SELDOM = CauseKind(
    "asks-too-seldom",
    "The page waits too long before it asks again, and shows an old state meanwhile.",
)
NEVER_ASKED = CauseKind(
    "never-asked",
    "The page does not ask the server for the state of its job at all.",
)
FOLLOWS_ANOTHER_TAB = CauseKind(
    "follows-another-tab",
    "The page leaves it to another tab to ask the server, and does not ask itself when that tab asks no "
    "more.",
)
WAITS_FOR_AN_ANSWER = CauseKind(
    "waits-for-an-answer",
    "The page waits without a limit, or too long, for an answer that does not come, and asks nothing "
    "meanwhile.",
)
ENDS_THE_JOB_ITSELF = CauseKind(
    "ends-the-job-itself",
    "After a time the page shows an end of the job that the server did not tell.",
)
BAR_STAYS = CauseKind(
    "bar-stays",
    "The page says that the job has completed, and still shows the progress at which it ran.",
)
SHOWS_NO_NUMBER = CauseKind(
    "shows-no-number",
    "The page shows NaN, null or undefined in the place of a number that it was not given.",
)
CANCELS_ITS_POLLS = CauseKind(
    "cancels-its-own-polls",
    "The page cancels each poll before the server has answered it, and so is never told the state of its "
    "job.",
)
ANSWERED_FROM_A_CACHE = CauseKind(
    "answered-from-a-cache",
    "The page asks, and a cache of the browser's or of a proxy's on the way answers with an old state.",
    _CACHE_BUSTING,
)
ANSWER_NOT_APPLIED = CauseKind(
    "answer-not-applied",
    "The server answers with the state of the job, and the page does not show it.",
)
FRAME_NOT_APPLIED = CauseKind(
    "frame-not-applied",
    "The socket tells the state of the job, and the page does not show it.",
)
OLDER_ANSWER = CauseKind(
    "older-answer-applied",
    "The page puts an older answer in the place of a newer state that it knew.",
    _LOCK,
)
OLDER_FRAME = CauseKind(
    "older-frame-applied",
    "The page puts an older message of the socket in the place of a newer state that it knew.",
    _LOCK,
)
SOCKET_RESETS = CauseKind(
    "socket-resets-the-state",
    "When its socket connects or ends the page goes back to an older state.",
    _LOCK,
)
FALLS_BACK = CauseKind(
    "falls-back-to-an-older-state",
    "The page goes back to an older state that it had kept, though nothing told it so.",
    _LOCK,
)
OLDER_STATE_OF_ANOTHER_TAB = CauseKind(
    "older-state-of-another-tab",
    "The page puts an older state that another tab was told in the place of a newer state that it knew.",
    _LOCK,
)
REMEMBERED_STATE_WINS = CauseKind(
    "remembered-state-wins",
    "The page believes the state that it remembers from before, and not the server.",
)
FAILED_POLL_TAKEN_FOR_THE_JOB = CauseKind(
    "failed-poll-taken-for-the-job",
    "The page takes trouble with a request for the state of its job.",
)
FAILED_RESULTS_TAKEN_FOR_THE_JOB = CauseKind(
    "failed-results-taken-for-the-job",
    "The page takes trouble with the results of a job that has completed for the state of the job.",
)
WAITS_FOR_THE_RESULTS = CauseKind(
    "waits-for-the-results",
    "The page shows that the job has completed only when it has the results, which it does not get.",
)
LOST_SOCKET_TAKEN_FOR_THE_JOB = CauseKind(
    "lost-socket-taken-for-the-job",
    "The page takes the end of its socket for the state of its job.",
)
MISREAD_FRAME = CauseKind(
    "misread-frame",
    "The page reads a state out of a message of the socket that does not tell it.",
)
MISREAD_ANSWER = CauseKind(
    "misread-answer",
    "The page reads a state out of an answer that does not tell it.",
)
SECOND_COMPONENT = CauseKind(
    "upset-by-a-second-component",
    "Another component of its kind in the same document keeps this one from showing the state of its "
    "job.",
)
ANOTHER_JOB = CauseKind(
    "another-jobs-state",
    "The page shows the state of another job than the one that it was given.",
)
POLLS_AFTER_THE_END = CauseKind(
    "polls-after-the-end",
    "The page goes on asking when it knows that the job has ended.",
    _GUARD,
)
LEAKS = CauseKind(
    "left-behind-after-unmount",
    "The component goes on working after it was taken off the page.",
)
ASKS_TOO_OFTEN = CauseKind(
    "asks-too-often", "The page asks the server more often than it has need to."
)
NOTHING_KEPT = CauseKind(
    "nothing-kept-over-a-refresh",
    "After a refresh the page has forgotten how the job ended, and cannot say it while the "
    "server is away.",
)
ERROR_STAYS = CauseKind(
    "error-stays",
    "An error stays on the screen though all is well again.",
)
MESSAGE_LOST = CauseKind("message-lost", "The page does not say why the job failed.")
CHANNEL_WRONG = CauseKind(
    "channel-misnamed", "The page says that it is connected when it is not, or the other way round."
)
COMPLAINS = CauseKind("console-errors", "The page reports errors in the browser's console.")
STARTS_LATE = CauseKind(
    "starts-late", "When it is opened the page takes too long to show the state of its job."
)
FLASH = CauseKind(
    "older-state-for-a-moment",
    "The page shows an older state for a moment between the end of the job and its confirmation.",
)
NOT_EXPLAINED = CauseKind(
    "not-explained", "Why this went wrong could not be read from the history."
)

ALL = {each.id: each for each in tuple(globals().values()) if isinstance(each, CauseKind)}
"""Every kind by its id."""
