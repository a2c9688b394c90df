"""UTF-8 that was read as Big5: of three characters two have lost bytes, so it is reported only.

Big5 takes bytes from 40 to 7E and from A1 to FE as the second of a pair, and UTF-8 has half of its
bytes between those. What is left are rare characters, first and second byte of frequent ones, among
marks for the others.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LEADS: Final = (*range(0xE4, 0xEA), 0xEF)
_MARK: Final = "\\?+(?<=[^\\x00-\\x7f?]\\?)|\\?+(?=[^\\x00-\\x7f?])|\ufffd+"
_FEWEST: Final = 4  # such characters, and marks; a classic has one in a page, and hardly a mark
_SHARE: Final = 0.15  # of the Han in the lines with such characters; of prose, one in 2,000
_MESSAGE: Final = "utf-8 read as big5, with more bytes lost than can be guessed"


def find_read_as_big5(text: str, chars: Collection[str]) -> Iterator[Note]:
    """Yield a note for each line of ``text`` that is such damage.

    ``chars`` holds which of the rare characters the text has at all.
    """
    halves = _halves().intersection(chars)
    if len(halves) < 2 or ("?" not in text and "\ufffd" not in text):
        return
    found: list[Note] = []
    count = han = marks = start = 0
    for line in text.split("\n"):
        if not line.isascii():
            here = sum(map(halves.__contains__, line))
            hits = list(regex(_MARK).finditer(line)) if here else []
            if hits:
                count, marks = count + here, marks + len(hits)
                han += len(regex(f"[{HAN}]").findall(line))
                first, last = start + hits[0].start(), start + hits[-1].end()
                found.append(Note(first, last, _MESSAGE, len(hits)))
        start += len(line) + 1
    if min(count, marks) >= _FEWEST and count >= _SHARE * han:
        yield from found


@cache
def _halves() -> frozenset[str]:
    """Return the characters that the first two bytes of Chinese in UTF-8 are in Big5."""
    pairs = (bytes((lead, trail)) for lead in _LEADS for trail in range(0xA1, 0xC0))
    return frozenset("".join(pair.decode("cp950", "ignore") for pair in pairs))
