"""Signs that were set, not written: tables and pictures of box characters, alphabets, Bopomofo.

All of them are bytes of something in one encoding or another, and by chance of likely characters.
What gives them away is their order, which bytes of text do not have.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import Final

from unionclean.chars import regex

_BOX_FIRST: Final = "\u2500"
_BOX_LAST: Final = "\u259f"
_LINES: Final = frozenset("─━│┃┄┅┆┇┈┉┊┋═║▀▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓")
_FRAME: Final = "[┌┏╔╒╓╭└┗╚╘╙╰├┣╠][─━═]{2,}[┐┓╗╕╖╮┘┛╝╛╜╯┤┫╣┬┴╦╩]"
_BOPOMOFO: Final = frozenset(map(chr, range(0x3105, 0x3130))) | frozenset("ˉˊˇˋ˙")
_LONG: Final = 6  # of one box character in a row: three equal pairs of equal bytes, a ruled line
_FEW: Final = 4  # signs that make an order; three may have one by chance
# Of misread bytes one in ten is a shade or a block, and of pictures nearly all are.
_SHADES: Final = frozenset("░▒▓█▄▌▐▀")
_SHADED: Final = 0.6
# Letters that are the byte A1: two are a blank that Chinese lines are indented by.
_BLANKS: Final = frozenset("íЎ")
# Of one in nine bytes of GBK; six in a row are letters drawn of lines.
_DOUBLE: Final = frozenset("═║╔╗╚╝╠╣╦╩╬")
_REPEATED: Final = 0.4  # share of one character: ┌─┬─┐
_SMALL_STEP: Final = 2  # between neighbours of an alphabet: kana have small letters between
# A letter between two bytes is half of a pair of Big5; in an alphabet, none stands so.
_BYTE: Final = "[\x80-\u20ff\uff61-\uff9f]"
_BETWEEN: Final = f"{_BYTE}[@-~]{_BYTE}"


def is_drawn(damaged: str) -> bool:
    """Tell whether a stretch that reads like misread bytes has an order that text never has."""
    signs = [char for char in damaged if char >= "\x80" and not char.isspace()]
    if not signs:
        return False
    if _is_box(damaged, signs) or _is_picture(signs):
        return True
    if sum(char in _BOPOMOFO for char in signs) * 2 > len(signs):
        return True
    if len(signs) < _FEW:
        return False
    if all(len(word) == 1 for word in damaged.split()):
        return True
    if regex(_BETWEEN).search(damaged):
        return False
    steps = [ord(after) - ord(before) for before, after in pairwise(signs)]
    return sum(0 < step <= _SMALL_STEP for step in steps) * 2 > len(steps)


def _is_box(damaged: str, signs: list[str]) -> bool:
    for char, group in groupby(damaged):
        if _may_be_ruled(char) and len(list(group)) >= _LONG:
            return True
    if not all(_BOX_FIRST <= char <= _BOX_LAST for char in signs):
        return False
    # What is drawn repeats a line or a shade; of eight misread bytes, three may be the same corner.
    if regex(_FRAME).search(damaged):
        return True
    (char, count), *_ = Counter(signs).most_common(1)
    return count >= _REPEATED * len(signs) and len(signs) >= _FEW and char in _LINES


def _may_be_ruled(char: str) -> bool:
    """Tell whether many of ``char`` in a row are a line, a map's ground or a scream (ААААААА)."""
    if _BOX_FIRST <= char <= _BOX_LAST:
        return True
    return "\x80" <= char < _BOX_FIRST and char.isalpha() and char not in _BLANKS


def _is_picture(signs: list[str]) -> bool:
    """Tell whether shades or double lines make up the stretch, as in letters drawn of them."""
    shades = sum(char in _SHADES for char in signs)
    if len(signs) >= _FEW and shades >= _SHADED * len(signs):
        return True
    return len(signs) >= _LONG and _DOUBLE.issuperset(signs)
