"""A document in its encoding, except for the lines that are in another one.

Logs, forum archives and concatenated corpora mix charsets by the line. Most lines read well in the
encoding of the document and are decoded at once; the doubtful ones are decided one by one.
"""

from __future__ import annotations

import math
import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.big5 import prefers_cp950
from unionclean.steps.decode.candidates import text_score
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, is_valid, read, with_variants
from unionclean.steps.decode.cut import begins_inside
from unionclean.steps.decode.damaged import Budget, Line, read_damaged
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.doubt import MISREAD, doubtful_lines, is_weak, rare_count, weak_lines
from unionclean.steps.decode.mend import mend_utf8
from unionclean.steps.decode.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionclean.language import Model

    Stretch = tuple[str, bytes, Reading | None]

CHINESE: Final = ("utf-8", "gb18030", "big5hkscs", "cp950")

MAJORITY: Final = 4.0
"""Credit, in nats, for the encoding of the rest of the document, before counting its lines."""

_SMALL: Final = 4096  # bytes of a document whose lines are all weighed, which costs a millisecond
_LONG: Final = 2048  # bytes of a line that is not compared as a whole

_HIGH: Final = bytes(range(0x80, 0x100))

_FEW_PAIRS: Final = 8  # as in `decode`: more are not valid by chance
_FEW_BAD: Final = 8  # at most one byte in so many: CESU-8 has six for a character
_AROUND: Final = 24  # characters of its line on either side of a bad byte, which show what it is
_BLOCK: Final = 65_536  # bytes read at once

_SURE: Final = 24
"""Characters above ASCII with hardly a rare one among them, after which a line is sure to be read
rightly: one misread character in three is rare, so it would be a chance of 1 in 10,000."""

_SURE_RIVAL: Final = 12
"""The same where every other reading is full of rare characters or impossible."""


class Part(NamedTuple):
    """A stretch of the input in one encoding; the offsets of ``reading`` count from its start."""

    encoding: str
    raw: bytes
    reading: Reading


def read_document(raw: bytes, encoding: str) -> list[Part]:
    """Return the parts of ``raw``, whose encoding is ``encoding`` except for some lines."""
    from unionclean.language import load

    model = load()
    if encoding not in CHINESE:
        return [Part(encoding, raw, read_wide(raw, encoding, model))]
    if encoding != "utf-8" and begins_inside(raw, encoding, model):
        half = Part(encoding, raw[:1], Reading(REPLACEMENT, (BadBytes(0, raw[:1], 0),)))
        return _merge([half, *_read_in_step(raw[1:], encoding, model)])
    return _read_in_step(raw, encoding, model)


def _read_in_step(raw: bytes, encoding: str, model: Model) -> list[Part]:
    if encoding == "utf-8" and (mended := _mend_few(raw, model, is_end=True)):
        return [Part(encoding, raw, mended)]
    text, doubtful = _read_lines(raw, encoding)
    if encoding == "big5hkscs" and not doubtful and prefers_cp950(raw, text):
        encoding = "cp950"
        text = raw.decode(encoding)
    if encoding != "utf-8":  # valid UTF-8 is hardly ever anything else; the others accept it
        doubtful |= doubtful_lines(text, encoding, model)
        if len(raw) <= _SMALL:
            doubtful |= weak_lines(raw, text, model)
    if not doubtful:
        return [Part(encoding, raw, with_variants(raw, Reading(text), encoding))]
    parts = _merge(_decide_lines(raw, encoding, doubtful, model))
    if len(parts) > 1:
        # The file is mixed, so a line of common characters may be in the other encoding too.
        every = {n for n, line in enumerate(raw.split(b"\n")) if not line.isascii()}
        main = main_encoding(parts)
        odd = sum(part.raw.count(b"\n") for part in parts if part.encoding != main)
        parts = _merge(_decide_lines(raw, main, every, model, odd=odd))
    return parts


