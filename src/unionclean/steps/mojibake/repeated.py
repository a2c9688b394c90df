"""Text that was misread three times and more, with losses each time: nobody can restore it.

Every misreading turns two characters into three, so a few beginnings of UTF-8 stand everywhere in
it. Such lines are counted and left: a word read out of them would be an invention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Note
from unionclean.steps.mojibake.plausible import lines_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The beginnings of UTF-8 after two rounds and more. With the share below, 232 of 234 lines
# that were read so three times have enough of them, and no line of 3 MB of each corpus.
SIGNS: Final = frozenset("闁閸濞缁閻婵閹濠閺闂鐎缂濮椤瑜")
_SHARE: Final = 0.06
_KINDS: Final = 3
_LEAST: Final = 20  # Han of a line; a quotation is shorter
_GROWTH: Final = 1.5**3  # characters that one has become, at the least number of rounds


def may_be_repeated(chars: frozenset[str]) -> bool:
    """Tell whether a document with these characters may hold such lines."""
    return len(SIGNS & chars) >= _KINDS


def find_repeated(text: str, places: Iterable[int]) -> Iterator[Note]:
    """Yield a note for each line that was misread again and again; `SIGNS` are at ``places``."""
    for start, end in lines_at(places, text):
        line = text[start:end]
        if len(SIGNS.intersection(line)) < _KINDS:
            continue
        count = sum(map(SIGNS.__contains__, line))
        han = len(regex(f"[{HAN}]").findall(line))
        if han >= _LEAST and count >= _SHARE * han:
            restored = max(round(han / _GROWTH), 1)
            message = f"{restored} characters destroyed before this file was written"
            yield Note(start, end, f"{message}, by repeated misreading")
