"""Text from a page or a server, made fit to be shown anywhere."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def make_printable(text: str) -> str:
    """Returns `text` with U+FFFD for each character that must not be in a report.

    These are control characters, except tab and line feed (a terminal obeys escape sequences, and XML 1.0
    cannot carry them); characters that change the direction of the text around them; and lone surrogates,
    which UTF-8 cannot carry. CRLF becomes a line feed. Text that is written from right to left stays as
    it is.
    """
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n"))
