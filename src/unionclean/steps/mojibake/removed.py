"""What a lenient program showed as a private character, which was removed afterwards.

Three bytes of GBK may be the UTF-8 of U+E000 to U+F8FF: those of 深化 are C9 EE BB AF, so of 深化
nothing is left but É. The first two of the three are known, to one or two values; of the pair that
they end in, the likeliest behind the character before it is taken, and the text is a guess.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from unionclean.language import load
from unionclean.steps.mojibake.rightly import two_byte_char

if TYPE_CHECKING:
    from unionclean.language import Model

# In nats. One in 600 characters of news has such bytes (-6.4), but two more characters have their
# own price: of 4,600 lines -4 to -2 leave a quarter less wrong, and change none that lost nothing.
PRICE: Final = -4.0
# Behind these first bytes of UTF-8, the last second byte of a private character.
_FIRST: Final = {"\xee": "\xbf", "\xef": "\xa3"}
_CONTINUED: Final = "".join(map(chr, range(0x80, 0xC0)))
_USUAL: Final = -11.0  # log probability of a character: three in four of any text are likelier
_FOLLOWERS: Final = 6  # characters that are tried; the right one is mostly among the first two


@lru_cache(maxsize=1 << 12)
def removed(codec: str, pending: int) -> tuple[tuple[str, str], ...]:
    """Return the two characters each that may have stood where the byte ``pending`` is left."""
    model = load()
    found: list[tuple[str, str]] = []
    for byte, last in _FIRST.items():
        char = two_byte_char(codec, chr(pending) + byte)
        if _is_usual(char, model):
            pairs = ((model.pair(char, other), other) for other in _endings(codec, last))
            found += ((char, other) for _, other in sorted(pairs, reverse=True)[:_FOLLOWERS])
    return tuple(found)


@cache
def _endings(codec: str, last: str) -> tuple[str, ...]:
    """Return the usual characters whose bytes both continue a character of UTF-8."""
    model = load()
    pairs = (lead + trail for lead, trail in product(_CONTINUED, repeat=2) if lead <= last)
    chars = (two_byte_char(codec, pair) for pair in pairs)
    return tuple(char for char in chars if _is_usual(char, model))


def _is_usual(char: str, model: Model) -> bool:
    return char in model and model.char(char) > _USUAL
