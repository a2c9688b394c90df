"""Halfwidth brackets around Chinese, always in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, CLOSING, HAN, OPENING, STOPS, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.punctuation.around import AFTER_PARTING, BEFORE_PARTING, is_mentioned
from unionclean.steps.punctuation.habits import (
    CHOICE,
    PLACE,
    is_folded,
    is_spaced_out,
    is_test,
    parts_items,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

_REASON = "halfwidth bracket around Chinese"
_LATIN_WORD = "[A-Za-z]+"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # ０-９ Ａ-Ｚ ａ-ｚ

# Digits between Chinese: 《办法》(2024)的. A shorter number may be a numbering or an index.
_YEAR = "[0-9]{4}"
_CHINESE = f"[{HAN}{STOPS}{OPENING}{CLOSING}]"

# Words not all Chinese: (WHO), (gēng), (1 GB), (SIP、XMPP 和 TURN), (包括Player等); no formula.
_LATIN = "A-Za-z\u00c0-\u024f"
_WORDS = rf"(?=[^{_LATIN}]*[{_LATIN}])[{_LATIN}0-9{HAN}][{_LATIN}0-9{HAN} .,:'%~_+/&、-]+"
_TERM = r"[0-9]{0,2}(?:\.[0-9])?[A-Za-z]?"
_FORMULA = rf"(?![A-Za-z]-[A-Za-z]\Z){_TERM}(?: ?[,+/-] ?+{_TERM})+"  # (a,b), (0,-x), (x+1)
# The number of a paragraph at its beginning, and where it is cited: (a)段, (1)或(2).
_NUMBER = "[0-9]{1,2}|[a-z]|[ivx]{1,4}"
_BEFORE_NUMBER = f"[{STOPS}{CLOSING},;:\n─—第至及和或][ \u3000]*\\Z"
_CITED = "[段项項款条條號号目至及和或]"
_INDENT = 8
_REMARK = 4  # Han

_BETWEEN_WORDS = f"[{_LATIN}]  [{_LATIN}]"  # of a list of words: 爱 ài (动) to love

_AND = (" 和 ", " 或 ", " 与 ", " 與 ", " 及 ", " 、 ")
_SMILE = r"[:;]-?\Z"  # before the ")" of a face: 好吧:( 没关系:-)
_SIGNED = "[一二三四五六日]\\) [0-9]{1,2}:[0-9]{2}"  # 2015年3月4日 (三) 08:21 (UTC), as wikis sign

_FILE_ENDING = r"\.[A-Za-z][A-Za-z0-9]{1,4}(?![A-Za-z0-9])"  # 报告(终稿).txt

# A longer bracket is no remark in a sentence; the cap also keeps unclosed brackets cheap.
_LONGEST = 2000


def find_brackets(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield two edits for each pair of brackets that encloses Chinese in Chinese text."""
    lines = Lines(text)
    ends: dict[int, int] = {}
    opened: list[int] = []
    for match in regex("[()（）]").finditer(text):
        mark, at = match[0], match.start()
        if mark in "(（":
            opened.append(at)
        elif opened and not regex(_SMILE).search(text[max(0, at - 2) : at]):
            start = opened.pop()
            halfwidth = text[start] == "(" or mark == ")"
            if halfwidth and at - start <= _LONGEST and text.find("\n", start, at) < 0:
                ends[start] = at
    edits: list[Edit] = []
    taken: set[int] = set()  # where edits end: the blank between two brackets is that of the first
    for start in sorted(ends):
        end = ends[start]
        if (
            start not in taken
            and is_mentioned(text, start, start + 1)
            and is_mentioned(text, end, end + 1)
            and not evidence.once(is_spaced_out)
        ):
            continue
        if evidence.once(is_test) and regex(PLACE).match(text, start):
            if not lines.is_protected(start):
                edits += Edit(start, start + 1, "（", _REASON), Edit(end, end + 1, "）", _REASON)
        elif _is_chinese_pair(text, start, end, lines) or (
            evidence.once(is_folded) and _is_folded_pair(text, start, end, lines)
        ):
            apart = evidence.once(parts_items)
            edits += _convert(text, start, end, apart=apart, alone=start not in taken)
        taken.update(edit.end for edit in edits[-2:])
    edits.sort()
    yield from edits


