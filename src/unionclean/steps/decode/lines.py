"""A document in its encoding, except for the lines that are in another one.

Logs, forum archives and concatenated corpora mix charsets by the line. Most lines read well in the
encoding of the document and are decoded at once; the doubtful ones are decided one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.big5 import prefers_cp950
from unionclean.steps.decode.candidates import text_score
from unionclean.steps.decode.charsets import Reading, read
from unionclean.steps.decode.damaged import is_weak, read_damaged
from unionclean.steps.decode.decoded import BadBytes, Variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model

CHINESE: Final = ("utf-8", "gb18030", "big5hkscs", "cp950")

MAJORITY: Final = 4.0
"""Credit, in nats, for the encoding of the rest of the document, before counting its lines."""

_LONG: Final = 2048  # bytes of a line that may have parts in several encodings

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
    best, encoding = read(line, rivals[0]), rivals[0]
    if not best.bad and not is_weak(best, model):
        yield encoding, line, best
        return
    size = len(line)
    if "utf-8" in rivals[1:]:
        valid = read(line, "utf-8")
        # Valid UTF-8 by chance is so rare that no credit for the other lines stands against it.
        if not valid.bad and _score(valid, model, size, is_end) > _score(best, model, size, is_end):
            yield "utf-8", line, valid
            return
    unread = sum(len(bad.raw) for bad in best.bad)
    if size > _LONG or 0 < unread * 20 < size:  # damage in places, not another encoding throughout
        yield from read_damaged(line, rivals, model, credit, is_end=is_end)
        return
    sound = not best.bad
    top = credit + _score(best, model, size, is_end)
    for rival in rivals[1:]:
        reading = read(line, rival)
        score = _score(reading, model, size, is_end)
        if score > top and not (sound and reading.bad and is_weak(reading, model)):
            best, encoding, top = reading, rival, score
    if best.bad or is_weak(best, model):
        names = (encoding, *(name for name in rivals if name != encoding))
        yield from read_damaged(line, names, model, credit, is_end=is_end)
    else:
        yield encoding, line, best


def _score(reading: Reading, model: Model, size: int, is_end: bool) -> float:
    return text_score(reading, model, is_end=is_end, size=size, cut_is_likely=True)


def _merge(stretches: Iterator[tuple[str, bytes, Reading | None]]) -> list[Part]:
    """Read what is still unread, and join neighbours of one encoding; ASCII joins anything."""
    groups: list[list[Part]] = []
    for encoding, raw, known in stretches:
        if not raw:
            continue
        name = groups[-1][0].encoding if groups and raw.isascii() else encoding
        part = Part(name, raw, read(raw, name) if known is None else known)
        if groups and groups[-1][0].encoding == name:
            groups[-1].append(part)
        else:
            groups.append([part])
    return [Part(g[0].encoding, b"".join(part.raw for part in g), join(g)) for g in groups]


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
    """Yield the numbers of the lines that have too many rare characters, or many in one place."""
    number = counted = 0
    line_start, line_end = 0, -1
    places: list[int] = []
    for match in model.rare.finditer(text):
        place = match.start()
        if place >= line_end:
            if _is_doubtful(places, line_end - line_start):
                number += text.count("\n", counted, line_start)
                counted = line_start
                yield number
            line_start = text.rfind("\n", 0, place) + 1
            line_end = text.find("\n", place)
            if line_end < 0:
                line_end = len(text)
            places = []
        places.extend(range(place, match.end()))
    if _is_doubtful(places, line_end - line_start):
        yield number + text.count("\n", counted, line_start)


def _is_doubtful(places: Sequence[int], length: int) -> bool:
    """Tell whether a line of ``length`` with rare characters at ``places`` is to be looked at."""
    if len(places) * _RARE_SHARE > length:
        return True
    return any(
        later - earlier < _CROWD * _RARE_SHARE
        for earlier, later in zip(places, places[_CROWD:], strict=False)
    )


_CROWD: Final = 6  # rare characters in one place of a long line
_RARE_SHARE: Final = 10
"""A line is looked at when one character in ten is rare. In good prose one in a hundred is, in
Big5 or UTF-8 read as GB18030 one in three."""
