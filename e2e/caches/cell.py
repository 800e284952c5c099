"""One cell of the defence table: a page with some defences, in front of one cache, played for real."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS, PROBE
from e2e.caches.seen import Word, get_seen
from e2e.engine.windows import Windows
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import BackForwardCacheNotUsed, DocumentRestored, ProbeAnswered
from e2e.proofs import Hit, find_hit
from e2e.stage import Backstage, open_stage
from mock_backend.journal.events import RequestArrived, TruthChanged

Proof = Literal["hit", "restored", "confirmed first", "not kept", "not forced"]


class Cell(BaseModel):
    """The cache and the defences of a play, the end as the person saw it, and the proof of the cache.

    `proof` has one of these values:

    - `hit`: after the end the cache gave an older answer, to the page or to the unprotected probe beside
      it; `word` is the cache's own status for it;
    - `restored`: the page itself came out of the back/forward cache; where it did not, `word` has the
      browser's reasons;
    - `confirmed first`: the cache had an answer, and revalidated it at the server by its tag;
    - `not kept`: the server's header prevented the cache from keeping an answer, and the probe arrived
      at the server without a tag.

    `seconds` is the delay with which the person saw the end. `page_was_fooled`: this cache gave the page
    itself an older answer.
    """

    model_config = ConfigDict(frozen=True)

    cache: str
    defences: str
    saw: Word
    seconds: float
    proof: Proof
    word: str
    page_was_fooled: bool


def play_cell(
    cache: str, defences: str, build: Path, *, backstage: Backstage, windows: Windows
) -> Cell:
    """Plays one cell on the built page, and returns the cell that its history shows.

    Raises StageError where the play does not come to its end.
    """
    kind = KINDS[cache]
    with (
        windows.lend() as window,
        open_stage(backstage, window, build, network=kind.network) as stage,
    ):
        job = kind.prepare(stage, ALL_DEFENCES[defences])
        kind.play(stage, job)
        return read_cell(cache, defences, stage.history)


def read_cell(cache: str, defences: str, history: History) -> Cell:
    """Returns the cell that a history shows. Pure."""
    seen = get_seen(history)
    entries = history.entries
    ended = next(
        e.index for e in entries
        if isinstance(e.event, TruthChanged) and e.event.status == "completed"
    )  # fmt: skip
    hits = [hit for i in range(ended, len(entries)) if (hit := find_hit(entries, i))]
    stale = [hit for hit in hits if hit.job_status != "completed" and hit.by == KINDS[cache].where]
    is_fooled = any(not isinstance(hit.answer.event, ProbeAnswered) for hit in stale)
    if KINDS[cache].is_back_forward:
        proof, word = _prove_restored(history)
    else:
        has_header = ALL_DEFENCES[defences].has_header
        proof, word = _prove(stale, entries[ended:], has_header=has_header)
    return Cell(
        cache=cache,
        defences=defences,
        saw=seen.word,
        seconds=seen.seconds,
        proof=proof,
        word=word,
        page_was_fooled=is_fooled,
    )


def _prove(
    stale: Sequence[Hit], after_the_end: Sequence[Entry], *, has_header: bool
) -> tuple[Proof, str]:
    if stale:
        return "hit", stale[0].said
    events = [entry.event for entry in after_the_end]
    asked = [e for e in events if isinstance(e, RequestArrived) and e.target.endswith(PROBE)]
    told = [e for e in events if isinstance(e, ProbeAnswered) and e.job_status == "completed"]
    if not asked or not told:
        return "not forced", ""
    if asked[0].if_none_match is not None:
        return "confirmed first", "If-None-Match"
    return ("not kept", "no-store") if has_header else ("not forced", "")


def _prove_restored(history: History) -> tuple[Proof, str]:
    if any(True for _ in history.of_type(DocumentRestored)):
        return "restored", "pageshow, persisted"
    reasons = [
        reason for _, event in history.of_type(BackForwardCacheNotUsed) for reason in event.reasons
    ]
    return "not forced", ", ".join(sorted(reasons))
