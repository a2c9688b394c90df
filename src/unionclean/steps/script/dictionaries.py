"""OpenCC's dictionaries and configurations, read from the prebuilt tables when first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

PHRASES = "STPhrases"
"""The one large dictionary, Simplified words; scripts/build_script.py prepares its tables."""


class Prepared(NamedTuple):
    """What was worked out beforehand about the large dictionary.

    Attributes:
        triggers: pairs of neighbours; every word that converts unlike its characters holds one.
        glue: pairs of neighbours that stand inside some word.
        produced: pairs (character, what it may become inside a word).

    """

    triggers: frozenset[str]
    glue: frozenset[str]
    produced: frozenset[str]


class Dictionary:
    """Words (or characters) and what they become.

    Attributes:
        entries: word to conversion; ``None`` means: convert its characters one by one.
        prepared: what the engine need not work out itself, for the large dictionary only.
        longest: for each first character the length of the longest word.

    """

    def __init__(self, entries: Mapping[str, str | None], prepared: Prepared | None = None) -> None:
        self.entries = entries
        self.prepared = prepared
        self.longest: dict[str, int] = {}
        longest = self.longest
        for word in entries:
            first = word[0]
            if len(word) > longest.get(first, 0):
                longest[first] = len(word)

    def match(self, text: str, at: int) -> str | None:
        """Return the longest word that stands at ``text[at:]``."""
        length = self.longest.get(text[at])
        if length is None:
            return None
        entries = self.entries
        for end in range(min(at + length, len(text)), at, -1):
            word = text[at:end]
            if word in entries:
                return word
        return None


@cache
def configurations() -> dict[str, tuple[str | None, list[list[str]]]]:
    """Return the configurations by name: dictionary to cut with, dictionaries of each stage."""
    import json

    table = json.loads(_read("opencc_configs.json"))
    return {name: (row[0], row[1]) for name, row in table.items() if name}


@cache
def dictionary(name: str) -> Dictionary:
    """Return the dictionary ``name``, as OpenCC calls it."""
    if name == PHRASES:
        return _load_phrases()
    return Dictionary(entries(name))


@cache
def entries(name: str) -> dict[str, str]:
    """Return the entries of one of the small dictionaries."""
    return dict(_split(line) for line in _small()[name].split("\n"))


@cache
def _load_phrases() -> Dictionary:
    table = read_sections("opencc_phrases.txt")
    words: dict[str, str | None] = dict.fromkeys(table["plain"].split("\n"))
    words.update(map(_split, table["exceptional"].split("\n")))
    known = Prepared(*(_pairs(table[name]) for name in ("triggers", "glue", "produced")))
    return Dictionary(words, known)


def _split(line: str) -> tuple[str, str]:
    key, _, value = line.partition("\t")
    return key, value


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, zip(text[::2], text[1::2], strict=True)))


def read_sections(name: str) -> dict[str, str]:
    """Return the sections of a data file by name, without their last line end."""
    sections: dict[str, str] = {}
    for part in _read(name).split("\n[")[1:]:
        title, _, content = part.partition("]\n")
        sections[title] = content.removesuffix("\n")
    return sections


@cache
def _small() -> dict[str, str]:
    return read_sections("opencc_small.txt")


def _read(name: str) -> str:
    from importlib.resources import files

    return files("unionclean").joinpath("data", name).read_text("utf-8")
