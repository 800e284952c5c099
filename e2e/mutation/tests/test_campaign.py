from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from e2e.mutation.campaign import ALONE, SEEN, Campaign
from e2e.mutation.earlier_kills import EarlierKill
from e2e.mutation.mutant import Mutant, MutantKey
from e2e.mutation.tests.page_of_mutants import PageOfMutants, make_mutant

IDS = [str(number) for number in range(6)]
SCENARIOS = [f"s{number}" for number in range(ALONE + 4)]
PAIRS = st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(SCENARIOS)))


def get_last(scenario_count: int = 1) -> list[str]:
    """Returns the scenarios that are played last: between equals the order of the names decides."""
    return sorted(SCENARIOS)[-scenario_count:]


@given(covered=PAIRS, noticed=PAIRS, seen=PAIRS)
def test_a_mutant_is_killed_exactly_where_a_scenario_that_comes_by_it_notices_it(
    covered: set[tuple[str, str]],
    noticed: set[tuple[str, str]],
    seen: set[tuple[str, str]],
) -> None:
    page = PageOfMutants(covered, noticed & covered, seen & covered)
    campaign = Campaign([make_mutant(id, int(id) + 1) for id in IDS], SCENARIOS)

    killed = page.play_all(campaign)

    assert killed == {id: any(each == id for each, _ in noticed & covered) for id in IDS}
    for id, tried in campaign.tried.items():
        assert tried.covered == {scenario for each, scenario in covered if each == id}
        assert killed[id] or not tried.left


def test_mutants_that_change_nothing_share_their_plays() -> None:
    page = PageOfMutants({(id, scenario) for id in IDS for scenario in SCENARIOS})
    campaign = Campaign([make_mutant(id, int(id) + 1) for id in IDS], SCENARIOS)

    page.play_all(campaign)

    alone = [order for order in page.played if len(order.mutants) == 1]
    shared = [order for order in page.played if len(order.mutants) > 1]
    assert len(alone) == len(IDS) * ALONE
    assert len(shared) == len({order.scenario for order in shared}) <= len(SCENARIOS)


def test_those_that_are_listed_as_equivalent_share_all_their_plays_and_are_played_all_the_same() -> (
    None
):
    (last,) = get_last()
    covered = {(id, scenario) for id in IDS for scenario in SCENARIOS}
    page = PageOfMutants(covered, noticed={("4", last)})
    mutants = [make_mutant(id, int(id) + 1) for id in IDS]

    killed = page.play_all(Campaign(mutants, SCENARIOS, equivalent=IDS))

    assert [id for id, is_killed in killed.items() if is_killed] == ["4"]
    alone = [o for o in page.played if len(o.mutants) == 1 and o.scenario != last]
    assert alone == []


def test_one_that_changes_a_history_now_and_then_shares_the_other_plays() -> None:
    scenarios = [f"s{number}" for number in range(100, 100 + 2 * SEEN)]
    covered = {(id, scenario) for id in IDS for scenario in scenarios}
    mutants = [make_mutant(id, int(id) + 1) for id in IDS]

    rare = PageOfMutants(covered, seen={("4", scenarios[0])})
    rare.play_all(Campaign(mutants, scenarios))
    often = PageOfMutants(covered, seen={("4", each) for each in scenarios[::2]})
    often.play_all(Campaign(mutants, scenarios))

    alone, alone_often, all_plays = rare.count_alone("4"), often.count_alone("4"), rare.count("4")
    assert alone <= SEEN
    assert alone_often >= len(scenarios) / 2
    assert all_plays >= len(scenarios)


def test_one_of_a_group_that_is_noticed_is_found_by_halves() -> None:
    # So many scenarios that the last one is not among those that are played with a mutant alone.
    scenarios = [f"s{number}" for number in range(10, 10 + 2 * ALONE * len(IDS))]
    last = scenarios[-1]
    covered = {(id, scenario) for id in IDS for scenario in scenarios}
    page = PageOfMutants(covered, noticed={("4", last)})
    campaign = Campaign([make_mutant(id, int(id) + 1) for id in IDS], scenarios)

    killed = page.play_all(campaign)

    assert [id for id, is_killed in killed.items() if is_killed] == ["4"]
    of_last = [order.mutants for order in page.played if order.scenario == last][1:]
    assert of_last[0] == tuple(IDS)
    assert of_last.count(("4",)) == 2, "it was not confirmed by a second play"


def test_mutants_that_overlap_are_not_in_effect_together() -> None:
    mutants = [make_mutant("outer", 1, columns=(1, 20)), make_mutant("inner", 1, columns=(5, 9))]
    page = PageOfMutants({(each.id, s) for each in mutants for s in SCENARIOS})

    page.play_all(Campaign(mutants, SCENARIOS))

    assert all(len(order.mutants) < 2 for order in page.played)


