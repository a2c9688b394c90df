"""Mojibake that is the subject: an article about garbled text quotes it and must stay as it is."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Final

from unionclean.chars import HAN, is_han, regex
from unionclean.steps.mojibake.frequent import THOUSAND

ABOUT: Final = (
    "乱码|亂碼|错码|錯碼|编码|編碼|解码|解碼|字符集|转义|轉義|[Mm]ojibake|[Ee]ncoding|文字化け"
    r"|UTF-?8|GBK|GB2312|GB18030|Big-?5|Unicode|\.(?:en|de)code\("
)
_GARBLED: Final = "乱码|亂碼|错码|錯碼|[Mm]ojibake|文字化け"
# What says that an example follows, or was given: a sentence that only names an encoding does not.
_FOLLOWS: Final = "变成|變成|成了|如下|下面|下列|这样|這樣|这种|這種|例如|比如|譬如|[:：]$"
_GIVEN: Final = (
    "[ >*#（(-]{0,4}(?:上面|上述|以上|前面|上一行|[这這][一是就行句段些样樣种種]|其实|其實|原文"
    "|本来|本來|应该|應該|就是)"
)
_SHOWN: Final = 6  # characters that stand in both forms by no accident
_FEWEST: Final = 3
GAP: Final = "\0"
"""Stands in a restored text where bytes were lost."""
# What stands in one literal and in another; some of the first is lost, and misread as words.
_LITERAL: Final = "\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`"
_ARROW: Final = "(?:→|⇒|=>|->)"
_FEWEST_SHOWN: Final = 2  # characters
_MOSTLY_SHOWN: Final = 0.7
# Share of the thousand frequent characters: a heading of prose has a third, misread text a tenth.
_GOOD: Final = 0.25
_NEAR: Final = 16  # characters at the end of a sentence that have such a word
_SENTENCE_ENDS: Final = "[。！？!?]"
# Marks of the author's own around the span. Damage would have hit them with the rest, so where
# they are whole, what stands between them is a quotation.
_PAIRS: Final = frozenset(("“”", "‘’", "„“", "「」", "『』", "``", "【】", "《》"))
_OF_ASCII: Final = "`"  # survives all damage
_PLAIN_PAIRS: Final = frozenset(('""', "''", "``"))
_SIGNS: Final = 3  # characters
_NEXT: Final = "[\"'`][, ]{1,3}[\"'`]"
# Bytes in a row before it, not all of them numbers: what another column shows for them is no text.
_DUMP: Final = r"(?:\b(?:[0-9A-Fa-f]{2}){1,8}[ \t]+){2,}[0-9]*[A-Fa-f][0-9A-Fa-f]*[ \t]+\|?$"
_REST: Final = 3  # characters at the ends of a quotation that could not be read
_AROUND: Final = 200  # how far away the sentence may be that speaks about the span
_LINES: Final = 2  # an example stands on the line below or above that sentence, or next to it

# From so many characters repaired elsewhere, and so many times as many as beside words about
# encodings, the document is damaged, and those are no examples.
_DAMAGED: Final = 200
_DAMAGED_AGAINST_QUOTED: Final = 5


class Quotations:
    """Knows where the document speaks about encodings."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _about(self) -> list[int]:
        return [hit.start() for hit in regex(ABOUT).finditer(self._text)]

    def is_marked(self, start: int, end: int, *, beyond_ascii: bool = False) -> bool:
        """Tell whether ``text[start:end]`` stands in quotation marks of the author's own.

        ``beyond_ascii`` leaves out those that say nothing in a text that is damaged all over.
        """
        before = self._text[max(start - _REST, 0) : start]
        after = self._text[end : end + _REST]
        return any(
            pair[0] in before and pair[1] in after
            for pair in _PAIRS
            if not (beyond_ascii and pair[0] == _OF_ASCII)
        )

    def is_sign(self, start: int, end: int) -> bool:
        """Tell whether a few signs are all that stands in quotation marks: programs look for them.

        "Ã©" and "ï»¿" are lists of what damage looks like more often than damaged words.
        """
        around = self._text[max(start - 1, 0) : start] + self._text[end : end + 1]
        if around not in _PLAIN_PAIRS:
            return False
        return all(len(one) <= _SIGNS for one in regex(_NEXT).split(self._text[start:end]))

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` is quoted, not damaged."""
        if self.is_marked(start, end):
            return True
        text = self._text
        first, last = max(start - _AROUND, 0), end + _AROUND
        if regex(_DUMP).search(text, first, start):
            return True
        place = bisect_left(self._about, first)
        if place == len(self._about) or self._about[place] >= last:
            return False
        lines_before = text[first:start].split("\n")
        lines_after = text[end:last].split("\n")
        line = lines_before.pop() + lines_after.pop(0)
        lines_before = list(filter(_has_words, lines_before))[-_LINES:]
        lines_after = list(filter(_has_words, lines_after))[:_LINES]
        if not (
            regex(ABOUT).search(line)
            or any(_introduces(one) for one in lines_before)
            or any(_explains(one) for one in lines_after)
        ):
            return False
        # A row of a table may stand between rows that are examples themselves.
        lines = [line, *lines_before, *lines_after]
        return any(map(_is_good, ["".join(lines), *lines]))

    def is_shown(self, start: int, end: int, restored: str) -> bool:
        """Tell whether the author shows ``text[start:end]`` beside what it was, ``restored``.

        Where bytes were lost, it has a `GAP`, and what stands between those has to do.
        """
        text = self._text
        first, last = max(start - _AROUND, 0), end + _AROUND
        before = text[first:start].rpartition("\n")[2]
        after = text[end:last].partition("\n")[0]
        if _is_translated(before, after, restored):
            return True
        line = before + after
        restored = max(restored.split(GAP), key=len)
        if restored and any(restored.join(pair) in line for pair in _PAIRS | _PLAIN_PAIRS):
            return True
        place = bisect_left(self._about, first)
        if place == len(self._about) or self._about[place] >= last:
            return False
        return len(restored) >= _SHOWN and restored in text[first:last]


def _is_translated(before: str, after: str, restored: str) -> bool:
    """Tell whether a line has ``restored`` in another literal, or behind an arrow.

    Programs that mend a text by hand have lists of both: ("鏂囦欢", "文件").
    """
    han = frozenset(filter(is_han, restored))
    if len(han) < _FEWEST_SHOWN:
        return False
    literals = regex(_LITERAL).findall(f"{before}{GAP}{after}")
    if any(GAP in literal for literal in literals):
        others = [literal for literal in literals if GAP not in literal]
    else:
        arrow = regex(_ARROW).search(after)
        others = [after[arrow.end() :]] if arrow else []
    return any(len(han.intersection(other)) >= _MOSTLY_SHOWN * len(han) for other in others)


def _has_words(line: str) -> bool:
    """Tell whether ``line`` says anything; a blank one or a fence of a code block does not."""
    return regex("[A-Za-z\x80-\U0010ffff]").search(line) is not None


def _introduces(line: str) -> bool:
    """Tell whether ``line`` ends by saying what a text becomes in a wrong encoding."""
    if regex(_GARBLED).search(line):
        return True
    last = regex(_SENTENCE_ENDS).split(line.rstrip().rstrip("。！？!?"))[-1]
    return bool(regex(ABOUT).search(last) and regex(_FOLLOWS).search(last[-_NEAR:]))


def _explains(line: str) -> bool:
    """Tell whether ``line`` begins by saying how the text above it came about."""
    if regex(_GARBLED).search(line):
        return True
    first = regex(_SENTENCE_ENDS).split(line.lstrip())[0]
    return bool(regex(ABOUT).search(first) and regex(_GIVEN).match(first))


def _is_good(text: str) -> bool:
    """Tell whether ``text`` is Chinese, and not damaged as well: ASCII survives all damage."""
    han = regex(f"(?![锟斤拷烫屯])[{HAN}]").findall(text)  # the best known examples are no text
    return len(han) >= _FEWEST and sum(char in THOUSAND for char in han) >= _GOOD * len(han)


def is_damaged_all(repaired: int, quoted: int) -> bool:
    """Tell whether so much is damaged that what stands beside words about encodings is, too."""
    return repaired >= max(_DAMAGED, _DAMAGED_AGAINST_QUOTED * quoted)
