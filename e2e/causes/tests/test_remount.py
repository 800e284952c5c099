"""A component that is put back asks on, and what an instance before it left behind does not stop it."""

from __future__ import annotations

from e2e.causes import Cause, find_cause
from e2e.history.tests.written import Written
from e2e.properties import COMPLETION_IN_TIME, Violation


def polling() -> Written:
    it = Written().truth("running", 40)
    return it.act("show").opens().asks().reads("running").shows("running", 40).rests()


def find_after_the_end(it: Written) -> Cause:
    it.act("complete").truth("completed", 100).passes(30).act("let_pass").rests()
    wrong = it.history.entries[-1]
    return find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "late", wrong))


def test_a_component_that_is_put_back_and_does_not_ask() -> None:
    it = polling().act("unmount").unmounts().rests()
    cause = find_after_the_end(it.act("mount").mounts().shows("running", 40).rests())
    assert cause.id == "polling-ended-after-a-remount"
    assert [each.id for each in cause.alternatives] == ["never-asked"]


def test_a_first_instance_that_does_not_ask_has_never_asked() -> None:
    it = Written().truth("running", 40).act("show").opens().shows("running", 40).rests()
    assert find_after_the_end(it).id == "never-asked"


def test_an_instance_in_a_new_document_is_a_first_one() -> None:
    it = polling().act("refresh").opens().shows("running", 40).rests()
    assert find_after_the_end(it).id == "never-asked"


def put_back(timer_of: str) -> Written:
    """Returns a page whose timer 7 is due in 5 s; the instance that went, or the new one, set it."""
    it = polling().passes(1).act("unmount")
    if timer_of == "before":
        it.sets_timer(7, after=5000)
    it.unmounts().rests().passes(1).act("mount").mounts()
    if timer_of == "new":
        it.sets_timer(7, after=5000)
    return it.asks().reads("running").shows("running", 40).rests().act("let_pass")


def test_a_timer_of_the_instance_before_ends_the_polls_of_this_one() -> None:
    cause = find_after_the_end(put_back("before").passes(4).fires_timer(7).rests())
    assert cause.id == "polling-ended-after-a-remount"
    assert cause.event is not None
    assert cause.event.event.at == 6000


def test_a_timer_of_this_instance_is_its_own() -> None:
    cause = find_after_the_end(put_back("new").passes(4).fires_timer(7).rests())
    assert cause.id == "polling-ended-after-a-count"


def test_a_timer_of_the_instance_before_after_which_it_asks_on_is_not_the_cause() -> None:
    it = put_back("before").passes(4).fires_timer(7).rests()
    it.act("let_pass").asks().reads("running").rests()
    assert find_after_the_end(it).id == "polling-ended-after-a-count"
