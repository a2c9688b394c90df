"""Tells text from binary, by the bytes and never by the name."""

from __future__ import annotations

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
_RIFF = (b"WAVE", b"AVI ", b"WEBP")

# Control bytes that no text encoding of Chinese uses. Left out: tab, LF, FF, CR, and ESC, SO, SI
# and ~ of the seven-bit encodings (HZ, ISO-2022-CN); BS and SUB occur in old DOS texts.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\x0c\r\x1b\x0e\x0f\x08\x1a") + b"\x7f"

# Random and compressed data has 8 % of such bytes (23 of 256), programs far more; honest text has
# none, and text with a stray NUL or two stays text. 2 % lies well between.
_MOST_CONTROLS = 0.02

# Text that runs into binary data (an installer script, a broken download) shows in one block.
_BLOCK = 65536

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
    if not _has_many_controls(raw):
        return None
    return None if _is_wide_text(raw) else "binary data"


def _has_many_controls(raw: bytes) -> bool:
    if len(raw.translate(None, _CONTROLS)) == len(raw):
        return False
    for start in range(0, len(raw), _BLOCK):
        block = raw[start : start + _BLOCK]
        controls = len(block) - len(block.translate(None, _CONTROLS))
        # One stray byte must not condemn a short text, unless it is all there is.
        if controls == len(block) or controls > max(1, len(block) * _MOST_CONTROLS):
            return True
    return False


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
