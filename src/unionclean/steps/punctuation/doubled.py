"""Marks that stand twice (，， 。。) for one, and commas put before other marks (，。 ，、)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.punctuation.habits import has_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

_PAIRS = ("，，", "。。", "、、", "；；", "：：", "，,", ",，")
DOUBLED = "，[，,。、！？]|,[，。、！!？?]|。。|、、|；；|：："
"""What to look for. ！！ and ？？ are emphasis and …… —— are one mark each: they stay."""

# The Han character before the marks keeps lists of them ("，，、、 is wrong") as they are. It is
# looked at last: a pattern that begins with a few characters is found several times as fast.
_AFTER = f"[{HAN}A-Za-z0-9）》」』”’]"

# Exactly two: a longer row (。。。 or ，，，) is how people type an ellipsis, so it is meant.
_TWO = f"[，,。、；：]{{2}}(?<={_AFTER}..)(?![，,。、；：])"

# Farms put a comma before marks here and there. An author's finger slips once: a text has to show
# so many, before more than one mark.
_COMMA = f"[，,](?=[。、；;：！!？?])(?<={_AFTER}.)"
_FEWEST = 4  # commas doubled among them: there the farm put one before the author's own
_FEWEST_MARKS = 2


def find_doubled(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield an edit for each mark that repeats the one before it.

    In a test the formulas between two 、 may have been pictures that are lost: 测得、、h.
    """
    commas = list(regex(_COMMA).finditer(text))
    before = [text[one.end()] for one in commas]
    if len(commas) >= _FEWEST_MARKS:
        before += regex(f"[，,](?=[，,])(?<={_AFTER}.)").findall(text)
    if len(before) >= _FEWEST and len(set(before)) >= _FEWEST_MARKS:
        for match in commas:
            yield Edit(match.start(), match.end(), "", "comma put before another mark")
        return
    lines = Lines(text)
    for match in regex(_TWO).finditer(text):
        if lines.is_protected(match.start()):  # in a list, the first may be an entry: ，,7
            continue
        if match[0] not in _PAIRS or (match[0] == "、、" and evidence.once(has_choices)):
            continue
        mark = match[0][0].replace(",", "，")
        yield Edit(match.start(), match.end(), mark, "doubled mark")
