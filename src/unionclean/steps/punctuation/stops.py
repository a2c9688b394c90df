"""Halfwidth , ; : ? ! in Chinese sentences."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from unionclean.chars import CLOSING, HAN, OPENING, STOPS, is_han, regex
from unionclean.edits import Edit, Note
from unionclean.prose import Lines
from unionclean.steps.punctuation import habits
from unionclean.steps.punctuation.around import (
    is_mentioned,
    is_syntax,
    look_left,
    look_right,
    with_blanks,
)
from unionclean.steps.punctuation.lost import is_lossy, is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

_FULL = str.maketrans(",;:?!", "，；：？！")
_REASON = "halfwidth mark in Chinese"

_ELLIPSIS = ",,,"  # as people type it; two commas are one that stands twice
_MARK = ",{3,}|[,;]|:(?<!::)(?!:)|[?!]+"  # :: is a sign of its own

# What counts as Chinese beside a mark: Han, brackets and quotes, the placeholder ×, … and —,
# fullwidth letters and digits (０-９ Ａ-Ｚ ａ-ｚ), and signs like ① ℃ ㎡.
_CHINESE = f"{HAN}×…—·％℃℉№℡\u2460-\u24ff\u3200-\u33ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_LEFT = f"[{_CHINESE}{CLOSING}]"
_RIGHT = f"[{_CHINESE}{OPENING}]"
_BETWEEN_HAN = f"(?:(?<=[{HAN}]{{2}})|(?<=[”」』》】]))[,;:?!](?=[{HAN}]{{2}}|[「『《【])"

# :) ;-( :D at the end of a phrase. ":(" opens a bracket when that is closed on the same line.
_FACE = (
    r"[:;]'?-?\)|[:;]'?-?\((?![^()\n]{0,80}(?<![:;])(?<![:;]-)\))"
    r"|(?<![案选選项項])[:;]-?[DPp](?![A-Za-z0-9])"
)

# :help, :q! and ""; what begins with a sign after a blank or a quote is typed as it stands.
_COMMAND = r"[:/!\\$@#%~-][!-~]*\Z"
_LONGEST_COMMAND = 40
_LONGEST_QUOTE = 40
_MACRO = r"[a-z_]{2}![(\[{]"  # println!("…"), which is also written try! 宏

# PHP,Java,然后: the last comma of a run of Latin words belongs with those before it.
_WORD = "[A-Za-z][A-Za-z0-9.+#_-]{0,40}"
_RUN = rf"(?<![A-Za-z0-9.+#_,-])(?:{_WORD},){{1,20}}{_WORD}\Z"
_LONGEST_RUN = 200
_WORD_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+#_-")

# Redis, Kafka, 和: so does that of a list with blanks.
_IN_LIST = r"[A-Za-z0-9+#.)], [A-Za-z][A-Za-z0-9.+#'_ -]{0,40}\Z"
_LONGEST_ITEM = 44

_NUMBERED = f"[{HAN}] ?[0-9]{{1,3}}\\Z"  # 问题1: 图 2:
_NEXT_NUMBER = f" [0-9]{{1,2}}[.、)）] ?[{HAN}]"  # ; 2. 乙

_ABOUT_SLICES = "切片|下标|下標|索引|数组|陣列|列表|Python"

_SENTENCE_END = "[。！？!?…]"
_LONGEST_SENTENCE = 200

# A label at the beginning of its line, whatever its value: 出品:Great Northern Pictures
_BEFORE_LABEL = " \t\u3000-•·*.、)）0123456789"
_LONGEST_LABEL = 8
_FEWEST_SPEAKERS = 2

_SAID = "[A-Za-z], ?[“‘][A-Za-z]"  # he said, “One moment.”

_ENTITY = rf"[&#]#?[A-Za-z0-9]{{1,8}}\Z|(?<![A-Za-z0-9{HAN}])&#?x?[{HAN}]{{1,8}}\Z"  # also #xff0c;
_QUERY = r"\?[A-Za-z_]{1,20}="

# Between two clauses or at the end of a line; "一." at its beginning is a numbering.
_FULL_STOP = f"\\.(?<=[{HAN}][{HAN}][{HAN}]\\.)(?= ?[{HAN}]|[\r\n]|\\Z)"


def find_stops(text: str, evidence: Evidence) -> Iterator[Edit | Note]:
    """Yield an edit for each halfwidth mark that belongs to a Chinese sentence."""
    judge = _Judge(text)
    done = 0
    for match in regex(_MARK).finditer(text):
        start, end = match.span()
        # Most marks of a clean document stand in Latin text: reject those at once.
        reach = 5 if match[0] == ";" else 3
        around = text[max(0, start - 3) : start] + text[end : end + reach]
        if start in evidence.once(habits.find_runs):
            if judge.is_in_prose(start):
                yield Edit(start, end, match[0].translate(_FULL), _REASON)
            continue
        if (
            start < done
            or match[0].startswith(_ELLIPSIS)
            or (around.isascii() and not (match[0] in "?!" and text[end : end + 1] in ("", "\n")))
        ):
            continue
        if is_mentioned(text, start, end) and not evidence.once(habits.is_spaced_out):
            continue
        if not judge.is_chinese(match[0], start, end) or _ends_run(text, match[0], start):
            continue
        if "?" in match[0] and is_lost(text, match[0], start, lossy=evidence.once(is_lossy)):
            yield Note(start, end, "a question mark, or a character that was lost")
            continue
        apart = (
            match[0][0] in "?!"
            and text[end : end + 1] == " "
            and evidence.once(habits.parts_sentences)
        )
        start, end = with_blanks(text, start, end, match[0], apart=apart)
        done = end
        yield Edit(start, end, match[0].translate(_FULL), _REASON)


def find_full_stops(text: str) -> Iterator[Note]:
    """Yield one note about the halfwidth full stops after Chinese sentences, at the first.

    They stay: a wrong 。 in a number, a numbering or an abbreviation costs more than it gives.
    """
    found = regex(_FULL_STOP).findall(text)
    first = regex(_FULL_STOP).search(text)
    if first:
        message = f"halfwidth full stop after Chinese ({len(found)} in the document)"
        yield Note(first.end() - 1, first.end(), message)


class _Judge:
    """Decides about one mark after the other, in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)

    def is_in_prose(self, start: int) -> bool:
        """Tell whether the place lies in Chinese words, not in data; ask in rising order."""
        return not self._lines.is_protected(start) and self._lines.is_chinese(start)

    def is_chinese(self, mark: str, start: int, end: int) -> bool:
        """Tell whether the mark at ``start`` is one of a Chinese sentence."""
        text = self._text
        if self._lines.is_protected(start) or _is_command(text, mark, start):
            return False
        if is_syntax(text, mark, start) or (mark == "!" and self._is_macro(start)):
            return False
        if not self._lines.has_foreign and regex(_BETWEEN_HAN).match(text, start):
            return True
        line = self._lines.at(start)
        left, quoted = look_left(text, start, line[0])
        right, quoting = look_right(text, end, line[1])
        if quoted and (quoting or (not right and mark in ",:")) and _is_cell(text, start):
            return False
        if mark == ":" and self._is_label(start, line[0]):
            return regex(_FACE).match(text, start) is None
        if mark == ":" and _is_slice(text, start) and self._is_about_slices:
            return False
        if not _belongs(text, mark, start, left, right):
            return False
        if mark[0] in "?!" and not _asks_in_chinese(text, start, line[0]):
            return False
        return self._lines.is_chinese(start)

    def _is_label(self, start: int, first: int) -> bool:
        """Tell whether a Chinese label, or one of some speakers, stands before ":"."""
        if start - first > 2 * _LONGEST_LABEL or self._lines.has_foreign:
            return False
        label = self._text[first:start].lstrip(_BEFORE_LABEL)
        if start - first == 1 and label.isascii() and label.isalpha():
            follows = is_han(self._text[start + 1 : start + 2] or " ")
            return follows and self._speakers >= _FEWEST_SPEAKERS and self._is_mostly_chinese
        return (
            2 <= len(label) <= _LONGEST_LABEL
            and all(map(is_han, label))
            and (self._is_mostly_chinese or label in self._labels)
        )

    @cached_property
    def _labels(self) -> frozenset[str]:
        """Labels before Chinese, which are widened there: then they are before English too."""
        before = f"^[{re.escape(_BEFORE_LABEL)}]*"
        return frozenset(
            regex(rf"{before}([{HAN}]{{2,8}}): ?(?=[{HAN}])", re.MULTILINE).findall(self._text)
        )

    @cached_property
    def _is_about_slices(self) -> bool:
        return regex(_ABOUT_SLICES).search(self._text) is not None

    def _is_macro(self, start: int) -> bool:
        before = self._text[max(0, start - 2) : start]
        return self._has_macros and regex(r"[a-z_]{2}\Z").search(before) is not None

    @cached_property
    def _has_macros(self) -> bool:
        return regex(_MACRO).search(self._text) is not None

    @cached_property
    def _speakers(self) -> int:
        return habits.count_speakers(self._text)

    @cached_property
    def _is_mostly_chinese(self) -> bool:
        words = len(regex("[A-Za-z]{2,}").findall(self._text))
        return len(regex(f"[{HAN}]").findall(self._text)) >= 3 * words


