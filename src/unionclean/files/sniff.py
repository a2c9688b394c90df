"""Tells text from binary, by the bytes and never by the name."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

# First bytes of formats that hold text-like stretches; half of them would pass for text otherwise.
# From the file formats' own specifications.
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip archive or office document"),
    (b"PK\x05\x06", "empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"PAR1", "Parquet"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"\x00asm", "WebAssembly"),
)
# Those that may hold texts, once somebody unpacks them.
_PACKED = ("archive", "gzip", "bzip2", "xz", "zstandard")
_RIFF = (b"WAVE", b"AVI ", b"WEBP")

# Control bytes that no text encoding of Chinese uses. Left out: tab, LF, FF, CR, and ESC, SO, SI
# and ~ of the seven-bit encodings (HZ, ISO-2022-CN); BS and SUB occur in old DOS texts.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\x0c\r\x1b\x0e\x0f\x08\x1a") + b"\x7f"
_CONTROLS_BUT_NUL = _CONTROLS[1:]

# Random and compressed data has 8 % of such bytes (23 of 256), programs far more; honest text has
# none, and text with a stray NUL or two stays text. 2 % lies well between.
_MOST_CONTROLS = 0.02

# Text that runs into binary data (an installer script, a broken download) shows in one block.
_BLOCK = 65536

# Of the bytes of Han in UTF-16, half of which may be any, and of random data 8 % are controls.
_MOST_IN_UTF16 = 0.06
_FEW_BLOCKS = 4  # that are read to tell whether they are Chinese: what a log had appended

_UTF16_BLANKS = "\t\n\r\x0c "


def why_binary(raw: bytes) -> str | None:
    """Return what kind of binary data ``raw`` is, or ``None`` for text.

    Every byte is looked at, since many binary files begin with a text header.
    """
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            return name
    if raw.startswith(b"RIFF") and raw[8:12] in _RIFF:
        return "RIFF media"
    if raw[257:262] == b"ustar":
        return "tar archive"
    blocks = list(islice(_odd_blocks(raw), _FEW_BLOCKS + 1))
    if not blocks or _is_wide_text(raw):
        return None
    return None if len(blocks) <= _FEW_BLOCKS and all(map(_is_chinese, blocks)) else "binary data"


def what_to_do(kind: str) -> str:
    """Return what the user can do about binary data of this ``kind``."""
    packed = any(word in kind for word in _PACKED)
    return "unpack it and name the texts" if packed else "name text files only"


def _odd_blocks(raw: bytes) -> Iterator[bytes]:
    """Yield the blocks with many controls."""
    if len(raw.translate(None, _CONTROLS)) == len(raw):
        return
    for start in range(0, len(raw), _BLOCK):
        block = raw[start : start + _BLOCK]
        controls = _count(block, _CONTROLS)
        # One stray byte must not condemn a short text, unless it is all there is.
        if controls == len(block) or controls > max(1, len(block) * _MOST_CONTROLS):
            yield block


def _count(block: bytes, of: bytes) -> int:
    return len(block) - len(block.translate(None, of))


def _is_chinese(block: bytes) -> bool:
    """Tell whether the controls are NULs between Chinese texts, or bytes of lines in UTF-16.

    NULs side by side fill the fields of a record, which is data; at the end they fill a block.
    """
    block = block[: len(block.rstrip(b"\0")) + 1]  # UTF-16 may end in one
    if b"\0\0\0" in block or _count(block, _CONTROLS_BUT_NUL) > len(block) * _MOST_IN_UTF16:
        return False
    from unionclean.steps.decode import UNSURE, decode

    decoded = decode(block)
    text = decoded.text.rstrip("\0")
    han = sum(map(is_han, text))
    return (
        han > text.count("\0")
        and not decoded.bad
        and decoded.confidence >= UNSURE
        and "\0\0" not in text
        and not _count(text.encode("utf-8", "surrogatepass"), _CONTROLS_BUT_NUL)
    )


def _is_wide_text(raw: bytes) -> bool:
    """Tell whether the NULs are the halves of UTF-16 or UTF-32 characters."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    # Read as the wrong byte order, ASCII and Chinese punctuation turn into rare Han characters,
    # so that it takes the characters and the blanks to tell text from structured data.
    # Programs that took it for bytes wrote 0D 0A for each 0A, which no text has side by side.
    sample = raw[: _BLOCK - _BLOCK % 4].replace(b"\r\n", b"\n")
    for codec, unit in (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        text = sample[: len(sample) - len(sample) % unit].decode(codec, "replace")
        if text and sum(map(_is_common, text)) >= 0.95 * len(text):
            return True
    return False


def _is_common(char: str) -> bool:
    return (
        " " <= char <= "~"
        or char in _UTF16_BLANKS
        or "\u4e00" <= char <= "\u9fff"
        or "\u3000" <= char <= "\u30ff"
        or "\uff01" <= char <= "\uff5e"
        or "\u2010" <= char <= "\u2027"
        or "\u00a0" <= char <= "\u024f"
    )
