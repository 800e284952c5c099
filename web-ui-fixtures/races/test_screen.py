"""What our own page promises beyond the page contract: the lines that it shows."""

from __future__ import annotations

from altered import Altered, Body

from e2e.catalogue import scenario
from e2e.history.page_events import Shown
from e2e.proofs import ended, frame_taken, in_order, poll_saw, socket_dropped, socket_opened
from e2e.stage import JobOnStage, Stage
from mock_backend import Status

FAMILY = "our own page: text"
LIVE, POLLING = "● Live", "○ Polling"
NO_JOB = "The server's answer is not a job."


def show_without_socket(stage: Stage, job: JobOnStage) -> None:
    job.hold_handshakes()
    stage.show(job)


@scenario(
    "own-video-polled",
    family=FAMILY,
    sentence="The page polls a video's job from the queue to its end: it shows each state, the bar while it "
    "runs, and what was found.",
    forced=in_order(poll_saw("running"), ended(), poll_saw("completed")),
)
def test_a_video_that_is_polled(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    show_without_socket(stage, job)
    stage.expect_lines("Status: pending", POLLING)
    job.start()
    job.progress(39.6)
    stage.let_pass(seconds=2)
    stage.expect_lines("Status: running", POLLING, "40%")
    job.complete()
    stage.let_pass(seconds=2)
    found = ("Frames analysed", "200", "Objects tracked", "6")
    stage.expect_lines("Status: completed", POLLING, *found)


@scenario(
    "own-image-polled",
    family=FAMILY,
    wire="inline",
    sentence="The page polls the job of an image, which has no progress: no bar, and what was found.",
    forced=in_order(poll_saw("running"), ended(), poll_saw("completed")),
)
def test_an_image_that_is_polled(stage: Stage) -> None:
    job = stage.add_job(job_type="image", progress=None)
    show_without_socket(stage, job)
    stage.expect_lines("Status: running", POLLING)
    job.complete()
    stage.let_pass(seconds=2)
    stage.expect_lines("Status: completed", POLLING, "Objects found", "2")


@scenario(
    "own-results-to-download",
    family=FAMILY,
    wire="result-url",
    isolation="context",
    sentence="The server has the results at an address: the page offers them to download.",
    forced=in_order(ended(), poll_saw("completed")),
)
def test_results_at_an_address(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    show_without_socket(stage, job)
    job.complete()
    stage.let_pass(seconds=2)
    stage.expect_lines("Status: completed", POLLING, "Download the results")
    address = stage.page.get_by_role("link").get_attribute("href")
    stage.expect(address == f"/v1/jobs/{job.id}/result?mode=stream", f"the address of the results, not {address}")


@scenario(
    "own-results-elsewhere",
    family=FAMILY,
    wire="result-url",
    sentence="The address of the results is a script, leads elsewhere, or is no text: the page does not "
    "offer it.",
    forced=in_order(poll_saw("completed")),
)
def test_results_that_are_elsewhere(stage: Stage) -> None:
    for address in ("javascript:alert('/x')", "//elsewhere.example/x", "https://elsewhere.example/x", ["/x"]):
        job = stage.add_job(status="running", progress=40)
        job.hold_handshakes()
        job.complete()
        job.fault_answers(Altered(result_url=address))
        stage.show(job)
        stage.expect_lines("Status: completed", POLLING)


@scenario(
    "own-results-in-part",
    family=FAMILY,
    wire="inline",
    sentence="Parts of the results are missing or of another kind: the page counts the rest.",
    forced=in_order(poll_saw("completed")),
)
def test_results_that_are_in_part(stage: Stage) -> None:
    frames = [
        {"detections": {"tracked_objects": [1, 2]}},
        {"detections": None},
        None,
        {"detections": {"tracked_objects": None}},
        {"detections": {"tracked_objects": [3]}},
    ]
    video = ("Frames analysed", "5", "Objects tracked")
    for results, lines in (
        ({"total_frames": 5, "frames": frames}, (*video, "3")),
        ({"total_frames": 5, "frames": None}, (*video, "0")),
        ({"total_frames": 5}, (*video, "0")),
        ({"results": {"detections": [1, 2, 3]}}, ("Objects found", "3")),
        ({"results": {}}, ("Objects found", "0")),
        ({"results": None}, ("Objects found", "0")),
        ([1], ()),
        ("much", ()),
    ):
        job = stage.add_job(progress=40)
        job.hold_handshakes()
        job.complete()
        job.fault_answers(Altered(results=results))
        stage.show(job)
        stage.expect_lines("Status: completed", POLLING, *lines)


@scenario(
    "own-fields-of-another-kind",
    family=FAMILY,
    sentence="Fields of the job are of another kind than they should be: the page shows the rest.",
    forced=in_order(poll_saw("running")),
)
def test_fields_of_another_kind(stage: Stage) -> None:
    running = ("Status: running", POLLING)
    for fields, lines in (
        ({"progress": "40"}, running),
        ({"progress": 140}, (*running, "100%")),
        ({"progress": -3}, (*running, "0%")),
        ({"error_message": 7}, (*running, "40%")),
        ({"results": {"total_frames": 5}}, (*running, "40%")),
        ({"updated_at": 7}, (*running, "40%")),
        ({"updated_at": "today"}, (*running, "40%")),
        ({"status": "unheard of"}, ("Status: pending", POLLING, NO_JOB)),
        ({"status": 7}, ("Status: pending", POLLING, NO_JOB)),
        ({"status": ["running"]}, ("Status: pending", POLLING, NO_JOB)),
    ):
        job = stage.add_job(progress=40)
        job.hold_handshakes()
        job.fault_answers(Altered(**fields))
        stage.show(job)
        stage.expect_lines(*lines)


@scenario(
    "own-bodies-that-are-no-job",
    family=FAMILY,
    sentence="The server answers with something else than a job, or refuses: the page says so, and forgets it "
    "with the next good answer.",
    forced=in_order(poll_saw("running")),
)
def test_bodies_that_are_no_job(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    show_without_socket(stage, job)
    stage.expect_lines("Status: running", POLLING, "40%")
    for fault, line in (
        (Body(None), NO_JOB),
        (Body([]), NO_JOB),
        (Body("running"), NO_JOB),
        (Body({"job": [{"status": "running"}]}), NO_JOB),
        (Status(503), "The server answered 503."),
    ):
        job.fault_answers(fault, count=1)
        stage.let_pass(seconds=2)
        stage.expect_lines("Status: running", POLLING, line, "40%")
        stage.let_pass(seconds=2)
        stage.expect_lines("Status: running", POLLING, "40%")


@scenario(
    "own-frames-of-a-video",
    family=FAMILY,
    sentence="The socket tells the frames of a video and drops: the frames are gone with it, and stay so while "
    "the next one is silent.",
    forced=in_order(socket_opened(), frame_taken('"percent"'), socket_dropped(), socket_opened()),
)
def test_frames_of_a_video(stage: Stage) -> None:
    job = stage.add_job(progress=10)
    stage.show(job)
    stage.expect_lines("Status: running", LIVE, "10%")
    job.progress(40)
    stage.expect_lines("Status: running", LIVE, "40%", "Frame: 80 / 200")
    job.cut_sockets()
    stage.expect_lines("Status: running", POLLING, "40%")
    stage.let_pass(seconds=2)
    stage.expect_lines("Status: running", LIVE, "40%")
    job.send_frame({"job_id": job.id, "percent": 40})
    stage.expect_lines("Status: running", LIVE, "40%", "Frame: 0 / 0")
    frames = [event.frame for _, event in stage.history.of_type(Shown) if event.frame]
    stage.expect(frames == ["80/200", "0/0"], f"the frames of each socket once, not {frames}")
    job.send_frame({"job_id": job.id, "percent": 30, "current_frame": 60, "total_frames": 200})
    stage.expect_lines("Status: running", LIVE, "40%", "Frame: 0 / 0")
    job.send_frame({"job_id": job.id, "percent": "90"})
    job.send_frame({"job_id": "another", "percent": 90})
    job.send_frame({"percent": 90})
    job.send_frame("null")
    job.send_frame("[")
    job.send_frame(b'{"percent": 90}')
    stage.expect_lines("Status: running", LIVE, "40%", "Frame: 0 / 0")
    job.complete(broadcast=False)
    stage.let_pass(seconds=6)
    stage.expect_lines("Status: completed", LIVE, "Frames analysed", "200", "Objects tracked", "6")


@scenario(
    "own-states-over-the-socket",
    family=FAMILY,
    sentence="The socket tells bare states: the page goes forward with them, and not back.",
    forced=in_order(socket_opened(), frame_taken('"status": "running"')),
)
def test_states_over_the_socket(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    stage.expect_lines("Status: pending", LIVE)
    job.fault_answers(Status(503))
    refused = "The server answered 503."
    stage.let_pass(seconds=5)
    stage.expect_lines("Status: pending", LIVE, refused)
    job.send_frame({"job_id": job.id, "status": "pending"})
    stage.expect_lines("Status: pending", LIVE)
    stage.let_pass(seconds=5)
    stage.expect_lines("Status: pending", LIVE, refused)
    job.start(broadcast=False)
    job.send_frame({"job_id": job.id, "status": "running"})
    stage.expect_lines("Status: running", LIVE)
    stage.let_pass(seconds=8)
    stage.expect_lines("Status: running", LIVE, refused)
    job.send_frame({"job_id": job.id, "status": "running"})
    stage.expect_lines("Status: running", LIVE)
    job.send_frame({"job_id": job.id, "status": "pending"})
    stage.expect_lines("Status: running", LIVE)
    job.progress(40)
    job.send_frame({"job_id": job.id, "status": "running"})
    stage.expect_lines("Status: running", LIVE, "40%", "Frame: 80 / 200")


@scenario(
    "own-failure",
    family=FAMILY,
    sentence="The job fails, by its socket and then by a poll without a reason: the page goes on saying why.",
    forced=in_order(socket_opened(), ended("failed"), poll_saw("failed")),
)
def test_a_failure(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fault_answers(Altered(error_message=None))
    job.fail("The disk is full.")
    stage.let_pass(seconds=9)
    stage.expect_lines("Status: failed", POLLING, "The disk is full.")


@scenario(
    "own-failure-without-a-reason",
    family=FAMILY,
    sentence="The socket tells that the job has failed, and no reason: the page says that it has failed.",
    forced=in_order(socket_opened(), ended("failed")),
)
def test_a_failure_without_a_reason(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fail(None, broadcast=False)
    job.hold_answers()
    job.send_frame({"job_id": job.id, "status": "failed"})
    stage.expect_lines("Status: failed", POLLING, "The job failed.")


@scenario(
    "own-switch-to-a-live-job",
    family=FAMILY,
    sentence="The person goes on to another job, whose socket tells its frames: the page shows them.",
    forced=in_order(socket_opened(), socket_opened(), frame_taken('"percent"')),
)
def test_a_switch_to_a_live_job(stage: Stage) -> None:
    first, second = stage.add_job(progress=40), stage.add_job(progress=10)
    stage.show(first)
    stage.switch_to(second)
    second.progress(20)
    stage.expect_lines("Status: running", LIVE, "20%", "Frame: 40 / 200")


@scenario(
    "own-job-in-the-queue-again",
    family=FAMILY,
    sentence="The server says that a job waits at 40 %, and then its socket tells 10 %: the page goes by that.",
    forced=in_order(socket_opened(), frame_taken('"percent"')),
)
def test_a_job_in_the_queue_again(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    job.fault_answers(Altered(progress=40))
    stage.show(job)
    stage.expect_lines("Status: pending", LIVE)
    job.start(broadcast=False)
    job.progress(10)
    stage.expect_lines("Status: running", LIVE, "10%", "Frame: 20 / 200")


@scenario(
    "own-times-with-and-without-a-zone",
    family=FAMILY,
    sentence="The server tells when the job has changed, with a zone or without one: the page keeps to the "
    "newer time.",
    forced=in_order(poll_saw("running")),
)
def test_times_with_and_without_a_zone(stage: Stage) -> None:
    day = "2024-01-01T"
    for first, second, progress, shown in (
        (day + "00:10:00Z", day + "00:09:59", 20, "30%"),
        (day + "00:10:00", day + "00:09:59Z", 20, "30%"),
        (day + "00:10:00+00:00", day + "00:09:59", 20, "30%"),
        (day + "00:10:00+0000", day + "00:09:59", 20, "30%"),
        (day + "01:10:00+01:00", day + "00:09:59", 20, "30%"),
        (day + "00:09:59Z", day + "00:10:00", 35, "35%"),
        (day + "00:10:00", day + "00:10:00", 35, "35%"),
        (day + "00:10:00", "not a time", 35, "35%"),
        ("not a time", day + "00:10:00", 35, "35%"),
        (2025, day + "00:10:00", 35, "35%"),
    ):
        job = stage.add_job(progress=40)
        job.hold_handshakes()
        job.fault_answers(Altered(progress=30, updated_at=first))
        stage.show(job)
        stage.expect_lines("Status: running", POLLING, "30%")
        job.fault_answers(Altered(progress=progress, updated_at=second))
        stage.let_pass(seconds=2)
        stage.expect_lines("Status: running", POLLING, shown)


@scenario(
    "own-older-poll-that-knows-its-time",
    family=FAMILY,
    sentence="Two polls are under way; the second is answered without a time of change, and then the first with "
    "one: the page keeps to the poll that it asked last.",
    forced=in_order(socket_opened(), poll_saw("running")),
)
def test_an_older_poll_that_knows_its_time(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.hold_answers()
    stage.show(job)
    job.open_held_handshake()
    stage.expect(job.held_answers == 2, "two polls under way")
    job.lose_answer(Altered(progress=30, updated_at=None), 1)
    stage.expect_lines("Status: running", LIVE, "30%")
    job.lose_answer(Altered(progress=20), 0)
    stage.expect_lines("Status: running", LIVE, "30%")


@scenario(
    "own-failure-polled",
    family=FAMILY,
    sentence="The job fails, and a poll tells why: the page says so.",
    forced=in_order(poll_saw("running"), ended("failed"), poll_saw("failed")),
)
def test_a_failure_that_is_polled(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    show_without_socket(stage, job)
    job.fail("The disk is full.")
    stage.let_pass(seconds=2)
    stage.expect_lines("Status: failed", POLLING, "The disk is full.")


@scenario(
    "own-end-asked-for-before-a-frame",
    family=FAMILY,
    wire="inline",
    sentence="A poll is under way, the socket tells progress, the job completes unheard, and the poll says so: the "
    "page takes its word at once, though it was asked before the frame.",
    forced=in_order(socket_opened(), frame_taken('"percent"'), ended(), poll_saw("completed")),
)
def test_an_end_asked_for_before_a_frame(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    job.progress(50)
    job.complete(broadcast=False)
    job.release_all_answers()
    stage.expect_lines("Status: completed", LIVE, "Frames analysed", "200", "Objects tracked", "6")
