"""`python -m e2e.tools.durations`: measures how long each scenario takes, and writes the table anew.

On the reference, in one worker, in seconds of this machine: only the ratios count.
"""

from __future__ import annotations

import json

from e2e.catalogue.durations import FILE
from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE


def main() -> None:
    """Plays the catalogue, prints the progress, and writes the table."""
    page = build_pages([PageSource("reference", REFERENCE)], lambda built: None)["reference"]
    every = get_scenarios()
    measured: dict[str, float] = {}

    def note(id: str, seconds: float) -> None:
        measured[id] = round(seconds, 2)
        if len(measured) % 25 == 0:
            print(f"  {len(measured)}/{len(every)}", flush=True)

    plays = Plays("reference", page.folder, tuple(each.id for each in every))
    settings = PlaySettings(find_browser(), workers=1, confirms="none")
    play([plays], settings, every, lambda result: None, note)
    FILE.write_text(json.dumps(measured, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    total = sum(measured.values())
    print(f"{len(measured)} scenarios, {total:.0f} s of plays. {FILE.name} is written.")


if __name__ == "__main__":
    main()
