"""The texts inside CSV and TSV: the cells of tables that hold texts, or line ends between quotes.

Tables of short cells in one line each are no matter for it: the steps keep rows together. Rows with
sentences look like prose to them, be they quoted or not (1,房间很大。).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from unionclean.chars import count_han, regex
from unionclean.containers import FIRST_ROW, Container, Field, share_of_paragraphs
from unionclean.records import is_log
from unionclean.rows import DATUM, are_names, begins_even

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEPARATORS: Final = ",\t;"
_FEWEST_ROWS: Final = 3  # of the same number of cells; two alike may be a coincidence
_WIDEST: Final = 1_000  # columns; exports have fewer, and longer rows cost time
_SENTENCE: Final = 8  # Han in a cell; names, labels and words are shorter
_STOPS: Final = ("。", "！", "？")
_MOST_BROKEN: Final = 0.1  # of the rows, as of the lines of JSON
_HALF: Final = 0.5  # of the Han: then most of the table is text, and the rest names it

# Without names for the columns or a column of numbers; prose is seldom so even.
_FEWEST_BARE_ROWS, _FEWEST_BARE_CELLS = 4, 3


def find_csv(text: str) -> Container | None:
    """Return the cells of ``text``, or ``None`` where it is no CSV with texts or line ends.

    All rows have as many cells as the first, and quotes stand around whole cells only (RFC 4180):
    sentences with quotation marks and commas do neither. Where the first row has the names of the
    columns, some rows may be broken.
    """
    has_quotes = '"' in text
    for separator in _SEPARATORS:
        quoted = has_quotes and (f'"{separator}' in text or f'{separator}"' in text)
        if not quoted and not begins_even(text, separator):
            continue
        head = text[:FIRST_ROW].partition("\n")[0].rstrip("\r")
        named = are_names([name.strip('"') for name in head.split(separator)])
        broken: list[int] = []
        cells, width = _find_cells(text, separator, broken, _MOST_BROKEN if named else 0)
        records = quoted and share_of_paragraphs(cells) > _HALF
        records = records or _holds_texts([cells[n::width] for n in range(width)])
        if not quoted and records and is_log(text):
            return None  # lines that happen to have as many commas
        if records or any("\n" in one.value for one in cells):
            return _quoted(cells, separator, broken, records=records)
    return None


def find_columns(text: str, names: Sequence[str]) -> Container | None:
    """Return the cells of the columns ``names``, or ``None`` where the first row has none of them.

    Whoever names a column has said that this is a table with texts: rows of another width, however
    many, are broken, and no reason to take it for prose.
    """
    head = text[:FIRST_ROW].partition("\n")[0]
    if not any(name in head for name in names):
        return None
    for separator in _SEPARATORS:
        broken: list[int] = []
        cells, width = _find_cells(text, separator, broken, inf)
        titles = [cell.value.strip() for cell in cells[:width]]
        if set(titles).isdisjoint(names):
            continue
        rows = _split_rows(text) if broken and separator == "\t" else []
        if rows:  # quotation marks in it are the texts' own
            found = _plain([column[1:] for column in rows if column[0].value.strip() in names])
        else:
            numbered = enumerate(cells[width:])
            wanted = [cell for n, cell in numbered if titles[n % width] in names]
            found = _quoted(wanted, separator, broken, records=True)
        return found._replace(missing=tuple(name for name in names if name not in titles))
    return None


def find_tsv(text: str) -> Container | None:
    """Return the cells of rows with tabs and without quotes, or ``None`` where they hold no texts.

    All rows are as wide as the first. Most cells of each column are filled, or the columns have
    names or numbers: paragraphs that a tab indents have an empty column.
    """
    columns = _split_rows(text)
    if not columns:
        return None
    rows = len(columns[0])
    is_full = rows >= _FEWEST_ROWS and all(2 * _filled(column) >= rows for column in columns)
    if not (is_full and _is_mostly_text(columns)) and not _holds_texts(columns):
        return None
    return _plain(columns)


def _split_rows(text: str) -> list[list[Field]]:
    """Return the columns of rows that tabs part, or none where the rows differ in width."""
    width = text.partition("\n")[0].count("\t") + 1
    if width > _WIDEST:
        return []
    columns: list[list[Field]] = [[] for _ in range(width)]
    at = 0
    for line in text.rstrip("\r\n").split("\n"):
        start = at
        cells = line.removesuffix("\r").split("\t")
        if len(cells) != width:
            return []
        for column, cell in zip(columns, cells, strict=True):
            column.append(Field(start, start + len(cell), cell, plain=True))
            start += len(cell) + 1
        at += len(line) + 1
    return columns


def _quoted(
    cells: Sequence[Field], separator: str, broken: Sequence[int], *, records: bool
) -> Container:
    return Container(
        tuple(cells),
        records,
        _split,
        _writer,
        marks=f'{separator}"\r\n',
        broken=tuple(broken),
        unlike="a row like the first",
    )


def _plain(columns: Sequence[Sequence[Field]]) -> Container:
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


def _find_cells(
    text: str, separator: str, broken: list[int], most: float
) -> tuple[list[Field], int]:
    """Return the cells and how many a row has, or none where ``text`` is not rows of one width.

    Rows that are unlike the first are left out and their beginnings added to ``broken``, which may
    be ``most`` of them.
    """
    body = rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"\r\n{separator}]*+))'
    cell = regex(rf"{body}({separator}|(?:\r?\n)++\Z|\r?\n|\Z)")
    cells: list[Field] = []
    width = begun = at = row = 0  # cells of a row; where the row begins, in `cells` and in `text`
    end = ""  # what stands behind the last cell: the one behind a separator may be empty
    while at < len(text) or end == separator:
        match = cell.match(text, at)
        if match:
            quoted = match[1] is not None
            value = match[1].replace('""', '"') if quoted else match[2]
            cells.append(Field(*match.span(1 if quoted else 2), value, plain=not quoted))
            at, end = match.end(), match[3]
            if end == separator:
                continue
            width = width or len(cells)
        if width < 2:
            return [], 0
        if not match or len(cells) - begun != width:
            broken.append(row)
            if len(broken) > most * (begun // width + _FEWEST_ROWS):
                return [], 0
            del cells[begun:]
            if not match:
                at, end = text.find("\n", at) + 1 or len(text), ""
        begun, row = len(cells), at
    # Two rows and more, the last one whole.
    return (cells, width) if width < begun == len(cells) else ([], 0)


def _split(literal: str) -> list[str]:
    return regex('""|[^"]').findall(literal)


def _writer(_: str) -> Callable[[str], str]:
    return lambda char: char.replace('"', '""')
