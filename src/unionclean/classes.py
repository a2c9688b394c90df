"""Classes of characters that the language model knows by their kind, not one by one.

Latin letters, kana, private use, …: how often a run of each stands in Chinese documents, and what
follows what. All of Unicode falls into one class or another.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final, NamedTuple

from unionclean.chars import CJK_MARKS


class CharClass(NamedTuple):
    """A class of characters: how often a run of it begins, goes on, and how large it is."""

    begin: float
    stay: float
    size: int


# Shares of runs in Chinese documents, set by hand: only their order of magnitude matters, because
# they decide between readings in quite different alphabets. Sizes are the number of characters in
# real use. What good text practically never holds (private use, controls, U+FFFD) is near zero.
CLASSES: Final[dict[str, CharClass]] = {
    "han": CharClass(0.55, 0.85, 60_000),
    "mark": CharClass(0.10, 0.10, 60),
    "digit": CharClass(0.06, 0.60, 10),
    "latin": CharClass(0.06, 0.80, 30),
    "ascii mark": CharClass(0.05, 0.20, 32),
    "blank": CharClass(0.08, 0.25, 1),
    "break": CharClass(0.08, 0.25, 2),
    "kana": CharClass(3e-3, 0.70, 120),
    "hangul": CharClass(3e-3, 0.75, 1_200),
    "rare hangul": CharClass(1e-6, 0.05, 8_800),
    "cyrillic": CharClass(3e-3, 0.83, 22),
    "cyrillic capital": CharClass(1e-3, 0.25, 30),
    "accented": CharClass(1e-3, 0.05, 25),
    "accented capital": CharClass(2e-4, 0.05, 60),
    "accented rare": CharClass(2e-4, 0.05, 150),
    "greek": CharClass(1e-3, 0.40, 60),
    "hebrew": CharClass(3e-4, 0.80, 30),
    "arabic": CharClass(3e-4, 0.80, 40),
    "thai": CharClass(3e-4, 0.85, 70),
    "combining": CharClass(1e-5, 0.05, 6),
    "symbol": CharClass(3e-3, 0.20, 300),
    "money": CharClass(1e-3, 0.01, 6),
    "fullwidth": CharClass(2e-3, 0.50, 90),
    "fullwidth digit": CharClass(2e-3, 0.70, 10),
    "halfwidth kana": CharClass(1e-5, 0.30, 60),
    "compatibility": CharClass(1e-5, 0.20, 500),
    "other": CharClass(1e-5, 0.50, 50_000),
    "private": CharClass(1e-6, 0.10, 6_400),
    "control": CharClass(1e-7, 0.05, 65),
    "replacement": CharClass(1e-7, 0.05, 1),
}


@cache
def class_of(char: str) -> str:
    """Return the name of the class of ``char``."""
    code = ord(char)
    if code < 0x80:
        if char.isalpha():
            return "latin"
        if char.isdigit():
            return "digit"
        if char in "\n\t\r":
            return "break"
        if char == " ":
            return "blank"
        return "control" if code < 0x20 or code == 0x7F else "ascii mark"
    if char in CJK_MARKS:
        return "mark"
    if char in "€£¥￥￡":
        return "money"
    if "０" <= char <= "９":
        return "fullwidth digit"
    for last, name in _RANGES:
        if code <= last:
            if name == "hangul":
                return _rare_hangul(char)
            if name in {"cyrillic", "accented"} and char.isupper():
                return f"{name} capital"
            return name
    return "other"


def _rare_hangul(char: str) -> str:
    """Return the class of a Hangul syllable: one of the 2,350 of KS X 1001, or a rare one."""
    try:
        common = len(char.encode("euc_kr")) == 2  # the others are spelled out in eight bytes
    except UnicodeEncodeError:
        common = False
    return "hangul" if common else "rare hangul"


# The last code point of each stretch of Unicode and its class.
_RANGES: Final[tuple[tuple[int, str], ...]] = (
    (0x9F, "control"),
    (0xBF, "symbol"),
    (0xFF, "accented"),
    (0x24F, "accented rare"),
    (0x2FF, "other"),
    (0x36F, "combining"),
    (0x3FF, "greek"),
    (0x52F, "cyrillic"),
    (0x58F, "other"),
    (0x5FF, "hebrew"),
    (0x6FF, "arabic"),
    (0xDFF, "other"),
    (0xE7F, "thai"),
    (0x1DFF, "other"),
    (0x1EFF, "accented rare"),
    (0x1FFF, "other"),
    (0x2027, "mark"),
    (0x202F, "control"),
    (0x27BF, "symbol"),
    (0x2FFF, "other"),
    (0x3004, "mark"),
    (0x3007, "han"),
    (0x301F, "mark"),
    (0x303F, "symbol"),
    (0x30FF, "kana"),
    (0x312F, "symbol"),
    (0x318F, "other"),
    (0x33FF, "symbol"),
    (0x9FFF, "han"),
    (0xABFF, "other"),
    (0xD7A3, "hangul"),
    (0xDFFF, "other"),
    (0xF8FF, "private"),
    (0xFAFF, "compatibility"),
    (0xFEFF, "other"),
    (0xFF60, "fullwidth"),
    (0xFF9F, "halfwidth kana"),
    (0xFFEF, "fullwidth"),
    (0xFFFB, "other"),
    (0xFFFD, "replacement"),
    (0x1FFFF, "other"),
    (0x3FFFF, "han"),
    (0x10FFFF, "private"),
)


def transitions() -> dict[tuple[str, str], float]:
    """Return log P(class of a character | class of the one before it)."""
    table: dict[tuple[str, str], float] = {}
    for left, one in CLASSES.items():
        for right, other in CLASSES.items():
            share = one.stay if left == right else (1 - one.stay) * other.begin / (1 - one.begin)
            table[left, right] = math.log(share)
    # Accented letters stand between plain ones (é in café), not in runs.
    table["latin", "accented"] = math.log(0.02)
    table["blank", "accented"] = math.log(0.004)
    table["latin", "accented rare"] = math.log(0.01)
    for accented in ("accented", "accented capital", "accented rare"):
        table[accented, "latin"] = math.log(0.8)
    table["latin", "combining"] = math.log(0.02)
    table["accented", "combining"] = math.log(0.02)
    table["combining", "latin"] = math.log(0.6)
    table["cyrillic capital", "cyrillic"] = math.log(0.6)
    # Hangul stands in words with blanks and ASCII marks between.
    table["hangul", "blank"] = math.log(0.2)
    return table
