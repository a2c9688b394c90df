"""OpenCC's dictionaries and configurations, read from the prebuilt tables when first needed."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from unionclean.data import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PHRASES = "STPhrases"
"""The one large dictionary, Simplified words; scripts/build_script.py prepares its tables."""

Pairs = dict[str, str]
"""A set of pairs of neighbours: for each first character the second ones, in one string."""


class Dictionary:
    """Words (or characters) and what they become.

    The words are looked up by their first character; `rows` holds for each the longest length and
    the words. A value ``None`` means: convert the characters of the word one by one.
    """

    def __init__(self, entries: Mapping[str, str | None]) -> None:
        self.entries = entries

    @cached_property
    def rows(self) -> dict[str, tuple[int, dict[str, str | None]]]:
        """The words by their first character, with the length of the longest."""
        rows: dict[str, tuple[int, dict[str, str | None]]] = {}
        for word, value in self.entries.items():
            longest, words = rows.get(word[0], (0, {}))
            words[word] = value
            rows[word[0]] = (max(longest, len(word)), words)
        return rows

    def row(self, first: str) -> tuple[int, dict[str, str | None]] | None:
        """Return the longest length and the words that begin with ``first``."""
        return self.rows.get(first)

    @cached_property
    def _holds_words(self) -> bool:
        return max(map(len, self.entries), default=0) > 1

    def match(self, text: str, at: int) -> str | None:
        """Return the longest word that stands at ``text[at:]``."""
        if not self._holds_words:
            return text[at] if text[at] in self.entries else None
        row = self.row(text[at])
        if row is None:
            return None
        longest, words = row
        for end in range(min(at + longest, len(text)), at, -1):
            if text[at:end] in words:
                return text[at:end]
        return None

    def value(self, word: str) -> str | None:
        """Return what ``word``, one of the dictionary's, becomes."""
        return self.entries[word]


