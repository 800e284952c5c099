"""The results of a finished job, in the forms of mock_backend/tests/recorded."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

Found = Literal["some", "nothing", "much"]
"""The amount that a job finds: a few objects, no object, or about a thousand."""

VIDEO_TYPES = frozenset({"video", "video_multi"})
TOTAL_FRAMES = 200

_FRAMES: dict[Found, int] = {"some": 3, "nothing": 3, "much": TOTAL_FRAMES}
_OBJECTS: dict[Found, int] = {"some": 2, "nothing": 0, "much": 20}
_CLASSES = (2, 0)
"""The values of `class_id` that tracked objects have in turn."""


@cache
def get_video_results(job_id: str, found: Found) -> dict[str, Any]:
    """Returns the results of a video job: `total_frames`, and `frames` with their tracked objects.

    The same arguments give the same object, so it must not be changed.
    """
    frames = [
        {
            "frame_index": index,
            "detections": {
                "tracked_objects": [_track(number, index) for number in range(_OBJECTS[found])]
            },
        }
        for index in range(_FRAMES[found])
    ]
    return {"job_id": job_id, "total_frames": TOTAL_FRAMES, "frames": frames}


@cache
def get_image_results(found: Found) -> dict[str, Any]:
    """Returns an image job's results: `text`, and `detections` with `label`, `confidence` and `bbox`."""
    count = 1_000 if found == "much" else _OBJECTS[found]
    return {"text": "", "detections": [_detect(number) for number in range(count)]}


def get_summary(job_type: str | None, found: Found) -> dict[str, Any]:
    """Returns the summary of the results: `frame_count`, `detection_count` and `classes`."""
    if job_type not in VIDEO_TYPES:
        detections = get_image_results(found)["detections"]
        labels = dict.fromkeys(each["label"] for each in detections)
        return {"frame_count": 1, "detection_count": len(detections), "classes": [*labels]}
    frames, objects = _FRAMES[found], _OBJECTS[found]
    classes = [f"class_{each}" for each in sorted(_CLASSES[:objects])]
    return {"frame_count": frames, "detection_count": frames * objects, "classes": classes}


def _track(number: int, frame: int) -> dict[str, Any]:
    left, top = 412.5 + 3 * frame + number, 96.25 + 40 * (number % 10)
    return {
        "track_id": number + 7,
        "class_id": _CLASSES[number % len(_CLASSES)],
        "xyxy": [left, top, left + 85.5, top + 214.5],
        "center": [left + 42.75, top + 107.25],
    }


def _detect(number: int) -> dict[str, Any]:
    left, top = 12 + number % 500, 40 + number // 500
    return {"label": "ball", "confidence": 0.93, "bbox": [left, top, left + 52, top + 52]}
