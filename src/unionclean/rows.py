"""Rows of tables with commas or semicolons between their cells, without quotes or with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What no clause is, in a column of its own: 12, neg, 2024-01-02 10:00:01.
DATUM = "[!-~]{1,40}(?: [!-~]{1,20})?"

_NAME = "[A-Za-z_][A-Za-z0-9_ .-]{0,30}"  # of a column

_LONGEST_CELL = 8  # characters on average, where rows disagree; clauses are longer
# Han on average, less than, where cells or rows are two: clauses and halves of verses have more.
_LONGEST_OF_TWO = 4
_LONG_CELLS = 12  # marks; fewer are alike by chance in lines of talk that end in no stop
_MANY = 20  # marks of one line without a stop: a list of names, and no sentence
_FEWEST = 3  # lines
_LONGEST_HEAD = 400  # characters
_HEAD = 10_000  # characters, with two rows of any table of data


def find_rows(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that are rows of one table with ``mark`` between the cells.

    Rows have at least two marks outside quotes, no tab and no stop: a sentence ends in one, be it
    folded, a cell does not. Two rows in three have the same number; some tables leave out the last
    cells.
    """
    if text.count(mark) < 6:
        return
    start = first = 0
    counts: Counter[int] = Counter()
    for line in (*text.split("\n"), ""):
        cells = _cells(line, mark)
        if not counts:
            first = start
        if cells > 1:
            counts[cells] += 1
        elif counts:
            usual, rows = counts.most_common(1)[0]
            marks = sum(number * n for number, n in counts.items())
            short = start - first <= _LONGEST_CELL * marks
            if rows < _FEWEST:
                short = short and _has_short_cells(text[first:start], marks + counts.total())
            alike = rows == counts.total()
            most = (alike and (short or usual * rows >= _LONG_CELLS)) or (
                short and 3 * rows >= 2 * counts.total()
            )
            most = most or (alike and _has_data_column(text[first : start - 1], mark))
            alone = usual >= _MANY and _has_short_cells(text[first:start], usual + 1)
            if (rows > 1 and usual * rows >= 6 and most) or (rows == 1 and alike and alone):
                yield first, start
            counts.clear()
        start += len(line) + 1


def begins_even(text: str, mark: str) -> bool:
    """Tell whether the first two lines have as many marks, and no quotation marks."""
    first = text.find("\n")
    second = text.find("\n", first + 1)
    number = text.count(mark, 0, max(first, 0))
    end = second if second >= 0 else len(text)
    return 0 < number == text.count(mark, first, end) and '"' not in text[:end]


def row_width(lines: Sequence[str], mark: str) -> int:
    """Return how many cells each line has, or 0: as many as the first, quotes around whole ones."""
    cell = regex(rf'[{mark}](?:"(?:[^"]|"")*"|[^"{mark}]*)')
    width = len(cell.findall(mark + lines[0]))
    for line in lines:
        cells = cell.findall(mark + line)
        if len(cells) != width or sum(map(len, cells)) <= len(line):
            return 0
    return width


def are_names(cells: Sequence[str]) -> bool:
    """Tell whether the cells of a row name the columns, each by a name of its own."""
    return len({*cells}) == len(cells) and all(regex(_NAME).fullmatch(cell) for cell in cells)


def is_table(framed: str, mark: str) -> bool:
    """Tell whether every line is a row of short cells, or one column or quoted cells hold data."""
    text = framed.strip("\n")
    if _are_short_rows(framed, mark) or _has_names(text, mark) or _has_quoted_cells(text, mark):
        return True
    return begins_even(framed[1:_HEAD], mark) and _has_data_column(text, mark)


def _are_short_rows(framed: str, mark: str) -> bool:
    """Tell whether every line is a row with the same number of short cells, be it of two."""
    marks = framed.count(mark)
    if marks < 2 or ("。" in framed and '"' not in framed):
        return False
    lines = [line for line in framed.split("\n") if line.strip()]
    number = _cells(lines[0], mark, 1)
    if not number or len(framed) - marks > _LONGEST_CELL * (marks + len(lines)):
        return False
    if number == 1 and len(lines) < _FEWEST:
        return False
    few = number == 1 or len(lines) < _FEWEST
    if len(lines) < 2 or (few and not _has_short_cells(framed, marks + len(lines))):
        return False
    cells = [_cells(line, mark, 1) for line in lines]
    if number > 1 and len(lines) >= _FEWEST and _has_short_cells(framed, marks + len(lines)):
        return min(cells) > 1  # some rows have a mark in a cell, or lack the last ones
    return set(cells) == {number}


def _has_names(text: str, mark: str) -> bool:
    """Tell whether columns have names, and numbers at one end of each row: a text may hold marks.

    That is no CSV any more, but the first mark of a row, or the last one, is still no author's.
    """
    head, _, rest = text.partition("\n") if mark in text[:_LONGEST_HEAD] else ("", "", "")
    names = head.rstrip().split(mark)
    if len(names) < 2 or not are_names(names):
        return False
    return all(
        line.count(mark) >= len(names) - 1
        and (
            regex(rf"(?:{DATUM})?{mark}").match(line)
            or regex(rf"{mark}(?:{DATUM})?\s*\Z").search(line[-_LONGEST_HEAD:])
        )
        for line in rest.split("\n")
    )


def _has_quoted_cells(text: str, mark: str) -> bool:
    """Tell whether all lines are rows of one width, and quotes stand around whole cells only."""
    if f'"{mark}' not in text and f'{mark}"' not in text:
        return False
    lines = [line.rstrip(" ") for line in text.split("\n")]
    if len(lines) < _FEWEST or row_width(lines, mark) < 2:
        return False
    return "。" not in regex('"[^"]*"').sub("", text)


def _has_data_column(text: str, mark: str) -> bool:
    """Tell whether all lines are rows of one width, with numbers or names in one column."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        rows.append(line.rstrip().split(mark))
        if len(rows[-1]) != len(rows[0]) or f"{mark} " in line.rstrip():
            return False
    columns = zip(*rows[1:], strict=True)
    return len(rows) >= _FEWEST and any(
        all(regex(DATUM).fullmatch(cell) for cell in column) for column in columns
    )


def _has_short_cells(rows: str, cells: int) -> bool:
    return len(regex(f"[{HAN}]").findall(rows)) < _LONGEST_OF_TWO * cells


def _cells(line: str, mark: str, least: int = 2) -> int:
    """Return the number of marks of a line that may be a row, else 0."""
    line = line.rstrip(" \r")
    if line.count(mark) < least:
        return 0
    bare = regex(r'"[^"]*"').sub("", line) if '"' in line else line
    stops = f"[。；！？\t]|[?!]\\Z|[{HAN}]\\.\\Z|{mark} "
    return 0 if regex(stops).search(bare) else bare.count(mark)
