"""Marks that lost the byte before them, on a page that shows no reading at all.

The farm puts a byte before pause and stop marks, and pages below the first rung of its ladder
have nothing else: «那里會舉行一些慶?；顒雍脱婊鸨硌?。». What follows such a hit is garbage up to
the next one, and reads well with its bytes paired the other way: that is the proof here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.habits import Habits
from unionclean.steps.pinyin.backing import is_converted
from unionclean.steps.pinyin.blanks import FEWEST, lost_blanks
from unionclean.steps.pinyin.choose import likelihood
from unionclean.steps.pinyin.runs import BLANKS, MARKUP, find_runs, measure_shown
from unionclean.steps.pinyin.states import HIT, Run
from unionclean.steps.pinyin.tokens import PAUSES, UNKNOWN, hidden_hits, unknown_in
from unionclean.steps.pinyin.verdict import Verdict

GAIN: Final = 12.0
"""Nats by which one run at least has to read better than what is shown.

In 120 converted texts with «?，», «??», «?!» of people's own no run with a shifted character gains
anything, and real ones gain 13 to 70.
"""

CERTAIN: Final = 36.0
"""Nats of all such runs together from which marks alone are repaired too: 疾??； is 疾病；."""

TORN: Final = 2
"""Tags whose "<" was eaten behind such marks, «的?!?p>», that are as certain."""

REASON: Final = "mark that lost the byte before it"


def find_hits(text: str) -> list[Edit]:
    """Return the repairs of such a page; none for a text that was not converted."""
    marked = regex(f"[{unknown_in(text)}][，。；！？、：,;!:][^\n ]").search(text)
    if not marked and next(hidden_hits(text), None) is None:
        return _find_blanks(text)
    verdict = Verdict(bytewise=True)
    shown = measure_shown(text, verdict)._replace(hit=HIT)
    found = find_runs(text, verdict, shown, Habits(lambda: text))
    runs = [run for run in found if isinstance(run, Run)]
    gains = [_gain(text, run) if _is_sure(text, run) else 0.0 for run in runs]
    torn = sum(run.reason == MARKUP for run in runs)
    if not (torn >= TORN or any(gain > GAIN for gain in gains)) or not is_converted(text):
        return []
    certain = torn >= TORN or sum(gains) > CERTAIN
    return [
        Edit(run.start, run.end, run.new, REASON, "guess" if run.certainty == "guess" else "likely")
        for run in runs
        if certain or run.reason == BLANKS or _is_sure(text, run)
    ]


def _find_blanks(text: str) -> list[Edit]:
    """Return the repairs of a page of which only blanks were lost: «R245.3 ? ? ?[文獻標識碼]»."""
    found = list(lost_blanks(text)) if "? ?" in text else []
    if len(found) < FEWEST or not is_converted(text):
        return []
    return [Edit(start, end, new, BLANKS, "likely") for start, end, new in found]


def _is_sure(text: str, run: Run) -> bool:
    """Tell whether ``run`` holds a shifted character; marks alone may be the author's."""
    shifted = text[run.start : run.end].strip(UNKNOWN + PAUSES)
    return bool(shifted) and regex(f"[{HAN}]").search(run.new) is not None


def _gain(text: str, run: Run) -> float:
    """Return by how many nats ``run`` reads better than what is shown."""
    before, after = text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1]
    old = text[run.start : run.end]
    return _reads(before + run.new + after) - _reads(before + old + after)


def _reads(text: str) -> float:
    """Return how well ``text`` reads, in nats."""
    return sum(likelihood(one, two) for one, two in pairwise(text))
