r"""The farm software, forwards: Simplified prose in, damaged text out.

This is the proof behind the word "exact": a repaired line is exact only if the simulator gives
the damaged line back. Fixtures and benchmarks are damaged with it too.

The mechanism, read off damaged pages: (1) every character is mapped to Traditional by itself;
(2) the text is stored in Windows-936; (3) on some pages a byte that never shows is put before
pause and stop marks; (4) for each character of a table, in order, its two bytes are replaced by
themselves and the reading in brackets; (5) the bytes are decoded again. Steps 3 and 4 look for
*bytes*, so they also hit the end of one character and the start of the next one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from random import Random
from typing import TYPE_CHECKING, Final, Literal

from unionclean.steps.pinyin.codepage import (
    LEADS,
    LONE,
    LONE_SHOWN,
    decode_pair,
    encode_char,
    encode_text,
    is_private,
    is_trail,
    unmapped_trails,
)
from unionclean.steps.pinyin.tables import LADDER, READINGS_B, TABLE_B, load_tables, toneless
from unionclean.steps.pinyin.tokens import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Generation = Literal["A", "B", "C", "D", "E", "F"]

PUNCTUATION: Final = "，。；！？、"
"""The marks that the punctuation step can act on, in its order."""

HIDDEN: Final = 0x01
"""Stands for the byte put before a mark. Which byte it is is unknown; it is below 0x40."""

_FULLWIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94)}
_HALFWIDTH: Final = dict(zip(map(ord, ",;:?!()"), "，；：？！（）", strict=True))


def annotate(
    text: str,
    generation: Generation = "A",
    level: int | None = None,
    private_use: Literal["keep", "drop"] = "keep",
    *,
    punctuation: str = "",
    unknown: str = "?",
    marks: Literal["keep", "halfwidth", "fullwidth"] = "keep",
    eats: bool = True,
    by_line: bool = True,
    convert: bool = True,
    seed: int = 0,
) -> str:
    """Return ``text`` (Simplified prose) as a content farm would publish it.

    Args:
        text: the author's text.
        generation: A, B byte-wise; C toneless with a blank after the bracket; D is A with a
            second, toneless and random pass; E Simplified with random characters and emoji; F
            random characters without tone, some with several brackets.
        level: how many characters of the ladder the page annotates; ``None`` for all of them.
        private_use: what became of private-use characters afterwards.
        punctuation: the marks of `PUNCTUATION` on which the punctuation step is active.
        unknown: what is shown for bytes that mean nothing: "?" or U+FFFD.
        marks: width of punctuation afterwards; pages are often folded to halfwidth.
        eats: the decoder swallows the byte after a lead byte that it cannot pair, as Windows does;
            web browsers keep it.
        by_line: damage each line by itself; else a byte in waiting swallows the line end.
        convert: map the text to Traditional first; off for a text that is Traditional already.
        seed: decides what D, E and F do at random.

    """
    random = Random(seed)  # noqa: S311 - damage for tests, nothing secret
    source = to_farm_script(text) if convert and generation != "E" else text
    table = reading_table(generation, level)
    if generation in "ABD":
        damaged = "\n".join(
            annotate_bytes(line, table, punctuation, unknown, private_use, eats=eats)
            for line in (source.split("\n") if by_line else (source,))
        )
        if generation == "D":
            damaged = _annotate_again(damaged, random)
    elif generation == "F":
        damaged = _annotate_again(source, random, most=3)
    elif generation == "C":
        damaged = _annotate_toneless(source, table)
    else:
        damaged = _annotate_with_emoji(source, random)
    return fold_marks(damaged, marks)


@cache
def _farm_map() -> dict[int, str]:
    return {ord(simple): written for simple, written in load_tables().farm.items()}


def to_farm_script(text: str) -> str:
    """Return ``text`` mapped character by character to the farm's Traditional."""
    return text.translate(_farm_map())


def reading_table(generation: Generation, level: int | None = None) -> dict[str, str]:
    """Return the characters that ``generation`` annotates, in its order, with their readings."""
    tables = load_tables()
    if generation == "B":
        return {char: READINGS_B.get(char, tables.first(char)) for char in TABLE_B[:level]}
    if generation == "C":
        return {char: toneless(tables.first(char)) for char in (LADDER + "於關")[:level]}
    return {char: tables.first(char) for char in LADDER[:level]}