def _is_cell(text: str, start: int) -> bool:
    """Tell whether the quotes before a mark hold data, "甲", "乙", and no word of a sentence."""
    before = text[max(0, start - _LONGEST_QUOTE) : start]
    return regex(rf'[{HAN}]"[^"\n]+"\Z').search(before) is None


def _is_command(text: str, mark: str, start: int) -> bool:
    """Tell whether a mark belongs to something that is typed: ``:help``, ``:q!``."""
    before = text[start - 1 : start]
    if mark == ":" and regex("[A-Za-z]").match(text, start + 1):
        return before in "\"' \u3000“‘「『`(（[" or before == "\n"
    if mark in ",;" or not before.isascii():
        return False
    token = regex(rf"(?<![!-~{HAN}])[!-~]+\Z").search(
        text[max(0, start - _LONGEST_COMMAND) : start]
    )
    return token is not None and regex(_COMMAND).match(token[0]) is not None


def _asks_in_chinese(text: str, start: int, first: int) -> bool:
    """Tell whether the sentence that "?" or "!" ends holds Han, as Have you eaten? does not."""
    sentence = text[max(first, start - _LONGEST_SENTENCE) : start]
    clause = regex(_SENTENCE_END).split(sentence)[-1]
    quoted = regex("[:：]").split(clause)[-1]  # 先问一句:May I come in?
    if len(regex("[A-Za-z]+").findall(quoted)) > 1:
        clause = quoted
    return regex(f"[{HAN}]").search(clause) is not None or not any(map(str.isalpha, clause))


