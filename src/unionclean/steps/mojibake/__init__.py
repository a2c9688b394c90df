"""Text that was decoded wrongly before it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context

# Beginnings of escapes that need a closer look: line ends, lost backslashes.
_LITERAL = ("x0dx0a", "u[4-9][0-9a-fA-F]{3}u")


def find_mojibake(text: str, context: Context) -> Iterator[Edit | Note]:
    """Restore text that was decoded wrongly before it was saved.

    Somebody read bytes in the wrong encoding and saved what came out. Where the bytes can be told
    from the characters, the text is all there; where some were destroyed, the language model
    chooses the characters, and the edit is marked as a guess. A span is repaired only if the
    repaired text is far likelier than the text as it stands.

    Damaged: 宸ヤ細宸ヤ綔宸茬粡瀹屾垚
    Fixed:   工会工作已经完成
    Damaged: 他说：ÖÐ¹úÈËÃñ½â·Å¾ü，然后走了。
    Fixed:   他说：中国人民解放军，然后走了。
    Damaged: いゅチ瓁快眔秨みぃ
    Fixed:   中文民軍辦得開心不
    Kept: 他把“你好”存成了“浣犲ソ”，这就是乱码。
    Kept: ÄÖÜ äöü ①②③㈠Ⅰ℃ ××“百年红色工运”
    """
    from unionclean.steps.mojibake import destroyed
    from unionclean.steps.mojibake.repeated import find_repeated, may_be_repeated
    from unionclean.steps.mojibake.sieve import sieve
    from unionclean.steps.mojibake.suspects import find_suspects, find_windows, without_native

    found: list[Edit | Note] = []
    chars, places = sieve().sift(text)
    if not chars.isdisjoint("&\\%="):
        found.extend(_find_escapes(text, chars))
        found.extend(_find_named(text, chars))
    found.extend(_find_literals(text, chars))
    western = list(_find_western(text, chars, places))
    found.extend(western)
    lenient, lines = _find_lenient(text, chars, places)
    found.extend(lenient)
    suspects = find_suspects(chars)
    if suspects.strong:
        suspects = without_native(text, suspects)
    windows = list(find_windows(text, suspects, places))
    if western:
        windows = list(_outside(windows, western))
    if lines:
        windows = list(_beside(windows, lines))
    if windows:
        from unionclean.steps.mojibake.misread import find_misread

        found.extend(find_misread(text, windows, suspects))
    if not lenient and not chars.isdisjoint("聽牋Â"):
        from unionclean.steps.mojibake.nbsp import find_latin_nbsp, find_nbsp

        found.extend(find_nbsp(text, context.evidence))
        if "Â" in chars:
            found.extend(find_latin_nbsp(text, chars))
    if may_be_repeated(chars):
        found.extend(_apart(list(find_repeated(text)), found))
    if destroyed.gate(chars):
        notes = list(destroyed.find_destroyed(text, chars, context.unreadable))
        found.extend(_apart(notes, found))
    return _without_overlaps(sorted(found))


def _find_escapes(text: str, chars: frozenset[str]) -> Iterator[Edit]:
    from unionclean.language import load
    from unionclean.steps.mojibake.escapes import find_escapes

    return find_escapes(text, chars, load)


def _find_named(text: str, chars: frozenset[str]) -> Iterator[Edit]:
    from unionclean.steps.mojibake.named import find_breaks, find_named

    if "&" in chars:
        yield from find_named(text)
    if "\\" in chars:
        yield from find_breaks(text)


def _find_literals(text: str, chars: frozenset[str]) -> Iterator[Edit]:
    from unionclean.chars import regex

    # One after the other: an expression that begins with a letter is searched much faster.
    if not ("=" in chars and "=?" in text) and not any(
        regex(begin).search(text) for begin in _LITERAL
    ):
        return
    from unionclean.language import load
    from unionclean.steps.mojibake.literal import find_literals

    yield from find_literals(text, load)


def _find_western(text: str, chars: frozenset[str], places: Sequence[int] | None) -> Iterator[Edit]:
    from unionclean.steps.mojibake.western import SIGNS, find_western, may_be_western

    if chars.isdisjoint(SIGNS):
        return
    if places is None:
        places = range(len(text))
    signs = [place for place in places if text[place] in SIGNS and may_be_western(text, place)]
    if signs:
        from unionclean.steps.mojibake.quoted import Quotations

        yield from find_western(text, Quotations(text), signs)


def _find_lenient(
    text: str, chars: frozenset[str], places: Sequence[int] | None
) -> tuple[list[Edit], list[tuple[int, int]]]:
    from unionclean.steps.mojibake.lenient import find_lenient, may_be_lenient

    if not may_be_lenient(text, chars, places):
        return [], []
    from unionclean.language import load
    from unionclean.steps.mojibake.quoted import Quotations

    return find_lenient(text, Quotations(text), load)


def _beside(
    windows: list[tuple[int, int]], lines: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the windows that touch none of ``lines``, which another damage explains."""
    place = 0
    for start, end in windows:
        while place < len(lines) and lines[place][1] <= start:
            place += 1
        if place == len(lines) or lines[place][0] >= end:
            yield start, end


def _outside(windows: list[tuple[int, int]], edits: list[Edit]) -> Iterator[tuple[int, int]]:
    """Yield the windows that hold none of ``edits``: what is left is found in the next round."""
    place = 0
    for start, end in windows:
        while place < len(edits) and edits[place].end <= start:
            place += 1
        if place == len(edits) or edits[place].start >= end:
            yield start, end


def _without_overlaps(found: list[Edit | Note]) -> Iterator[Edit | Note]:
    """Yield what touches nothing before it; the rest is found again in the next round."""
    done = 0
    for item in found:
        if item.start >= done:
            yield item
            done = item.end


def _apart(notes: list[Note], found: list[Edit | Note]) -> Iterator[Note]:
    """Yield the notes that touch no edit: what an edit restores was not destroyed."""
    edits = sorted(found)
    place = 0
    for note in notes:
        while place < len(edits) and edits[place].end <= note.start:
            place += 1
        if place == len(edits) or edits[place].start >= note.end:
            yield note
