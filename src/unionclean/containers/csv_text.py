"""The texts inside CSV and TSV: the cells of tables that hold texts, or line ends between quotes.

Tables of short cells in one line each are no matter for it: the steps keep rows together. Rows with
sentences look like prose to them, be they quoted or not (1,房间很大。).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import count_han, regex
from unionclean.containers import Container, Field, share_of_paragraphs
from unionclean.records import is_log
from unionclean.rows import DATUM, are_names, begins_even

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEPARATORS: Final = ",\t;"
_FEWEST_ROWS: Final = 3  # of the same number of cells; two alike may be a coincidence
_WIDEST: Final = 1_000  # columns; exports have fewer, and longer rows cost time
_SENTENCE: Final = 8  # Han in a cell; names, labels and words are shorter
_STOPS: Final = ("。", "！", "？")
_HALF: Final = 0.5  # of the Han: then most of the table is text, and the rest names it

# Without names for the columns or a column of numbers; prose is seldom so even.
_FEWEST_BARE_ROWS, _FEWEST_BARE_CELLS = 4, 3


def find_csv(text: str) -> Container | None:
    """Return the cells of ``text``, or ``None`` where it is no CSV with texts or line ends.

    All rows have as many cells as the first, and quotes stand around whole cells only (RFC 4180):
    sentences with quotation marks and commas do neither.
    """
    has_quotes = '"' in text
    for separator in _SEPARATORS:
        quoted = has_quotes and (f'"{separator}' in text or f'{separator}"' in text)
        if not quoted and not begins_even(text, separator):
            continue
        cells, width = _find_cells(text, separator)
        records = quoted and share_of_paragraphs(cells) > _HALF
        records = records or _holds_texts([cells[n::width] for n in range(width)])
        if not quoted and records and is_log(text):
            return None  # lines that happen to have as many commas
        if records or any("\n" in one.value for one in cells):
            return Container(tuple(cells), records, _split, _writer, marks=f'{separator}"\r\n')
    return None


def find_tsv(text: str) -> Container | None:
    """Return the cells of rows with tabs and without quotes, or ``None`` where they hold no texts.

    All rows are as wide as the first. Most cells of each column are filled, or the columns have
    names or numbers: paragraphs that a tab indents have an empty column.
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
    is_full = rows >= _FEWEST_ROWS and all(2 * _filled(column) >= rows for column in columns)
    if not (is_full and _is_mostly_text(columns)) and not _holds_texts(columns):
        return None
    return Container(
        tuple(sorted(cell for column in columns for cell in column)),
        records=True,
        split=list,
        writer=lambda _: str,
        marks="\t\r\n",
    )


def _filled(column: Sequence[Field]) -> int:
    return sum(cell.start < cell.end for cell in column)


def _is_mostly_text(columns: Sequence[Sequence[Field]]) -> bool:
    """Tell whether most of the Han stand in columns of sentences."""
    total = long = 0
    for column in columns:
        values = [cell.value for cell in column[1:]]  # the first may be the column's name
        numbers = [number for number in map(count_han, values) if number]
        ends = sum(value.endswith(_STOPS) for value in values)
        total += sum(numbers)
        if sum(numbers) >= _SENTENCE * len(numbers) or 2 * ends >= len(numbers):
            long += sum(numbers)
    return long > _HALF * total


def _holds_texts(columns: Sequence[Sequence[Field]]) -> bool:
    """Tell whether these are the columns of a table, and not clauses, with sentences in some."""
    rows = len(columns[0]) if len(columns) > 1 else 0
    if rows < _FEWEST_ROWS - 1 or not _is_mostly_text(columns):
        return False
    spaced = (sum(cell.value.startswith(" ") for cell in column) for column in columns[1:])
    if max(spaced) > _HALF * rows:
        return False  # a comma of a sentence, and its blank
    if are_names([column[0].value for column in columns]):
        return True
    # The first cell may be the name of a column, but two rows have to have numbers alone.
    named, datum = (1, DATUM) if rows >= _FEWEST_ROWS else (0, "[0-9]+")
    if any(2 * _filled(column) > rows and _are(datum, column[named:]) for column in columns):
        return True
    # Whoever has fullwidth commas in the sentences writes no others there.
    is_bare = rows >= _FEWEST_BARE_ROWS and len(columns) >= _FEWEST_BARE_CELLS
    return is_bare and any("，" in cell.value for column in columns for cell in column)


def _are(datum: str, cells: Sequence[Field]) -> bool:
    return all(regex(datum).fullmatch(cell.value) for cell in cells if cell.value)


def _find_cells(text: str, separator: str) -> tuple[list[Field], int]:
    """Return the cells and how many a row has, or none where ``text`` is not rows of one width."""
    body = rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"\r\n{separator}]*+))'
    cell = regex(rf"{body}({separator}|(?:\r?\n)++\Z|\r?\n|\Z)")
    cells: list[Field] = []
    width = begun = at = 0  # cells of a row; where the row begins, in `cells`; where to read on
    end = ""  # what stands behind the last cell: the one behind a separator may be empty
    while at < len(text) or end == separator:
        match = cell.match(text, at)
        if not match:
            return [], 0
        quoted = match[1] is not None
        value = match[1].replace('""', '"') if quoted else match[2]
        cells.append(Field(*match.span(1 if quoted else 2), value, plain=not quoted))
        at, end = match.end(), match[3]
        if end != separator:
            width = width or len(cells)
            if len(cells) - begun != width or width == 1:
                return [], 0
            begun = len(cells)
    # Two rows and more, the last one whole.
    return (cells, width) if width < begun == len(cells) else ([], 0)


def _split(literal: str) -> list[str]:
    return regex('""|[^"]').findall(literal)


def _writer(_: str) -> Callable[[str], str]:
    return lambda char: char.replace('"', '""')