def main_encoding(parts: Sequence[Part]) -> str:
    """Return the encoding of most bytes above ASCII."""
    if len(parts) == 1:
        return parts[0].encoding
    sizes: dict[str, int] = {}
    for part in parts:
        high = len(part.raw) - len(part.raw.translate(None, _HIGH))
        sizes[part.encoding] = sizes.get(part.encoding, 0) + high
    return max(sizes, key=lambda name: sizes[name])


def _mend_few(raw: bytes, model: Model, *, is_end: bool) -> Reading | None:
    """Return ``raw`` in UTF-8 if no more than single bytes of it are bad, and good text around.

    All bytes but one of 是否保存？ in GB18030 are valid UTF-8, and what they mean there is no text.
    """
    unfit = len(raw) - len(raw.decode("utf-8", "ignore").encode())
    mended = mend_utf8(raw, is_end=is_end) if unfit * _FEW_BAD <= len(raw) + _LONG else None
    if mended is None:
        return None
    for bad in mended.bad:
        before = mended.text[max(0, bad.at - _AROUND) : bad.at].rpartition("\n")[2]
        around = before + mended.text[bad.at : bad.at + _AROUND].partition("\n")[0]
        if is_weak(Reading(around), model):
            return None
    return mended


def _read_lines(raw: bytes, encoding: str) -> tuple[str, set[int]]:
    """Return the text, without the lines that hold unreadable bytes, and the numbers of those."""
    found: set[int] = set()
    texts: list[str] = []
    number = at = 0
    while at < len(raw):
        # Whole lines to the end of a block: most blocks of a damaged file have no bad byte.
        end = raw.find(b"\n", at + _BLOCK) + 1 or len(raw)
        block = raw[at:end]
        at = end
        try:
            texts.append(block.decode(encoding))
        except UnicodeDecodeError:
            pass
        else:
            number += block.count(b"\n")
            continue
        for line in re.findall(rb"[^\n]*\n|[^\n]+", block):
            try:
                texts.append(line.decode(encoding))
            except UnicodeDecodeError:
                texts.append("\n" if line.endswith(b"\n") else "")
                found.add(number)
            number += line.endswith(b"\n")
    return "".join(texts), found


def _decide_lines(
    raw: bytes, encoding: str, doubtful: set[int], model: Model, *, odd: int | None = None
) -> Iterator[Stretch]:
    """Yield stretches; those without a reading are still to be read, in ``encoding``.

    ``odd`` is the number of lines in another encoding, if that is known.
    """
    lines = raw.split(b"\n")
    calm = 0
    rivals = [encoding, *(name for name in CHINESE[:3] if name != encoding)]
    if encoding == "cp950":
        rivals.remove("big5hkscs")
    # A charset seen on n lines in a row is expected on the next with odds of n to 1.
    calm_lines = len(lines) - len(doubtful)
    odds = 1 + max(0, calm_lines) if odd is None else max(1, (len(doubtful) - odd) / (1 + odd))
    credit = MAJORITY + math.log(odds)
    budget = Budget.for_size(len(raw))
    known: dict[bytes, list[Stretch]] = {}  # a log repeats its lines
    for number in sorted(doubtful):
        if number > calm:
            yield encoding, b"\n".join(lines[calm:number]) + b"\n", None
        calm = number + 1
        is_end = number == len(lines) - 1
        raw = lines[number] + (b"" if is_end else b"\n")
        if raw in known:
            yield from known[raw]
            continue
        sure = _sure_encoding(raw, rivals, model)
        if sure is not None:
            yield sure, raw, None
            continue
        line = Line(raw, rivals, model, credit, budget, is_start=number == 0, is_end=is_end)
        stretches = list(_decide(line))
        if not line.is_start and not is_end:
            known[raw] = stretches
        yield from stretches
    if calm < len(lines):
        yield encoding, b"\n".join(lines[calm:]), None


