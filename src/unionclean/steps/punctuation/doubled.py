"""Marks that stand twice (，， 。。) for one, and commas put before other marks (，。 ，、)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.steps.punctuation.habits import has_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

_BEFORE_MARKS = ("，。", ",。", "，、", ",、")
DOUBLED = ("，，", "。。", "、、", "；；", "：：", "，,", ",，", *_BEFORE_MARKS)
"""What to look for. ！！ and ？？ are emphasis and …… —— are one mark each: they stay."""

# Exactly two: a longer row (。。。 or ，，，) is how people type an ellipsis, so it is meant.
# The Han character before it keeps lists of marks ("，，、、 is wrong") as they are.
_PAIR = rf"(?<=[{HAN}A-Za-z0-9）》」』”’])(?:([。、；：])\1|，[，,]|,，)(?![，,。、；：])"

# Farms put a comma before marks here and there. An author's finger slips once: a text has to show
# so many, before more than one mark.
_COMMA = rf"(?<=[{HAN}A-Za-z0-9）》」』”’])[，,](?=[。、；;：])"
_FEWEST = 4
_FEWEST_MARKS = 2


def find_doubled(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield an edit for each mark that repeats the one before it.

    In a test the formulas between two 、 may have been pictures that are lost: 测得、、h.
    """
    commas = list(regex(_COMMA).finditer(text))
    if len(commas) >= _FEWEST and len({text[one.end()] for one in commas}) >= _FEWEST_MARKS:
        for match in commas:
            yield Edit(match.start(), match.end(), "", "comma put before another mark")
        return
    for match in regex(_PAIR).finditer(text):
        if match[1] == "、" and evidence.once(has_choices):
            continue
        yield Edit(match.start(), match.end(), match[1] or "，", "doubled mark")