def test_a_mutant_that_a_shared_play_did_not_come_by_is_played_alone() -> None:
    (last,) = get_last()
    covered = {(id, scenario) for id in ("0", "1") for scenario in SCENARIOS}
    page = PageOfMutants(covered)
    campaign = Campaign([make_mutant("0", 1), make_mutant("1", 2)], SCENARIOS)

    while (order := campaign.next_order()) is not None:
        played = page.play(order)
        if len(order.mutants) == 2:
            played = played.model_copy(update={"reached": frozenset({"0"})})
        campaign.take(played)

    played_last = [order.mutants for order in page.played if order.scenario == last]
    assert ("0", "1") in played_last
    assert ("1",) in played_last
    assert ("0",) not in played_last


def test_the_second_play_of_a_kill_is_in_a_document_of_its_own() -> None:
    page = PageOfMutants({("0", "s0")}, noticed={("0", "s0")})

    page.play_all(Campaign([make_mutant("0", 1)], ["s0"]))

    assert [(order.mutants, order.is_fresh) for order in page.played] == [
        ((), False),
        (("0",), False),
        (("0",), True),
    ]
    assert {order.unmutated_key for order in page.played if order.mutants} == {"as it is"}


def test_what_a_second_play_does_not_notice_kills_nothing() -> None:
    page = PageOfMutants({("0", "s0")}, noticed={("0", "s0")})
    campaign = Campaign([make_mutant("0", 1)], ["s0"])
    while (order := campaign.next_order()) is not None:
        campaign.take(page.play(order))
        if order.mutants:
            page.noticed.clear()

    (tried,) = campaign.tried.values()
    assert not tried.is_killed
    assert tried.unsteady == ["s0"]


def test_a_page_without_end_costs_one_play() -> None:
    page = PageOfMutants({("0", "s0"), ("0", "s1")})
    campaign = Campaign([make_mutant("0", 1)], ["s0", "s1"])
    while (order := campaign.next_order()) is not None:
        campaign.take(page.play(order).model_copy(update={"has_no_end": bool(order.mutants)}))

    (tried,) = campaign.tried.values()
    assert [each.notice for each in tried.kills] == ["timeout"]
    assert len(page.played) == 2 + 1


def test_a_scenario_that_killed_a_neighbour_comes_first() -> None:
    covered = {(id, scenario) for id in IDS for scenario in SCENARIOS}
    page = PageOfMutants(covered, noticed={(id, "s1") for id in IDS})
    campaign = Campaign([make_mutant(id, int(id) + 1) for id in IDS], SCENARIOS)

    page.play_all(campaign)

    of_second = [order.scenario for order in page.played if order.mutants == ("1",)]
    assert of_second == ["s1", "s1"]


def test_with_the_full_matrix_each_scenario_is_played_with_each_mutant() -> None:
    covered = {(id, scenario) for id in IDS for scenario in SCENARIOS}
    page = PageOfMutants(covered, noticed={("1", "s2"), ("1", "s3")})
    campaign = Campaign(
        [make_mutant(id, int(id) + 1) for id in IDS], SCENARIOS, stops_at_first=False
    )

    page.play_all(campaign)

    assert [each.scenario for each in campaign.tried["1"].kills] == ["s2", "s3"]
    assert {o.scenario for o in page.played if o.mutants == ("0",)} == set(SCENARIOS)
    assert all(len(order.mutants) < 2 for order in page.played)


def make_kill(mutant: Mutant, scenario: str, broken: str) -> EarlierKill:
    key = MutantKey(
        file=mutant.file,
        line="const a = true;",
        mutator=mutant.mutator,
        original=mutant.original,
        replacement=mutant.replacement,
    )
    return EarlierKill(mutant=key, scenario=scenario, property=broken)


def play_with_earlier_kill(page: PageOfMutants, scenario: str, broken: str) -> list[str]:
    """Returns the scenarios that the one mutant is played with, after a kill in an earlier run."""
    mutant = make_mutant("0", 1)
    earlier = {"0": make_kill(mutant, scenario, broken)}
    page.play_all(Campaign([mutant], SCENARIOS, earlier=earlier))
    return [order.scenario for order in page.played if order.mutants]


def test_what_noticed_a_mutant_in_an_earlier_run_comes_first_and_needs_no_second_play() -> None:
    (last,) = get_last()
    page = PageOfMutants({("0", each) for each in SCENARIOS}, noticed={("0", last)})
    assert play_with_earlier_kill(page, last, "p") == [last]


def test_a_kill_by_another_property_than_in_an_earlier_run_needs_a_second_play() -> None:
    (last,) = get_last()
    page = PageOfMutants({("0", each) for each in SCENARIOS}, noticed={("0", last)})
    assert play_with_earlier_kill(page, last, "another") == [last, last]


def test_what_does_not_notice_a_mutant_any_more_is_followed_by_the_other_scenarios() -> None:
    page = PageOfMutants({("0", each) for each in SCENARIOS})
    assert play_with_earlier_kill(page, "s3", "p")[0] == "s3"
    assert sorted({o.scenario for o in page.played if o.mutants}) == sorted(SCENARIOS)


def test_an_earlier_kill_by_a_scenario_that_is_not_played_is_passed_over() -> None:
    page = PageOfMutants({("0", each) for each in SCENARIOS}, noticed={("0", "s1")})
    assert "gone" not in play_with_earlier_kill(page, "gone", "p")
