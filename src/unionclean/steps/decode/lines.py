"""A document in its encoding, except for the lines that are in another one.

Logs, forum archives and concatenated corpora mix charsets by the line. Most lines read well in the
encoding of the document and are decoded at once; the doubtful ones are decided one by one.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from unionclean.steps.decode.big5 import prefers_cp950
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read, with_variants
from unionclean.steps.decode.cut import begins_inside
from unionclean.steps.decode.decide import CHINESE, decide_lines
from unionclean.steps.decode.decoded import BadBytes
from unionclean.steps.decode.doubt import doubtful_lines, weak_lines
from unionclean.steps.decode.lattice import best_path, reading_of
from unionclean.steps.decode.limits import LONG_LINE
from unionclean.steps.decode.mend import mend_few
from unionclean.steps.decode.parts import Part, join, main_encoding
from unionclean.steps.decode.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.language import Model
    from unionclean.steps.decode.decide import Stretch, Verdicts

_SMALL: Final = 4096  # bytes of a document whose lines are all weighed, which costs a millisecond

_BLOCK: Final = 65_536  # bytes read at once


def read_document(raw: bytes, encoding: str) -> list[Part]:
    """Return the parts of ``raw``, whose encoding is ``encoding`` except for some lines."""
    from unionclean.language import load

    model = load()
    if encoding not in (*CHINESE, "euc_tw"):
        return [Part(encoding, raw, read_wide(raw, encoding, model))]
    if encoding != "utf-8" and begins_inside(raw, encoding, model):
        half = Part(encoding, raw[:1], Reading(REPLACEMENT, (BadBytes(0, raw[:1], 0),)))
        return _merge([half, *_read_in_step(raw[1:], encoding, model)])
    return _read_in_step(raw, encoding, model)


def _read_alone(raw: bytes, encoding: str, model: Model) -> Part:
    """Return ``raw`` in an encoding that lines do not change with; damage is read by the line."""
    whole = read(raw, encoding)
    if whole.bad:
        lines = (
            Part(encoding, line, _read_line(line, encoding, model)) for line in _with_ends(raw)
        )
        whole = join([*lines])
    return Part(encoding, raw, whole)


def _read_line(line: bytes, encoding: str, model: Model) -> Reading:
    reading = read(line, encoding)
    if not reading.bad or len(line) > LONG_LINE:
        return reading
    is_end = not line.endswith(b"\n")
    path = best_path(line, (encoding,), model, starts=(0.0,), is_end=is_end)
    return reading_of(line, path.tokens, encoding)


def _read_in_step(raw: bytes, encoding: str, model: Model) -> list[Part]:
    if encoding == "euc_tw":
        return [_read_alone(raw, encoding, model)]
    if encoding == "utf-8" and (mended := mend_few(raw, model, is_end=True)):
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
    verdicts: Verdicts = {}
    parts = _merge(decide_lines(raw, encoding, doubtful, model, verdicts))
    if len(parts) > 1:
        # The file is mixed, so a line of common characters may be in the other encoding too.
        every = {n for n, line in enumerate(raw.split(b"\n")) if not line.isascii()}
        main = main_encoding(parts)
        odd = sum(part.raw.count(b"\n") for part in parts if part.encoding != main)
        if main != encoding:
            verdicts.clear()
        parts = _merge(decide_lines(raw, main, every, model, verdicts, odd=odd))
    return parts


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
        for line in _with_ends(block):
            try:
                texts.append(line.decode(encoding))
            except UnicodeDecodeError:
                texts.append("\n" if line.endswith(b"\n") else "")
                found.add(number)
            number += line.endswith(b"\n")
    return "".join(texts), found


def _with_ends(raw: bytes) -> list[bytes]:
    """Return the lines of ``raw``, each with its line feed."""
    return re.findall(rb"[^\n]*\n|[^\n]+", raw)


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
