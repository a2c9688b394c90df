"""What web pages leave in a text: &nbsp; &ldquo; &mdash;, and line ends that were written out.

They are a fault in prose. In markup, code, messages of programs and texts about any of these they
are what the author wrote, so only lines of Chinese prose without such signs are touched.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, CLOSING, HAN, OPENING, regex
from unionclean.edits import Edit
from unionclean.programs import is_program
from unionclean.steps.mojibake.escapes import SPEAKS
from unionclean.steps.mojibake.meant import CODE, PLACE
from unionclean.steps.mojibake.plausible import lines_at, lines_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMES: Final = (
    "nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|sbquo|bdquo|laquo|raquo|mdash|ndash|hellip"
    "|middot|bull|times|divide|plusmn|deg|permil|yen|pound|euro|cent|copy|reg|trade|sect|para"
    "|larr|rarr|uarr|darr|frac12|sup2|sup3|alpha|beta|gamma|delta|omega|mu|pi|zwj|zwnj|shy"
)
_PLAIN: Final = "quot|amp(?!;(?:amp;){0,3}#)|apos|#39|lt|gt"  # &amp;#20013; is no named one
_NAMED: Final = f"&(?:amp;)?(?:{_NAMES}|{_PLAIN});"
# Of signs between a letter and a number, programs delete the "&": 差异显著（Plt;0.05）. What is
# always the same comes first, because it is searched for many times faster.
_BARE: Final = (
    r"t;(?:(?<=[^A-Za-z][A-Za-z][lg]t;)|(?<=[^A-Za-z][A-Za-z] [lg]t;))(?= ?-?[0-9]*\.?[0-9])"
)
# Places for values in messages, and markup. One by one, because each begins with a sign of its own,
# which is found many times faster.
_NO_PROSE: Final = (
    PLACE,
    r"\{[0-9]\}",
    r"</?[A-Za-z!][^<>\n]{0,200}>",
    r"&(?:amp;)?lt;[A-Za-z/!]",
)
# Fences, headings, links, code and strong words.
_MARKDOWN: Final = (
    r"\n[ \t]*(?:```|~~~)",
    r"\n#{1,6} [^\n]*\n\n",
    r"\]\([^()\s]+\)",
    r"`[^`\n]+`",
    r"\*\*[^*\n]+\*\*",
)
_BREAK: Final = r"\\(?:r\\n|[nt])(?:\\r\\n|\\[nt])*"
_ABOUT_BREAKS: Final = "换行|換行|回车|制表|字符|字串|代码|程式|[Pp]rint|斜杠|斜線|LaTeX|路径|路徑"
_BEFORE_BREAK: Final = f"[{HAN}{CJK_MARKS}0-9　.!?)]"
_AFTER_BREAK: Final = f"[\\[(]?[{HAN}{CJK_MARKS}0-9　●■◆▲★①-⑳]|\\n|$"
_ENDS: Final = "[。！？；…”：』」]"
# Data, in which programs read the escape: a setting, a tag, a word in quotes that hold it all.
_DATUM: Final = (
    r"\s*(?:- )?[\"']?[A-Za-z_][A-Za-z0-9_ .@-]{0,60}[\"']?\s*[=:]|\s*(?:[<'\"]|\([0-9'])"
    r"|[^\"\n]*(?:\"[^\"\n]*\"\s*)+\Z"
)


def find_named(text: str, places: Sequence[int] | None = None) -> Iterator[Edit]:
    """Yield an edit for each named reference in a line of Chinese prose.

    ``places`` are those of the signs that begin escapes, if they are known.
    """
    from html import unescape

    lines = list(_lines(_NAMED, text, places))
    if not lines or any(regex(sign).search(text) for sign in _NO_PROSE) or _is_markdown(text):
        return
    found: list[Edit] = []
    touching = False
    for start, end in lines:
        line = text[start:end].removesuffix("\r")
        if not _is_prose(line):
            continue
        for hit in regex(_NAMED).finditer(line):
            new = unescape(regex("&amp;(?=.)").sub("&", hit.group()))
            found.append(
                Edit(start + hit.start(), start + hit.end(), new, "named reference", "exact")
            )
            touching = touching or _is_touching(line, hit.start(), hit.end())
    # Messages of programs have blanks around them, or one &hellip; at the end.
    if touching:
        yield from found


def _is_markdown(text: str) -> bool:
    """Tell whether ``text`` has the marks of Markdown, whose authors write references."""
    return any(regex(sign).search(f"\n{text}") for sign in _MARKDOWN)


def find_bare(text: str) -> Iterator[Edit]:
    """Yield an edit for each "<" and ">" of a Chinese line that was escaped and lost its "&"."""
    for start, end in lines_with(_BARE, text):
        if not _is_prose(text[start:end]):
            continue
        for hit in regex(_BARE).finditer(text, start, end):
            at = hit.start() - 1
            new = "<" if text[at] == "l" else ">"
            yield Edit(at, at + 3, new, "named reference that lost its sign", "likely")


def find_breaks(text: str, places: Sequence[int] | None = None) -> Iterator[Edit]:
    r"""Yield an edit for each \n, \r\n and \t that stands for a line end or a tab."""
    found: list[Edit] = []
    sure = 0
    lines = list(_lines(_BREAK, text, places))
    if not lines or regex(PLACE).search(text) or is_program(f"\n{text}\n"):
        return
    for start, end in lines:
        line = text[start:end]
        named = regex(rf"[{OPENING}](?:{_BREAK})[{CLOSING}]").search(line)  # 换行（\\n）
        datum = regex(_DATUM).match(line) or "\t" in line.strip()  # a row would be torn
        if named or datum or not _is_prose(line) or regex(_ABOUT_BREAKS).search(line):
            continue
        for hit in regex(_BREAK).finditer(line):
            before = line[max(hit.start() - 1, 0) : hit.start()]
            if not regex(_BEFORE_BREAK).match(before):
                continue
            if not regex(_AFTER_BREAK).match(line, hit.end()):
                continue
            sure += regex(_ENDS).match(before) is not None
            new = hit.group().replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", "\t")
            reason = "line end written as an escape"
            found.append(Edit(start + hit.start(), start + hit.end(), new, reason, "exact"))
    # One of them in the middle of a sentence may be anything; an end of a sentence is one.
    if sure or len(found) >= 2:
        yield from found


def _lines(pattern: str, text: str, places: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield the lines with ``pattern``, which is at some of ``places``, if they are known."""
    if places is None:
        return lines_with(pattern, text)
    return lines_at(filter(partial(regex(pattern).match, text), places), text)


def _is_touching(line: str, start: int, end: int) -> bool:
    """Tell whether the reference stands in a Chinese sentence as its own marks do."""
    chinese = regex(f"[{HAN}{CJK_MARKS}]")
    if chinese.match(line, end):
        return True
    return start > 0 and end < len(line) and chinese.match(line, start - 1) is not None


def _is_prose(line: str) -> bool:
    if len(regex(f"[{HAN}]").findall(line)) < 2:
        return False
    bare = regex(f"{_NAMED}|{_BREAK}").sub("", line)
    return not regex(SPEAKS).search(bare) and not regex(CODE).search(bare)
