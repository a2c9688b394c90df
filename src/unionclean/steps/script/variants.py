"""Rare forms of characters, by which software disguises a copied text: 躰系 for 体系.

Dictionaries list hundreds of old and popular forms that no standard of today writes. A form alone
proves nothing: it may be a name, a quotation from an old book, or what the text is about. Several
of them inside words of today are of no author.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.language import load
from unionclean.steps.script.dictionaries import read_sections
from unionclean.steps.script.senses import to_simplified
from unionclean.steps.script.wording import is_classical, is_modern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How much likelier than by chance the reading is beside its neighbours, and how much more so than
# the form itself, which may have words of its own (噜囌); in nats.
_WORD: Final = 3.0
_LIKELIER: Final = 2.0

# 3,600 documents of 30 clean sources hold at most two different forms in words that are telling, and
# three of any kind. Old prose set as old prints are may hold eight, but has few words of today.
_FORMS: Final = 3
_OF_ANY_KIND: Final = 4
_IN_WORDS: Final = 0.15  # of the places; more are outside where characters are spoken of one by one

# Authors choose them for women and animals; a table writes them always.
_PRONOUNS: Final = {"妳": "你", "牠": "它"}


class Place(NamedTuple):
    """A rare form in a text: where, which, what it stands for, and whether that makes a word."""

    at: int
    form: str
    reading: str
    in_word: bool


def holds_forms(text: str) -> bool:
    """Tell whether ``text`` holds a rare form."""
    return regex(_forms()).search(text) is not None


def disguising_forms(text: str) -> tuple[str, ...]:
    """Return the different rare forms that stand in words of ``text``, if it is of today.

    >>> disguising_forms("這個躰系和這些槼範都非常重要，喆和囍不是")
    ('躰', '槼')
    """
    inside = (found.form for found in find_places(text) if found.in_word)
    forms = tuple(dict.fromkeys(form for form in inside if form in telling()))
    return forms if forms and is_modern(undo_forms(text, proven=True)) else ()


def is_disguised(text: str) -> bool:
    """Tell whether only software can have put the rare forms into ``text``.

    >>> is_disguised("槼範了筦理躰系，提髙了傚率，這些都昰非常重要的工作，應該認真學習。")
    True
    """
    inside = [found.form for found in find_places(text) if found.in_word]
    places = len(regex(_forms()).findall(text))
    different = len(set(inside))
    known = len(telling().intersection(inside))
    if known < _FORMS and not (known and different >= _OF_ANY_KIND):
        return False
    if len(inside) < _IN_WORDS * places:
        return False
    plain = undo_forms(text, proven=True)
    return is_modern(plain) and not is_classical(plain)


def undo_forms(text: str, *, proven: bool) -> str:
    """Return ``text`` with the characters that its rare forms stand for.

    Args:
        text: text that is known to be converted.
        proven: whether it was disguised by such forms. Then those go as well that make no word
            with their neighbours, but for names, and 妳 and 牠 where the text has 你 and 它; else
            they stay.

    """
    chars = list(text)
    own = _names().union(form for form, plain in _PRONOUNS.items() if plain in text)
    for found in find_places(text):
        if proven and found.form in _PRONOUNS and found.form not in own:
            chars[found.at] = _PRONOUNS[found.form]
        elif found.in_word or (proven and found.form not in own):
            chars[found.at] = found.reading
    return "".join(chars)


def find_places(text: str) -> Iterator[Place]:
    """Yield the rare forms in ``text`` with the readings that go best with their neighbours.

    >>> [place.reading for place in find_places("躰系和槼範")]
    ['体', '规']
    """
    found = list(regex(_forms()).finditer(text))
    if not found:
        return
    plain = to_simplified(text.translate(_likeliest()))
    for match in found:
        at, form = match.start(), match[0]
        gain, reading = max(
            (_gain(plain, at, reading), reading) for reading in _readings()[form]
        )
        likely = gain > max(_WORD, _gain(text, at, form) + _LIKELIER)
        yield Place(at, form, reading, likely)


def _gain(text: str, at: int, char: str) -> float:
    """Return how much likelier than by chance ``char`` is at a place of ``text``, in nats."""
    gain = load().gain
    left, right = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return max(gain(left, char) if left else 0.0, gain(char, right) if right else 0.0)


def _rows() -> Sequence[str]:
    rows = [read_sections(f"script_{name}.txt")["forms"] for name in ("variants", "corrections")]
    return "\n".join(rows).split("\n")


@cache
def _readings() -> dict[str, str]:
    """Return the Simplified characters that each rare form may stand for, the likeliest first."""
    table: dict[str, set[str]] = {}
    for row in _rows():
        for form in row[2:]:
            table.setdefault(form, set()).add(row[0])
    char = load().char
    return {form: "".join(sorted(meant, key=char, reverse=True)) for form, meant in table.items()}


@cache
def telling() -> frozenset[str]:
    """Return the rare forms that are not among the usual characters of any region."""
    own = "".join(row[2:] for row in read_sections("script_corrections.txt")["forms"].split("\n"))
    return frozenset(read_sections("script_variants.txt")["telling"] + own) - _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(read_sections("script_corrections.txt")["names"])


@cache
def _likeliest() -> dict[int, str]:
    return {ord(form): meant[0] for form, meant in _readings().items()}


@cache
def _forms() -> str:
    return f"[{''.join(sorted(_readings()))}]"
