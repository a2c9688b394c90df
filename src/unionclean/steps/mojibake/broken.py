"""Short words that have lost bytes, 涓?鍚?鐢? and 渚嬪??, in a document whose damage is known.

Too little in them is whole for a text to speak for them. Their bytes do: all of them, and the marks
for those that are lost, are characters of UTF-8, and pairs of GBK that good text seldom has.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.mojibake.apart import lines_apart
from unionclean.steps.mojibake.codepages import HOLE, QUESTION, WITH_EURO, byte_table
from unionclean.steps.mojibake.judge import Span, make_parts
from unionclean.steps.mojibake.restore import Repair
from unionclean.steps.mojibake.rightly import WHOLE, mark_lost, utf8_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.repair import Repairer

_WORD: Final = "[^\\x00-\\x7f](?:[^\\x00-\\x7f]|\\?){3,}"
_MARK: Final = f"{HOLE}{QUESTION}"
_LOST: Final = f"[\xe3-\xe9\xef](?=[\x80-\xbf]?[{_MARK}])[\x80-\xbf{_MARK}]{{1,2}}"
_CHARS: Final = f"(?:{_LOST}|{WHOLE}){{2,}}"


def other_lines(text: str, touched: list[int], repairer: Repairer) -> Iterator[Repair]:
    """Yield the repairs of lines that by themselves say too little, as the others were.

    They are those in which nothing in ``touched`` begins.
    """
    settled = repairer.settled
    for start, end in lines_apart(text, touched) if settled else ():
        whole = repairer.whole_line(start, end)
        if whole:
            yield whole
        elif settled:
            yield from find_broken(text, start, end, settled)


def find_broken(text: str, start: int, end: int, reading: Reading) -> Iterator[Repair]:
    """Yield the repairs of such words in ``text[start:end]``."""
    if reading.right != "utf-8" or reading.wrong not in WITH_EURO:
        return
    table = byte_table(reading.wrong)
    for hit in regex(_WORD).finditer(text, start, end):
        word = hit.group()
        raw = mark_lost(word.translate(table), blanks=False)
        if not regex(f"[{_MARK}]").search(raw) or not regex(_CHARS).fullmatch(raw):
            continue
        sizes = (len(table[ord(char)]) for char in word)
        offsets = list(accumulate(sizes, initial=0))
        parts = make_parts(list(utf8_cells(raw)), offsets)
        yield Repair(*hit.span(), Span(tuple(parts), 0.0), reading)
