"""The places in a checkout's own source that an error came from."""

from __future__ import annotations

import json
import subprocess

from e2e.pages.builds import BuiltPage
from e2e.pages.node import find_node
from e2e.pages.places import HARNESS


def locate(page: BuiltPage, stack: str) -> tuple[str, ...]:
    """Returns the places of `stack` in the sources of `page`, the innermost first.

    `stack` is the stack of an error, as the browser gives it. A place is a text such as
    `src/components/JobStatus.tsx:14:31`, with line and column from 1, by the source maps of the build.
    Frames of installed packages and of the harness are left out, so the result may be empty.
    """
    if not stack:
        return ()
    asked = {
        "checkout": str(page.facts.checkout),
        "page": str(page.folder),
        "stack": stack,
    }
    done = subprocess.run(
        [str(find_node()), str(HARNESS / "build" / "locate.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    return tuple(json.loads(done.stdout or "[]"))
