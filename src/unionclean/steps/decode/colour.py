"""Characters of two colours: a terminal's colour code between the two bytes of one character.

Bulletin boards let authors colour each half of a character. Read byte by byte, both halves are
lost. Here the code is moved behind the character before anything is decoded, and what stood there
is kept beside the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import holds, regex
from unionclean.steps.decode.charsets import is_valid
from unionclean.steps.decode.decoded import Variant
from unionclean.steps.decode.rebuild import encode_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.steps.decode.decoded import Decoded

_CODE: Final = r"\x1b\[[0-9;]{0,12}m"
_HIGH: Final = bytes(range(0x80, 0x100))
_LEAD: Final = frozenset(range(0x81, 0xFF))
_TRAIL: Final = frozenset({*range(0x40, 0x7F), *range(0x80, 0xFF)})


class _Joined(NamedTuple):
    """Bytes whose characters are whole, and where codes stood inside them.

    Attributes:
        raw: as many bytes as before.
        places: begin and end of each such character with its codes, and the numbers of its first
            code and of the first one behind it.

    """

    raw: bytes
    places: tuple[tuple[int, int, int, int], ...]


def decode_joined(raw: bytes, decode: Callable[[bytes], Decoded]) -> Decoded | None:
    """Return ``raw`` as ``decode`` reads it with whole characters; ``None`` if they are whole."""
    joined = join_halves(raw)
    return _split_again(decode(joined.raw), joined, raw) if joined else None


def join_halves(raw: bytes) -> _Joined | None:
    r"""Return ``raw`` with each code behind the character it stood in; ``None`` if none does.

    >>> wind = "風".encode("big5")
    >>> join_halves(wind[:1] + b"\x1b[1;31m" + wind[1:]).raw == wind + b"\x1b[1;31m"
    True
    """
    if not holds(raw, b"\x1b["):
        return None
    pieces: list[bytes] = []
    places: list[tuple[int, int, int, int]] = []
    done = seen = 0
    for codes in re.finditer(b"(?:%s)+" % _CODE.encode(), raw):
        start, end = codes.span()
        first, seen = seen, seen + codes[0].count(b"\x1b")
        before = raw[done:start]
        run = before[len(before.rstrip(_HIGH)) :]
        if _waits(run) and end < len(raw) and raw[end] in _TRAIL:
            pieces += (before, raw[end : end + 1], codes[0])
            done = end + 1
            places.append((start - 1, done, first, seen))
        else:
            pieces.append(raw[done:end])
            done = end
    if not places:
        return None
    return _Joined(b"".join([*pieces, raw[done:]]), tuple(places))


def _waits(run: bytes) -> bool:
    """Tell whether a run of bytes above ASCII ends in half a character.

    It begins with a whole one, so in a run of odd length the last byte waits for its other half.
    """
    return len(run) % 2 == 1 and run[-1] in _LEAD and not is_valid(run, "utf-8")


def _split_again(decoded: Decoded, joined: _Joined, raw: bytes) -> Decoded | None:
    """Return what was decoded from joined bytes as decoded from ``raw``; ``None`` if it was not.

    Codes are ASCII: the first ones of the bytes are the first ones of the text.
    """
    codes = [match.span() for match in regex(_CODE).finditer(decoded.text)]
    if joined.places[-1][-1] > len(codes):
        return None
    variants = list(decoded.variants)
    for start, end, first, behind in joined.places:
        variants.append(Variant(codes[first][0] - 1, codes[behind - 1][1], raw[start:end]))
    found = replace(decoded, variants=tuple(sorted(variants)))
    return found if encode_back(found) == decoded.bom + raw else None
