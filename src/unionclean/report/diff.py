"""The changes of one input, character by character: one Chinese line can be a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.report.formats import describe
from unionclean.report.show import show, show_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.files.outcome import Outcome
    from unionclean.report.paint import Paint


def diff(outcome: Outcome, paint: Paint) -> Iterator[str]:
    """Yield ``[-removed-]`` and ``{+added+}`` between their neighbours, as `git --word-diff`."""
    notes = [place for place in outcome.places if place.after is None]
    recoded = [place for place in outcome.places if place.step == "decode" and place.after == ""]
    if outcome.problem or not (outcome.hunks or notes or recoded):
        return
    name = show_path(outcome.path)
    yield paint.bold(f"--- {name}")
    yield paint.bold(f"+++ {name} (repaired)")
    for place in (*recoded, *notes):
        yield f"@@ {place.line}:{place.column} @@ {place.step}: {describe(place)}"
    for hunk in outcome.hunks:
        yield f"@@ {hunk.line}:{hunk.column} @@"
        yield "".join(_piece(mark, text, paint) for mark, text in hunk.pieces)


def _piece(mark: str, text: str, paint: Paint) -> str:
    shown = show(text)
    if mark == "-":
        return paint.removed(f"[-{shown}-]")
    if mark == "+":
        return paint.added(f"{{+{shown}+}}")
    return shown
