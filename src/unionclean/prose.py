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
from unionclean.languages import FOREIGN, FOREIGN_SHARE, is_chinese, only_glosses
from unionclean.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTATION = "《[^《》\n]{0,80}》|“[^“”\n]{0,80}”|（[^（）\n]{0,80}）|\\([^()\n]{0,80}\\)"
# How far around a place its language is read: about one sentence to either side.
_REACH = 40
_FEWEST_PAUSES = 3  # folded ones, in a paragraph that is half Chinese
_BEGINNING = rf"\s*(?:[-*•] |[0-9]{{1,2}}[.、)）] ?)?[{HAN}]"  # of a paragraph or an item
_REMARK = 4  # Han in brackets; arguments are shorter
_PARAGRAPH = 40  # characters; statements and records that begin in Chinese are shorter
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
_INLINE_CODE = r"`[^`\n]*`"
_TAG = r"<[A-Za-z/!][^<>\n]*>"  # below: of HTML, also those cut at either end; no <FILE>
_TAGS = r"</?[a-z][a-z0-9]{0,9}(?: [^<>\n]*)?(?:/?>|\Z)|\A[^<>\n]*[\"'/]>|\A/?[a-z]{1,10}>"
_IN_BRACKETS = r"\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+){0,3}\)"
_FORMULA = f"=[A-Z]{{2,12}}{_IN_BRACKETS}"  # of a spreadsheet
_SET = r"\{[^{}\n]*\}"
_TARGET = rf"\]{_IN_BRACKETS}"  # of a link: [words](address); below that of a wiki, [[分类:石桥]]
_PROTECTED = (
    ("://", _ADDRESS), ("www.", _HOST), (":\\", _DRIVE), ("/", _PATH), ("`", _INLINE_CODE),
    ("<", _TAG), ("{", _SET), ("](", _TARGET), ("[[", r"\[\[[^\[\]|\n]*[|\]]"), ("=", _FORMULA),
)  # fmt: skip
_FENCE = r"^[ \t]*(?:```|~~~)"  # in a list it stands in

# What prose does not contain and code or data does. A line with one of these is left alone.
_CODE_WORD = (
    r"\s*(?:from [A-Za-z_.]+ import|print\(|@?echo \(|#include|#define|//|/\*|>>> |\$ "
    r"|(?:def|class|let|var|import|elif|return|public|private|static|const|declare|export|function"
    r"|SELECT|INSERT) )"
)
_CODE_SIGN = r"[;{}\[\]\"'=(\\<]"  # one of them stands in all that follows
_CALL = r"[A-Za-z_\])>][0-9]{0,3}\(\)"  # 则() is a place to fill in
_ASSEMBLER = r"^[ \t]*[!-:<-~]+(?:[ \t]{1,20}[!-:<-~]+){0,8}[ \t]{1,20};(?=[^\s;])"
_RULE = r"^\s*[^\s;]{1,6}(?:[↔→←⇄⇒<>=] ?){1,3}[^\s;]{1,6};\s*$"  # 甲→乙;
_NAME = f"[A-Za-z_{HAN}][A-Za-z0-9_.{HAN}]*"
# 甲 = 乙[头:尾]; without the = it may be a remark: 某某[注:见下]
_SLICE = rf"^\s*{_NAME} ?[-+*/]?=[^=\n]*[A-Za-z0-9_)\]{HAN}]\[[^\[\]\n]*:[^\[\]\n]*\]"
# open:"打开",close:"关闭"; one letter is who speaks: A:"你好",B:"再见"
_FIELDS = "[A-Za-z0-9_]{2}:(?:\"[^\"\n]*\"|'[^'\n]*'),(?:[A-Za-z_$][A-Za-z0-9_$]{1,60}:|\\s*$)"
_CODE = (
    rf"^{_CODE_WORD}"
    r"|[A-Za-z0-9_)\]\"'}][;{]\s*$|[;{}]\s+(?:#|//|/\*)|^\s*[{}\[\]]+,?\s*$|-[->] [^;\n]{1,80};\s*$"
    r"|\" & |[\"']\s*:\s*[\"'{\[0-9]|[{\[(]\s*[\"']|=\s*[\"']|==|!=|=>|\\[ntr]|</"
    r"|^[ \t]*[a-z][a-z0-9_.-]* [^\n]{0,60}?(?<= )--?[A-Za-z][a-z-]*[ =][\"']"  # git commit -m "
    rf"|{_RULE}|{_CALL}|{_ASSEMBLER}|{_SLICE}|{_FIELDS}"
    r"|^\s*[A-Za-z_][A-Za-z0-9_.]*\([^(),\n]*,[^()\n]*\)\s*$"
)


def has_code(line: str) -> bool:
    """Tell whether ``line`` looks like source code or data rather than prose, tags aside."""
    if not (regex(_CODE_SIGN).search(line) or regex(_CODE_WORD).match(line)):
        return False
    sign = regex(_CODE).search(line)
    if sign is None or _is_long_prose(line):
        return False
    if sign[0].rstrip()[1:] == ";" and _is_clause(line):  # the end of the line, after one sign
        return False
    bare = regex(f"{_INLINE_CODE}|{_TAG}").sub("", line)
    return bare == line or regex(_CODE).search(bare) is not None


def _is_clause(line: str) -> bool:
    """Tell whether a line that ends in a semicolon is Chinese all the same (七成热,约 180C;)."""
    letters = len(regex("[A-Za-z]").findall(line))
    if not letters or _ends_in_remark(line.rstrip()):
        return True
    if regex(rf"\s*[{HAN}]").match(line) is None or regex(r"[A-Za-z_]\(|=").search(line):
        return False
    return len(regex(f"[{HAN}]").findall(line)) >= letters


def _ends_in_remark(line: str) -> bool:
    """Tell whether a clause in brackets, or items with a mark of no program, end in a semicolon."""
    if not line.endswith(");") or regex("[=\"']").search(line):
        return False
    before, _, inside = line.rpartition("(")
    remark = len(regex(f"[{HAN}]").findall(inside)) >= _REMARK
    return "、" in line or (remark and regex("[A-Za-z0-9_]\\Z").search(before) is None)


def _is_long_prose(line: str) -> bool:
    """Tell whether ``line`` is a paragraph that mentions code: it begins and goes on in Han."""
    if len(line) < _PARAGRAPH or not regex(_BEGINNING).match(line):
        return False
    han = len(regex(f"[{HAN}]").findall(line))
    pauses = len(regex(f"[{HAN}][,;:](?=[{HAN}])").findall(line))
    return 3 * han >= 2 * len(line) or (2 * han >= len(line) and pauses >= _FEWEST_PAUSES)


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
