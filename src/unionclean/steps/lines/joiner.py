"""How wide lines are, and what stood where one was broken."""

from __future__ import annotations

from unionclean.chars import HAN, regex


def in_gbk(text: str) -> bytes:
    """Return ``text`` in GBK, where no character has a byte that looks like a line end."""
    return text.encode("gbk", "replace")


def columns(line: str) -> int:
    """Return the width of ``line``: what is two bytes in GBK is two columns wide."""
    return len(in_gbk(line))


def joiner(left: str, right: str, *, spaced: bool) -> str:
    """Return what stood where a line was broken: a blank beside Latin words, else nothing."""
    word = "[A-Za-z0-9,.;:%)]"
    left_latin = regex(word).match(left) is not None
    right_latin = regex("[A-Za-z0-9(]").match(right) is not None
    if left_latin and right_latin:
        return " "
    han = regex(f"[{HAN}]")
    mixed = (left_latin and han.match(right)) or (han.match(left) and right_latin)
    return " " if spaced and mixed else ""


def is_spaced(text: str) -> bool:
    """Tell whether the author parts Chinese from Latin with blanks."""
    apart = len(regex(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]").findall(text))
    together = len(regex(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]").findall(text))
    return apart > 3 * together