def _belongs(text: str, mark: str, start: int, left: str, right: str) -> bool:
    """Tell whether the neighbours of a mark make it one of a Chinese sentence."""
    left_chinese = regex(_LEFT).match(left) is not None
    right_chinese = regex(_RIGHT).match(right) is not None
    if mark in ",;":
        before = text[max(0, start - 10) : start]
        if mark == ";" and (regex(_FACE).match(text, start) or regex(_ENTITY).search(before)):
            return False
        if left_chinese:
            return True
        right_chinese = right_chinese or (
            mark == ";"
            and text[start + 2 : start + 3].isdigit()
            and regex(_NEXT_NUMBER).match(text, start + 1) is not None
        )
        if right in "“‘" and regex(_SAID).search(text[max(0, start - 1) : start + 5]):
            return False
        if mark == ";" and not left:
            return False  # a remark of an assembler or of settings
        word = _is_word(left) or (left == "}" and mark == ",")  # B={x|x>1},则
        return right_chinese and (not left or (word and not _ends_list(text, start)))
    if mark == ":":
        # "name: 张三" and "C:\\文件" are data; a Chinese label is followed by its value.
        if not left_chinese and left.isdigit() and (right_chinese or not right):
            left_chinese = regex(_NUMBERED).search(text[max(0, start - 5) : start]) is not None
        return left_chinese and not regex(_FACE).match(text, start)
    if text.startswith("[", start + len(mark)) or regex(_QUERY).match(
        text, start
    ):  # ![picture](address), 页面?id=3
        return False
    if left in ("？", "！"):
        return True
    return left_chinese or (_is_word(left) and (not right or right_chinese))


def _is_slice(text: str, start: int) -> bool:
    """Tell whether the colon may part a slice: 列表[头:尾]."""
    before = text[max(0, start - _LONGEST_ITEM) : start]
    return (
        regex(rf"[A-Za-z0-9_)\]{HAN}]\[[A-Za-z0-9_{HAN}]{{0,8}}\Z").search(before) is not None
        and regex(rf"[A-Za-z0-9_{HAN}]{{0,8}}\]").match(text, start + 1) is not None
    )


def _ends_run(text: str, mark: str, start: int) -> bool:
    """Tell whether Latin words with commas between them, and no blanks, end at ``start``."""
    before = text[max(0, start - _LONGEST_RUN) : start] if mark == "," else ""
    return before[-1:] in _WORD_ENDS and "," in before and regex(_RUN).search(before) is not None


def _ends_list(text: str, start: int) -> bool:
    """Tell whether the comma is the last of a list of Latin words: Redis, Kafka, 和."""
    before = text[max(0, start - _LONGEST_ITEM) : start]
    return text[start + 1 : start + 2] == " " and regex(_IN_LIST).search(before) is not None


def _is_word(char: str) -> bool:
    """Tell whether ``char`` may end a word or symbol of a Chinese sentence: Python, 5%, 30℃."""
    if char.isascii():
        return char.isalnum() or char in ("%", ")", "+", "`")
    return char not in STOPS
