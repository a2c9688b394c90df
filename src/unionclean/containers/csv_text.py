"""The texts inside CSV: the cells of tables that hold paragraphs, or line ends between quotes.

Tables of short cells in one line each are no matter for it: the steps keep rows together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.containers import Container, Field, share_of_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

_SEPARATORS: Final = ",\t;"
_HALF: Final = 0.5  # of the Han: then most of the table is text, and the rest names it


def find_csv(text: str) -> Container | None:
    """Return the cells of ``text``, or ``None`` where it is no CSV with paragraphs or line ends.

    All rows have as many cells as the first, and quotes stand around whole cells only (RFC 4180):
    sentences with quotation marks and commas do neither.
    """
    for separator in _SEPARATORS:
        if f'"{separator}' in text or f'{separator}"' in text:
            cells = tuple(_find_cells(text, separator))
            records = share_of_paragraphs(cells) > _HALF
            if records or any("\n" in one.value for one in cells):
                return Container(cells, records, _split, _writer, marks=f'{separator}"\r\n')
    return None


def _find_cells(text: str, separator: str) -> list[Field]:
    """Return the cells, or none where ``text`` is not rows of one width."""
    body = rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"\r\n{separator}]*+))'
    cell = regex(rf"{body}({separator}|(?:\r?\n)++\Z|\r?\n|\Z)")
    cells: list[Field] = []
    width = begun = at = 0  # cells of a row; where the row begins, in `cells`; where to read on
    end = ""  # what stands behind the last cell: the one behind a separator may be empty
    while at < len(text) or end == separator:
        match = cell.match(text, at)
        if not match:
            return []
        quoted = match[1] is not None
        value = match[1].replace('""', '"') if quoted else match[2]
        cells.append(Field(*match.span(1 if quoted else 2), value, plain=not quoted))
        at, end = match.end(), match[3]
        if end != separator:
            width = width or len(cells)
            if len(cells) - begun != width or width == 1:
                return []
            begun = len(cells)
    return cells if width < begun == len(cells) else []  # two rows and more, the last one whole


def _split(literal: str) -> list[str]:
    return regex('""|[^"]').findall(literal)


def _writer(_: str) -> Callable[[str], str]:
    return lambda char: char.replace('"', '""')