def annotate_bytes(
    line: str,
    table: Mapping[str, str],
    punctuation: Iterable[str] = "",
    unknown: str = "?",
    private_use: Literal["keep", "drop"] = "keep",
    *,
    eats: bool = True,
) -> str:
    """Return one line after steps 2 to 5; ``table`` maps characters to readings, in order."""
    raw = encode_text(line)
    for mark in punctuation:
        pair = encode_char(mark) or b""
        raw = raw.replace(pair, bytes((HIDDEN,)) + pair)
    for char, reading in table.items():
        raw = raw.replace(*_replacement(char, reading))
    return decode_shown(raw, unknown, private_use, eats=eats)


@lru_cache(maxsize=1 << 12)  # a table has some hundred
def _replacement(char: str, reading: str) -> tuple[bytes, bytes]:
    pair = encode_char(char) or b""
    return pair, pair + f"({reading})".encode("gbk")


def decode_shown(
    raw: bytes,
    unknown: str = "?",
    private_use: Literal["keep", "drop"] = "keep",
    *,
    eats: bool = True,
) -> str:
    """Return ``raw`` as the farm's decoder shows it."""
    shown: list[str] = []
    at = 0
    while at < len(raw):
        # What all code pages share is decoded at once.
        try:
            shown.append(raw[at:].decode("gbk").replace(chr(HIDDEN), ""))
            break
        except UnicodeDecodeError as error:
            end = at + error.start
            shown.append(raw[at:end].decode("gbk").replace(chr(HIDDEN), ""))
        lead = raw[end]
        at = end + 1
        if lead not in LEADS:
            shown.append(LONE_SHOWN if lead == LONE else unknown)
            continue
        trail = raw[at] if at < len(raw) else 0
        at += eats or is_trail(trail)
        if not is_trail(trail) or not (eats or trail not in unmapped_trails(lead)):
            shown.append(unknown)
        elif private_use == "keep" or not is_private(lead, trail):
            shown.append(decode_pair(lead, trail) or unknown)
    return "".join(shown)


def fold_marks(text: str, marks: Literal["keep", "halfwidth", "fullwidth"]) -> str:
    """Return ``text`` with the width of its marks (and fullwidth letters) changed."""
    if marks == "halfwidth":
        return text.translate(_FULLWIDTH)
    return text.translate(_HALFWIDTH) if marks == "fullwidth" else text


def _annotate_toneless(text: str, table: Mapping[str, str]) -> str:
    """Annotate as generation C: by character, no tone, a blank after the bracket."""
    return "".join(f"{char}({table[char]}) " if char in table else char for char in text)


def _annotate_again(text: str, random: Random, most: int = 1) -> str:
    """Annotate one character in ten without tone, up to ``most`` times, as D and F do."""
    tables = load_tables()

    def add(match: re.Match[str]) -> str:
        reading = tables.first(match[1])
        if not reading or random.random() >= 0.1:
            return match[0]
        times = random.choice((1, 1, most)) if most > 1 else 1
        return match[0] + f"({toneless(reading)})" * times

    return re.sub(rf"([\u4e00-\u9fff])(?:\([{LETTERS}]{{1,6}} ?\))?", add, text)


def _annotate_with_emoji(text: str, random: Random) -> str:
    """Annotate as generation E: one character in seven, blanks and emoji in the brackets."""
    tables = load_tables()

    def add(match: re.Match[str]) -> str:
        char, reading = match[0], tables.first(match[0])
        if not reading or random.random() >= 0.15:
            return char
        emoji = f"({random.choice('🎦🐶🎉🌸🚀')})"
        kind = random.random()
        if kind < 0.1:
            return char + emoji
        if kind < 0.3:
            cut = random.randint(1, len(reading))
            reading = reading[:cut] + emoji + reading[cut:]
        return f"{char}({reading} )"

    return re.sub(r"[\u4e00-\u9fff]", add, text)
