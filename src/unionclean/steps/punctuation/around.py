"""The characters and blanks beside a mark."""

from __future__ import annotations

from unionclean.chars import BLANKS, HAN, is_han, regex

# Signs with a blank on either side part what stands beside them: the blank is theirs.
_PARTING = r"[-|/+=→&<>*–—:]"
BEFORE_PARTING = rf"(?!{_PARTING}(?:[ \r\n]|\Z))"
AFTER_PARTING = rf"(?<![ \n]{_PARTING})"

_LONGEST_NOTES = 15  # three of them
_NOTE = r"(?:\[[0-9]{1,3}\])+\Z"  # the number of a note: 君子[10]!

_LONGEST_EMPHASIS = 44  # looked at for the other star

# Syntax of Weibo, which programs take apart: 转发 //@甲:好! //@乙:好 and 回复@甲:
_HANDED_ON = r"(?://|回复|回覆)@[^\s:：/@]{1,30}\Z"
# A mark that is spoken of by its name: 用分号 ;：
_NAMED_MARK = "[逗分冒问問叹嘆][号號][ 「“\"'（(]{1,2}\\Z"
_LONGEST_SYNTAX = 40
# A key of a program before its list or block (天德: [), a name of an emoji (:pencil:), and the
# colon of a log of talk behind the time and the speaker ([2023-05-01 12:30:05] 小明: 在吗).
_BLOCK = r": ?[\[{]{1,3}[ \t\r]*(?:\n|\Z)"
_SHORTCODE = r":[a-z][a-z0-9_+-]{1,30}:(?!/)"
_STAMPED = (
    r"(?:\A|\n)[\[(<]?(?:[0-9]{2,4}[-/.][0-9]{1,2}[-/.])?[0-9 T-]{0,6}[0-9]{1,2}:[0-9]{2}"
    r"(?::[0-9]{2})?(?:[.,][0-9]{1,6})?[\])>]?[ \t-]{1,3}[^\s:：，。]{1,16}\Z"
)
# reStructuredText: the end of a field's name (:作者: 甲) or of a target (.. _甲: address), a role
# (:ref:`甲`), a block of code (::).
_FIELD = r"(?:\A|\n)[ \t]*(?::|\.\. _)[^:\n]{1,30}\Z"
_TAGS = r":(?:[^\s:]{1,20}:){1,9}[ \r]*(?:\n|\Z)"  # of Org, at the end of a line: 甲 :水位:
_ROLE = r":[a-z]+(?::[a-z]+)?:[`<]|: +::"

# How far a mark looks past blanks, quotes and brackets for the word beside it.
_REACH = 6


def is_mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether a mark has a blank on both sides: it is spoken of (按 ? 键)."""
    return text[max(0, start - 1) : start] == " " == text[end : end + 1]


def is_syntax(text: str, mark: str, start: int) -> bool:
    """Tell whether a mark parts one who hands on from what he says, or is called by its name."""
    before = text[max(0, start - _LONGEST_SYNTAX) : start]
    blank = before.rfind(" ") + start - len(before)
    if mark == ":" and " " in before and regex(_TAGS).match(text, blank + 1):
        return True
    if mark == ":" and (regex(_ROLE).match(text, start) or regex(_FIELD).search(before)):
        return True
    if mark == ":" and (regex(_BLOCK).match(text, start) or regex(_SHORTCODE).match(text, start)):
        return True
    if mark == ":" and regex(_STAMPED).search(before):
        return True
    if mark == ":" and "@" in before and regex(_HANDED_ON).search(before):
        return True
    return not is_han(before[-1:] or " ") and regex(_NAMED_MARK).search(before[-4:]) is not None


def look_left(text: str, at: int, stop: int) -> tuple[str, bool]:
    """Return the character left of ``at`` that tells its language, and whether it is quoted."""
    quoted = False
    if text[at - 1 : at] == "]":
        note = regex(_NOTE).search(text[max(stop, at - _LONGEST_NOTES) : at])
        at -= len(note[0]) if note else 0
    for position in range(at - 1, max(stop, at - _REACH) - 1, -1):
        char = text[position]
        if char in "\"')]":
            quoted = quoted or char in "\"'"
        elif (
            char == "*"
            and position > stop
            and is_han(text[position - 1])
            and "*" not in text[max(stop, position - _LONGEST_EMPHASIS) : position]
        ):
            return text[position - 1], quoted  # the sign of a note
        elif char not in " \u00a0\u3000":
            return char, quoted
    return ("" if at - _REACH <= stop else " "), quoted


def look_right(text: str, at: int, stop: int) -> tuple[str, bool]:
    """Return the character right of ``at`` that tells its language, and whether it is quoted."""
    quoted = False
    for position in range(at, min(stop, at + _REACH)):
        char = text[position]
        if char in "\"'([":
            quoted = quoted or char in "\"'"
        elif char == "—" and regex("[A-Za-z]").match(text, position + 1):
            return "-", quoted  # —verbose: of an option, or before a Latin word
        elif char not in " \u00a0\u3000":
            return char, quoted
    return ("" if stop <= at + _REACH else " "), quoted


def with_blanks(text: str, start: int, end: int, mark: str, *, apart: bool) -> tuple[int, int]:
    """Take in the one blank on either side that a halfwidth mark had; alignment (more) stays.

    So do the blank before a sentence in another language or of another speaker, that of an author
    who sets sentences ``apart``, and that of a sign that parts (甲, / 乙).
    """
    if regex(f"[^{BLANKS}\\n] \\Z").search(text[max(0, start - 2) : start]):
        start -= 1
    following = rf"(?![A-Za-z]|//@|[{HAN}]{{1,4}}[:：])" if mark[0] in "?!" else ""
    if not apart and regex(f" {BEFORE_PARTING}{following}[^{BLANKS}\\n]").match(text, end):
        end += 1
    return start, end
