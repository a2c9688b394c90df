"""How a stretch of text is cut into words and converted: the exact rules, one class for each.

The engine calls a policy only for short runs around words that convert unlike their characters,
so these classes are written to be right, not fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import PhraseDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionclean.steps.script.dictionaries import Dictionary

    Match = Callable[[Dictionary, str, int], str | None]


class Stage:
    """One link of a conversion chain: dictionaries that are tried in turn at each place."""

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self.dictionaries = tuple(dictionaries)
        self.characters: dict[str, str] = {}
        for table in reversed(self.dictionaries):
            if isinstance(table, PhraseDictionary):
                continue  # holds no single characters
            self.characters.update(
                (word, value)
                for word, value in table.entries.items()
                if value is not None and len(word) == 1
            )

    def by_characters(self, text: str) -> str:
        """Convert ``text`` one character at a time."""
        known = self.characters
        return "".join([known.get(char, char) for char in text])

    def convert(self, text: str, match: Match = lambda table, *place: table.match(*place)) -> str:
        """Convert ``text`` from left to right, the longest word first, as OpenCC does.

        ``match(table, text, at)`` returns the word of ``table`` to take at ``text[at:]``, if any.
        """
        pieces: list[str] = []
        at = 0
        while at < len(text):
            for table in self.dictionaries:
                word = match(table, text, at)
                if word is not None:
                    value = table.value(word)
                    pieces.append(self.by_characters(word) if value is None else value)
                    at += len(word)
                    break
            else:
                pieces.append(text[at])
                at += 1
        return "".join(pieces)


class LeftmostLongest:
    """OpenCC's own rule.

    Where a configuration names a segmentation, the text is first cut into words and stretches
    without words, and no later stage looks across a cut.
    """

    def __init__(self, segmentation: Dictionary | None, stages: Sequence[Stage]) -> None:
        self.segmentation = segmentation
        self.stages = tuple(stages)
        # With only the large dictionary at work most runs turn out to hold no special word.
        first = self.stages[0].dictionaries[0]
        only = len(self.stages) == 1 and segmentation is None
        self.phrases = first if only and isinstance(first, PhraseDictionary) else None

    def __call__(self, run: str) -> str:
        """Return ``run`` converted."""
        if self.phrases is not None and not self.phrases.holds_special(run):
            return self.stages[0].by_characters(run)
        cuts = [run] if self.segmentation is None else segment(run, self.segmentation)
        pieces: list[str] = []
        for piece in cuts:
            converted = piece
            for stage in self.stages:
                converted = stage.convert(converted)
            pieces.append(converted)
        return "".join(pieces)


def segment(text: str, words: Dictionary) -> Iterator[str]:
    """Yield the words of ``text``, and the stretches between them that hold no word."""
    at = 0
    loose = 0
    while at < len(text):
        word = words.match(text, at)
        if word is None:
            at += 1
            continue
        if loose < at:
            yield text[loose:at]
        yield word
        at += len(word)
        loose = at
    if loose < at:
        yield text[loose:at]


class LongestAnywhere:
    """The rule of opencc-python-reimplemented.

    The longest word anywhere in the text is converted first, then the longest in what is left and
    right of it. Each dictionary of a stage sees only what the one before it left over.
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        self.stages = tuple(stages)

    def __call__(self, run: str) -> str:
        """Return ``run`` converted."""
        for stage in self.stages:
            pieces = [(run, False)]  # text, and whether it is converted already
            for table in stage.dictionaries:
                pieces = _convert_left_over(pieces, table)
            run = "".join([piece for piece, _ in pieces])
        return run


def _convert_left_over(pieces: list[tuple[str, bool]], table: Dictionary) -> list[tuple[str, bool]]:
    rows = table.rows
    left = {char for piece, done in pieces if not done for char in piece}
    for length in range(max((rows[char][0] for char in left & rows.keys()), default=0), 0, -1):
        found: list[tuple[str, bool]] = []
        for piece, done in pieces:
            if done or len(piece) < length:
                found.append((piece, done))
            else:
                found.extend(_convert_words(piece, length, table))
        pieces = found
    return pieces


def _convert_words(text: str, length: int, table: Dictionary) -> Iterator[tuple[str, bool]]:
    """Convert the words of one length in ``text``, from left to right."""
    start = at = 0
    while at <= len(text) - length:
        value = table.entries.get(text[at : at + length])
        if value is None:
            at += 1
            continue
        if start < at:
            yield text[start:at], False
        yield value, True
        start = at = at + length
    if start < len(text):
        yield text[start:], False
