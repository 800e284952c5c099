"""A process with a folder of its own: both end with whoever started them, even by SIGKILL."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SCRIPT = Path(__file__).with_name("run_tied.sh")


class TiedProcess:
    """Runs `command` in a session of its own, with `listener` as its standard input.

    Its words go to `folder/words`. It ends in one way only: the line to it is closed, by `end` or by
    the death of this process, and then it is killed and `folder` removed. A prctl(PR_SET_PDEATHSIG)
    would hang on the thread that started it, and leave the folder.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        listener: socket.socket,
        environment: Mapping[str, str],
    ) -> None:
        self._words = folder / "words"
        read_end, self._line = os.pipe()
        try:
            with self._words.open("wb") as words:
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    ["/bin/sh", str(SCRIPT), str(folder), str(read_end), *command],
                    stdin=listener.fileno(),
                    stdout=subprocess.PIPE,
                    stderr=words,
                    pass_fds=[read_end],
                    env=dict(environment),
                    start_new_session=True,
                )
        finally:
            os.close(read_end)

    @property
    def pid(self) -> int:
        """The id of the command's process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def get_words(self) -> str:
        """What it said so far, on standard error."""
        return self._words.read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """Ends it and returns when it and its folder are gone; twice is once."""
        if self._line < 0:
            return
        os.close(self._line)
        self._line = -1
        assert self._process.stdout is not None
        # Only the process and its watcher have the other end: when it is closed both are gone.
        self._process.stdout.read()
        self._process.stdout.close()
        self._process.wait()
