"""Which lines of a document read badly enough in its encoding that they may be in another one.

Most text is settled by counting rare characters, which one pass of a regular expression finds.
Verse and lists of names are full of rare characters too. So a line is only doubted when the same
bytes, read in another way, have far fewer of them; and the rare characters of a line that is not
are known from then on: a novel repeats its names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model

_CROWD: Final = 2
_NEAR: Final = 12
"""A longer line is looked at where more than two rare ones stand within twelve characters, as they
do in a word of another encoding."""

_RARE_SHARE: Final = 10
"""A line is looked at when one character in ten is rare. In good prose one in a hundred is, in
Big5 or UTF-8 read as GB18030 one in three."""

_GAP: Final = 8
"""Common characters between two rare ones that make one place: misread text has two on average."""

_FEWER: Final = 2
"""How many times fewer rare characters another reading must have. Of the same bytes, a right
reading has one in a hundred and a wrong one a third; two wrong ones are within a half of that."""

_GAIN: Final = 4.0
_GAIN_LONG: Final = 12.0
_GAIN_SHIFTED: Final = {"gb18030": 100.0, "big5hkscs": 20.0, "cp950": 20.0}
"""By how many nats it must be better there: what speaks for the encoding of the document at least,
a change of encoding in a longer place (`lattice.SWITCH`), and for a byte lost half of what
`damaged` asks for. Less would be undone there, at a high cost."""

_SEGMENT: Final = 1024
"""Characters of a very long line that are looked at together."""

_WINDOWS: Final = ((4, -11.0), (12, -8.8))
"""Number of characters in a row, and the mean log probability below which something is wrong there.
In good prose one line in 50 has such a place, which costs time and nothing else; misread text is
nearly all like that."""

MISREAD: Final = ((6, -11.3), (12, -10.0))
"""The same for a line without an unreadable byte, where only clear cases are worth the lattice."""

_AROUND: Final = 12  # characters on each side of a rare one, as many as `MISREAD` looks at
_FEW_CHARS: Final = 6  # of a line so short that `MISREAD` takes it as a whole

UTF8_RUN: Final = r"(?:[\xe3-\xe9\xef][\x80-\xbf]{2})"
"""A Han character, kana or mark in UTF-8, as an expression over Latin-1 text."""

OTHER: Final = {
    "gb18030": "big5hkscs",
    "big5hkscs": "gb18030",
    "cp950": "gb18030",
    "euc_tw": "gb18030",
}


def doubtful_lines(text: str, encoding: str, model: Model) -> set[int]:
    """Return the numbers (from 0) of the lines of ``text`` that are to be looked at."""
    found: set[int] = set()
    known: set[str] = set()
    for number, line, places in _rare_lines(text, model, known):
        if may_be_misread(line, places, encoding, model):
            found.add(number)
        else:
            known.update(line[place] for place in places)
    return found


def weak_lines(raw: bytes, text: str, model: Model) -> set[int]:
    """Return the numbers of the lines that read badly around two rare characters.

    A single one makes no stretch of `MISREAD` but in a line of a few characters. Lines with two
    characters of UTF-8 side by side are among them, however they read: [设置] is [璁剧疆] in GBK.
    """
    bytewise = raw.decode("latin-1")
    runs = regex(f"{UTF8_RUN}{{2}}").finditer(bytewise)
    found = {bytewise.count("\n", 0, run.start()) for run in runs}
    known: set[str] = set()  # stood in good text before: a name comes again
    last, done = -_AROUND, 0
    for match in model.rare.finditer(text):
        place, before = match.start(), last
        last = match.end() - 1
        if place < done or known.issuperset(match[0]):
            continue
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = len(text) if end < 0 else end
        is_lone = place == last and not max(start, last - _AROUND) <= before
        if is_lone and end - start > _FEW_CHARS:
            continue
        done = min(place + _AROUND, end)
        part = text[max(start, place - _AROUND) : min(done + _AROUND, end)]
        if len(part) - len(part.encode("ascii", "ignore")) < _AROUND:
            part = text[start:end]  # as many as `MISREAD` wants to see
        if is_weak(Reading(part), model, MISREAD):
            found.add(text.count("\n", 0, place))
            done = end
        else:
            known.update(match[0])
    return found


def is_weak(
    reading: Reading, model: Model, windows: tuple[tuple[int, float], ...] | None = None
) -> bool:
    """Tell whether some stretch of the text reads badly as Chinese."""
    windows = windows or _WINDOWS
    text = reading.text
    values = [
        value
        for char, value in zip(text, model.pairs("\n" + text), strict=True)
        if char > "\x7f" and char != REPLACEMENT
    ]
    if not values:
        return False
    return any(_has_window(values, width, limit) for width, limit in windows)


def _has_window(values: Sequence[float], width: int, limit: float) -> bool:
    width = min(width, len(values))
    total = sum(values[:width])
    if total < limit * width:
        return True
    for new, old in zip(values[width:], values, strict=False):
        total += new - old
        if total < limit * width:
            return True
    return False


def may_be_misread(text: str, places: Sequence[int], encoding: str, model: Model) -> bool:
    """Tell whether another reading of ``text``, where it has rare characters, has far fewer.

    The other readings are those in another encoding, and that which begins one byte later, as it
    does after a lost byte.
    """
    other = OTHER[encoding]
    for first, last, count in _clusters(places):
        if count == 1 and len(text) > 2 * _GAP:
            continue
        here = text[first : last + 1]
        raw = write(here, encoding)
        if raw is None or len(regex(UTF8_RUN).findall(raw.decode("latin-1"))) * 5 >= len(raw) >= 5:
            return True
        readings = [(raw.decode(other, "replace"), _GAIN if count < _FEWER else _GAIN_LONG)]
        if count >= 2 * _FEWER:
            # The first and the last character of a shifted reading are halves, and count for none.
            shifted = (raw[1:].decode(name, "replace")[1:-1] for name in (other, encoding))
            readings += zip(shifted, (_GAIN_LONG, _GAIN_SHIFTED[encoding]), strict=True)
        for reading, gain in readings:
            rare = rare_count(reading, model)
            if rare <= count // _FEWER and model.score(reading) - model.score(here) > gain:
                return True
    return False


def rare_places(text: str, model: Model) -> list[int]:
    """Return where the rare characters of ``text`` are."""
    return [x for match in model.rare.finditer(text) for x in range(*match.span())]


def rare_count(text: str, model: Model) -> int:
    """Return how many rare characters ``text`` has."""
    return len("".join(model.rare.findall(text)))


def _clusters(places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield first place, last place and number of places that stand close together."""
    first = last = places[0]
    count = 0
    for place in places:
        if place - last > _GAP:
            yield first, last, count
            first, count = place, 0
        last = place
        count += 1
    yield first, last, count


