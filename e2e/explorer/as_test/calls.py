"""Acts as the calls of a scenario."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.explorer.acts import (
    REASON,
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.as_test.gates import Dealt, get_dealt
from e2e.explorer.ending import ENDS_AFTER, JOB_1, JOB_2, SPAN, get_last_end
from e2e.explorer.player import Played
from e2e.history.entry import Entry
from e2e.history.page_events import Mounted
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.properties import KEPT_OVER_REFRESH, Violation
from mock_backend.journal.events import TruthChanged

HEAL = '''\
def heal(*jobs: JobOnStage) -> None:
    """Answers and handshakes pass from now on, and what is held goes out, answers first."""
    for job in jobs:
        job.pass_handshakes()
        job.release_all_answers()
    for job in jobs:
        while job.has_held_handshake:
            job.open_handshake()
'''


class Calls:
    """Writes the body of the test function for a schedule as it was played."""

    def __init__(self, played: Played, violation: Violation | None) -> None:
        self._played = played
        self._violation = violation
        self._dealt = get_dealt(played.history)
        self._screen = 1
        has_two = any(isinstance(act, SwitchJob) for act in played.acts)
        self.jobs = ("first", "second") if has_two else ("job",)
        self._is_cacheable = any(
            isinstance(act, ReleaseAnswer) and act.cacheable for act in played.acts
        )

    def write(self) -> Iterator[str]:
        """Yields the lines, without indentation."""
        yield from self._begin()
        for number, act in enumerate(self._played.acts, 1):
            yield from self._write_act(act, number)
        yield from self._end()

    @property
    def _job(self) -> str:
        return self.jobs[self._screen - 1]

    def _begin(self) -> Iterator[str]:
        policy = ", cache_policy=MaxAge(3600)" if self._is_cacheable else ""
        for name, progress in zip(self.jobs, (JOB_1, JOB_2), strict=False):
            yield f"{name} = stage.add_job(progress={progress:g}{policy})"
        for name in self.jobs:
            yield f"{name}.hold_answers()"
            yield f"{name}.hold_handshakes()"
        yield f"stage.show({self.jobs[0]})"

    def _end(self) -> Iterator[str]:
        yield f"heal({', '.join(self.jobs)})"
        if self._played.snapshot.job.has_ended:
            yield f"stage.let_pass(seconds={SPAN // 1000})"
        else:
            yield f"stage.let_pass(seconds={ENDS_AFTER / 1000:g})"
            last = Complete() if get_last_end(self._played.acts) == "complete" else Fail()
            yield self._change(last)
            yield f"stage.let_pass(seconds={(SPAN - ENDS_AFTER) / 1000:g})"
        yield from self._expect(self._played.history.entries[-1])

    def _write_act(self, act: Act, number: int) -> Iterator[str]:
        dealt = self._dealt[number + 1]
        match act:
            case ReleaseAnswer() | LoseAnswer():
                yield from self._write_answer(act, dealt)
            case OpenHandshake() | RefuseHandshake():
                job = self._name(dealt.handshake)
                yield f"if {job}.has_held_handshake:"
                verb = "open" if isinstance(act, OpenHandshake) else "refuse"
                yield f"    {job}.{verb}_handshake()"
            case Drop(how=how):
                for socket in dict.fromkeys(dealt.sockets):
                    yield f"{self._name(socket)}.{'close' if how == 'clean' else 'cut'}_sockets()"
            case LetPass():
                yield f"stage.let_pass({self._get_length(number)})"
            case _:
                yield self._turn_page(act) or self._change(act, number)
        wrong = self._violation
        if wrong and wrong.property == KEPT_OVER_REFRESH.id and wrong.wrong.act == number + 1:
            yield from self._expect(wrong.wrong)

    def _write_answer(self, act: ReleaseAnswer | LoseAnswer, dealt: Dealt) -> Iterator[str]:
        number, which = dealt.answer or (self._screen, act.which)
        job = self._name(number)
        arguments = [str(which)] if which else []
        if isinstance(act, LoseAnswer):
            call = f"lose_answer({', '.join(['CutBeforeHeaders()', *arguments])})"
        else:
            arguments += ['as_of="arrival"'] if act.as_of == "arrival" else []
            call = f"release_answer({', '.join(arguments)})"
        yield f"if {job}.held_answers{f' > {which}' if which else ''}:"
        yield f"    {job}.{call}"

    def _turn_page(self, act: Act) -> str | None:
        match act:
            case SwitchJob():
                self._screen = 3 - self._screen
                return f"stage.switch_to({self._job})"
            case Remount():
                return f"stage.mount({self._job})"
            case Refresh():
                return "stage.refresh()"
            case Restart():
                return f"stage.begin_anew({self._job})"
            case _:
                return None

    def _change(self, act: Act, number: int = 0) -> str:
        lost = getattr(act, "broadcast", "delivered") == "lost"
        match act:
            case Complete():
                return f"{self._job}.complete({'broadcast=False' if lost else ''})"
            case Fail():
                return f'{self._job}.fail("{REASON}"{", broadcast=False" if lost else ""})'
            case Progress(percent=percent):
                return f"{self._job}.progress({percent:g}{', broadcast=False' if lost else ''})"
            case LateProgress():
                return f"{self._job}.send_progress({self._get_late(number):g})"
            case _:
                raise ValueError(f"Failed to write {act.act!r}: no call is known for it.")

    def _get_late(self, number: int) -> float:
        """Returns the progress of the job on the screen before the last change up to that act."""
        truths = [
            truth
            for entry, truth in self._played.history.of_type(TruthChanged)
            if entry.act <= number + 1 and truth.job == self._get_job_shown(number + 1)
        ]
        return truths[-2].progress or 0 if len(truths) > 1 else 0

    def _get_job_shown(self, act: int) -> str | None:
        shown = [e.job for entry, e in self._played.history.of_type(Mounted) if entry.act <= act]
        return shown[-1] if shown else None

    def _get_length(self, number: int) -> str:
        entries = [e for e in self._played.history if e.act == number + 1]
        began = next(e.event.at for e in entries if isinstance(e.event, ActBegan))
        rested = next(e.event.at for e in reversed(entries) if isinstance(e.event, CameToRest))
        passed = rested - began
        is_short = passed % 100 != 0
        return f"milliseconds={passed}" if is_short else f"seconds={passed / 1000:g}"

    def _expect(self, at: Entry) -> Iterator[str]:
        """Yields the expectation that the page shows the truth of its job at that moment."""
        job = self._get_job_shown(at.act)
        truths = [
            truth.status
            for entry, truth in self._played.history.of_type(TruthChanged)
            if entry.index <= at.index and truth.job == job
        ]
        if truths:
            yield f'stage.expect_shown(status="{truths[-1]}")'

    def _name(self, job: int | None) -> str:
        return self.jobs[(job or self._screen) - 1]
