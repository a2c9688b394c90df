"""Times that a list of links left over at the end of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Where links without a text stood, their times are left, one a line.
MIN_STAMPS = 4


def stamps(lines: Sequence[Line], reasons: Container[int]) -> range:
    """Return the days with their hours at the end of a document, below a sentence."""
    begin = len(lines)
    while begin and regex(STAMP).match(lines[begin - 1].folded) and begin - 1 not in reasons:
        begin -= 1
    told = begin and lines[begin - 1].is_prose and lines[begin - 1].text[-1] not in "：:"
    return range(begin, len(lines)) if told and len(lines) - begin >= MIN_STAMPS else range(0)


STAMP = r"^(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
