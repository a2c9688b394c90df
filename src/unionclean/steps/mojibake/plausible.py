"""What a repair has to look like, beyond being likely: small checks of bytes and characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, regex
from unionclean.steps.mojibake.codepages import EUC_KR, LATIN, WITH_EURO, byte_table
from unionclean.steps.mojibake.foreign import cost_of_words, is_list_of_letters
from unionclean.steps.mojibake.judge import MARGIN
from unionclean.steps.mojibake.pieces import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair

NOTHING: Final = 4.0
"""Nats for a byte that a reading leaves over."""
_KOREAN: Final = f"[{HAN}\uac00-\ud7a3\uf900-\ufaff]"

_OF_THREE: Final = "[\xe3-\xe9\xef][\x80-\xbf]{2}"  # Chinese in UTF-8
_NEAR: Final = 200  # characters to either side, which tell of the language
_EXPLAINED: Final = 0.5  # share of a run of misread bytes that a reading explains at least


def is_possible(stretch: str, span: Span, reading: Reading) -> bool:
    """Tell whether nothing speaks against ``span`` of ``stretch`` but how it reads."""
    damaged = stretch[span.start : span.end]
    return (
        may_come_from(reading, damaged)
        and not is_shown_utf8(reading, damaged)
        and not is_by_chance(stretch, span, reading)
        and not is_no_word(stretch, span)
        and not is_lone_mark(stretch, span, reading)
        and not is_list_of_letters(damaged)
        and not _may_be_words(damaged, span, reading)
    )


def _may_be_words(damaged: str, span: Span, reading: Reading) -> bool:
    cost = cost_of_words(damaged, reading.wrong)
    return cost > 0 and span.gain < MARGIN + cost


def may_come_from(reading: Reading, damaged: str) -> bool:
    """Tell whether ``damaged`` has what Chinese becomes in EUC-KR: Hangul and Han, few signs."""
    if reading.wrong != EUC_KR:
        return True
    signs = [char for char in damaged if char >= "\x80" and char not in CJK_MARKS]
    usual = sum(regex(_KOREAN).match(char) is not None for char in signs)
    # Bytes of UTF-8 and of frequent characters in Big5 are signs more often than not; of 13,000
    # lines of Korean and Japanese, and lines full of signs, none is taken for such.
    return usual * (2 if reading.right == "gbk" else 5) > len(signs)


def is_by_chance(stretch: str, span: Span, reading: Reading) -> bool:
    """Tell whether ``reading`` explains only a part of what was read in one way.

    Every byte of a run was misread, so what explains a few in the middle of others explains none.
    One character of three letters is no proof: Russian words have such letters in a row, and
    sentences have several.
    """
    if not reading.wrong.single:
        return False
    damaged = regex("[\\x00-\\x7f]+").sub("", stretch[span.start : span.end])
    if reading.right == "utf-8" and damaged.isalpha() and damaged > "\u0370":
        cells = [cell for part in span.parts for cell in part.cells]
        if sum(len(cell.raw) > 1 for cell in cells) <= 1 or not all(cell.text for cell in cells):
            return True
    first, last = span.start, span.end
    while first and _is_misread(stretch[first - 1]):
        first -= 1
    while last < len(stretch) and _is_misread(stretch[last]):
        last += 1
    return span.end - span.start < _EXPLAINED * (last - first)


def is_no_word(stretch: str, span: Span) -> bool:
    """Tell whether a repair is accented letters alone, üá: words have plain ones among them."""
    text = "".join(cell.text or "" for part in span.parts for cell in part.cells)
    around = stretch[max(span.start - 1, 0) : span.start] + text + stretch[span.end : span.end + 1]
    return (
        regex("[\u00c0-\u024f]+").fullmatch(text) is not None
        and regex("[A-Za-z]").search(around) is None
    )


def is_lone_mark(stretch: str, span: Span, reading: Reading) -> bool:
    """Tell whether all that comes out of Han among others is a single mark, and ASCII from a pair.

    A name in rare characters has such by chance: 彐窶拏 would be 彐”[.
    """
    if reading.wrong.single or reading.wrong in WITH_EURO or reading.right != "utf-8":
        return False
    cells = [cell for part in span.parts for cell in part.cells]
    beyond = [char for cell in cells for char in cell.text or "" if char >= "\x80"]
    if len(beyond) != 1 or beyond[0] not in CJK_MARKS:
        return False
    beside = stretch[max(span.start - 1, 0) : span.start] + stretch[span.end : span.end + 1]
    broken = any(cell.text is None for cell in cells)
    return broken or regex(f"[{HAN}]").search(beside) is not None


def _is_misread(char: str) -> bool:
    """Tell whether ``char`` is a sign of an encoding of single bytes and no mark of good text."""
    return "\x80" <= char < "\u2e80" and char not in CJK_MARKS


def lines_with(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines in which ``pattern`` is found."""
    return lines_at((hit.start() for hit in regex(pattern).finditer(text)), text)


def lines_at(places: Iterable[int], text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines in which ``places`` are, each once."""
    done = -1
    for place in places:
        if place >= done:
            start = text.rfind("\n", 0, place) + 1
            done = text.find("\n", place)
            done = done if done >= 0 else len(text)
            yield start, done


def line_around(text: str, start: int, end: int) -> str:
    """Return the line around ``text[start:end]``, of a long one what is near."""
    near = max(start - _NEAR, 0)
    first = max(text.rfind("\n", near, start) + 1, near)
    last = text.find("\n", end, end + _NEAR)
    return text[first : last if last >= 0 else end + _NEAR]


def has_signs(raw: str) -> bool:
    """Tell whether some of the bytes are signs of Latin-1, which stand in no word of letters."""
    return any("\xa1" <= byte <= "\xbf" or byte in "\xd7\xf7" for byte in raw)


def may_be_short(raw: str) -> bool:
    """Tell whether the bytes may be a name or a word of two: no word of letters has such in it."""
    return has_signs(raw) or regex("[\xdf-\xff][\xc0-\xde]").search(raw) is not None


def is_utf8(raw: str) -> bool:
    """Tell whether the bytes are UTF-8 of several letters of one alphabet.

    Those of a few Chinese characters in GBK are UTF-8 of several by chance: 之前也住 is ֮ǰҲס.
    """
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    letters = [char for char in text if char >= "\x80"]
    return len(letters) >= 3 and len({_alphabet_of(char) for char in letters}) == 1


def is_shown_utf8(reading: Reading, damaged: str) -> bool:
    """Tell whether the bytes of ``damaged``, pairs under ``reading``, are Chinese in UTF-8.

    Half of four characters of GBK is so in one of a thousand, of eight in one of 100,000. Pairs in
    other single bytes may be UTF-8 that was read as Windows-1252.
    """
    if reading.right == "utf-8":
        return False
    other = LATIN if reading.wrong.single else reading.wrong
    raw = damaged.translate(byte_table(other))
    whole = regex(_OF_THREE).findall(raw)
    if len(whole) > 1 and 6 * len(whole) >= beyond_ascii(raw):
        return True
    return other != reading.wrong and is_utf8(raw)


def _alphabet_of(letter: str) -> int:
    """Return a number for the block of ``letter``; accented Latin letters are of one."""
    return max(ord(letter) >> 8, 1)


def left_over(stretch: str, found: Sequence[Repair], suspects: frozenset[str]) -> float:
    """Return the share of suspects in the stretch without a repair."""
    done = bytearray(len(stretch))
    for begin, end, *_ in found:
        done[begin:end] = b"\1" * (end - begin)
    flags = [flag for char, flag in zip(stretch, done, strict=True) if char in suspects]
    return flags.count(0) / len(flags) if flags else 0.0
