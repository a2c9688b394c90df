"""The texts inside JSON and JSON Lines: their string values, but not their keys."""

from __future__ import annotations

from json import JSONDecoder, dumps
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.containers import Container, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Of the lines that are not empty: a crawl that was cut off, or one that a bad tool wrote, is still
# JSON Lines. A text of which every second line is JSON is one about JSON.
_MOST_BROKEN: Final = 0.1

# In valid JSON a string is a key exactly where a colon follows it.
_PIECE: Final = r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"([ \t\r\n]*+:)?|[\[{]|[\]}]'
_LONE_SURROGATE: Final = "[\ud800-\udfff]"

# Numbers stay as they are, and Python refuses to read those of more than 4,300 digits.
_decode: Final = JSONDecoder(strict=False, parse_int=float).decode


def find_json(text: str, names: Sequence[str]) -> Container | None:
    """Return the string values of ``text``, or ``None`` where it is neither JSON nor JSON Lines.

    ``names`` are the fields that are wanted, if not all are, each with all that is inside it:
    ``text``, or ``messages.content`` through objects and lists alike. Then a text that begins with
    JSON is JSON Lines, whatever follows. A list of objects is taken for records, as corpora are;
    one object over several lines is more often a tree of settings.
    """
    spans: list[tuple[int, int]] = []
    broken: list[int] = []
    records: list[object] = []
    value = _load(text)
    if value is not None:
        spans.append((0, len(text)))
        records += value if isinstance(value, list) else [value] * ("\n" not in text.strip())
    else:
        named = names and text.lstrip().startswith(("{", "["))
        share = 1 if named else _MOST_BROKEN
        most = (text.count("\n") + 1) * share  # lines, the blank ones too: no text has more
        count = 0
        for start, end in _lines(text):
            count += 1
            value = _load(text[start:end])
            if value is None:
                broken.append(start)
            else:
                spans.append((start, end))
            if len(broken) > most:
                return None
            records.append(value or {})
        if len(broken) > count * share:
            return None
    met: set[str] = set()
    strings = tuple(one for span in spans for one in _find_strings(text, *span, names, met))
    if not spans or not (strings or names):
        return None
    are_objects = bool(records) and all(isinstance(one, dict) for one in records)
    missing = tuple(name for name in names if name not in met)
    return Container(strings, are_objects, _split, _writer, broken=tuple(broken), missing=missing)


def _split(literal: str) -> list[str]:
    if "\\" not in literal:
        return list(literal)
    pair = r"\\u[dD][89abAB]..\\u[dD][c-fC-F].."
    return regex(rf"{pair}|\\u....|\\.|[^\\]").findall(literal)


def _writer(literal: str) -> Callable[[str], str]:
    """Return what writes a character into ``literal``, escaped where all of it is."""
    ensure_ascii = "\\u" in literal and literal.isascii()
    return lambda char: dumps(char, ensure_ascii=ensure_ascii)[1:-1]


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
    text: str, start: int, end: int, names: Sequence[str], met: set[str]
) -> Iterator[Field]:
    """Yield the string values of the JSON in ``text[start:end]``; add to ``met`` whose they are."""
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
        else:
            wanted = _wanted([*path, name], names) if names else ()
            if names and not wanted:
                continue
            met.update(wanted)
            value = _value(token[1])
            if not regex(_LONE_SURROGATE).search(value):  # half a character: no text, but no error
                yield Field(*token.span(1), value)


def _wanted(path: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return those of ``names`` that are the field at ``path``, or one around it."""
    full = ".".join(filter(None, path)) + "."
    return [name for name in names if full.startswith(f"{name}.")]


def _value(literal: str) -> str:
    return str(_decode(f'"{literal}"')) if "\\" in literal else literal
