"""A process that keeps the machine busy until its standard input ends: `stress_process.py KIND AMOUNT`.

It imports no module of the suite, so it starts fast. It uses no network, and no file with a name.
"""

import os
import sys
import tempfile
import threading

MEBIBYTE = 1024 * 1024
PAGE = 4096


def burn(amount: int) -> None:
    """Keeps a processor busy."""
    while True:
        pass


def fill(amount: int) -> None:
    """Keeps `amount` MiB of memory in use, by touching each page again and again."""
    held = bytearray(amount * MEBIBYTE)
    while True:
        for place in range(0, len(held), PAGE):
            held[place] = (held[place] + 1) % 256


def write(amount: int) -> None:
    """Writes a MiB to the disk and has it synced, again and again."""
    block = os.urandom(MEBIBYTE)
    with tempfile.TemporaryFile() as file:
        while True:
            file.seek(0)
            file.write(block)
            file.flush()
            os.fsync(file.fileno())


KINDS = {"cpu": burn, "memory": fill, "disk": write}


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_input, daemon=True).start()
    KINDS[sys.argv[1]](int(sys.argv[2]))
