"""A line that is damaged from end to end in the way that the lines before it were.

Once a document's kind of damage is known, nearly every line can be inverted at the speed of the
codecs. What speaks for it here is not a choice between paths but the line as a whole: every
character has bytes in the wrong encoding, and those are characters that Chinese is written in.
Where that is not so, the line is left to the search in `judge`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import WALL, byte_table, has_twin
from unionclean.steps.mojibake.euro import variant, with_lone_bytes
from unionclean.steps.mojibake.frequent import frequent, rarer
from unionclean.steps.mojibake.judge import Part, Span
from unionclean.steps.mojibake.pieces import beyond_ascii
from unionclean.steps.mojibake.readings import lone_bytes
from unionclean.steps.mojibake.rightly import (
    PAIR_CODECS,
    WHOLE,
    Cell,
    is_rest,
    mark_lost,
    utf8_cells,
)
from unionclean.steps.mojibake.sieve import ranges
from unionclean.steps.mojibake.twins import bytes_of

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from unionclean.language import Model
    from unionclean.steps.mojibake.readings import Reading

_LEAST: Final = 4  # repaired characters; with fewer, chance has to be weighed
_ODD: Final = 0.05  # share of rare characters that a line of names may have
# Bytes in a row, between marks of lost ones, that are no character: of good text there are more.
_TOO_LONG: Final = "[\x80-\xff]{8}"
_BROKEN: Final = 0.4  # share of such bytes; UTF-8 read as GBK leaves less than half of that
_PIECE: Final = 10  # characters that are judged together
# Mean log probability of those: pieces of good text lie above it, those of a wrong reading do not.
_POOREST: Final = -10.0
_GAIN: Final = 3.0  # nats for each character that the repaired line is likelier, at least


@lru_cache(maxsize=500)  # pages repeat their lines, and that of a record is asked for twice
def read_uniform(stretch: str, reading: Reading, model: Model) -> Span | None:
    """Return the repair of all of ``stretch``, or ``None`` if it is not plainly damaged."""
    raw = bytes_of(stretch, reading)
    if WALL in raw or has_twin(stretch, reading.wrong):
        return None
    if reading.right != "utf-8":
        return _read_pairs(stretch, raw, reading.right, model)
    text = _decoded(raw, "utf-8")
    if text is None:
        return _read_broken(stretch, raw, reading)
    return _span(stretch, text, raw) if _is_chinese(text) else None


class Undone(NamedTuple):
    """A stretch of which misreadings are undone: the last text, and where its characters were."""

    text: str
    offsets: list[
        Sequence[int]
    ]  # of the characters of each text before it in the bytes that follow
    texts: list[str]

    def place(self, end: int) -> int:
        """Return where ``end``, a place in the last text, is in the stretch; -1 if nowhere."""
        for offsets, text in zip(self.offsets[::-1], self.texts[::-1], strict=True):
            size = len(text[:end].encode("utf-8"))
            end = bisect_left(offsets, size)
            if offsets[end] != size:
                return -1
        return end


def undo(stretch: str, outer: Sequence[Reading], *, kept: bool) -> Undone | None:
    """Return ``stretch`` before each of ``outer``, the last misreading first, if it was not whole.

    A last character that is not complete is left out. ``kept`` tells that pairs without a character
    were kept, as private use.
    """
    offsets: list[Sequence[int]] = []
    texts: list[str] = []
    text = stretch
    for reading in outer:
        shown = with_lone_bytes(text) if kept and not reading.wrong.single else text
        table = byte_table(variant(reading, shown).wrong)
        places: Sequence[int] = range(len(shown) + 1)
        if not reading.wrong.single:
            places = list(accumulate(map(len, map(table.__getitem__, map(ord, shown))), initial=0))
        text = _decoded_cut(shown.translate(table))
        if not text:
            return None
        offsets.append(places)
        texts.append(text)
    return Undone(text, offsets, texts)


def read_repeatedly(
    stretch: str, readings: Sequence[Reading], model: Model, *, kept: bool = False
) -> tuple[int, int, str] | None:
    """Return where ``stretch`` is plainly damaged by ``readings``, the last first, and its text.

    It may end in the middle of a character, which is then left out; ``kept`` as for `undo`.
    """
    undone = undo(stretch, readings[:-1], kept=kept)
    if undone is None:
        return None
    for cut in range(min(3, len(undone.text))):
        text = undone.text[: len(undone.text) - cut]
        span = read_uniform(text, readings[-1], model)
        if span is not None and (found := placed(undone, span)):
            return found
    return None


def placed(undone: Undone, span: Span) -> tuple[int, int, str] | None:
    """Return where ``span`` is in the stretch that was ``undone``, and its text, if it is whole.

    A letter behind it may be the second byte of a damaged character.
    """
    texts = [part.text for part in span.parts]
    if None in texts:
        return None
    end = span.end
    while undone.place(end) < 0:
        following = undone.text[end : end + 1]
        if not following or following >= "\x80":
            return None
        end += 1
    text = "".join(text or "" for text in texts) + undone.text[span.end : end]
    return span.start, undone.place(end), text


def _decoded_cut(raw: str) -> str:
    """Return ``raw`` as UTF-8, without a last character that is not complete, or nothing."""
    try:
        octets = raw.encode("latin-1")
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        return octets[: error.start].decode("utf-8") if error.start > len(raw) - 4 else ""
    except UnicodeEncodeError:
        return ""


def _decoded(raw: str, codec: str) -> str | None:
    try:
        return raw.encode("latin-1").decode(codec)
    except UnicodeError:
        return None


def _read_pairs(stretch: str, raw: str, right: str, model: Model) -> Span | None:
    text = next(filter(None, (_decoded(raw, codec) for codec in PAIR_CODECS[right])), None)
    if text is None or not _is_chinese(text):
        return None
    # Any bytes are characters of such an encoding, so each piece of the line has to read well.
    total = 0.0
    for place in range(0, len(text), _PIECE):
        piece = text[max(place - 1, 0) : place + _PIECE]
        score = model.score(piece)
        if score < _POOREST * len(piece):
            return None
        total += score
    if total - model.score(stretch) < _GAIN * len(text):
        return None
    return _span(stretch, text, raw)


def _span(stretch: str, text: str, raw: str) -> Span:
    head = _ascii_at_start(stretch)
    tail = 0  # a letter at the end may be the second byte of the last character
    while stretch[-1 - tail] == text[-1 - tail] and text[-1 - tail] < "\x80":
        tail += 1
    end, stop = len(stretch) - tail, len(text) - tail
    cell = Cell(head, len(raw) - tail, text[head:stop], raw[head : len(raw) - tail])
    return Span((Part(head, end, (cell,)),), float(len(text)))


def _ascii_at_start(text: str) -> int:
    found = regex("[\\x00-\\x7f]*").match(text)
    return found.end() if found else 0


def _is_chinese(text: str) -> bool:
    """Tell whether ``text`` has Chinese characters enough, and hardly one of another kind."""
    odd = len(_odd().findall(text))
    beyond = beyond_ascii(text)
    return beyond >= _LEAST and odd <= _ODD * beyond


@cache
def _odd() -> re.Pattern[str]:
    usual = frequent() | rarer() | {"─"}
    return regex(f"[^{ranges(usual)}]")


def _read_broken(stretch: str, raw: str, reading: Reading) -> Span | None:
    """Return the repair where some characters lack bytes: whole runs, and the rest in between."""
    raw = mark_lost(raw, blanks=reading.wrong.single)
    table = byte_table(reading.wrong)
    offsets = list(accumulate((len(table[ord(char)]) for char in stretch), initial=0))
    lone = lone_bytes(stretch, offsets, reading.wrong)
    breaks: list[tuple[int, int]] = []
    whole = broken = 0
    runs = [run.span() for run in regex(f"(?:{WHOLE}|[\\x00-\\x7f])+").finditer(raw)]
    for start, end in [*runs, (len(raw), len(raw))]:
        if start > whole:
            if whole - 1 in lone and is_rest(raw, whole):
                whole -= 3  # which is no character then
            if regex(_TOO_LONG).search(raw, whole, start):
                return None
            broken += start - whole
            breaks.append(_widened(raw, whole, start, offsets))
        whole = end
    high = beyond_ascii(raw)
    if not high or broken > _BROKEN * high:
        return None
    return _with_breaks(raw, offsets, breaks, _ascii_at_start(stretch[::-1]), lone)


def _widened(raw: str, start: int, end: int, offsets: Sequence[int]) -> tuple[int, int]:
    """Return the least stretch around ``start:end`` of whole characters on both sides."""
    while True:
        low = offsets[bisect_right(offsets, start) - 1]
        high = offsets[bisect_left(offsets, end)]
        while low > 0 and "\x80" <= raw[low] <= "\xbf" and low < start:
            low -= 1
        while high < len(raw) and "\x80" <= raw[high] <= "\xbf" and high > end:
            high += 1
        if (low, high) == (start, end):
            return start, end
        start, end = low, high


def _with_breaks(
    raw: str,
    offsets: Sequence[int],
    breaks: list[tuple[int, int]],
    letters: int,
    lone: frozenset[int],
) -> Span | None:
    parts: list[Part] = []
    known = ""
    place = 0
    for start, end in [*_merged(breaks), (len(raw), len(raw))]:
        if start > place:
            text = _decoded(raw[place:start], "utf-8")
            if text is None:
                return None
            known += text
            # ASCII at the ends of the line is no part of the repair: its last ``letters``, as
            # one more may be the second byte of the last character.
            head = 0 if parts else _ascii_at_start(text)
            tail = _ascii_at_start(text[head:][::-1]) if start == len(raw) else 0
            tail = min(tail, letters)
            first, last = place + head, start - tail
            if first < last:
                cell = Cell(first, last, text[head : len(text) - tail], raw[first:last])
                parts.append(_part(offsets, first, last, (cell,)))
        if end > start:
            cells = tuple(
                cell._replace(start=start + cell.start, end=start + cell.end)
                for cell in utf8_cells(
                    raw[start:end],
                    lone={place for place in range(end - start) if start + place in lone},
                )
            )
            parts.append(_part(offsets, start, end, cells))
        place = end
    return Span(tuple(parts), float(len(known))) if _is_chinese(known) else None


def _part(offsets: Sequence[int], start: int, end: int, cells: tuple[Cell, ...]) -> Part:
    return Part(bisect_left(offsets, start), bisect_left(offsets, end), cells)


def _merged(breaks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in breaks:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
