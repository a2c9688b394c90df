"""Mojibake that is the subject: an article about garbled text quotes it and must stay as it is."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Final

from unionclean.chars import HAN, regex
from unionclean.steps.mojibake.frequent import THOUSAND

ABOUT: Final = (
    "乱码|亂碼|错码|錯碼|编码|編碼|解码|解碼|字符集|转义|轉義|[Mm]ojibake|[Ee]ncoding|文字化け"
    "|UTF-?8|GBK|GB2312|GB18030|Big-?5|Unicode"
)
_GARBLED: Final = "乱码|亂碼|错码|錯碼|[Mm]ojibake|文字化け"
_BECOMES: Final = "变成|變成|成了|显示|顯示|打开|打開|读|讀|如下|例如|比如|[:：]$"
# Marks of the author's own around the span. Damage would have hit them with the rest, so where
# they are whole, what stands between them is a quotation.
_PAIRS: Final = frozenset(("“”", "‘’", "„“", "「」", "『』", "``", "【】", "《》"))
_REST: Final = 3  # characters at the ends of a quotation that could not be read
_AROUND: Final = 200  # how far away the sentence may be that speaks about the span
_LINES: Final = 2  # an example stands on the line below or above that sentence, or next to it


class Quotations:
    """Knows where the document speaks about encodings."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _about(self) -> list[int]:
        return [hit.start() for hit in regex(ABOUT).finditer(self._text)]

    def is_marked(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` stands in quotation marks of the author's own."""
        before = self._text[max(start - _REST, 0) : start]
        after = self._text[end : end + _REST]
        return any(pair[0] in before and pair[1] in after for pair in _PAIRS)

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` is quoted, not damaged."""
        if self.is_marked(start, end):
            return True
        text = self._text
        first, last = max(start - _AROUND, 0), end + _AROUND
        place = bisect_left(self._about, first)
        if place == len(self._about) or self._about[place] >= last:
            return False
        lines_before = text[first:start].split("\n")[-1 - _LINES :]
        lines_after = text[end:last].split("\n")[: 1 + _LINES]
        line = lines_before.pop() + lines_after.pop(0)
        others = [*lines_before, *lines_after]
        if regex(ABOUT).search(line):
            return _is_good("".join([line, *others]))
        return any(map(_introduces, others)) and _is_good("".join([line, *others]))


def _introduces(line: str) -> bool:
    """Tell whether ``line`` speaks about garbled text, and not just of encodings in passing."""
    if regex(_GARBLED).search(line):
        return True
    named = set(regex(ABOUT).findall(line))
    return len(named) > 1 or (bool(named) and regex(_BECOMES).search(line) is not None)


def _is_good(text: str) -> bool:
    """Tell whether ``text`` is Chinese, and not damaged as well: ASCII survives all damage."""
    han = regex(f"[{HAN}]").findall(text)
    return len(han) >= 4 and sum(char in THOUSAND for char in han) >= 0.4 * len(han)
