r"""Lists that programs read: strings of an array, words with numbers, parts of characters, heads.

They stand inside files that begin or go on with something else, or are all of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# A string before a comma, as an array has them one a line, or with a key: "读取失败", 坚: "堅",
_KEY = r"(?:[^\s:\"'`,]{1,30} ?: ?)?"
_STRING = rf"\n[ \t]*{_KEY}(?:\"[^\"\n]*\"|'[^'\n]*')"
_STRINGS = rf"{_STRING},{_STRING},(?:{_STRING},)*(?:{_STRING})?(?=[ \t]*\n)"

# 手机,21 of a count of words, 黛蓝 #425066 of a table of colours.
_VALUE = r"(?:[0-9]{1,12}(?:\.[0-9]{1,9})?|#[0-9A-Fa-f]{3,8})"
_COUNTED = rf"\n[^\n,;\t ]{{1,20}}[,;\t ] ?{_VALUE}[ \t]*(?=\n)"
# ["黛蓝", "#425066", 66], of a table inside a program.
_ROW = r"\n[ \t]*[\[({]+[\"'][^\n]*[\])}]+,?[ \t]*(?=\n)"
# 澆:a(氵,堯) and 瓑 : 一 丶 王 of what characters are made of.
_PART = "[^\\s\x00-\x2f，。！？；：、]"
_PARTS = rf"\n[^\s:]{{1,6}} ?: ?(?:{_PART}(?: {_PART})*|[a-z?/0-9]{{1,6}}\([^()\n]{{0,20}}\))(?=\n)"
_FEWEST = 5  # lines; a recipe has fewer before its sentences
_MIDDLE = 2_000  # characters
_SHARE = 0.8  # of the lines: some have the mark in their word, or another form
_ENTRIES = (
    *((mark, _COUNTED) for mark in ",;\t "),
    (":", _PARTS),
    *((sign, _ROW) for sign in ("['", '["', "('", '("', "{'", '{"')),
)

# The head of a package or a mail: fields with names, and mostly values, of ASCII.
_HEAD = r"(?:\n[A-Z][A-Za-z-]{1,30}: [^\n]*){4,}"
_OF_ASCII = r"\n[!-~]{1,32} [ -~]*(?=\n|\Z)"


def find_lists(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are such lists, in offsets without the frame."""
    if '",\n' in framed or "',\n" in framed:
        for found in regex(_STRINGS).finditer(framed):
            yield found.start(), found.end()
    head = regex(_HEAD).match(framed)
    if head and 2 * len(regex(_OF_ASCII).findall(head[0])) >= head[0].count("\n"):
        yield 0, head.end()


def is_list(framed: str) -> bool:
    """Tell whether nearly all lines are such entries, told first from those in the middle."""
    begin = framed.find("\n", max(len(framed) - _MIDDLE, 0) // 2)
    middle = framed[begin : framed.rfind("\n", begin, begin + _MIDDLE) + 1]
    return any(
        _are_entries(middle, sign, entry) and _are_entries(framed, sign, entry)
        for sign, entry in _ENTRIES
    )


def _are_entries(framed: str, sign: str, entry: str) -> bool:
    total = framed.count("\n") - 1
    least = _SHARE * total
    return (
        total >= _FEWEST
        and framed.count(sign) >= least
        and len(regex(entry).findall(framed)) >= least
    )
