"""Where a document is Chinese prose, and where it only holds Chinese characters.

Layout rules (blanks, line breaks, marks) are rules of Chinese writing. A Japanese sentence, a line
of code, a row of a comma-separated table and an English sentence with one Chinese name obey other
rules, so every layout step asks here before it changes a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.code_lines import INLINE_CODE, TAG, has_code
from unionclean.languages import FOREIGN, FOREIGN_SHARE, is_chinese, only_glosses
from unionclean.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTATION = "《[^《》\n]{0,80}》|“[^“”\n]{0,80}”|（[^（）\n]{0,80}）|\\([^()\n]{0,80}\\)"
# How far around a place its language is read: about one sentence to either side.
_REACH = 40
_GRAIN = 16  # places this near to each other have one answer

# Each begins with a literal, so that the engine skips from one to the next. An address goes on
# through Han after a slash or "=", before one or ".html", and 红楼梦,第一回 before a blank.
_TAIL = (
    rf"[!-~]*(?:(?:(?<=[/\\=_-])[{HAN}]++|(?<=[{HAN}],)[{HAN}]{{1,12}}+(?![^\s!-~]|[,;:])"
    rf"|[{HAN}]++(?=_\(|[)\]]{{0,2}}[/.?=&#\\][A-Za-z0-9{HAN}]))[!-~]*)*"
    rf"(?<=[A-Za-z0-9/_=&#%+~{HAN}-])"
)
_ADDRESS = rf"://{_TAIL}"
_HOST = rf"www\.{_TAIL}"
_DRIVE = rf":\\(?<=[A-Za-z]:\\)(?<![A-Za-z0-9][A-Za-z]:\\){_TAIL}"
_PATH = rf"/(?<![A-Za-z0-9{HAN}:./)<]/)[A-Za-z0-9._-]+/{_TAIL}"
# Of HTML, also those cut at either end; no <FILE>.
_TAGS = r"</?[a-z][a-z0-9]{0,9}(?: [^<>\n]*)?(?:/?>|\Z)|\A[^<>\n]*[\"'/]>|\A/?[a-z]{1,10}>"
_IN_BRACKETS = r"\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+){0,3}\)"
_FORMULA = f"=[A-Z]{{2,12}}{_IN_BRACKETS}"  # of a spreadsheet
_SET = r"\{[^{}\n]*\}"
_TARGET = rf"\]{_IN_BRACKETS}"  # of a link: [words](address); below that of a wiki, [[分类:石桥]]
_PROTECTED = (
    ("://", _ADDRESS), ("www.", _HOST), (":\\", _DRIVE), ("/", _PATH), ("`", INLINE_CODE),
    ("<", TAG), ("{", _SET), ("](", _TARGET), ("[[", r"\[\[[^\[\]|\n]*[|\]]"), ("=", _FORMULA),
)  # fmt: skip
_FENCE = r"^[ \t]*(?:```|~~~)"  # in a list it stands in


def find_protected(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches whose characters mean themselves: addresses, inline code, tags, fences.

    Sorted, not overlapping. Linear: no alternative can begin inside another's unmatched tail.
    """
    fences = _find_fences(text) if "```" in text or "~~~" in text else iter(())
    fence = next(fences, None)
    kinds = [kind for sign, kind in _PROTECTED if sign in text]
    # One kind or all of them: a pattern for each choice would cost more to compile than to search.
    pattern = kinds[0] if len(kinds) == 1 else "|".join(kind for _, kind in _PROTECTED)
    for match in regex(pattern).finditer(text) if kinds else ():
        while fence and fence[1] <= match.start():
            yield fence
            fence = next(fences, None)
        if not fence or match.end() <= fence[0]:
            yield match.span()
    if fence:
        yield from (fence, *fences)


