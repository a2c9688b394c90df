"""How a text sets its marks apart, for the steps that take blanks and that widen marks."""

from __future__ import annotations

from unionclean.chars import HAN, regex

_APART = rf"(?<=[{HAN}] )[,;:，。；：、！？](?= [{HAN}])"
_BESIDE = rf"(?<=[{HAN}])[,;:，。；：、！？](?=[{HAN}])"
_FEWEST = 5
_TIMES = 4


_TONED = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
_FEWEST_CELLS = 3
_LONGEST_ROW = 400  # characters

_SHORT = r"[^\r\n]{1,3}\r?"
_LISTED = rf"(?:\A|\n){_SHORT}\n{_SHORT}\n(?:##)?\Z"
_LISTS_ON = rf"\r?\n{_SHORT}\n{_SHORT}(?:\n|\Z)"
_REACH = 12


def is_in_list(text: str, start: int, end: int) -> bool:
    r"""Tell whether a line of nothing but ``text[start:end]`` is one of a list of characters.

    >>> is_in_list("甲\n。\n\u3000\n、\n？", 4, 5)
    True
    """
    return (
        regex(_LISTED).search(text[max(0, start - _REACH) : start]) is not None
        and regex(_LISTS_ON).match(text, end) is not None
    )


def spaces_marks(text: str) -> bool:
    """Tell whether the marks of a text have a blank on either side: then none is spoken of.

    Programs that cut a text into words write so; an author does it once, to name a mark.

    >>> spaces_marks("今天 , 天气 很 好 , 我们 : 出去 , 散步 ; 晚上 , 回来")
    True
    >>> spaces_marks("按 ? 键，预期 ) 或 ] ，")
    False
    """
    apart = len(regex(_APART).findall(text))
    return apart >= _FEWEST and apart >= _TIMES * len(regex(_BESIDE).findall(text))


def is_under_reading(text: str, first: int, last: int) -> bool:
    r"""Tell whether the line ``text[first:last]`` stands under, or over, its own reading.

    Textbooks set each word and each mark of the one below that of the other.

    >>> is_under_reading("nǐ hǎo ma ?\\n你 好 吗 ？", 12, 19)
    True
    """
    cells = len(text[first:last].split()) if last - first <= _LONGEST_ROW else 0
    if cells < _FEWEST_CELLS:
        return False
    far = max(0, first - _LONGEST_ROW)
    start = text.rfind("\n", far, max(0, first - 1))
    above = text[start + 1 : first] if start >= 0 or not far else ""
    below = text[last + 1 : last + _LONGEST_ROW].partition("\n")[0]
    return any(
        regex(_TONED).search(row) is not None
        and regex(f"[{HAN}]").search(row) is None
        and len(row.split()) == cells
        for row in (above, below)
    )
