"""Whether the language of its lines alone may show a page, asked before `interface` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.interface import (
    MIN_ALONE,
    MIN_WORDS,
    may_call,
)
from unionclean.steps.boilerplate.page_words import words_of
from unionclean.steps.boilerplate.speech import speaks_interface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionclean.steps.boilerplate.layout import Line


def may_frame(lines: Sequence[Line]) -> bool:
    """Tell whether lines of the interface alone can show a frame: enough words, on both sides.

    Asked before any rule, with what no rule can change: a paragraph that does not speak of the page
    is the article's.
    """
    if not any(line.is_paragraph for line in lines):
        return False
    if not (begins_spoken(lines) and ends_spoken(lines[::-1])):
        return False
    spoken: list[Line] = []
    for order, speaks in ((lines, speaks_interface), (lines[::-1], _speaks_or_calls)):
        for line in order:
            if speaks(line):
                spoken.append(line)
            elif line.is_paragraph:
                break
        else:
            return True
    words = {word for line in spoken for word in words_of(line.folded)}
    # A counter and a call of the page count as one word each.
    return len(spoken) >= MIN_ALONE and len(words) + 2 >= MIN_WORDS


def begins_spoken(lines: Iterable[Line]) -> bool:
    """Tell whether a line that speaks of the page comes before any paragraph of the article."""
    return _comes_first(lines, speaks_interface)


def ends_spoken(lines: Iterable[Line]) -> bool:
    """Tell the same of the lines from the last one up, where a paragraph may be a call as well."""
    return _comes_first(lines, _speaks_or_calls)


def _comes_first(lines: Iterable[Line], speaks: Callable[[Line], object]) -> bool:
    for line in lines:
        if speaks(line):
            return True
        if line.is_paragraph:
            break
    return False


def _speaks_or_calls(line: Line) -> bool:
    return bool(speaks_interface(line)) or (line.is_paragraph and may_call(line))