def _find_fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the fenced code blocks of Markdown, fence lines included."""
    opened = -1
    for match in regex(_FENCE, re.MULTILINE).finditer(text):
        if opened < 0:
            opened = match.start()
        else:
            yield opened, match.end()
            opened = -1


class Layout:
    """What is protected in a text, and in which language it is: measured once for all steps.

    Every layout step asks about the same text in turn, so `layout_of` keeps the last answers;
    nothing is scanned before somebody asks.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []
        self._more: Iterator[tuple[int, int]] | None = find_protected(text)
        self._code: dict[int, bool] = {}

    def span(self, number: int) -> tuple[int, int] | None:
        """Return the protected stretch of this number, from 0; ``None`` after the last."""
        while self._more and number >= len(self._spans):
            found = next(self._more, None)
            if found:
                self._spans.append(found)
            else:
                self._more = None
        return self._spans[number] if number < len(self._spans) else None

    def has_code(self, start: int, end: int) -> bool:
        """Tell whether the line ``text[start:end]`` looks like code."""
        known = self._code.get(start)
        if known is None:
            known = self._code[start] = has_code(self._text[start:end])
        return known

    @cached_property
    def records(self) -> tuple[tuple[int, int], ...]:
        """The stretches of lines that are data."""
        return find_records(self._text)

    @cached_property
    def has_foreign(self) -> bool:
        """Whether the text holds kana or hangul at all."""
        return regex(FOREIGN).search(self._text) is not None

    @cached_property
    def is_foreign(self) -> bool:
        """Whether the document is Japanese or Korean, titles and quotations of both aside."""
        if not self.has_foreign:
            return False
        own = regex(_QUOTATION).sub("", self._text)
        return len(regex(FOREIGN).findall(own)) > FOREIGN_SHARE * len(
            regex(f"[{HAN}]").findall(own)
        )


@lru_cache(maxsize=2)  # the text of a step, and that of the step before it
def layout_of(text: str) -> Layout:
    """Return the layout of ``text``."""
    return Layout(text)


class Lines:
    """The lines of a text, looked up by position and judged at most once each.

    Dense documents ask about the same line thousands of times, mostly in order, so the last
    answer is kept.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._layout = layout_of(text)
        self._start = 0
        self._end = -1
        self._code: bool | None = None
        self._glossed: bool | None = None
        self._asked: tuple[int, int] | None = None
        self._chinese = False
        self._number = 0  # of the next protected stretch

    def at(self, position: int) -> tuple[int, int]:
        """Return start and end (without the line end) of the line that holds ``position``."""
        if not self._start <= position <= self._end:
            self._start = self._text.rfind("\n", 0, position) + 1
            end = self._text.find("\n", position)
            self._end = len(self._text) if end < 0 else end
            self._code = self._glossed = None
        return self._start, self._end

    def is_protected(self, position: int) -> bool:
        """Tell whether ``position`` lies in code, data or an address; ask in rising order."""
        layout = self._layout
        span = layout.span(self._number)
        while span and span[1] <= position:
            self._number += 1
            span = layout.span(self._number)
        if span and span[0] <= position:
            return True
        records = layout.records
        if records:
            index = bisect_right(records, (position, len(self._text) + 1)) - 1
            if index >= 0 and position < records[index][1]:
                return True
        start, end = self.at(position)
        if self._code is None:
            self._code = layout.has_code(start, end)
        return self._code

    def is_chinese(self, position: int) -> bool:
        """Tell whether the words around ``position``, within its line, are Chinese.

        Chinese means at least as many Han characters as Latin words, and twice as many as kana
        or hangul: a Chinese sentence may quote a title, a Japanese one holds a kana in every
        second place.
        """
        start, end = self.at(position)
        asked = (start, position // _GRAIN)
        if asked != self._asked:
            self._asked = asked
            middle = asked[1] * _GRAIN + _GRAIN // 2
            around = self._text[max(start, middle - _REACH) : min(end, middle + _REACH)]
            if ">" in around:
                around = regex(_TAGS).sub(" ", around)
            if "/" in around:  # the words of an address are of no language
                around = regex("[!-~]*/[!-~]*").sub(" ", around)
            foreign = self._layout.has_foreign
            self._chinese = (
                not self._layout.is_foreign
                and is_chinese(around, foreign=foreign)
                and not self._is_glossed(start, end)
            )
        return self._chinese

    def _is_glossed(self, start: int, end: int) -> bool:
        if self._glossed is None:
            self._glossed = only_glosses(self._text[start:end])
        return self._glossed

    @property
    def has_foreign(self) -> bool:
        """Whether the text holds kana or hangul at all."""
        return self._layout.has_foreign
