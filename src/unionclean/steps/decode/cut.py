"""Text that was cut out of a longer one by a count of bytes, in the middle of a character.

In GB18030 and Big5 the half character at the start takes the first half of the next one, and
so on up to the next byte of ASCII: all bytes can be read, and mean nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.steps.decode.charges import HALF
from unionclean.steps.decode.charsets import read
from unionclean.steps.decode.doubt import OTHER, rare_count
from unionclean.steps.decode.lattice import Path, best_path

if TYPE_CHECKING:
    from unionclean.language import Model

_HEAD: Final = 32
"""Bytes that are read in both ways: in GB18030 both go on side by side up to the next ASCII."""

_LETTER: Final = -11.0
"""The same as `HALF` where a letter stands behind the first character of Big5: of the lines in
prose that begin so none is taken for one that begins with a half, and of those 88 % are."""


def begins_inside(raw: bytes, encoding: str, model: Model) -> bool:
    """Tell whether ``raw`` reads far better without its first byte."""
    if len(raw) < 3 or raw[0] < 0x80 or raw[1] < 0x80:
        return False
    # One character again and again, perhaps from a corner on: out of step it may read better.
    if raw[2:4] in {raw[:2], raw[4:6]}:
        return False
    head = raw[:_HEAD]
    plain = read(head, encoding)
    has_half = encoding != "gb18030" and _has_half(plain.text)
    if not plain.bad and not rare_count(plain.text, model) and not has_half:
        return False

    def weigh(part: bytes, name: str) -> Path:
        return best_path(part, (name,), model, starts=(0.0,), is_end=True)

    rest = weigh(head[1:], encoding)
    # Of a mixed file the first line may be in another encoding.
    whole = (weigh(head, name).score for name in (encoding, OTHER[encoding], "utf-8"))
    return rest.tokens[0].char > "\x7f" and rest.score + (_LETTER if has_half else HALF) > max(
        whole
    )


def _has_half(text: str) -> bool:
    """Tell whether the second character of ``text`` may be half of one, as letters of Big5 are.

    It brings what follows in step again, so that only the first character is wrong.
    """
    second = text[1:2]
    return second.isascii() and second.isalpha() and text[2:3] > "\x7f"
