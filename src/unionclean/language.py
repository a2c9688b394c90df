"""How likely a piece of text is as written Chinese: the one language model that all steps share.

The choice between two readings of the same bytes is a choice between two texts, and the better
text wins. The model is a chain over characters: the probability of a character given the one
before it, from the table `data/language.txt` for Chinese characters and marks, and from a few
classes (Latin letters, kana, private use, ...) for everything else. It covers all of Unicode, so
two readings with different alphabets compare fairly.

Everything is in nats (natural logarithms of probabilities, so never above 0).
"""

from __future__ import annotations

import math
import re
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVELS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STEP: Final = 0.25  # nats between two levels; fixed by scripts/build_language.py
_VALUES: Final = {mark: -_STEP * place for place, mark in enumerate(_LEVELS)}


class _Class(NamedTuple):
    """A class of characters: how often a run of it begins, goes on, and how large it is."""

    begin: float
    stay: float
    size: int


# Shares of runs in Chinese documents, set by hand: only their order of magnitude matters, because
# they decide between readings in quite different alphabets. Sizes are the number of characters in
# real use. What good text practically never holds (private use, controls, U+FFFD) is near zero.
_CLASSES: Final[dict[str, _Class]] = {
    "han": _Class(0.55, 0.85, 60_000),
    "mark": _Class(0.10, 0.10, 60),
    "digit": _Class(0.06, 0.60, 10),
    "latin": _Class(0.06, 0.80, 30),
    "ascii mark": _Class(0.05, 0.20, 32),
    "blank": _Class(0.08, 0.25, 1),
    "break": _Class(0.08, 0.25, 2),
    "kana": _Class(3e-3, 0.70, 120),
    "hangul": _Class(3e-3, 0.75, 1_200),
    "rare hangul": _Class(1e-6, 0.05, 8_800),
    "cyrillic": _Class(3e-3, 0.83, 22),
    "cyrillic capital": _Class(1e-3, 0.25, 30),
    "accented": _Class(1e-3, 0.05, 25),
    "accented capital": _Class(2e-4, 0.05, 60),
    "accented rare": _Class(2e-4, 0.05, 150),
    "greek": _Class(1e-3, 0.40, 60),
    "hebrew": _Class(3e-4, 0.80, 30),
    "arabic": _Class(3e-4, 0.80, 40),
    "thai": _Class(3e-4, 0.85, 70),
    "combining": _Class(1e-5, 0.05, 6),
    "symbol": _Class(3e-3, 0.20, 300),
    "money": _Class(1e-3, 0.01, 6),
    "fullwidth": _Class(2e-3, 0.50, 90),
    "fullwidth digit": _Class(2e-3, 0.70, 10),
    "halfwidth kana": _Class(1e-5, 0.30, 60),
    "compatibility": _Class(1e-5, 0.20, 500),
    "other": _Class(1e-5, 0.50, 50_000),
    "private": _Class(1e-6, 0.10, 6_400),
    "control": _Class(1e-7, 0.05, 65),
    "replacement": _Class(1e-7, 0.05, 1),
}


@cache
def _class_of(char: str) -> str:
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

# The rarest character that still counts as common: one in 100,000.
_COMMON: Final = -11.5

# A Han character outside the table: rarer than the rarest word of the dictionary (3 in 60 million).
_RARE_HAN: Final = -18.0


class Model:
    """Log probabilities of characters and of pairs of characters.

    >>> model = load()
    >>> model.score("工会工作") > model.score("宸ヤ細宸ヤ綔")
    True
    >>> model.pair("工", "作") > model.pair("工", "乍")
    True
    """

    def __init__(self, table: bytes) -> None:
        self._rows: dict[str, bytes] = {}
        self._parsed: dict[str, dict[str, float]] = {}
        self._chars: dict[str, float] = {}
        level = {ord(mark): value for mark, value in _VALUES.items()}
        for line in table.split(b"\n"):
            if not line or line[0] == 0x23:
                continue
            width = 2 if line[0] < 0xE0 else 3 if line[0] < 0xF0 else 4
            char = line[:width].decode()
            self._rows[char] = line[width + 1 :]
            self._chars[char] = level[line[width]]
        self._transitions: dict[tuple[str, str], float] = _transitions()

    @cached_property
    def rare(self) -> re.Pattern[str]:
        """A pattern of runs of characters that good Chinese text holds about once in a hundred.

        Everything but ASCII, CJK marks and the common part of the table.
        """
        limit = _COMMON
        common = "".join(sorted(char for char, value in self._chars.items() if value >= limit))
        return re.compile(f"[^\\x00-\\x7f\\u2014-\\u2026\\u3000-\\u3020\\uff01-\\uff5e{common}]+")

    def char(self, char: str) -> float:
        """Return the log probability of ``char`` wherever it stands."""
        known = self._chars.get(char)
        if known is not None:
            return known
        name = _class_of(char)
        if name == "han":
            return _RARE_HAN
        chosen = _CLASSES[name]
        value = math.log(chosen.begin / chosen.size)
        self._chars[char] = value
        return value

    def pair(self, before: str, char: str) -> float:
        """Return the log probability of ``char`` right after ``before``."""
        row = self._parsed.get(before)
        if row is None:
            row = self._parse(before)
        value = row.get(char)
        if value is None:
            value = self._back_off(before, char, row)
            row[char] = value
        return value

    def row(self, before: str) -> tuple[float | None, Mapping[str, float]]:
        """Return what is known about the characters right after ``before``.

        The log probabilities of some, and what is added to `char` for all others of the table;
        ``None`` where ``before`` is not in the table itself, so that only `pair` can tell.
        """
        row = self._parsed.get(before) or self._parse(before)
        return row.get(""), row

    def score(self, text: str) -> float:
        """Return the log probability of ``text``: its first character, then each pair."""
        if not text:
            return 0.0
        return sum(self.pairs(text), self.char(text[0]))

    def pairs(self, text: str) -> list[float]:
        """Return the log probability of each character after the first, as `pair` gives it."""
        parsed = self._parsed
        pair = self.pair
        values = []
        for before, char in pairwise(text):
            row = parsed.get(before)
            value = row.get(char) if row is not None else None
            values.append(pair(before, char) if value is None else value)
        return values

    def _back_off(self, before: str, char: str, row: dict[str, float]) -> float:
        known_before, known = before in self._rows, char in self._rows
        if known_before and known:
            return row[""] + self._chars[char]
        left, right = _class_of(before), _class_of(char)
        value = self._transitions[left, right]
        if right == "han":
            return value + max(self.char(char), _RARE_HAN) - math.log(_CLASSES["han"].begin)
        return value - math.log(_CLASSES[right].size)

    def _parse(self, before: str) -> dict[str, float]:
        row: dict[str, float] = {}
        line = self._rows.get(before, b"").decode()
        if line:
            row[""] = _VALUES[line[0]]
            value, level_of = 0.0, _VALUES.get
            for char in line[1:]:
                level = level_of(char)
                if level is None:
                    row[char] = value
                else:
                    value = level
        self._parsed[before] = row
        return row


def _transitions() -> dict[tuple[str, str], float]:
    """Return log P(class of a character | class of the one before it)."""
    table: dict[tuple[str, str], float] = {}
    for left, one in _CLASSES.items():
        for right, other in _CLASSES.items():
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


@cache
def load() -> Model:
    """Return the model; the table is read on the first call and then kept."""
    from importlib.resources import files

    return Model(files("unionclean").joinpath("data/language.txt").read_bytes())
