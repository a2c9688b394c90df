"""What a repair has to look like, beyond being likely: small checks of bytes and characters."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han, regex
from unionclean.steps.mojibake.codepages import BIG5, EUC_KR

if TYPE_CHECKING:
    from unionclean.steps.mojibake.codepages import Wrong
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.repair import Repair

# Half of any Korean text: particles, endings and the commonest syllables of words.
_SYLLABLES: Final = frozenset(
    "이다는을의가에고하지로기리사어나도시자대한그인서은를해정수아들일부제보성전주여게있과공원상것국장니라으소"
)
_DRAWN: Final = 0.15  # share of box characters that no sentence has
_NATIVE: Final = 0.3  # largest share of letters that the document's own language needs


def may_come_from(wrong: Wrong, damaged: str) -> bool:
    """Tell whether ``damaged`` has what Chinese becomes in EUC-KR: Hangul and Han, few signs."""
    if wrong != EUC_KR:
        return True
    signs = [char for char in damaged if char >= "\x80"]
    return sum("\uac00" <= char <= "\ud7a3" or is_han(char) for char in signs) * 2 > len(signs)


def is_no_korean(wrong: Wrong, damaged: str) -> bool:
    """Tell whether ``damaged`` has Hangul that no Korean sentence is made of."""
    return wrong == EUC_KR and has_odd_hangul(damaged)


def has_odd_hangul(text: str) -> bool:
    """Tell whether ``text`` has Hangul of which few are what half of any Korean text is."""
    hangul = regex("[\uac00-\ud7a3]").findall(text)
    usual = sum(char in _SYLLABLES for char in hangul)
    return len(hangul) >= 2 and usual * 4 <= len(hangul)


def has_signs(raw: str) -> bool:
    """Tell whether some of the bytes are signs of Latin-1, which stand in no word of letters."""
    return any("\xa1" <= byte <= "\xbf" or byte in "\xd7\xf7" for byte in raw)


def most_lost(reading: Reading) -> float:
    """Return how many bytes of incomplete characters a repair may have for each of whole ones.

    Big5 reads so little of UTF-8 that three of five characters would be guesses, half of them
    wrong; the other encodings leave two of three whole at least.
    """
    return 0.5 if reading.wrong == BIG5 else 2.0


def is_utf8(raw: str) -> bool:
    """Tell whether the bytes are UTF-8 of several letters, as those of GBK or Big5 never are."""
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return sum(char >= "\x80" for char in text) >= 3


def is_native(damaged: str, native: frozenset[str]) -> bool:
    """Tell whether ``damaged`` is made of ``native``, the letters of the document's language."""
    # No language draws lines between its letters, while KOI8-R has as many of those.
    if sum("\u2500" <= char <= "\u259f" for char in damaged) >= _DRAWN * len(damaged):
        return False
    return sum(char in native for char in damaged) >= _NATIVE * len(damaged)


def left_over(stretch: str, start: int, found: list[Repair], suspects: frozenset[str]) -> float:
    """Return the share of suspects in the stretch, which begins at ``start``, without a repair."""
    done = bytearray(len(stretch))
    for repair in found:
        done[repair.start - start : repair.end - start] = b"\1" * (repair.end - repair.start)
    flags = [flag for char, flag in zip(stretch, done, strict=True) if char in suspects]
    return flags.count(0) / len(flags) if flags else 0.0


def without_overlaps(found: list[Repair]) -> list[Repair]:
    """Return the repairs with the largest gains, in order."""
    chosen: list[Repair] = []
    for repair in sorted(found, key=lambda repair: -repair.span.gain):
        place = bisect_left(chosen, repair.start, key=lambda other: other.start)
        before, after = chosen[max(place - 1, 0) : place], chosen[place : place + 1]
        if all(other.end <= repair.start for other in before) and all(
            repair.end <= other.start for other in after
        ):
            chosen.insert(place, repair)
    return chosen
