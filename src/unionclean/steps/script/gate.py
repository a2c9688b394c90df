"""The cheap part of the step: most documents hold nothing to convert and load nothing here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from unionclean.steps.base import Context


def leads_to_simplified(context: Context) -> bool:
    """Tell whether the settings ask for Simplified text only."""
    chosen = context.config.to_config
    if chosen is not None:
        return chosen.partition("2")[2] in {"s", "sp"}
    return context.config.to in {"auto", "s"}


def nothing_to_do(context: Context) -> bool:
    """Tell whether the document can be left alone without a look at its text.

    Earlier steps of the round bring Traditional characters in only by repairing garbled text, and
    then the evidence is taken anew.
    """
    if context.config.to == "keep" and context.config.to_config is None:
        return True
    return not context.evidence.has_han or (
        leads_to_simplified(context) and not context.evidence.once(is_beyond_gb2312)
    )


def is_beyond_gb2312(text: str) -> bool:
    """Tell whether ``text`` holds a character, from the Han blocks on, that GB2312 lacks.

    GB2312 is the charset of Simplified text; only characters beyond it can be Traditional.
    """
    start = 0
    # Its codec is as fast as an expression that takes as long to compile as a short text in all.
    for _ in range(_FOREIGN):
        try:
            text[start:].encode("gb2312")
        except UnicodeEncodeError as error:
            start += error.start
            if text[start] >= _HAN_BLOCKS:
                return True
            start += 1
        else:
            return False
    return regex(_beyond()).search(text, start) is not None


@cache
def _beyond() -> str:
    rows = range(0xA1, 0xF8)
    pairs = [bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF)]
    known = b"\n".join(pairs).decode("gb2312", "ignore")
    return f"[^\0-\u33ff{''.join(sorted(char for char in known if char >= _HAN_BLOCKS))}]"


_HAN_BLOCKS = "\u3400"
_FOREIGN = 16  # letters and signs that the charset lacks, after which the expression is worth it
