"""The events of the document when a person turns to another tab, goes on, or saves a file."""

from __future__ import annotations

import pytest

from e2e.history.page_events import DocumentOpened, PageSocketClosed, TabHidden, TabShown
from e2e.stage import Stage, StageError

LISTEN = """() => {
  window.told = [];
  const tell = (event) => told.push(`${event.type} ${document.visibilityState} ${document.hasFocus()}`);
  for (const name of ["blur", "focus", "pagehide", "pageshow", "beforeunload"])
    window.addEventListener(name, tell);
  for (const name of ["visibilitychange", "freeze", "resume"]) document.addEventListener(name, tell);
}"""


def open_page(stage: Stage) -> None:
    stage.show(stage.add_job(progress=40))
    stage.page.evaluate(LISTEN)


def get_told(stage: Stage) -> list[str]:
    told: list[str] = stage.page.evaluate("window.told")
    return told


def test_a_tab_that_is_hidden_is_told_and_says_so(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.tab.hide()
    assert get_told(a_stage) == ["blur visible true", "visibilitychange hidden false"]
    a_stage.let_pass(seconds=5)
    a_stage.tab.show()
    assert get_told(a_stage)[2:] == ["visibilitychange visible true", "focus visible true"]
    assert len(list(a_stage.history.of_type(TabHidden))) == 1
    assert len(list(a_stage.history.of_type(TabShown))) == 1


def test_a_window_beside_another_is_seen_and_has_no_focus(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.tab.leave_window()
    assert get_told(a_stage) == ["blur visible false"]
    a_stage.tab.enter_window()
    assert get_told(a_stage)[1:] == ["focus visible true"]
    assert list(a_stage.history.of_type(TabHidden)) == []


def test_a_storage_that_is_full_keeps_nothing_more_after_a_refresh_either(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.tab.fill_storage()
    a_stage.refresh()
    for storage in ("localStorage", "sessionStorage"):
        error = a_stage.page.evaluate(
            f"() => {{ try {{ {storage}.setItem('a', 'b') }} catch (error) {{ return error.name }} }}"
        )
        assert error == "QuotaExceededError"


def test_slow_databases_open_late_in_the_next_document_too(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.tab.slow_databases()
    a_stage.refresh()
    a_stage.page.evaluate(LISTEN)
    a_stage.page.evaluate(
        "() => { const asked = indexedDB.open('kept');"
        " asked.onupgradeneeded = () => told.push('made');"
        " asked.onsuccess = () => told.push(asked.result.name); }"
    )
    a_stage.let_pass(seconds=0)
    a_stage.let_pass(seconds=4)
    assert get_told(a_stage) == ["made"]
    a_stage.let_pass(seconds=2)
    assert get_told(a_stage) == ["made", "kept"]


def test_a_laptop_that_loses_its_network_tells_its_pages_and_cuts_nothing(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.page.evaluate(
        "() => { for (const name of ['offline', 'online'])"
        " window.addEventListener(name, () => told.push(`${name} ${navigator.onLine}`)); }"
    )
    a_stage.laptop.lose_network()
    assert get_told(a_stage) == ["offline false"]
    a_stage.laptop.find_network()
    assert get_told(a_stage)[1:] == ["online true"]
    assert list(a_stage.history.of_type(PageSocketClosed)) == []


def test_a_page_that_is_kept_loses_its_socket_and_stays_the_same_document(a_stage: Stage) -> None:
    open_page(a_stage)
    a_stage.tab.freeze()
    assert get_told(a_stage) == [
        "pagehide visible true",
        "visibilitychange hidden false",
        "freeze hidden false",
    ]
    assert [event.clean for _, event in a_stage.history.of_type(PageSocketClosed)] == [False]
    with pytest.raises(StageError, match=r"its timers stand still.*restore"):
        a_stage.let_pass(seconds=1)
    a_stage.tab.restore()
    assert [each.split()[0] for each in get_told(a_stage)[3:]] == [
        "resume",
        "visibilitychange",
        "pageshow",
    ]
    a_stage.let_pass(seconds=1)
    assert len(list(a_stage.history.of_type(DocumentOpened))) == 1


def test_a_download_asks_the_page_and_leaves_it(a_stage: Stage) -> None:
    open_page(a_stage)
    shown = a_stage.get_shown()
    # A page may ask whether the person wants to leave: the person says yes.
    a_stage.page.evaluate("addEventListener('beforeunload', (event) => event.preventDefault())")
    a_stage.tab.download()
    assert get_told(a_stage) == ["beforeunload visible true"]
    assert a_stage.get_shown() == shown
    assert len(list(a_stage.history.of_type(DocumentOpened))) == 1
