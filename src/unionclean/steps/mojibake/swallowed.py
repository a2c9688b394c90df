"""What a mark of lost bytes has swallowed: the ASCII character behind them, if it left a trace.

Windows reads two bytes as a pair or not at all, and so writes one "?" for a byte of UTF-8 together
with the quotation mark, blank or line end after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.choices import lost_before
from unionclean.steps.mojibake.codepages import byte_table
from unionclean.steps.mojibake.euro import CP936_UTF8, GB18030_UTF8
from unionclean.steps.mojibake.reader import MARKS

if TYPE_CHECKING:
    from unionclean.steps.mojibake.reader import Known, Layout
    from unionclean.steps.mojibake.readings import Reading

_OF_GBK: Final = (GB18030_UTF8, CP936_UTF8)
_ENDS: Final = "。！？…"
_CLOSED: Final = r"[!-/:-@\[-`{-~]{1,2}\s*$"  # what ends a line: strong words, brackets
_WORD: Final = "[A-Za-z0-9$@#_({\\[<`'\"]"
# What only a line begins with: indented, a line of a remark, an item, a heading.
_INDENTED: Final = r"  |\t|```| \* | \*/"
_ITEM: Final = r"(?:[-*+•] |[0-9]{1,2}\. |#{1,6} |> )(?=[*`A-Za-z\x80-\U0010ffff])"
_BEGUN: Final = rf"(?:  |\t)[ \t]*\S|{_ITEM}"
# What a list or code begins with, which a colon introduces.
_LISTED: Final = r"[-*+•·] |[0-9]{1,2}[.)、]|[（(][0-9一二三四五]|[①-⑳]|```|~~~|\||> |[$@{<\[]"
_REMARK: Final = r"(?:^|\s)(?://|#|--)[ \t]"  # goes on to the end of its line
_CODE: Final = (
    r"[@}]|/\*|(?:import|export|package|from|using|class|def|return|const) "
    r"|[^\x80-\U0010ffff]*[;{}(),:>\]]\s*$"
)
_BEHIND: Final = r"\s+(?:#|//|/\*|--) "  # a remark behind what it is about
_SETTING: Final = r"[A-Za-z_][A-Za-z0-9_.-]*: "
_SET_OFF: Final = r"\*/|-->|\||//|/\*|<!--|- | +#"  # signs with a blank before them
_TAG: Final = "/[A-Za-z][A-Za-z0-9-]{0,20}>"  # what is left of </div>
# A quotation mark behind a letter is an apostrophe.
_QUOTES: Final = "[\"`]|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])"
# What stands before one that opens a string: f"…" of Python, too.
_OPENING: Final = r"(?:^|[\s(\[{,=:+>!?&|]|[^\x00-\x7f]|(?<![A-Za-z0-9])[A-Za-z$@])$"
_TRIPLE: Final = ('"""', "'''")
_AFTER_QUOTE: Final = r"\s*(?:$|[,;:.)\]}>+|?&=-]|/?>|//|#|%|[a-z-]+=|--)"
_NEXT_STRING: Final = r"\s*,\s*[\"'`](?![,)\]}]|$)"


def swallowed(guess: str, left: str, text: str, end: int, context: tuple[Reading, Known]) -> str:
    """Return the ASCII character that a mark of ``text`` before ``end`` has swallowed.

    ``guess`` is what was restored there, and ``left`` what stands before that in the line. Most
    leave no trace, and nothing is restored of them.
    """
    reading, known = context
    reader, layout = known.reader, known.layout
    mark, following = text[end - 1], text[end : end + 1]
    if reading not in _OF_GBK or mark not in MARKS or guess[-1] in MARKS:
        return ""
    stop = text.find("\n", end)
    right = text[end : stop if stop >= 0 else len(text)]
    left = left.rpartition("\n")[2]
    if mark == "?" and regex(_TAG).match(right):
        return "<"
    byte = byte_table(reading.wrong)[ord(following)][:1] if following else ""
    alone = guess[-1].encode()[-1] in lost_before(reading.wrong, byte)
    if not reader.swallows(asks=mark == "?") or (alone and not (reader.euro and mark == "?")):
        return ""
    closing = _closing(left, right)
    if closing:
        return closing
    if not right:
        return "\n" if layout.ended and following else ""
    if layout.breaks and _begins_line(left, guess, right, layout):
        return "\n"
    # A sentence, and Chinese, seldom goes on with a blank or a mark of ASCII.
    if layout.breaks and guess[-1] in _ENDS and not regex(_CLOSED).match(right):
        return "\n"
    if regex(_SET_OFF).match(right):
        return " "
    if guess[-1] in CJK_MARKS:
        return ""  # no blank follows those
    spaced = layout.spaced and following >= "\x80"
    return " " if spaced or regex(_WORD).match(right) else ""


def _begins_line(left: str, guess: str, right: str, layout: Layout) -> bool:
    """Tell whether ``right`` is what a line begins with, and none goes on with after ``guess``."""
    if right >= "\x80":
        return layout.rows
    if regex(_BEHIND).match(right) and not regex(_REMARK).search(left):
        return False
    if regex(_INDENTED).match(right):
        return True
    if regex(_ITEM).match(right):
        # A dash stands between words, too, as in the names of what to choose one after the other.
        if left.rfind("「") > left.rfind("」") or left.rfind("“") > left.rfind("”"):
            return False
        return layout.listed and (guess[-1] in CJK_MARKS or bool(regex(rf"\s*{_ITEM}").match(left)))
    if regex(_REMARK).search(left) and right.isascii():
        return regex(_CODE).match(right) is not None
    return (
        regex(_SETTING).match(right) is not None
        and regex(rf"\s*{_SETTING}").match(left) is not None
    )


def suited_to(text: str, end: int) -> str:
    """Return the mark that the line which may end at ``end`` ends with, if what follows tells.

    A colon introduces a list, a table or code, and items of a list end in semicolons. A line end
    may have been swallowed: then what follows begins as only a line does.
    """
    start = text.rfind("\n", 0, end) + 1
    item = regex(rf"\s*{_ITEM}").match(text, start) is not None
    if regex(_BEGUN).match(text, end):
        return "；" if item and regex(_ITEM).match(text, end) else "："
    hit = regex("[ \\t\r]*\n\\s*").match(text, end)
    if hit is None or not regex(_LISTED).match(text, hit.end()):
        return ""
    return "；" if item and regex(_ITEM).match(text, hit.end()) else "："


def _closing(left: str, right: str) -> str:
    """Return what closes a remark, strong words or a string that nothing in ``right`` closes."""
    if right.startswith("/") and left.rfind("/*") > left.rfind("*/"):
        return "*"
    if right.startswith("*") and not right.startswith(("**", "*/")) and left.count("**") % 2:
        return "*"
    for triple in _TRIPLE:
        if left.count(triple) % 2:
            return triple[0] if right.startswith(triple[1:]) and triple not in right else ""
        left = left.replace(triple, "")
    open_ = ""
    for hit in regex(_QUOTES).finditer(left):
        if open_ or regex(_OPENING).search(left, max(hit.start() - 2, 0), hit.start()):
            open_ = "" if hit[0] == open_ else open_ or hit[0]
    if not open_ or not regex(_AFTER_QUOTE).match(right):
        return ""
    closes = right.count(open_) % 2 == 0 or regex(_NEXT_STRING).match(right)
    return open_ if closes else ""
