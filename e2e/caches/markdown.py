"""The table as docs/caches.md."""

from __future__ import annotations

from textwrap import fill

from e2e.caches.cell import Cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS, LONG
from e2e.caches.reasons import REASONS
from e2e.caches.table import DefenceTable, describe, get_stops

WIDTH = 104
"""The width of its prose in columns."""

_HEAD = f"""# Which defence stops which cache

The analysis recommends three: `_t` in the address, `cache: "no-store"` on the fetch, and the header
`Cache-Control: no-store` from the server. Here is each combination against each cache, played in a real
browser behind a real nginx. The page is ours, with what it lacks taken out by a patch; its socket is
down, and the job completes. What the person saw of that: **right** with the first poll that could tell
it, **late** by so much, or **stuck**: not in the {LONG} s of virtual time that were played, and so for as
long as the cache keeps its answer. Lifetimes in caches are real time, a minute or an hour here; a cell
takes a quarter of a second, so none depends on how quick the machine is.

`jobstatus-e2e caches --report-dir docs` writes this file, with `--browser` and a full Chromium where the
back/forward cache is to be in it. A test fails when a run says otherwise.
"""

_PROOF = """## What a cell rests on

A cache counts as forced where its own word and the backend's journal agree: nginx's `X-Cache-Status`
(HIT, or STALE), or DevTools (`fromDiskCache`, or a `304` on the wire), and no request that arrived. The
question is put by a plain fetch beside the page, as a page without defences would put it. **!** marks the
cells in which the page itself was given the older answer.
"""


def render(table: DefenceTable) -> str:
    """Returns the text of docs/caches.md. The same table gives the same text."""
    return "\n".join(
        [_HEAD, *_render_table(table), "", *_render_why(table), _PROOF, *_render_proofs(table), ""]
    )


def _render_table(table: DefenceTable) -> list[str]:
    columns = ["cache", *(_name(each) for each in ALL_DEFENCES), "stopped by"]
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    for cache in table.caches:
        row = table.get_row(cache)
        cells = [f"**{describe(each)}**" if each.saw != "right" else "right" for each in row]
        title = f"{KINDS[cache].where}: {cache}"
        lines.append(f"| {' | '.join([title, *cells, get_stops(row)])} |")
    return lines


def _render_why(table: DefenceTable) -> list[str]:
    lines = ["## Why", "", "Clauses without a name are RFC 9111's.", ""]
    for cache in table.caches:
        kind = KINDS[cache]
        what = f"{_capitalise(kind.sentence)}. The server sends {kind.server}."
        lines += [f"### {kind.where}: {cache}", "", _wrap(what), ""]
        lines += [*map(_wrap, REASONS[cache]), ""]
    return lines


def _render_proofs(table: DefenceTable) -> list[str]:
    columns = ["cache", *(_name(each) for each in ALL_DEFENCES)]
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    for cache in table.caches:
        cells = [_describe_proof(each) for each in table.get_row(cache)]
        lines.append(f"| {' | '.join([cache, *cells])} |")
    return lines


def _describe_proof(cell: Cell) -> str:
    if cell.proof == "hit":
        return f"{cell.word} !" if cell.page_was_fooled else cell.word
    return cell.proof


def _wrap(prose: str) -> str:
    return fill(prose, WIDTH, break_on_hyphens=False, break_long_words=False)


def _name(defences: str) -> str:
    return defences.replace("+", ", ")


def _capitalise(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
