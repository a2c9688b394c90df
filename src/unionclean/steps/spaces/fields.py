"""Blanks between the fields of a line, and between a label and what it is the label of."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, HAN, regex
from unionclean.steps.spaces.words import joins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.steps.spaces.layout import Gap

# Between two fields of one line: 联系人：刘明  电话：5551234, 姓 名：王芳 专 业：自动化.
_PLAIN = rf"[{HAN}]{{2,4}}[：:]"
_SPACED = rf"[{HAN}](?:[{BLANKS}]{{1,4}}[{HAN}]){{1,3}}[：:]"
_LABEL = f"{_PLAIN}|{_SPACED}"
_VALUE = r"[^，。；！？：:\n]"
_FIELD = rf"(?:{_PLAIN}{_VALUE}{{1,20}}|{_SPACED}{_VALUE}{{1,40}})\Z"
_LONGEST_FIELD = 60

# A label of two characters, set apart to the width of the others, before what it is the label of:
# 时 间 六月三日上午. One line alone may be torn; a form has several.
_HEAD = rf"^[{BLANKS}]*([{HAN}])[{BLANKS}]{{1,4}}([{HAN}])[{BLANKS}]{{1,4}}(?=[{HAN}]{{2}})"
_FEWEST_HEADS = 2


def parts_fields(text: str, gap: Gap) -> bool:
    """Tell whether ``gap`` stands between the fields of a line."""
    before = text[max(gap.first, gap.start - _LONGEST_FIELD) : gap.start]
    return (
        regex(_LABEL).match(text, gap.end) is not None
        and regex(_FIELD).search(before) is not None
        and not joins(text[gap.start - 1], text[gap.end])
    )


def head_gaps(text: str) -> set[int]:
    """Return where the blanks of labels stand that are set apart at the beginnings of lines."""
    heads = [found for found in regex(_HEAD, re.MULTILINE).finditer(text) if joins(*found.groups())]
    if len(heads) < _FEWEST_HEADS:
        return set()
    return {at for found in heads for at in range(*found.span())}


def find_repeated(text: str, gaps: Iterable[Gap]) -> set[Gap]:
    """Return the gaps between the same characters again: items of lists, no strokes of chance."""
    alike: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        around = text[max(0, gap.start - 2) : gap.start] + text[gap.end : gap.end + 2]
        alike[around].append(gap)
    return {gap for places in alike.values() if len(places) > 1 for gap in places}