class PhraseDictionary(Dictionary):
    """The large dictionary: a row is parsed when a text first needs it."""

    def __init__(self, own: Mapping[str, str | None] | None = None) -> None:
        """Read the dictionary; ``own`` words are added to it, or replace its own."""
        self._own: dict[str, dict[str, str | None]] = {}
        for word, value in (own or {}).items():
            self._own.setdefault(word[0], {})[word] = value
        self._sections = read_sections("opencc_phrases.txt")
        self._raw = {line[0]: line for line in self._sections["words"].split("\n")}
        self._raw_special = {line[0]: line for line in self._sections["special"].split("\n")}
        self._parsed: dict[str, tuple[int, dict[str, str | None]]] = {}
        self._rests: dict[str, tuple[int, set[str]]] = {}
        self._special: dict[str, dict[str, str]] = {}

    def own(self, first: str) -> Mapping[str, str | None]:
        """Return the words beginning with ``first`` that were added to OpenCC's."""
        return self._own.get(first, {})

    @property
    def owns(self) -> Iterable[tuple[str, str | None]]:
        """All words that were added to OpenCC's, and what they become."""
        return (item for words in self._own.values() for item in words.items())

    def special(self, first: str) -> dict[str, str]:
        """Return the words beginning with ``first`` that convert unlike their characters.

        They are without their first character; what they become is whole.
        """
        words = self._special.get(first)
        if words is None:
            items = self._raw_special.get(first, "").split(" ")
            words = dict(zip(items[1::2], items[2::2], strict=True))
            for word, own in self.own(first).items():
                if own is None:
                    words.pop(word[1:], None)
                else:
                    words[word[1:]] = own
            self._special[first] = words
        return words

    def holds_special(self, text: str) -> bool:
        """Tell whether any word in ``text`` converts unlike its characters."""
        known = self._special
        length = len(text)
        for at, first in enumerate(text, 1):
            special = known.get(first)
            if special is None:
                special = self.special(first)
            if special:
                for end in range(at + 1, length + 1):
                    if text[at:end] in special:
                        return True
        return False

    def match(self, text: str, at: int) -> str | None:
        """Return the longest word that stands at ``text[at:]``."""
        first = text[at]
        longest, rests = self._rests.get(first) or self.rests(first)
        for end in range(min(at + longest, len(text)), at + 1, -1):
            if text[at + 1 : end] in rests:
                return text[at:end]
        return None

    def value(self, word: str) -> str | None:
        """Return what ``word``, one of the dictionary's, becomes."""
        return self.special(word[0]).get(word[1:])

    def rests(self, first: str) -> tuple[int, set[str]]:
        """Return the longest length of the words that begin with ``first``, and their rests."""
        row = self._raw.get(first, "").split(" ")
        rests = set(row[1:])
        rests.update(self.special(first))
        rests.update([word[1:] for word in self.own(first)])
        longest = max([int(row[0][1:] or 0), *map(len, self.own(first))])
        self._rests[first] = longest, rests
        return longest, rests

    def row(self, first: str) -> tuple[int, dict[str, str | None]] | None:
        """Return the longest length and the words that begin with ``first``."""
        parsed = self._parsed.get(first)
        if parsed is None and (first in self._raw or first in self._own):
            longest, rests = self.rests(first)
            special = self.special(first)
            words = {first + rest: special.get(rest) for rest in rests}
            parsed = self._parsed[first] = (longest, words)
        return parsed

    @cached_property
    def entries(self) -> Mapping[str, str | None]:  # type: ignore[override]
        """All words; only the making of plans needs them together."""
        words: dict[str, str | None] = {}
        for first in sorted({*self._raw, *self._own}):
            words.update((self.row(first) or (0, {}))[1])
        return words

    @cached_property
    def glue(self) -> Pairs:
        """Pairs of neighbours that stand inside some word."""
        glue = {line[0]: line[1:] for line in self._sections["glue"].split("\n")}
        for words in self._own.values():
            for word in words:
                for left, right in pairwise(word):
                    glue[left] = glue.get(left, "") + right
        return glue

    @cached_property
    def produced(self) -> list[tuple[str, str]]:
        """Characters and what they may become inside a word."""
        chars = self._sections["produced"]
        pairs = list(zip(chars[::2], chars[1::2], strict=True))
        for words in self._own.values():
            for word, value in words.items():
                pairs.extend(zip(word, value or "", strict=value is not None))
        return pairs


@cache
def configurations() -> dict[str, tuple[str | None, list[list[str]]]]:
    """Return the configurations by name: dictionary to cut with, dictionaries of each stage."""
    table: dict[str, tuple[str | None, list[list[str]]]] = {}
    for line in read_sections("opencc_plans.txt")["configurations"].split("\n"):
        name, cut, *stages = line.split(" ")
        table[name] = (None if cut == "-" else cut, [stage.split("+") for stage in stages])
    return table


@cache
def dictionary(name: str) -> Dictionary:
    """Return the dictionary ``name``, as OpenCC calls it."""
    return PhraseDictionary() if name == PHRASES else Dictionary(entries(name))


@cache
def entries(name: str) -> dict[str, str]:
    """Return the entries of one of the small dictionaries."""
    lines = read_sections("opencc_small.txt")[name].split("\n")
    return {key: value for key, _, value in (line.partition("\t") for line in lines)}


def simplified_characters() -> dict[str, str]:
    """Return what conversion to Simplified makes of each character by itself."""
    pairs = entries("TSCharacters").items()
    return {old: new.split(" ")[0] for old, new in pairs if len(old) == 1}


@cache
def read_sections(name: str) -> dict[str, str]:
    """Return the sections of a data file by name, without their last line end."""
    sections: dict[str, str] = {}
    for part in read_data(name).decode().split("\n[")[1:]:
        title, _, content = part.partition("]\n")
        sections[title] = content.removesuffix("\n")
    return sections
