"""Input that the command cannot use: it prints one message with the input and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunGate, expect_one_message


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--web-ui", "nowhere"], ["nowhere", "no such folder"]),
        (["--web-ui", "empty"], ["empty", "Was it checked out?"]),
        (["--web-ui", "a-file"], ["a-file", "not a folder"]),
        (["--web-ui", "bare"], ["bare", "src/components/JobStatus.tsx"]),
        (["--web-ui", "outer"], ["Did you mean", "outer/web-ui"]),
        (["--scenario", "reconnect-silnt"], ["reconnect-silnt", "Did you mean 'reconnect-silent'"]),
        (["--regression", "isue-231"], ["isue-231", "Did you mean 'issue-231'"]),
        (["--regression", "issue-231", "--web-ui", "bare"], ["--regression", "--web-ui"]),
        (["--tier", "everything"], ["everything", "regression"]),
        (["--workers", "0"], ["--workers"]),
        (["--slowmo", "-1"], ["--slowmo"]),
        (["--slowmo", "soon"], ["--slowmo"]),
        (["--regression"], ["--regression"]),
        (["extra"], ["extra"]),
        (["--network", "tunel"], ["tunel", "Did you mean 'tunnel'", "stubborn"]),
        (["--no-such-option"], ["--no-such-option"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unusable_input_is_exit_code_2(
    gate_in_process: RunGate, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bare" / "src").mkdir(parents=True)
    (tmp_path / "a-file").touch()
    inner = tmp_path / "outer" / "web-ui" / "src" / "components"
    inner.mkdir(parents=True)
    (inner / "JobStatus.tsx").touch()
    expect_one_message(gate_in_process(*arguments), 2, *words)


def test_a_report_folder_that_cannot_be_written_is_exit_code_2(
    gate_in_process: RunGate, tmp_path: Path
) -> None:
    (tmp_path / "taken").touch()
    done = gate_in_process("--report-dir", tmp_path / "taken" / "reports")
    expect_one_message(done, 2, "taken/reports", "--report-dir")


def test_a_page_that_does_not_compile_is_undecided_with_the_compilers_words(
    run_gate: RunGate, a_checkout: Path
) -> None:
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    component.write_text(component.read_text() + "\nexport const broken = <p>;\n")
    expect_one_message(run_gate("--web-ui", a_checkout), 3, str(a_checkout), "JobStatus.tsx")


def test_a_page_that_imports_what_nobody_has_is_undecided_and_names_it(
    run_gate: RunGate, a_checkout: Path
) -> None:
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    component.write_text('import "no-such-package";\n' + component.read_text())
    expect_one_message(run_gate("--web-ui", a_checkout), 3, "no-such-package")


def test_a_browser_that_is_not_there_is_undecided_and_named(gate_in_process: RunGate) -> None:
    done = gate_in_process("--browser", "/no/browser")
    expect_one_message(done, 3, "/no/browser", "make setup")


def test_a_browser_that_does_not_start_is_undecided(run_gate: RunGate, tmp_path: Path) -> None:
    broken = tmp_path / "broken-browser"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    environment = {"PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH": str(broken)}
    done = run_gate(environment=environment)
    expect_one_message(done, 3, "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "make setup")


def test_without_a_screen_a_headed_run_is_undecided(run_gate: RunGate) -> None:
    screenless = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = run_gate("--headed", "--scenario", "reconnect-silent", environment=screenless)
    expect_one_message(done, 3, "Failed to find a browser")
