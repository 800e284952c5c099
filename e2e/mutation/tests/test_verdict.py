from __future__ import annotations

from e2e.mutation.campaign import Campaign
from e2e.mutation.change import describe_change
from e2e.mutation.equivalents import Equivalent, find_killed, find_stale, match
from e2e.mutation.groups import choose_group
from e2e.mutation.kill_matrix import make_matrix
from e2e.mutation.kill_rule import get_notice
from e2e.mutation.mutant import Mutant, MutatedSources, Position
from e2e.mutation.played import Broken, Order, Played
from e2e.mutation.tests.page_of_mutants import PageOfMutants, make_mutant
from e2e.mutation.verdict import MutantVerdict, get_score, judge_mutants

ALONE = Order(scenario="s0", mutants=("0",))


def play_all(page: PageOfMutants, *mutants: Mutant) -> list[MutantVerdict]:
    campaign = Campaign(mutants, ["s0", "s1"])
    page.play_all(campaign)
    return judge_mutants(campaign, mutants, {})


def test_each_mutant_has_one_status_and_the_score_leaves_out_what_does_not_count() -> None:
    ignored = make_mutant("5", 5).model_copy(update={"ignored": "a string"})
    page = PageOfMutants({("0", "s0"), ("1", "s0")}, noticed={("0", "s0")})
    verdicts = play_all(
        page, make_mutant("0", 1), make_mutant("1", 2), make_mutant("2", 3), ignored
    )

    assert [each.status for each in verdicts] == ["Killed", "Survived", "NoCoverage", "Ignored"]
    score = get_score(verdicts)
    assert score.percent is not None
    assert round(score.percent, 1) == 33.3


def test_a_score_of_nothing_is_no_score() -> None:
    assert get_score([]).percent is None


def test_mutants_of_an_interrupted_run_are_pending_and_do_not_count() -> None:
    mutants = [make_mutant("0", 1), make_mutant("1", 2)]
    campaign = Campaign(mutants, ["s0", "s1"])
    page = PageOfMutants({(id, s) for id in "01" for s in ("s0", "s1")})
    for _ in range(3):
        order = campaign.next_order()
        assert order is not None
        campaign.take(page.play(order))

    verdicts = judge_mutants(campaign, mutants, {})
    assert [each.status for each in verdicts] == ["Pending", "Pending"]
    assert verdicts[0].reason == "1 of 2 scenarios were played."
    assert get_score(verdicts).percent is None


def test_a_survivor_says_what_a_person_would_see() -> None:
    both = {(id, s) for id in "01" for s in ("s0", "s1")}
    page = PageOfMutants(both, seen={("0", "s1")})
    seen, unseen = play_all(page, make_mutant("0", 1), make_mutant("1", 2))

    assert "A person would see another page: in s1 “0”" in seen.reason
    assert "the same history with it, to the letter" in unseen.reason


def test_a_finding_that_the_page_has_without_a_mutant_notices_nothing() -> None:
    flash = Broken(property="no-flash", severity="advice", detail="a flash")
    leak = Broken(property="nothing-left-behind", severity="advice", detail="a leak")
    unmutated = Played(order=Order(scenario="s0"), outcome="advice", broken=(flash,))
    same = Played(order=ALONE, outcome="advice", broken=(flash,))
    worse = Played(order=ALONE, outcome="advice", broken=(flash, leak))

    assert get_notice(same, unmutated) is None
    assert get_notice(worse, unmutated) == "killed"


def test_a_race_that_was_not_forced_notices_nothing_by_itself() -> None:
    unmutated = Played(order=Order(scenario="s0"), outcome="passed")
    unforced = Played(
        order=ALONE, outcome="inconclusive", reason="the race was not forced: no poll"
    )
    endless = unforced.model_copy(update={"has_no_end": True})

    assert get_notice(unforced, unmutated) is None
    assert get_notice(endless, unmutated) == "timeout"


def test_a_change_is_told_as_the_lines_before_and_after() -> None:
    source = "function a() {\n  if (isOver) return;\n  go();\n}\n"
    mutant = Mutant(
        id="0",
        file="src/a.ts",
        mutator="ConditionalExpression",
        original="isOver",
        replacement="false",
        start=Position(line=2, column=7),
        end=Position(line=2, column=13),
    )
    assert describe_change(mutant, source) == ["- if (isOver) return;", "+ if (false) return;"]


def test_a_change_of_many_lines_is_told_in_part_with_what_is_left_out() -> None:
    source = "{\n" + "  go();\n" * 20 + "}\n"
    mutant = make_mutant("0", 1).model_copy(
        update={"replacement": "{}", "end": Position(line=22, column=2)}
    )
    told = describe_change(mutant, source)
    assert told[-2:] == ["- … 14 lines more", "+ {}"]


SOURCES = MutatedSources(
    mutants=(make_mutant("0", 2),), sources={"src/a.ts": "\n  true;\n"}, reached=("src/a.ts",)
)
LISTED = Equivalent(
    file="src/a.ts",
    line="true;",
    mutator="BooleanLiteral",
    original="true",
    replacement="false",
    reason="Nothing reads the value of this statement.",
)


def test_an_equivalent_is_known_by_its_text_and_one_without_a_mutant_is_stale() -> None:
    moved = LISTED.model_copy(update={"line": "return true;"})
    assert match([LISTED], SOURCES) == {"0": LISTED.reason}
    assert match([moved], SOURCES) == {}
    assert find_stale([LISTED, moved], SOURCES) == [moved]


def test_an_equivalent_that_is_noticed_is_found() -> None:
    (mutant,) = SOURCES.mutants
    for noticed, status in ((set(), "Ignored"), ({("0", "s0")}, "Killed")):
        page = PageOfMutants({("0", "s0")}, noticed=noticed)
        campaign = Campaign([mutant], ["s0"])
        page.play_all(campaign)
        verdicts = judge_mutants(campaign, [mutant], {"0": LISTED.reason})
        assert [each.status for each in verdicts] == [status]
        assert len(find_killed(verdicts, ["0"])) == len(noticed)


def test_the_matrix_names_scenarios_that_kill_nothing_another_does_not() -> None:
    covered = {(id, s) for id in "01" for s in ("s0", "s1")}
    page = PageOfMutants(covered, noticed={("0", "s0"), ("0", "s1"), ("1", "s1")})
    mutants = [make_mutant("0", 1), make_mutant("1", 2)]
    campaign = Campaign(mutants, ["s0", "s1"], stops_at_first=False)
    page.play_all(campaign)

    matrix = make_matrix(judge_mutants(campaign, mutants, {}), ["s0", "s1"], is_whole=True)

    assert matrix.killed == {"s0": ("0",), "s1": ("0", "1")}
    assert matrix.kills_no_other == ("s0",)


def test_a_group_has_at_most_as_many_as_it_may_and_none_twice_in_one_place() -> None:
    mutants = [make_mutant(str(number), 1 + number // 2) for number in range(8)]
    assert [each.id for each in choose_group(mutants, 3)] == ["0", "2", "4"]
