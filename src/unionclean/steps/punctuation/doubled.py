"""Marks that stand twice (，， 。。) where one was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.steps.punctuation.habits import has_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

DOUBLED = ("，，", "。。", "、、", "；；", "：：", "，,", ",，")
"""What to look for. ！！ and ？？ are emphasis and …… —— are one mark each: they stay."""

# Exactly two: a longer row (。。。 or ，，，) is how people type an ellipsis, so it is meant.
# The Han character before it keeps lists of marks ("，，、、 is wrong") as they are.
_PAIR = rf"(?<=[{HAN}A-Za-z0-9）》」』”’])(?:([。、；：])\1|，[，,]|,，)(?![，,。、；：])"


def find_doubled(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield an edit for each mark that repeats the one before it.

    In a test the formulas between two 、 may have been pictures that are lost: 测得、、h.
    """
    for match in regex(_PAIR).finditer(text):
        if match[1] == "、" and evidence.once(has_choices):
            continue
        yield Edit(match.start(), match.end(), match[1] or "，", "doubled mark")
