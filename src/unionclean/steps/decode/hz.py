"""HZ (RFC 1843): GB2312 as seven-bit bytes between ``~{`` and ``~}``, once common in mail."""

from __future__ import annotations

import re

from unionclean.steps.decode.charsets import Reading
from unionclean.steps.decode.decoded import BadBytes

_PAIR = rb"[\x21-\x7d][\x21-\x7e]"
_STRAY = rb"[\x00\x80-\xff]"  # no byte of HZ
_TOKEN = re.compile(rb"~\{((?:%b|%b)*)(~\}|(?=\n)|$)?|~~|~\n" % (_PAIR, _STRAY))
_CHARACTER = re.compile(rb"%b|%b" % (_PAIR, _STRAY))

_HIGH = bytes(byte | 0x80 for byte in range(256))


def looks_like_hz(raw: bytes) -> bool:
    """Tell whether ``raw`` has a stretch of HZ: at least one character between the two escapes.

    The end of a line ends a stretch too; without its escape it is longer than a name in code. The
    end of the input may have cut it, even inside the escape.
    """
    some = rb"~\{%b*%b(?:%b|%b)*~\}" % (_STRAY, _PAIR, _PAIR, _STRAY)
    many = rb"~\{(?:%b){8,}(?=\n|$)|~\{(?:%b){2,}[\x21-\x7e]?\Z" % (_PAIR, _PAIR)
    return re.search(some + b"|" + many, raw) is not None


def read_hz(raw: bytes) -> Reading:
    """Return the text of ``raw``; a character that GB2312 does not hold is kept as bad bytes."""
    pieces: list[str] = []
    bad: list[BadBytes] = []
    length = 0

    def add(text: str) -> None:
        nonlocal length
        pieces.append(text)
        length += len(text)

    def add_plain(start: int, end: int) -> None:
        plain = raw[start:end]
        if plain.isascii():
            add(plain.decode("ascii"))
            return
        for offset, byte in enumerate(plain):
            if byte < 0x80:
                add(chr(byte))
            else:
                bad.append(BadBytes(start + offset, bytes([byte]), length))
                add("\ufffd")

    done = 0
    for token in _TOKEN.finditer(raw):
        add_plain(done, token.start())
        done = token.end()
        if token[0] == b"~~":
            add("~")
        elif token[1] is not None:
            if not re.search(_STRAY, token[1]):
                try:
                    add(token[1].translate(_HIGH).decode("gb18030"))
                    continue
                except UnicodeDecodeError:
                    pass
            for one in _CHARACTER.finditer(raw, *token.span(1)):
                if len(one[0]) == 1:
                    add_plain(*one.span())
                    continue
                try:
                    add(one[0].translate(_HIGH).decode("gb18030"))
                except UnicodeDecodeError:
                    bad.append(BadBytes(one.start(), one[0], length))
                    add("\ufffd")
    add_plain(done, len(raw))
    return Reading("".join(pieces), tuple(bad))


def write_hz(text: str) -> bytes | None:
    """Return ``text`` as HZ the way Python and most mail programs write it."""
    try:
        return text.encode("hz")
    except UnicodeEncodeError:
        return None
