"""Cells of a table: the quotation marks around a whole one are the table's, not the author's."""

from __future__ import annotations

from typing import Final

from unionclean.chars import regex
from unionclean.rows import row_width

_SEPARATORS: Final = ",;\t|"
_EDGE: Final = frozenset(("", "\r", "\n", *_SEPARATORS))
_MARK: Final = f'(?<![^{_SEPARATORS}])"|"(?![^{_SEPARATORS}\r])'


def is_table(text: str) -> bool:
    """Tell whether ``text`` is rows of as many cells, with quotes around whole cells only.

    Program code has blanks, brackets or names beside its quotes.
    """
    lines = [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and any(
        mark in lines[0] and row_width(lines, mark) for mark in _SEPARATORS
    )


def is_cell(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is all that stands between the quotes of a cell."""
    before = text[max(start - 2, 0) : start]
    after = text[end : end + 2]
    return before[-1:] == '"' == after[:1] and before[:-1] in _EDGE and after[1:] in _EDGE


def without_marks(line: str) -> str:
    """Return ``line`` without the quotes around its cells."""
    return regex(_MARK).sub("", line)
