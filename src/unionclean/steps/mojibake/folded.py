"""UTF-8 read as GBK that went through more tools: converted to Simplified, folded by NFKC.

A tool that converts to Simplified turns 鐨 into 镄, and one that folds widths turns ＄ into $, so
the bytes are no longer those of the characters. Each may stand for itself, for a Traditional form
of it, or for its fullwidth form; that the bytes have to be UTF-8 of likely characters says which.
What comes out is the garbled text as it first was, and `repair` goes on from there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, is_han, regex
from unionclean.steps.mojibake.codepages import GBK, HOLE, WALL, byte_table

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionclean.language import Model

# What a tool makes of the beginnings of 的 ， “ 选; elements and rare words in good text.
_CONVERTED: Final = "镄纴钬阃"
_TOLD: Final = 3  # of those in a document that was converted,
_KINDS: Final = 2  # of which so many differ, or one is no element either
# Halves of ， 。 “ 的 as they are in GBK: a document with that many is garbled.
_GARBLED: Final = "锛銆鈥鐨紝"
SIGNS: Final = frozenset(_CONVERTED + _GARBLED)
"""One of these is in any text that has to be told apart or undone."""
# Of damaged characters, 3 to 7 of 100 are in one of the two strings. In a line that has one of the
# former, chance gives one in 2,000 more.
_DENSE: Final = 0.01
_MORE: Final = 0.005
_FOLDED: Final = f"(?<=[{HAN}])[!->@-~](?=[{HAN}])"  # "?" is what a lost byte leaves
_AROUND: Final = 8  # characters on each side that tell what it was
_LEAST: Final = 3
_STRAY: Final = 14.0  # nats for a byte that belongs to no character: more than for a rare one
_VARIANT: Final = 0.5  # for a form that is not the one which stands there
_WIDE: Final = 2.0  # for a letter or mark of ASCII that was a wide one
_MOST_STRAY: Final = 0.3  # share of characters of a line with such a byte
_BEAM: Final = 16


class _Way(NamedTuple):
    cost: float
    begun: str  # bytes of a character that has begun
    stray: int
    back: _Way | None
    char: str


def unfolded(text: str, signs: Collection[str], model: Model) -> str:
    """Return ``text``, as long as it was, with the characters that GBK first showed.

    ``signs`` are those of `SIGNS` that it may have.
    """
    # Counted one by one, which is many times faster than a pattern where there are none.
    told = [count for char in _CONVERTED if char in signs and (count := text.count(char))]
    if sum(told) >= _TOLD and ("纴" in text or len(told) >= _KINDS):
        lines = text.split("\n")
        if not _are_garbled(lines):
            return text
        return "\n".join(
            line if line.isascii() else _undone(line, model, converted=True) for line in lines
        )
    if sum(text.count(char) for char in _GARBLED if char in signs) < _LEAST:
        return text
    found = list(text)
    for hit in regex(_FOLDED).finditer(text):
        place = hit.start()
        start, end = max(place - _AROUND, 0), place + _AROUND
        start = text.rfind("\n", start, place) + 1 or start
        line = "".join(found[start:place]) + text[place:end].partition("\n")[0]
        found[place] = _undone(line, model, converted=False)[place - start]
    return "".join(found)


def _are_garbled(lines: list[str]) -> bool:
    """Tell whether what was converted stands among other halves of frequent characters."""
    high = [line for line in lines if not line.isascii()]
    some = [line for line in high if any(map(line.count, _CONVERTED))]
    halves = sum(line.count(char) for line in some for char in _CONVERTED + _GARBLED)
    more = halves - len(some) >= _MORE * sum(map(len, some))
    return more or halves >= _DENSE * sum(map(len, high))


def _undone(line: str, model: Model, *, converted: bool) -> str:
    ways = [_Way(0.0, "", 0, None, "")]
    for place, char in enumerate(line):
        found: dict[str, _Way] = {}
        beside = line[max(place - 1, 0) : place + 2]
        for form, cost in _forms(char, converted, len(beside) == 3 and is_han(beside[0])):
            raw = byte_table(GBK)[ord(form)]
            for way in ways:
                more = _with_bytes(way, raw, form, cost, model)
                if more.begun not in found or found[more.begun].cost > more.cost:
                    found[more.begun] = more
        ways = sorted(found.values(), key=lambda way: way.cost)[:_BEAM]
    best: _Way | None = min(ways, key=lambda way: way.cost)
    if best is None or best.stray > _MOST_STRAY * len(line):
        return line
    chars: list[str] = []
    while best is not None:
        chars.append(best.char)
        best = best.back
    return "".join(reversed(chars))


def _with_bytes(way: _Way, raw: str, form: str, cost: float, model: Model) -> _Way:
    total, begun, stray = way.cost + cost, way.begun, way.stray
    for byte in raw:
        if "\x80" <= byte <= "\xbf" and begun:
            begun += byte
            if len(begun) == _size(begun[0]):
                total -= model.char(_char(begun))
                begun = ""
            continue
        lost = bool(begun) and byte != HOLE
        begun = ""
        if "\xc2" <= byte <= "\xef":
            begun = byte
        elif "\x80" <= byte <= "\xff" or byte == WALL:
            lost = True
        elif byte < "\x80":
            total -= model.char(byte)
        total += _STRAY * lost
        stray += lost
    return _Way(total, begun, stray, way, form)


def _size(lead: str) -> int:
    return 2 if lead < "\xe0" else 3


@cache
def _char(raw: str) -> str:
    return raw.encode("latin-1").decode("utf-8", "replace")[0]


def _forms(char: str, converted: bool, inside: bool) -> list[tuple[str, float]]:
    forms = [(char, 0.0)]
    if "!" <= char <= "~":
        if inside and char != "?":
            forms.append((chr(ord(char) + 0xFEE0), _WIDE))
    elif converted:
        forms.extend((other, _VARIANT) for other in _traditional().get(char, ()))
    return forms


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    """Return the characters that conversion to Simplified gives each character for."""
    from unionclean.steps.script.dictionaries import simplified_characters

    found: dict[str, tuple[str, ...]] = {}
    for before, new in simplified_characters().items():
        if new != before and byte_table(GBK)[ord(before)] != WALL:
            found[new] = (*found.get(new, ()), before)
    return found
