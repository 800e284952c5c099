from __future__ import annotations

from e2e.mutation.earlier_kills import EarlierKill, find_earlier
from e2e.mutation.kept_kills import keep_kills
from e2e.mutation.mutant import Mutant, MutatedSources
from e2e.mutation.tests.page_of_mutants import make_mutant
from e2e.mutation.verdict import MutantVerdict, Status

MUTANT = make_mutant("0", 1)


def make_sources(mutant: Mutant, text: str = "a = true;\n") -> MutatedSources:
    return MutatedSources(mutants=(mutant,), sources={mutant.file: text}, reached=(mutant.file,))


def make_verdict(mutant: Mutant, status: Status, *killed_by: str) -> MutantVerdict:
    return MutantVerdict(mutant=mutant, status=status, reason="", killed_by=killed_by, property="p")


def test_a_kill_is_known_again_in_another_line_and_not_in_another_text() -> None:
    sources = make_sources(MUTANT)
    kills = keep_kills([], [make_verdict(MUTANT, "Killed", "s1", "s2")], sources)

    moved = make_sources(make_mutant("7", 2), "// one line more\na = true;\n")
    found = find_earlier(kills, moved)
    assert {id: (each.scenario, each.property) for id, each in found.items()} == {"7": ("s1", "p")}
    assert find_earlier(kills, make_sources(MUTANT, "b = true;\n")) == {}


def keep(status: Status) -> list[EarlierKill]:
    """Returns the kept kills after a run with that status, where an earlier run had a kill."""
    sources = make_sources(MUTANT)
    before = EarlierKill(mutant=sources.get_key(MUTANT), scenario="s1", property="p")
    return list(keep_kills([before], [make_verdict(MUTANT, status)], sources))


def test_what_is_not_noticed_any_more_is_not_kept() -> None:
    assert keep("Survived") == []


def test_what_was_not_played_to_the_end_is_kept() -> None:
    assert len(keep("Pending")) == 1
