"""Makes names and text safe to print, and measures how wide a terminal shows them.

File names and damaged text may hold anything: escape sequences that rewrite the screen, marks that
turn the direction of a line, bytes that are no text. All of it goes through `show`.
"""

from __future__ import annotations

import os

# str.isprintable() is false for all of C0, C1, ESC, format characters (bidi marks, zero-width),
# surrogates, private use, unassigned characters, line separators and every blank but U+0020.
# That is right here: what a reader cannot see or tell apart is spelled out.
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def show(text: str) -> str:
    r"""Return ``text`` on one line, with everything that is not printable spelled out.

    >>> show("a\x1b[31m\u202e b")
    'a\\x1b[31m\\u202e b'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _spell(char) for char in text)


def show_path(path: str) -> str:
    r"""Return a file name, safe to print; bytes that are no UTF-8 appear as ``\xNN``."""
    return show(readable(path))


def readable(path: str) -> str:
    """Return a file name as valid Unicode, for JSON: the same bytes, whatever the locale."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def width(text: str) -> int:
    """Return the columns that ``text`` takes on a terminal.

    >>> width("學(xué)")
    7
    """
    return sum(map(_columns, text))


def clip(text: str, most: int = 40) -> str:
    """Return ``text`` as `show` gives it, the middle left out where it is long.

    >>> clip("一" * 100, 12)
    '一一一一一一…(88)…一一一一一一'
    """
    if len(text) <= most:
        return show(text)
    half = most // 2
    return f"{show(text[:half])}…({len(text) - 2 * half})…{show(text[-half:])}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "edit"), count(18204, "edit")
    ('1 edit', '18,204 edits')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _spell(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    import unicodedata

    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
