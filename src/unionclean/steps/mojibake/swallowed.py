"""What a mark of lost bytes has swallowed: the ASCII character behind them, if it left a trace.

Windows reads two bytes as a pair or not at all, and so writes one "?" for a byte of UTF-8 together
with the quotation mark, blank or line end after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.choices import lost_before
from unionclean.steps.mojibake.codepages import byte_table
from unionclean.steps.mojibake.euro import CP936_UTF8, GB18030_UTF8
from unionclean.steps.mojibake.reader import MARKS

if TYPE_CHECKING:
    from unionclean.steps.mojibake.reader import Known
    from unionclean.steps.mojibake.readings import Reading

_OF_GBK: Final = (GB18030_UTF8, CP936_UTF8)
_ENDS: Final = "。！？…"
_INDENTED: Final = "  |\t|```"  # only a line begins so
_CLOSED: Final = r"[!-/:-@\[-`{-~]{1,2}\s*$"  # what ends a line: strong words, brackets
_WORD: Final = "[A-Za-z0-9$@#_({\\[<`'\"]"
# How items of lists and tables begin, and code; after a blank line, too, where none was there.
_LISTED: Final = r"[-*+•·] |[0-9]{1,2}[.)、]|[（(][0-9一二三四五]|[①-⑳]|```|~~~|\||> |[$@{<\[]"
_ITEM: Final = r"(?:[-*+•] |[0-9]{1,2}\. |#{1,6} |\| |```)(?=[^\x00-\x7f`A-Za-z*])"
_BEGUN: Final = rf"(?:  |\t)[ \t]*\S|{_ITEM}"
_TAG: Final = "/[A-Za-z][A-Za-z0-9-]{0,20}>"  # what is left of </div>
# What stands in a string: a quotation mark behind a letter is an apostrophe.
_QUOTES: Final = "[\"`]|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])"
_TRIPLE: Final = ('"""', "'''")
_AFTER_QUOTE: Final = r"\s*(?:$|[,;:.)\]}>+|?&=-]|/?>|//|#|%|[a-z-]+=|--)"


def swallowed(guess: str, text: str, end: int, reading: Reading, known: Known) -> str:
    """Return the ASCII character that a mark of ``text`` before ``end`` has swallowed.

    ``guess`` is what was restored there. Most leave no trace, and nothing is restored of them.
    """
    reader, layout, *_ = known
    mark, following = text[end - 1], text[end : end + 1]
    if reading not in _OF_GBK or mark not in MARKS or guess[-1] in MARKS:
        return ""
    byte = byte_table(reading.wrong)[ord(following)][:1] if following else ""
    alone = guess[-1].encode()[-1] in lost_before(reading.wrong, byte)
    if not reader.swallows(asks=mark == "?") or (alone and not (reader.euro and mark == "?")):
        return ""
    closing = _closing(text, end)
    if closing:
        return closing
    if layout.ended and following == "\n":
        return "\n"
    if layout.breaks and following > "\n":
        # A sentence, and Chinese, seldom goes on with a blank or a mark of ASCII.
        of_lines = following >= "\x80" and layout.rows and "\n" in text
        ends = guess[-1] in _ENDS and not regex(_CLOSED, re.MULTILINE).match(text, end)
        if of_lines or ends or regex(f"{_INDENTED}|{_ITEM}").match(text, end):
            return "\n"
    if guess[-1] in CJK_MARKS:
        return ""  # no blank follows those
    spaced = layout.spaced and following >= "\x80"
    return " " if spaced or regex(_WORD).match(text, end) else ""


def opens_list(text: str, end: int) -> bool:
    """Tell whether a list, a table or code begins behind ``end``, where a line may end.

    A line end may have been swallowed: then what follows begins as only a line does.
    """
    if regex(_BEGUN).match(text, end):
        return True
    hit = regex("[ \\t\r]*\n\\s*").match(text, end)
    return hit is not None and regex(_LISTED).match(text, hit.end()) is not None


def _closing(text: str, end: int) -> str:
    """Return what closes a tag, a remark or a string that nothing else behind ``end`` closes."""
    start = text.rfind("\n", 0, end) + 1
    stop = text.find("\n", end)
    left, right = text[start : end - 1], text[end : stop if stop >= 0 else len(text)]
    if regex(_TAG).match(right):
        return "<"
    if right.startswith("/") and left.rfind("/*") > left.rfind("*/"):
        return "*"
    if right[:1] == "*" != right[1:2] and left.count("**") % 2:
        return "*"
    for triple in _TRIPLE:
        if left.count(triple) % 2:
            return triple[0] if right.startswith(triple[1:]) and triple not in right else ""
        left = left.replace(triple, "")
    open_ = ""
    for hit in regex(_QUOTES).finditer(left):
        open_ = "" if hit[0] == open_ else open_ or hit[0]
    closes = regex(_AFTER_QUOTE).match(right) and right.count(open_) % 2 == 0
    return open_ if open_ and closes else ""
