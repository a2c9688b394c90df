"""The texts inside JSON and JSON Lines: which strings there are, and where each of them stands.

Corpora are kept so: one object in each line, one of whose fields holds the text. Marks, line ends
and brackets of the format are none of the text's, and a repair across them breaks the record.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Of the lines that are not empty: a crawl that was cut off, or one that a bad tool wrote, is still
# JSON Lines. A text of which every second line is JSON is one about JSON.
_MOST_BROKEN: Final = 0.1

# In valid JSON a string is a key exactly where a colon follows it.
_PIECE: Final = r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"([ \t\r\n]*+:)?|[\[{]|[\]}]'
_LONE_SURROGATE: Final = "[\ud800-\udfff]"

_decode: Final = JSONDecoder(strict=False).decode


class JsonString(NamedTuple):
    """One string value: its literal, without the quotes, is ``text[start:end]``."""

    start: int
    end: int
    value: str


class JsonText(NamedTuple):
    """The texts of a JSON text.

    Attributes:
        strings: the string values in their order.
        records: whether it is a list of objects, as corpora are, and no tree of settings.
        broken: the places of the lines that are no JSON.

    """

    strings: tuple[JsonString, ...]
    records: bool
    broken: tuple[tuple[int, int], ...] = ()


def find_json(text: str, fields: Sequence[str] | None = None) -> JsonText | None:
    """Return the string values of ``text``, or ``None`` where it is neither JSON nor JSON Lines.

    ``fields`` names those that are wanted, each with all that is inside it: ``text``, or
    ``messages.content`` through objects and lists alike. Then one line of JSON is enough to be
    JSON Lines. Keys are never among the strings.
    """
    spans: list[tuple[int, int]] = []
    broken: list[tuple[int, int]] = []
    records: list[object] = []
    value = _load(text)
    if value is not None:
        spans.append((0, len(text)))
        records += value if isinstance(value, list) else [value] * ("\n" not in text.strip())
    else:
        lines = list(_lines(text))
        most = len(lines) if fields else len(lines) * _MOST_BROKEN
        for start, end in lines:
            value = _load(text[start:end])
            (broken if value is None else spans).append((start, end))
            if len(broken) > most:
                return None
            records.append(value or {})
    strings = tuple(one for span in spans for one in _find_strings(text, *span, fields))
    if not spans or not (strings or fields):
        return None
    are_objects = bool(records) and all(isinstance(one, dict) for one in records)
    return JsonText(strings, are_objects, tuple(broken))


def literal_units(literal: str) -> list[str]:
    r"""Return the pieces of a literal that stand for one character each.

    >>> literal_units(r"\u4e2d文\n")
    ['\\u4e2d', '文', '\\n']
    """
    if "\\" not in literal:
        return list(literal)
    pair = r"\\u[dD][89abAB]..\\u[dD][c-fC-F].."
    return regex(rf"{pair}|\\u....|\\.|[^\\]").findall(literal)


def _load(text: str) -> dict[str, object] | list[object] | None:
    """Return the object or list that ``text`` is; a number or a word alone is prose too."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        value: dict[str, object] | list[object] = _decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that are not blank; JSON Lines parts them at line feeds alone."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and start < end:
            yield start, end
        start = end + 1


def _find_strings(
    text: str, start: int, end: int, fields: Sequence[str] | None
) -> Iterator[JsonString]:
    """Yield the string values of the JSON in ``text[start:end]``."""
    path: list[str] = []  # a name for each open object or list: of its field, or empty
    name = ""
    for token in regex(_PIECE).finditer(text, start, end):
        if token[0] in "[{":
            path.append(name)
            name = ""
        elif token[0] in "]}":
            name = path.pop()
        elif token[2]:
            name = _value(token[1])
        elif fields is None or _is_wanted(path, name, fields):
            value = _value(token[1])
            if not regex(_LONE_SURROGATE).search(value):  # half a character: no text, but no error
                yield JsonString(*token.span(1), value)


def _is_wanted(path: Sequence[str], name: str, fields: Sequence[str]) -> bool:
    full = ".".join(filter(None, (*path, name))) + "."
    return any(full.startswith(f"{field}.") for field in fields)


def _value(literal: str) -> str:
    return str(_decode(f'"{literal}"')) if "\\" in literal else literal
