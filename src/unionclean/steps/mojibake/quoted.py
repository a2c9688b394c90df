"""Mojibake that is the subject: an article about garbled text quotes it and must stay as it is."""

from __future__ import annotations

from typing import Final

from unionclean.chars import HAN, regex

ABOUT: Final = (
    "乱码|亂碼|错码|錯碼|编码|編碼|解码|解碼|字符集|转义|轉義|[Mm]ojibake|[Ee]ncoding|文字化け"
    "|UTF-?8|GBK|GB2312|GB18030|Big-?5|Unicode"
)
# Marks of the author's own around the span. Damage would have hit them with the rest, so where
# they are whole, what stands between them is a quotation.
_PAIRS: Final = frozenset(("“”", "‘’", "「」", "『』", "``", "【】", "《》"))
_REST: Final = 3  # characters at the ends of a quotation that could not be read
_LINES_AROUND: Final = 2  # an example line stands right below or above the sentence about it


class Quotations:
    """Knows where the document speaks about encodings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._about = [hit.start() for hit in regex(ABOUT).finditer(text)]

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` is quoted, not damaged."""
        text = self._text
        before, after = text[max(start - _REST, 0) : start], text[end : end + _REST]
        if any(pair[0] in before and pair[1] in after for pair in _PAIRS):
            return True
        if not self._about:
            return False
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = last if last >= 0 else len(text)
        outside = text[first:start] + text[end:last]
        if regex(ABOUT).search(outside):
            return True
        for _ in range(_LINES_AROUND):
            first = max(text.rfind("\n", 0, max(first - 1, 0)) + 1, 0)
            following = text.find("\n", last + 1)
            last = following if following >= 0 else len(text)
        near = text[first:start] + text[end:last]
        return bool(regex(ABOUT).search(near)) and bool(regex(f"[{HAN}]{{4}}").search(near))
