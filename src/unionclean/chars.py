r"""Character classes that all steps share, as ready pieces for regular expressions.

Chinese has no blanks between words, so ``\w``, ``\b`` and ``\S+`` mean the wrong thing beside
Han. Rules use these explicit classes instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, AnyStr, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Unicode 16 blocks of unified ideographs (main block, extensions A to I) and 〇, the digit zero.
# Compatibility ideographs (U+F900) are left out: the step `controls` folds them where it is safe.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Inside a character class: one Han character."""

STOPS = "，。、；：？！"
"""Pause and stop marks (W3C clreq), fullwidth."""

OPENING = "（《〈「『【〔“‘［｛"
CLOSING = "）》〉」』】〕”’］｝"
"""Brackets and quotation marks of Chinese text."""

CJK_MARKS = STOPS + OPENING + CLOSING + "…—·～﹏￥％"
"""Marks that belong to Chinese text: no blank is written beside them."""

BLANKS = " \t\u00a0\u3000\u1680\u2000-\u200a\u202f\u205f"
"""Inside a character class: blanks within a line (line ends are not blanks)."""

COMMON_HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后"
    "作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只"
    "从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向"
    "头文体政美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东"
)
"""The commonest characters of written Chinese, commonest first."""

PRIVATE_USE = "\ue000-\uf8ff"
"""Inside a character class: the private-use area, which Windows-936 uses for unmapped pairs."""

_FEW: Final = 500  # looks for one character that cost less than one for several in 100,000


@cache
def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``pattern`` compiled, once per process and only when first used.

    Compiling a large character class takes milliseconds, which a pipe of clean text never pays.
    """
    return re.compile(pattern, flags)


def holds(text: AnyStr, sign: AnyStr) -> bool:
    """Tell whether ``sign``, of several characters, is in ``text`` (or bytes in others).

    One character is found at the speed of the memory, several are not; and text seldom holds the
    first one of a sign.
    """
    first = sign[:1]
    place = text.find(first)
    for _ in range(_FEW):
        if place < 0 or text.startswith(sign, place):
            return place >= 0
        place = text.find(first, place + 1)
    return text.find(sign, place) >= 0 <= place


def is_han(char: str) -> bool:
    """Tell whether ``char`` (one character) is a Han character.

    >>> is_han("漢"), is_han("〇"), is_han("，"), is_han("A")
    (True, True, False, False)
    """
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "\u3007"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def count_han(text: str) -> int:
    """Return the number of Han characters of the main block and extension A.

    Rarer characters do not move a share of a document.
    """
    # U+3400 to U+9FFF are the units of UTF-16 whose high byte is 0x34 to 0x9F: eight times as
    # fast as a pattern.
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(high) - len(high.translate(None, _HAN_BYTES))


_HAN_BYTES: Final = bytes(range(0x34, 0xA0))


def pair_marks(text: str, partners: Mapping[str, str]) -> tuple[int, int]:
    """Return how many marks of ``text`` close what is open, and how many have no partner.

    ``partners`` has the closing mark of each opening one.

    >>> pair_marks("（甲）乙）「", {"（": "）", "「": "」"})
    (1, 2)
    """
    closing = frozenset(partners.values())
    opened: list[str] = []
    closed = lone = 0
    for char in text:
        if char in partners:
            opened.append(partners[char])
        elif char in closing:
            if opened and opened[-1] == char:
                opened.pop()
                closed += 1
            else:
                lone += 1
    return closed, lone + len(opened)
