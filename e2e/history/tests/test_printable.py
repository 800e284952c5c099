"""`make_printable` makes text fit for every report."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from e2e.history.printable import make_printable
from e2e.history.tests.payloads import PAYLOADS


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_printable_text_goes_through_utf_8_and_xml(text: str) -> None:
    printable = make_printable(text)
    assert len(printable) == len(text.replace("\r\n", "\n"))
    element = ET.Element("a")
    element.text = printable
    assert ET.fromstring(ET.tostring(element)).text == (printable or None)
    assert printable.encode().decode() == printable


def test_only_what_cannot_be_shown_is_taken_out() -> None:
    assert make_printable("a\x1b[0m\ud800\u202e") == "a\ufffd[0m\ufffd\ufffd"
    good = "tab\tline\nשלום 95 % ✓ 👩‍💻 <b>"
    assert make_printable(good) == good
