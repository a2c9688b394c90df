"""The wrong readings: which bytes a character stands for when a text was read in that encoding.

A byte is written as the character of the same number (Latin-1), so that a whole line turns into
its bytes with one `str.translate`. Two characters beyond the bytes have a meaning of their own:
`HOLE` for a byte that was destroyed and left a mark, `WALL` for a character that the encoding does
not have, so that no damage of this kind reaches across it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

HOLE: Final = "\u0100"
QUESTION: Final = "\u0101"  # a question mark that may stand for a destroyed byte
BLANK: Final = "\u0102"  # a blank that may have been a no-break space
WALL: Final = "\u0200"

REPLACEMENT: Final = "\ufffd"

# Undefined in Windows-1252: decoders drop them, keep them as C1 controls, or write U+FFFD.
UNDEFINED_1252: Final = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))


class Wrong(NamedTuple):
    """An encoding in which bytes were read by mistake.

    Attributes:
        name: what people call it, for reasons.
        codecs: Python codecs, asked in this order; together they give the widest table.
        single: whether every byte is one character.

    """

    name: str
    codecs: tuple[str, ...]
    single: bool = False


GBK: Final = Wrong("gb18030", ("gb18030",))
# Windows gives the lone byte 0x80 to the euro sign, GB18030 a pair.
CP936: Final = Wrong("cp936", ("cp936", "gb18030"))
WITH_EURO: Final = frozenset((GBK, CP936))
"""What both are called that differ in the euro sign."""
BIG5: Final = Wrong("big5", ("cp950", "big5", "big5hkscs"))
# Hong Kong's supplement puts kana and Cyrillic elsewhere.
HKSCS: Final = Wrong("big5-hkscs", ("big5hkscs", "cp950"))
SHIFT_JIS: Final = Wrong("shift_jis", ("cp932", "shift_jis"))
EUC_KR: Final = Wrong("euc-kr", ("cp949",))
LATIN: Final = Wrong("windows-1252", ("cp1252", "latin-1"), single=True)
CP437: Final = Wrong("cp437", ("cp437",), single=True)
MAC_ROMAN: Final = Wrong("mac-roman", ("mac-roman",), single=True)
# Of other countries' systems, on which the same files are opened.
LATIN_9: Final = Wrong("iso8859-15", ("iso8859-15",), single=True)
CP850: Final = Wrong("cp850", ("cp850", "cp858"), single=True)
CP1250: Final = Wrong("windows-1250", ("cp1250",), single=True)
CP1251: Final = Wrong("windows-1251", ("cp1251",), single=True)
KOI8: Final = Wrong("koi8-r", ("koi8-r",), single=True)
# Seldom met: read only where characters stand that the pages above do not have.
CP852: Final = Wrong("cp852", ("cp852",), single=True)
CP866: Final = Wrong("cp866", ("cp866",), single=True)
CP874: Final = Wrong("windows-874", ("cp874",), single=True)
CP1253: Final = Wrong("windows-1253", ("cp1253",), single=True)
CP1254: Final = Wrong("windows-1254", ("cp1254", "iso8859-9"), single=True)
CP1257: Final = Wrong("windows-1257", ("cp1257",), single=True)
CP1258: Final = Wrong("windows-1258", ("cp1258",), single=True)
LATIN_2: Final = Wrong("iso8859-2", ("iso8859-2",), single=True)
ISO_5: Final = Wrong("iso8859-5", ("iso8859-5",), single=True)

_EXTRA: Final[dict[str, dict[str, str]]] = {
    "cp936": {"€": "\x80", "\uf8f5": "\xff", "\ue76c": "\xa2\xe3"},
    "gb18030": {"\uf8f5": "\xff", "\ue76c": "\xa2\xe3"},
    "big5": {"\u2027": "\xa1\x45"},
}


_TWINS: Final = {BIG5: HKSCS, HKSCS: BIG5}


def is_latin_9(stretch: str) -> bool:
    """Tell whether ``stretch`` has controls that Windows-1252 shows as signs, and such signs."""
    return (
        regex("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]").search(stretch) is not None
        and regex("[€ŠšŽžŒœŸ]").search(stretch) is not None
    )


class ByteTable(dict[int, str]):
    """For `str.translate`: code point -> its bytes as Latin-1, filled when first asked."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__({ord(char): raw for char, raw in _EXTRA.get(wrong.name, {}).items()})
        self._wrong = wrong

    def __missing__(self, code: int) -> str:
        value = self._bytes_of(chr(code)) if code >= 0x80 else chr(code)
        self[code] = value
        return value

    def _bytes_of(self, char: str) -> str:
        if char == REPLACEMENT:
            return HOLE
        for codec in self._wrong.codecs:
            try:
                raw = char.encode(codec)
            except UnicodeEncodeError:
                continue
            if len(raw) <= 2:  # the four-byte half of GB18030 cannot arise from UTF-8 or Big5
                return raw.decode("latin-1")
        return char if self._wrong.single and _is_undefined(char, self._wrong) else WALL


def _is_undefined(char: str, wrong: Wrong) -> bool:
    """Tell whether ``char`` is the control by which browsers write an undefined byte of `wrong`."""
    if not "\x80" <= char <= "\x9f":
        return False
    return "\ufffd" in char.encode("latin-1").decode(wrong.codecs[0], "replace")


@cache
def repertoire(wrong: Wrong) -> frozenset[str]:
    """Return the characters beyond ASCII that `wrong`, of single bytes, turns bytes into."""
    high = bytes(range(0x80, 0x100))
    chars = "".join(high.decode(codec, "ignore") for codec in wrong.codecs)
    return frozenset((*chars, *map(chr, range(0x80, 0xA0)), REPLACEMENT))


@cache
def byte_table(wrong: Wrong) -> ByteTable:
    """Return the table of `wrong`, one per process."""
    return ByteTable(wrong)


def has_twin(damaged: str, wrong: Wrong) -> bool:
    """Tell whether ``damaged`` is other bytes in the other Big5: kana and other letters are."""
    if wrong not in _TWINS:
        return False
    raw = damaged.translate(byte_table(_TWINS[wrong]))
    return WALL not in raw and raw != damaged.translate(byte_table(wrong))


def count_strange(wrong: Wrong, chars: Iterable[str]) -> int:
    """Return how many of ``chars`` no text has that was read in `wrong`."""
    table = byte_table(wrong)
    return sum(table[ord(char)] == WALL for char in chars)


@cache
def reads_pair(wrong: Wrong, lead: int, trail: int, *, kept: bool = False) -> bool:
    """Tell whether `wrong` turns the two bytes into a character (so nothing is lost there).

    Readers of GBK differ in the pairs without a character: some keep them, as private use.
    """
    codec = ("gb18030" if kept else "gbk") if wrong in WITH_EURO else wrong.codecs[0]
    try:
        bytes((lead, trail)).decode(codec)
    except UnicodeDecodeError:
        return False
    return True
