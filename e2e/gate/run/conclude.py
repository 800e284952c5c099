"""Concludes the verdict from the plays. Pure: plays of one run and of many parts give the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.gate.run.evidence import add_evidence, choose_for_evidence
from e2e.gate.run.page_names import REFERENCE_NAME
from e2e.gate.run.played import Played
from e2e.gate.verdict.baseline import BaselineUsed, compare
from e2e.gate.verdict.canary import add_control
from e2e.gate.verdict.causes import CauseVerdict, Locate, group_causes
from e2e.gate.verdict.explored import reconsider
from e2e.gate.verdict.printable import make_verdict_printable
from e2e.gate.verdict.verdict import (
    Verdict,
    decide,
    describe_scenario,
    get_accepted,
    is_failure,
    join_server,
)
from e2e.gate.verdict.waivers import WaiversUsed, sort_out


def conclude(played: Played, locate: Locate) -> Verdict:
    """Returns the verdict on all plays; `locate` finds the places of an error's stack in the source.

    The verdict names only the evidence that one run of all scenarios would have kept, also if the parts
    have kept more.
    """
    chosen = choose_for_evidence(played.results, played.evidence_choice, is_strict=played.strict)
    results = add_evidence(played.results, [e for e in played.evidence if e.id in chosen])
    canary = played.canary
    if canary is not None and played.control:
        canary = add_control(canary, REFERENCE_NAME, played.control)
    waivers, baseline = _use_waivers(played, results), _compare(played, results)
    causes = _find_causes(played, results, get_accepted(waivers, baseline), locate)
    word, reason = decide(results, canary, waivers, baseline, causes, is_strict=played.strict)
    word, reason = reconsider(word, reason, played.exploration, is_strict=played.strict)
    word, reason = join_server(word, reason, played.server)
    if played.part is not None:
        said = f"part {played.part} alone, which jobstatus-e2e merge joins with the others"
        reason = f"{reason}; {said}" if reason else said
    return make_verdict_printable(
        Verdict(
            verdict=word,
            reason=reason,
            part=played.part,
            tiers=tuple(dict.fromkeys(each.tier for each in results)),
            strict=played.strict,
            began_at=played.began_at,
            seconds=played.seconds,
            page=played.page,
            network=played.network,
            wire=played.wire,
            recorded=played.recorded,
            isolation=played.isolation,
            browser=played.browser,
            canary=canary,
            waivers=waivers,
            baseline=baseline,
            server=played.server,
            causes=causes,
            scenarios=tuple(
                describe_scenario(
                    each,
                    waivers,
                    played.commands[each.id],
                    causes,
                    baseline,
                    is_strict=played.strict,
                )
                for each in results
            ),
            left_out=played.left_out,
            exploration=played.exploration,
        )
    )


def _use_waivers(played: Played, results: Sequence[Result]) -> WaiversUsed | None:
    if played.waivers is None:
        return None
    used = sort_out(
        Path(played.waivers.file),
        played.waivers.waivers,
        {each.id: is_failure(each, is_strict=played.strict) for each in results},
        played.began_at.date(),
        _name_causes(played, results),
    )
    # One part alone cannot know that a cause is shown nowhere; all parts together can.
    return used if played.part is None else used.model_copy(update={"unneeded_causes": ()})


def _compare(played: Played, results: Sequence[Result]) -> BaselineUsed | None:
    if played.baseline is None:
        return None
    used = compare(
        Path(played.baseline.file),
        played.baseline.baseline,
        results,
        _name_causes(played, results),
    )
    return used if played.part is None else used.model_copy(update={"gone_causes": ()})


def _name_causes(played: Played, results: Sequence[Result]) -> dict[str, str]:
    """Returns the cause's id for each scenario with a finding, before waivers and baseline apply."""
    causes = _find_causes(played, results, frozenset(), lambda stack: ())
    return {id: cause.id for cause in causes for id in cause.scenarios}


def _find_causes(
    played: Played, results: Sequence[Result], accepted: frozenset[str], locate: Locate
) -> tuple[CauseVerdict, ...]:
    deciding = {each.id for each in results if is_failure(each, is_strict=played.strict)}
    return group_causes(results, deciding=deciding - accepted, locate=locate)
