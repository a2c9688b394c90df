"""How a text sets its marks apart, for the steps that take blanks and that widen marks."""

from __future__ import annotations

from unionclean.chars import HAN, regex

_APART = rf"(?<=[{HAN}] )[,;:，。；：、！？](?= [{HAN}])"
_BESIDE = rf"(?<=[{HAN}])[,;:，。；：、！？](?=[{HAN}])"
_FEWEST = 5
_TIMES = 4


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
