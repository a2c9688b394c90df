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
    findings = [place.finding for place in outcome.places]
    # What a hunk cannot show: the way from bytes to text, and what is left alone.
    notes = [one for one in findings if one.after is None or one.step == "decode"]
    if outcome.problem or not (outcome.hunks or notes or outcome.renamed):
        return
    yield paint.bold(f"--- {show_path(outcome.path)}")
    yield paint.bold(f"+++ {show_path(outcome.renamed or outcome.path)} (repaired)")
    for place in notes:
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