def _sure_encoding(line: bytes, rivals: Sequence[str], model: Model) -> str | None:
    """Return the encoding of a line where counting rare characters leaves no doubt."""
    fits: dict[str, bool] = {}
    for name in rivals:
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            continue
        above = (len(line) - len(text)) // (2 if name == "utf-8" else 1)
        rare = rare_count(text, model)
        few = rare * 40 <= above + 40  # one, and one more in forty
        if name == rivals[0]:
            if few and above >= _SURE:
                return name
        elif name == "utf-8" and above >= 4 and rare * 3 <= above:
            return name  # valid by chance once in a million such lines
        if few or rare * 4 < above:
            fits[name] = few and above >= _SURE_RIVAL
    return next(iter(fits)) if list(fits.values()) == [True] else None


def _decide(doubtful: Line) -> Iterator[Stretch]:
    line, rivals, model, credit, _, _, is_end = doubtful
    size = len(line)
    encoding = rivals[0]
    mended = _mend_few(line, model, is_end=is_end) if encoding == "utf-8" else None
    if mended is not None:
        yield encoding, line, mended
        return
    if size > _LONG:  # it may have parts in several encodings
        yield from read_damaged(doubtful._replace(is_start=False))
        return
    best = read(line, encoding)
    if "utf-8" in rivals[1:] and is_valid(line, "utf-8"):
        valid = Reading(line.decode())
        # Valid UTF-8 by chance is so rare that no credit for the other lines stands against it,
        # but for the few pairs of bytes that are a letter in it.
        short = size - len(valid.text) <= _FEW_PAIRS and max(valid.text) < "\u0800"
        least = _score(best, model, size, is_end) + credit * short
        if _score(valid, model, size, is_end) > least:
            yield "utf-8", line, valid
            return
    if not best.bad and not is_weak(best, model):
        yield encoding, line, best
        return
    unread = sum(len(bad.raw) for bad in best.bad)
    if 0 < unread * 20 < size:  # damage in places, not another encoding throughout
        yield from read_damaged(doubtful._replace(is_start=False))
        return
    sound = not best.bad
    top = credit + _score(best, model, size, is_end)
    for rival in rivals[1:]:
        reading = read(line, rival)
        score = _score(reading, model, size, is_end)
        if score > top and not (
            sound and is_weak(reading, model, None if reading.bad else MISREAD)
        ):
            best, encoding, top = reading, rival, score
    if best.bad or is_weak(best, model):
        names = (encoding, *(name for name in rivals if name != encoding))
        yield from read_damaged(doubtful._replace(rivals=names))
    else:
        yield encoding, line, best


def _score(reading: Reading, model: Model, size: int, is_end: bool) -> float:
    return text_score(reading, model, is_end=is_end, size=size, cut_is_likely=True)


def _merge(stretches: Iterable[Stretch]) -> list[Part]:
    """Read what is still unread, and join neighbours of one encoding; ASCII joins anything."""
    parts = []
    for encoding, group in groupby(_name_ascii(stretches), key=lambda stretch: stretch[0]):
        read_parts: list[Part] = []
        for is_unread, run in groupby(group, key=lambda stretch: stretch[2] is None):
            if is_unread:
                raw = b"".join(stretch[1] for stretch in run)
                read_parts.append(Part(encoding, raw, read(raw, encoding)))
            else:
                read_parts += (Part(name, raw, known) for name, raw, known in run if known)
        raw = b"".join(part.raw for part in read_parts)
        parts.append(Part(encoding, raw, join(read_parts)))
    return parts


def _name_ascii(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches that are not empty, with ASCII in the encoding of the one before."""
    last = ""
    for encoding, raw, known in stretches:
        if not raw:
            continue
        last = last if last and raw.isascii() else encoding
        yield last, raw, None if raw.isascii() else known


def join(parts: Sequence[Part]) -> Reading:
    """Return the parts as one reading, with offsets from the start of the first."""
    text: list[str] = []
    bad: list[BadBytes] = []
    variants: list[Variant] = []
    at = byte = 0
    for part in parts:
        text.append(part.reading.text)
        bad += (BadBytes(b.byte + byte, b.raw, b.at + at) for b in part.reading.bad)
        variants += (Variant(v.start + at, v.end + at, v.raw) for v in part.reading.variants)
        at += len(part.reading.text)
        byte += len(part.raw)
    return Reading("".join(text), tuple(bad), tuple(variants))