def _rare_lines(text: str, model: Model, known: set[str]) -> Iterator[tuple[int, str, list[int]]]:
    """Yield the lines with too many rare characters, or many in one place: number, text, places.

    ``known`` holds rare characters that do not count; the caller may add to it meanwhile.
    """
    number = counted = 0
    line_start, line_end = 0, -1
    places: list[int] = []
    for match in model.rare.finditer(text):
        run = match[0]
        # Most are one character: this is asked ten thousand times of a megabyte of verse.
        if run in known or (len(run) > 1 and known.issuperset(run)):
            continue
        place = match.start()
        if place >= line_end:
            if _is_doubtful(places, line_end - line_start):
                number += text.count("\n", counted, line_start)
                counted = line_start
                yield number, text[line_start:line_end], [x - line_start for x in places]
            line_start = text.rfind("\n", max(line_end, 0), place) + 1 or max(line_end, 0)
            if place - line_start > _SEGMENT:
                line_start = place - _GAP
            line_end = text.find("\n", place, line_start + _SEGMENT)
            if line_end < 0:
                line_end = max(place + len(run), min(len(text), line_start + _SEGMENT))
            places = []
        if len(run) == 1:
            places.append(place)
        else:
            end = min(place + len(run), line_end)
            places.extend(x for x in range(place, end) if text[x] not in known)
    if _is_doubtful(places, line_end - line_start):
        number += text.count("\n", counted, line_start)
        yield number, text[line_start:line_end], [x - line_start for x in places]


def _is_doubtful(places: Sequence[int], length: int) -> bool:
    """Tell whether a line of ``length`` with rare characters at ``places`` is to be looked at."""
    count = len(places)
    if count and count * _RARE_SHARE > length:
        return True
    return count > _CROWD and any(
        later - place < _NEAR for place, later in zip(places, places[_CROWD:], strict=False)
    )
