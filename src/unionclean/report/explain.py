"""What `explain` prints: every edit in its surroundings, grouped by step."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from unionclean.report.formats import describe, headline
from unionclean.report.show import clip, count, show, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.files.account import Place
    from unionclean.files.outcome import Outcome
    from unionclean.report.paint import Paint

SAMPLES = 5  # edits shown of each step; the rest is a number


def explain(outcome: Outcome, paint: Paint, samples: int | None = SAMPLES) -> Iterator[str]:
    """Yield the account of one input for people; ``samples`` as in the job that told the places."""
    if outcome.problem or not outcome.damaged:
        return
    yield paint.bold(headline(outcome))
    changes = [place for place in outcome.places if place.finding.after is not None]
    # A step may act again in a later round; its edits belong together all the same.
    order = {place.finding.step: index for index, place in reversed(list(enumerate(changes)))}
    changes.sort(key=lambda place: order[place.finding.step])
    for step, group in groupby(changes, key=lambda place: place.finding.step):
        places = list(group)
        yield ""
        total = outcome.edits.get(step)
        yield paint.bold(step if total is None else f"{step}: {count(total, 'edit')}")
        for place in places[:samples]:
            yield from _explain_place(place, paint)
        hidden = (total or len(places)) - len(places[:samples])
        if hidden > 0:
            yield f"  and {hidden:,} more; '-v' shows all"
    notes = [place for place in outcome.places if place.finding.after is None]
    if notes:
        yield ""
        yield paint.bold(f"left alone: {count(outcome.findings, 'place')}")
        for place in notes[:samples]:
            yield from _explain_place(place, paint)
        if len(notes[:samples]) < len(notes):
            yield f"  and {len(notes[samples:]):,} more; '-v' shows all"
    yield ""


def _explain_place(place: Place, paint: Paint) -> Iterator[str]:
    found = place.finding
    prefix = f"{found.step}: " if found.after is None else ""
    certainty = f" [{found.certainty}]" if found.certainty else ""
    yield f"  {found.line}:{found.column}  {prefix}{describe(found)}{certainty}"
    if found.before == (found.after or "") == "":
        return
    # The caret stands under the first changed character, two columns for each Han before it.
    left, before, right = show(place.left), clip(found.before), show(place.right)
    yield f"      {left}{paint.removed(before)}{right}"
    yield f"      {' ' * width(left)}{paint.caret('^' * max(1, width(before)))}"
