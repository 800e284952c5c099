"""A process with a folder of its own. Both are gone when the parent process ends, even by SIGKILL."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SCRIPT = Path(__file__).with_name("run_tied.sh")


class TiedProcess:
    """Runs `command` in a session of its own, with `listener` as its standard input.

    Its standard error goes to `folder/words`. It ends in one way only: when the pipe to it is closed, by
    `end` or by the death of this process, it is killed and `folder` is removed.
    prctl(PR_SET_PDEATHSIG) would depend on the thread that started it, and would leave the folder.
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
        """Whether the command still runs."""
        return self._process.poll() is None

    def get_words(self) -> str:
        """Returns the command's output on standard error so far."""
        return self._words.read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """Ends the command, and returns when it and its folder are gone. A second call does nothing."""
        if self._line < 0:
            return
        os.close(self._line)
        self._line = -1
        assert self._process.stdout is not None
        # Only the process and its watcher have the other end, so its close shows that both are gone.
        self._process.stdout.read()
        self._process.stdout.close()
        self._process.wait()