def _is_folded_pair(text: str, start: int, end: int, lines: Lines) -> bool:
    """Tell whether the pair, in a text whose marks were folded, belongs to a Chinese sentence.

    It does around Latin words or a unit behind Chinese (组织(WHO)的, 盘(1 GB)), around a number
    before a clause ((2)研究…), and around a remark, whatever stands before it.
    """
    if text[start] != "(" or text[end] != ")" or lines.is_protected(start):
        return False
    inside = text[start + 1 : end]
    before = text[max(0, start - _INDENT) : start]
    after = text[end + 1 : end + 3] or "\n"
    if regex(_NUMBER).fullmatch(inside):
        numbered = regex(_BEFORE_NUMBER).search(f"\n{before}" if start == len(before) else before)
        return regex(_CITED if numbered is None else f"[{HAN}、]").match(after) is not None
    if not regex(f"[{HAN},;:?!。、\r\n]|\\[[0-9]").match(after) or before.endswith("]"):
        return False
    if len(regex(f"[{HAN}]").findall(inside)) >= _REMARK:
        return lines.is_chinese(start)  # a call in a program has shorter arguments
    return (
        regex(rf"[{HAN}{CLOSING}]\Z|[{HAN}][)\"]\Z").search(before) is not None
        and regex(_WORDS).fullmatch(inside) is not None
        and not regex(_FORMULA).fullmatch(inside)
        and lines.is_chinese(start)
    )


def _is_chinese_pair(text: str, start: int, end: int, lines: Lines) -> bool:
    inside = text[start + 1 : end]
    if text[start] != "(" or text[end] != ")":
        # One side is fullwidth already: make them match, unless they draw a face (╯°□°）.
        spoken = regex(f"[{HAN}A-Za-z0-9]").search(inside) is not None
        return spoken and not lines.is_protected(start)
    han = len(regex(f"[{HAN}{_WIDE}]").findall(inside))
    if regex(_YEAR).fullmatch(inside):
        outside = text[max(0, start - 1) : start], text[end + 1 : end + 2]
        return all(regex(_CHINESE).match(char) for char in outside) and lines.is_chinese(start)
    if not han or len(regex(_LATIN_WORD).findall(inside)) > han:
        return False
    if lines.is_protected(start):
        return False
    if regex(_BETWEEN_WORDS).match(text[max(0, start - 2) : start] + text[end + 1 : end + 3]):
        return False
    before = text[start - 1] if start else "\n"
    if before == "]" or inside[0] == "?" or inside in _AND:  # [text](文件.md), (?:甲|乙), ( 和 )
        return False
    if regex(_FILE_ENDING).match(text, end + 1) or regex(_SIGNED).match(text, start + 1):
        return False
    if before.isascii() and (before.isalnum() or before in "_."):
        word = regex(r"[A-Za-z0-9_.]{1,40}\Z").search(text[max(0, start - 40) : start])
        # f(变量) and obj.call(参数) are code; APP(应用) and Python(语言) carry a gloss.
        if word is None or han < 2 or not regex("[A-Z0-9][A-Za-z0-9]+|[0-9]").fullmatch(word[0]):
            return False
    return lines.is_chinese(start)


def _convert(text: str, start: int, end: int, *, apart: bool, alone: bool) -> Iterator[Edit]:
    """Yield the edits of one pair; a fullwidth bracket brings its own blank, items keep theirs.

    ``alone`` tells that no other bracket has taken the blank before it.
    """
    first, last = start, end + 1
    blank = regex(f"[^{BLANKS}\\n]{AFTER_PARTING} \\Z")
    if text[start] == "(":
        after = start + 1
        if alone and blank.search(text[max(0, start - 3) : start]):
            first -= 1
        if text[after] == " " and after < end:
            after += 1
        yield Edit(first, after, "（", _REASON)
    if text[end] == ")":
        before = end
        if blank.search(text[max(0, end - 2) : end]) and before - 1 > start + 1:
            before -= 1
        if not apart and regex(f" {BEFORE_PARTING}(?!{CHOICE})[^{BLANKS}\\n]").match(text, last):
            last += 1
        yield Edit(before, last, "）", _REASON)
