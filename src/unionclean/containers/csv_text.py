"""The texts inside CSV and TSV: the cells of tables that hold texts, or line ends between quotes.

Tables of short cells in one line each are no matter for it: the steps keep rows together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import count_han, regex
from unionclean.containers import Container, Field, share_of_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

_SEPARATORS: Final = ",\t;"
_FEWEST_ROWS: Final = 3  # of the same number of cells; two alike may be a coincidence
_WIDEST: Final = 1_000  # columns; exports have fewer, and longer rows cost time
_SENTENCE: Final = 8  # Han in a cell; names, labels and words are shorter
_HALF: Final = 0.5  # of the Han: then most of the table is text, and the rest names it


def find_csv(text: str) -> Container | None:
    """Return the cells of ``text``, or ``None`` where it is no CSV with paragraphs or line ends.

    All rows have as many cells as the first, and quotes stand around whole cells only (RFC 4180):
    sentences with quotation marks and commas do neither.
    """
    if '"' not in text:
        return None
    for separator in _SEPARATORS:
        if f'"{separator}' in text or f'{separator}"' in text:
            cells = tuple(_find_cells(text, separator))
            records = share_of_paragraphs(cells) > _HALF
            if records or any("\n" in one.value for one in cells):
                return Container(cells, records, _split, _writer, marks=f'{separator}"\r\n')
    return None


def find_tsv(text: str) -> Container | None:
    """Return the cells of rows with tabs and without quotes, or ``None`` where they hold no texts.

    All rows are as wide as the first, and most cells of each column are filled: paragraphs that a
    tab indents have an empty column.
    """
    width = text.partition("\n")[0].count("\t") + 1
    if width > _WIDEST:
        return None
    columns: list[list[Field]] = [[] for _ in range(width)]
    at = 0
    for line in text.rstrip("\r\n").split("\n"):
        start = at
        cells = line.removesuffix("\r").split("\t")
        if len(cells) != width:
            return None
        for column, cell in zip(columns, cells, strict=True):
            column.append(Field(start, start + len(cell), cell, plain=True))
            start += len(cell) + 1
        at += len(line) + 1
    rows = len(columns[0])
    if rows < _FEWEST_ROWS or any(2 * _filled(column) < rows for column in columns):
        return None
    han = [count_han("".join(cell.value for cell in column)) for column in columns]
    if sum(count for count in han if count >= _SENTENCE * rows) <= _HALF * sum(han):
        return None
    return Container(
        tuple(sorted(cell for column in columns for cell in column)),
        records=True,
        split=list,
        writer=lambda _: str,
        marks="\t\r\n",
    )


def _filled(column: list[Field]) -> int:
    return sum(cell.start < cell.end for cell in column)


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
