"""Files that hold many texts: where each of them stands, and how it is written there.

Corpora are kept as JSON Lines, JSON, CSV and TSV. Marks, line ends, quotes and brackets of the
format are none of the text's, and a repair across them breaks a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import count_han, regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Field(NamedTuple):
    """One text: its literal, without quotes, is ``text[start:end]``; ``plain`` if it has none."""

    start: int
    end: int
    value: str
    plain: bool = False


class Container(NamedTuple):
    """The texts of a file.

    Attributes:
        fields: the texts in their order.
        records: whether they are a corpus for certain, and no tree of settings.
        split: the pieces of a literal, one for each character of its text.
        writer: for a literal, how a character is written in it.
        marks: what a plain field cannot hold.
        broken: the beginnings of the lines that are not of the format.
        unlike: what these lines are not.
        missing: the wanted names under which no text is.

    """

    fields: tuple[Field, ...]
    records: bool
    split: Callable[[str], list[str]]
    writer: Callable[[str], Callable[[str], str]]
    marks: str = ""
    broken: tuple[int, ...] = ()
    unlike: str = "JSON"
    missing: tuple[str, ...] = ()


FIRST_ROW: Final = 100_000  # characters; tabs are looked for in the first row alone
_PARAGRAPH: Final = 50  # Han; a heading or a message has fewer


def share_of_paragraphs(fields: Iterable[Field]) -> float:
    """Return which share of the Han stands in paragraphs: longer texts with a full stop."""
    total = running = 0
    for one in fields:
        han = count_han(one.value)
        total += han
        if han >= _PARAGRAPH and regex("[。！？]").search(one.value):
            running += han
    return running / total if total else 0.0


def find_container(text: str, names: Sequence[str] | None = None) -> Container | None:
    """Return the texts in ``text``, or ``None`` where it is one text itself; by its content alone.

    ``names`` are the fields or columns that are wanted; without any, all are.
    """
    # The first line of JSON Lines may be the rest of one.
    if regex(r"\s*[\[{]").match(text) or ("{" in text and "\n{" in text):
        from unionclean.containers.json_text import find_json

        found = find_json(text, names or ())
        if found is not None:
            return found
    if names:
        from unionclean.containers.csv_text import find_columns

        found = find_columns(text, names)
        if found is not None:
            return found
    if '"' in text or regex(r"[^\n]*[,;]").match(text, 0, FIRST_ROW):
        from unionclean.containers.csv_text import find_csv

        found = find_csv(text)
        if found is not None:
            return found
    if text.find("\t", 0, FIRST_ROW) >= 0:
        from unionclean.containers.csv_text import find_tsv

        return find_tsv(text)
    return None
