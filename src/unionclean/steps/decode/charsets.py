"""Reading bytes in one given charset, so that no byte is lost and every odd place is recorded.

Python's codecs are strict or lossy. Here a bad byte becomes U+FFFD and is kept beside the text,
and the codecs are widened as the WHATWG Encoding Standard does: everything of the GB family is read
as GB18030 with 0x80 as €, everything labelled Big5 as Big5-HKSCS.
"""

from __future__ import annotations

import codecs
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.labels import codec_name
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.limits import LONG_LINE

if TYPE_CHECKING:
    from collections.abc import Callable

    Spelling = Callable[[bytes, int], tuple[str, int] | None]

__all__ = ["REPLACEMENT", "Reading", "codec_name", "is_valid", "read", "with_variants", "write"]

REPLACEMENT: Final = "\ufffd"

# Each character can be written in one way; that of € which is not the codec's is told apart.
_ONE_SPELLING: Final = ("utf-8", "utf-16", "utf-32", "gb18030")


class Reading(NamedTuple):
    """Text with the places that the codec alone would not bring back."""

    text: str
    bad: tuple[BadBytes, ...] = ()
    variants: tuple[Variant, ...] = ()


def read(raw: bytes, encoding: str) -> Reading:
    """Return ``raw`` as text in ``encoding`` (a name from `codec_name`); never raises."""
    return _read_again(raw, encoding) if len(raw) <= LONG_LINE else _read(raw, encoding)


def _read(raw: bytes, encoding: str) -> Reading:
    if encoding == "hz":
        from unionclean.steps.decode.hz import read_hz

        return with_variants(raw, read_hz(raw), encoding)
    if encoding == "iso2022_cn":
        from unionclean.steps.decode.iso_2022_cn import read_iso_2022_cn

        return with_variants(raw, read_iso_2022_cn(raw), encoding)
    if encoding == "euc_tw":
        from unionclean.steps.decode.euc_tw import read_euc_tw

        text, bad = read_euc_tw(raw)
        return with_variants(raw, Reading(text, bad), encoding)
    try:
        reading = Reading(raw.decode(encoding))
    except UnicodeDecodeError:
        reading = _read_marking(raw, encoding)
    return with_variants(raw, reading, encoding)


@lru_cache(maxsize=16)  # of a doubtful line each encoding is asked for several times
def _read_again(raw: bytes, encoding: str) -> Reading:
    return _read(raw, encoding)


def is_valid(line: bytes, encoding: str) -> bool:
    """Tell whether every byte of ``line`` can be read."""
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def write(text: str, encoding: str) -> bytes | None:
    """Return ``text`` as bytes in ``encoding``; ``None`` where the codec cannot hold it."""
    if encoding == "hz":
        from unionclean.steps.decode.hz import write_hz

        return write_hz(text)
    if encoding == "euc_tw":
        from unionclean.steps.decode.euc_tw import write_euc_tw

        return write_euc_tw(text)
    try:
        # How ISO-2022-CN was written, where it was, is kept beside the text.
        return text.encode("ascii" if encoding == "iso2022_cn" else encoding)
    except UnicodeEncodeError:
        return None


# ------------------------------------------------------------------------- reading with bad bytes

_MARK: Final = "\udc80"  # a lone surrogate: no decoder here ever gives one
_MARKING: Final = "unionclean.mark"


class _Spans(threading.local):
    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []
        self.spelling: Spelling | None = None
        self.spelled: dict[int, str] = {}


_spans = _Spans()


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, end = error.start, error.end
    if _spans.spelling is not None:
        special = _spans.spelling(error.object, start)
        if special is not None:
            char, length = special
            _spans.spelled[start] = char
            _spans.found.append((start, start + length))
            return _MARK, start + length
    if error.encoding.startswith("utf-8"):  # Python names it so for every spelling of the name
        while end < len(error.object) and _never_begins(error.object[end]):
            end += 1
    # A codec may blame ASCII bytes after a bad lead byte; these are text.
    for position in range(start + 1, end):
        if error.object[position] < 0x80 and not error.encoding.startswith("utf"):
            end = position
            break
    _spans.found.append((start, end))
    return _MARK, end


def _never_begins(byte: int) -> bool:
    """Tell whether no character of UTF-8 begins with ``byte``; 0xC0 may be Java's NUL."""
    return 0x80 <= byte < 0xC0 or byte > 0xF4


