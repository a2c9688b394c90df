"""Rare forms of characters, by which software disguises a copied text: 躰系 for 体系.

Dictionaries list hundreds of old and popular forms that no standard of today writes. A form alone
proves nothing: it may be a name, a quotation from an old book, or what the text is about. Several
of them inside words of today are of no author.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.language import load
from unionclean.steps.script.dictionaries import read_sections, simplified_characters
from unionclean.steps.script.senses import to_simplified
from unionclean.steps.script.wording import is_classical, is_modern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How much likelier than by chance the reading is beside its neighbours, and how much more so than
# the form itself, which may have words of its own (噜囌); in nats.
_WORD: Final = 3.0
_LIKELIER: Final = 2.0

# 3,600 documents of 30 clean sources hold two telling forms in words at most, three of any kind.
# Old prose set as old prints are may hold eight, but has few words of today.
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
    """Tell whether ``text`` holds a rare form that tells of software."""
    return regex(_telling_forms()).search(text) is not None


def makes_words(text: str) -> bool:
    """Tell whether a rare form makes a word with its neighbours in ``text``."""
    return bool(_telling_in_words(text))


def disguising_forms(text: str) -> tuple[str, ...]:
    """Return the different rare forms that stand in words of ``text``, if it is of today.

    >>> disguising_forms("這個躰系和這些槼範都非常重要，喆和囍不是")
    ('躰', '槼')
    """
    inside = _telling_in_words(text)
    return inside if inside and is_modern(to_simplified(undo_forms(text))) else ()


def is_disguised(text: str) -> bool:
    """Tell whether only software can have put the rare forms into ``text``.

    >>> is_disguised("槼範了筦理躰系，提髙了傚率，這些都昰非常重要的工作，應該認真學習。")
    True
    """
    sure = _telling_in_words(text)
    if not sure:
        return False
    found = list(find_places(text))
    inside = [place.form for place in found if place.in_word]
    if len(sure) < _FORMS and len(set(inside)) < _OF_ANY_KIND:
        return False
    if len(inside) < _IN_WORDS * len(found):
        return False
    plain = to_simplified(undo_forms(text))
    return is_modern(plain) and not is_classical(plain)


@lru_cache(maxsize=1)  # three questions about one text
def _telling_in_words(text: str) -> tuple[str, ...]:
    """Return the different telling forms that make words with their neighbours, in order."""
    places = find_places(text, _telling_forms())
    return tuple(dict.fromkeys(found.form for found in places if found.in_word))


def undo_forms(text: str, *, proven: bool = True) -> str:
    """Return ``text`` with the characters that its rare forms stand for.

    Args:
        text: text that is known to be converted.
        proven: whether it was disguised by such forms. Then those go as well that make no word
            with their neighbours, but for names, and 妳 and 牠 where the text has 你 and 它; else
            they stay.

    """
    chars = list(text)
    own = _of_authors().union(form for form, plain in _PRONOUNS.items() if plain in text)
    for found in find_places(text):
        if proven and found.form in _PRONOUNS and found.form not in own:
            chars[found.at] = _PRONOUNS[found.form]
        elif found.in_word or (proven and found.form not in own):
            chars[found.at] = found.reading
    return "".join(chars)


def find_places(text: str, forms: str = "") -> Iterator[Place]:
    """Yield the rare forms in ``text`` with the readings that go best with their neighbours.

    >>> [place.reading for place in find_places("躰系和槼範")]
    ['体', '规']

    ``forms`` is a pattern of those to look for, if not all.
    """
    plain = _plain()
    for match in regex(forms or _forms()).finditer(text):
        at, form = match.start(), match[0]
        left, right = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        own = _gain(left, form, right)
        doubled = form in {left, right}  # in verse, a word of its own: 趯趯
        left, right = plain.get(left, left), plain.get(right, right)
        gain, reading = max((_gain(left, char, right), char) for char in readings()[form])
        yield Place(at, form, reading, not doubled and gain > max(_WORD, own + _LIKELIER))


def _gain(left: str, char: str, right: str) -> float:
    """Return how much likelier than by chance ``char`` is between its neighbours, in nats."""
    gain = load().gain
    return max(gain(left, char) if left else 0.0, gain(char, right) if right else 0.0)


def _rows() -> Sequence[str]:
    rows = [read_sections(f"script_{name}.txt")["forms"] for name in ("variants", "corrections")]
    return "\n".join(rows).split("\n")


@cache
def readings() -> dict[str, str]:
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
    return frozenset(read_sections("script_variants.txt")["telling"] + own) - _of_authors()


@cache
def _of_authors() -> frozenset[str]:
    return frozenset(read_sections("script_corrections.txt")["authors"])


@cache
def _plain() -> dict[str, str]:
    """Return what characters are in Simplified text, for rare forms what they likely are."""
    return simplified_characters() | {form: meant[0] for form, meant in readings().items()}


@cache
def _telling_forms() -> str:
    return f"[{''.join(sorted(telling()))}]"


@cache
def _forms() -> str:
    return f"[{''.join(sorted(readings()))}]"
