"""Few annotations, and a text that was converted character by character: together a farm's work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin.tables import GLOSSED
from unionclean.steps.pinyin.tokens import SYLLABLE
from unionclean.steps.pinyin.weigh import is_known

if TYPE_CHECKING:
    from unionclean.steps.pinyin.weigh import Weighed

ENOUGH: Final = 4.0
"""Two known characters (weight 2 each): glosses in pinyin are rare in Traditional text."""

CONVERTED: Final = 2.0
"""Weight of a converted text: as much as one more known character."""

UNORDERED: Final = 3
"""Known characters, two of which nobody glosses, from which no order is asked for.

Sites with patents and with machines annotate 發統業區規經現 and leave 術調導質 bare.
"""

LIKELY_CONVERTED: Final = 2.0
"""Log likelihood ratio from which a text counts as converted here: 7 to 1.

A short paragraph has one or two places that tell. Glosses in genuine Traditional text are rare,
and in converted text the farm's are nearly all there are.
"""


def is_backed(weighed: Weighed, traces: float, text: str) -> bool:
    """Tell whether the script of ``text`` makes up for annotations that are too few.

    Farms convert character by character before they annotate, and nearly nobody else does both.
    One character alone must be a known one, and at two places or not one that people gloss.
    """
    score = max(weighed.score, weighed.unknown) + traces + CONVERTED
    known = [char for char in weighed.table if is_known(char)]
    if len(known) >= UNORDERED and sum(char not in GLOSSED for char in known) >= 2:
        score = max(score, weighed.unordered)
    if not weighed.table or weighed.simplified or score < ENOUGH:
        return False
    if len(weighed.table) == 1 and not weighed.repeated and not traces:
        char = next(iter(weighed.table))
        again = text.count(f"{char}(") + text.count(f"{char}（") > 1
        if not is_known(char) or (char in GLOSSED and not again):
            return False
    return is_converted(text)


def is_converted(text: str) -> bool:
    """Tell whether ``text`` was probably converted to Traditional character by character."""
    from unionclean.steps.script.verdict import measure_script

    verdict = measure_script(regex(f"(?<=[{HAN}])[(（]{SYLLABLE} ?[)）]").sub("", text))
    return verdict.traditional > 0.5 and verdict.score >= LIKELY_CONVERTED