def _euro_of_cp936(raw: bytes, start: int) -> tuple[str, int] | None:
    return ("€", 1) if raw[start] == 0x80 else None


def _euro_of_cp950(raw: bytes, start: int) -> tuple[str, int] | None:
    return ("€", 2) if raw[start : start + 2] == b"\xa3\xe1" else None


def _surrogates_of_utf8(raw: bytes, start: int) -> tuple[str, int] | None:
    """Read what Java writes (CESU-8): NUL as two bytes, characters above U+FFFF as six."""
    if raw[start : start + 2] == b"\xc0\x80":
        return "\0", 2
    pair = raw[start : start + 6]
    if len(pair) < 6 or pair[0] != 0xED or pair[3] != 0xED:
        return None
    try:
        text = pair.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    high, low = text[0], text[-1]
    if not ("\ud800" <= high < "\udc00" <= low < "\ue000"):
        return None
    return chr(0x10000 + (ord(high) - 0xD800) * 0x400 + ord(low) - 0xDC00), 6


_SPELLINGS: Final[dict[str, Spelling]] = {
    "utf-8": _surrogates_of_utf8,
    "gb18030": _euro_of_cp936,
    "big5hkscs": _euro_of_cp950,
}


def _read_marking(raw: bytes, encoding: str) -> Reading:
    codecs.register_error(_MARKING, _mark)
    _spans.found, _spans.spelled = [], {}
    _spans.spelling = _SPELLINGS.get(encoding)
    marked = raw.decode(encoding, _MARKING)
    return _unmark(raw, marked.split(_MARK), _spans.found, _spans.spelled)


def _unmark(
    raw: bytes, parts: list[str], spans: list[tuple[int, int]], spelled: dict[int, str]
) -> Reading:
    """Put U+FFFD, or the character a special spelling means, between ``parts``."""
    pieces = [parts[0]]
    length = len(parts[0])
    runs: list[list[int]] = []  # first byte, end, place in the text
    variants: list[Variant] = []
    for (start, end), part in zip(spans, parts[1:], strict=True):
        char = spelled.get(start)
        if char is not None:
            variants.append(Variant(length, length + 1, raw[start:end]))
            pieces.append(char)
            length += 1
        elif runs and runs[-1][1] == start and runs[-1][2] == length - 1:
            runs[-1][1] = end
        else:
            runs.append([start, end, length])
            pieces.append(REPLACEMENT)
            length += 1
        pieces.append(part)
        length += len(part)
    bad = tuple(BadBytes(start, raw[start:end], at) for start, end, at in runs)
    return Reading("".join(pieces), bad, tuple(variants))


# ------------------------------------------------------------------ what the codec spells otherwise


def with_variants(raw: bytes, reading: Reading, encoding: str) -> Reading:
    """Record the lines whose bytes the codec would write differently."""
    from unionclean.steps.decode.rebuild import rebuild

    if encoding.startswith(_ONE_SPELLING):
        return reading
    if rebuild(reading, encoding) == raw:
        return reading
    text, bad, variants = reading
    found: list[Variant] = []
    lines = raw.split(b"\n")
    texts = text.split("\n")
    if len(lines) != len(texts):  # a charset in which 0x0A is not a line feed
        return Reading(text, bad, (Variant(0, len(text), raw),))
    at, byte = 0, 0
    next_bad, next_variant = 0, 0
    for line, line_text in zip(lines, texts, strict=True):
        end = at + len(line_text)
        bad_here = []
        while next_bad < len(bad) and bad[next_bad].at < end:
            item = bad[next_bad]
            bad_here.append(BadBytes(item.byte - byte, item.raw, item.at - at))
            next_bad += 1
        variants_here = []
        while next_variant < len(variants) and variants[next_variant].start < end:
            variants_here.append(variants[next_variant])
            next_variant += 1
        moved = tuple(Variant(v.start - at, v.end - at, v.raw) for v in variants_here)
        if rebuild(Reading(line_text, tuple(bad_here), moved), encoding) == line:
            found.extend(variants_here)
        else:
            found.append(Variant(at, end, line))
        at, byte = end + 1, byte + len(line) + 1
    whole = Reading(text, bad, tuple(found))
    if rebuild(whole, encoding) == raw:
        return whole
    return Reading(text, bad, (Variant(0, len(text), raw),))
