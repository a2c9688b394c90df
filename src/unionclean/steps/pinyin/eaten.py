"""What a decoder swallowed with the byte before it: an ASCII character, or the "<" of a tag."""

from __future__ import annotations

from typing import Final

from unionclean.chars import is_han, regex
from unionclean.steps.pinyin.choose import likelihood

EATEN: Final = 5.0
"""In nats, how unlikely an ASCII character is at a place in Chinese prose."""

# What is left of a tag whose "<" was eaten: «?yàn)?a href=...>», «?!?/strong>».
TAG: Final = (
    r"(?:/?(?:a|p|br|b|i|u|strong|em|span|div|font|img|table|td|tr|li|ul|h\d)\b|!--)[^<>\n]{0,300}>"
)


def eaten(char: str, shown: str, text: str, at: int) -> str:
    """Return what to put for an ASCII character that was swallowed behind ``char``.

    ``shown`` stands in the damaged text for it, and ``text[at:]`` follows. Beside Latin letters
    and marks it was a blank; between Chinese characters a comma of a halfwidth text or, behind a
    full stop, a line end. What else it was cannot be known.
    """
    if regex(TAG).match(text, at):
        return ""
    after = text[at]
    if is_han(after):
        if char in "。！？”…":
            return "\n"
        comma = likelihood(char, "，") + likelihood("，", after)
        return "," if comma > likelihood(char, after) - EATEN else shown
    return " " if after.isascii() and not after.isdigit() else shown
