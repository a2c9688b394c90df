"""A document in its encoding, except for the lines that are in another one.

Logs, forum archives and concatenated corpora mix charsets by the line. Most lines read well in the
encoding of the document and are decoded at once; the doubtful ones are decided one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.big5 import prefers_cp950
from unionclean.steps.decode.candidates import quality, text_score
from unionclean.steps.decode.charsets import Reading, read
from unionclean.steps.decode.choose import POOR
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.lattice import best_path, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model

CHINESE: Final = ("utf-8", "gb18030", "big5hkscs", "cp950")

MAJORITY: Final = 4.0
"""Credit, in nats, for the encoding of the rest of the document, before counting its lines."""

_LATTICE_MARGIN: Final = 10.0
"""What a reading with changes or unread bytes must be ahead of a valid one: two characters."""

_LONGEST: Final = 4096  # bytes of a line that the lattice takes at once


_HIGH: Final = bytes(range(0x80, 0x100))


class Part(NamedTuple):
    """A stretch of the input in one encoding; the offsets of ``reading`` count from its start."""

    encoding: str
    raw: bytes
    reading: Reading


def read_document(raw: bytes, encoding: str) -> list[Part]:
    """Return the parts of ``raw``, whose encoding is ``encoding`` except for some lines."""
    whole = read(raw, encoding)
    if encoding == "big5hkscs" and not whole.bad and prefers_cp950(raw, whole.text):
        encoding = "cp950"
        whole = read(raw, encoding)
    if encoding not in CHINESE:
        return [Part(encoding, raw, whole)]
    from unionclean.language import load

    model = load()
    doubtful = set(_lines_of(whole.text, (bad.at for bad in whole.bad)))
    if encoding != "utf-8":  # valid UTF-8 is hardly ever anything else; the others accept it
        doubtful.update(_rare_lines(whole.text, model))
    if not doubtful:
        return [Part(encoding, raw, whole)]
    parts = _merge(_decide_lines(raw, encoding, doubtful, model))
    if len(parts) > 1:
        # The file is mixed, so a line of common characters may be in the other encoding too.
        every = {n for n, line in enumerate(raw.split(b"\n")) if not line.isascii()}
        parts = _merge(_decide_lines(raw, main_encoding(parts), every, model))
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


def _decide_lines(
    raw: bytes, encoding: str, doubtful: set[int], model: Model
) -> Iterator[tuple[str, bytes, Reading | None]]:
    """Yield stretches; those without a reading are still to be read, in ``encoding``."""
    lines = raw.split(b"\n")
    calm = 0
    rivals = [encoding, *(name for name in CHINESE[:3] if name != encoding)]
    if encoding == "cp950":
        rivals.remove("big5hkscs")
    # A charset seen on n lines in a row is expected on the next with odds of n to 1.
    credit = MAJORITY + math.log(1 + max(0, len(lines) - len(doubtful)))
    for number in sorted(doubtful):
        if number > calm:
            yield encoding, b"\n".join(lines[calm:number]) + b"\n", None
        is_end = number == len(lines) - 1
        line = lines[number] + (b"" if is_end else b"\n")
        yield from _decide(line, rivals, model, credit, is_end=is_end)
        calm = number + 1
    if calm < len(lines):
        yield encoding, b"\n".join(lines[calm:]), None


def _decide(
    line: bytes, rivals: Sequence[str], model: Model, credit: float, *, is_end: bool
) -> Iterator[tuple[str, bytes, Reading | None]]:
    best: tuple[float, str, Reading] | None = None
    for encoding in rivals:
        reading = read(line, encoding)
        score = text_score(reading, model, is_end=is_end, size=len(line), cut_is_likely=True)
        score += credit if encoding == rivals[0] else 0.0
        if best is None or score > best[0]:
            best = score, encoding, reading
    if best is None:  # there is always a rival
        raise AssertionError
    score, encoding, reading = best
    good = not reading.bad and quality(reading, model).mean >= POOR
    if not good and len(line) <= _LONGEST:
        starts = [credit if name == rivals[0] else 0.0 for name in rivals]
        path = best_path(line, rivals, model, starts=starts, is_end=is_end)
        if path.score > score + (0.0 if reading.bad else _LATTICE_MARGIN):
            yield from runs_of(line, path.tokens)
            return
    yield encoding, line, reading


def _merge(stretches: Iterator[tuple[str, bytes, Reading | None]]) -> list[Part]:
    """Read what is still unread and join what is ASCII or of one encoding."""
    parts: list[Part] = []
    for encoding, raw, known in stretches:
        reading = read(raw, encoding) if known is None else known
        if parts and (parts[-1].encoding == encoding or raw.isascii()):
            last = parts[-1]
            parts[-1] = Part(
                last.encoding, last.raw + raw, join((last, Part(encoding, raw, reading)))
            )
        else:
            parts.append(Part(encoding, raw, reading))
    return parts


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


def _lines_of(text: str, places: Iterator[int]) -> Iterator[int]:
    """Yield the line numbers (from 0) of ascending ``places``."""
    number = at = 0
    for place in places:
        number += text.count("\n", at, place)
        at = place
        yield number


def _rare_lines(text: str, model: Model) -> Iterator[int]:
    """Yield the numbers of the lines in which too many characters are rare in Chinese."""
    number = counted = 0
    line_end = -1
    rare = 0
    line_start = 0
    for match in model.rare.finditer(text):
        place = match.start()
        if place >= line_end:
            if line_end >= 0 and rare * _RARE_SHARE > line_end - line_start:
                number += text.count("\n", counted, line_start)
                counted = line_start
                yield number
            line_start = text.rfind("\n", 0, place) + 1
            line_end = text.find("\n", place)
            if line_end < 0:
                line_end = len(text)
            rare = 0
        rare += match.end() - place
    if line_end >= 0 and rare * _RARE_SHARE > line_end - line_start:
        yield number + text.count("\n", counted, line_start)


_RARE_SHARE: Final = 10
"""A line is looked at when one character in ten is rare. In good prose one in a hundred is, in
Big5 or UTF-8 read as GB18030 one in three."""
