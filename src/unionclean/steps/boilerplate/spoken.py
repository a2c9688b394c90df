"""Whether the language of its lines alone may show a page, asked before `interface` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.interface import (
    MIN_ALONE,
    MIN_WORDS,
    is_silent,
    speaks_interface,
)
from unionclean.steps.boilerplate.page_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionclean.steps.boilerplate.layout import Line


def may_frame(lines: Sequence[Line]) -> bool:
    """Tell whether lines of the interface alone can show a frame: enough words, on both sides.

    Asked before any rule, with what no rule can change: a silent paragraph is the article's.
    """
    if not any(line.is_paragraph for line in lines):
        return False
    down_and_up = (lines, lines[::-1])
    if not all(map(begins_spoken, down_and_up)):
        return False
    spoken: list[Line] = []
    for order in down_and_up:
        for line in order:
            if line.is_paragraph and is_silent(line):
                break
            if _may_speak(line):
                spoken.append(line)
        else:
            return True
    words = {word for line in spoken for word in words_of(line.folded)}
    # A counter and a call of the page count as one word each.
    return len(spoken) >= MIN_ALONE and len(words) + 2 >= MIN_WORDS


def begins_spoken(lines: Iterable[Line]) -> bool:
    """Tell whether a line that may speak of the page comes before any paragraph of the article."""
    for line in lines:
        if _may_speak(line):
            return True
        if line.is_paragraph and is_silent(line):
            break
    return False


def _may_speak(line: Line) -> bool:
    # A paragraph may be a call.
    return not is_silent(line) and (line.is_paragraph or bool(speaks_interface(line)))
