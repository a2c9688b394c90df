"""A text cut at its readings in brackets: counted once, and put together without some of them.

A damaged page has a bracket at every tenth character, of a few hundred kinds. So the text is cut
by one search, and what is asked about a bracket is asked once for each kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.tokens import SYLLABLE
from unionclean.steps.pinyin.weigh import is_always

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from unionclean.steps.pinyin.states import Run

MANY: Final = 40
"""Characters per bracket from which it is quicker to look for brackets than to cut the text."""

# How characters are counted is a matter of speed alone. To compile a class of characters takes as
# long as to read a million characters; the first pages show most of what stands bare.
FEW_READS, SHORT, BEGINNING = 2_000_000, 10_000, 16

_BRACKETS: Final = f"{SYLLABLE} ?[)）](?:[(（][a-zü]{{1,6}}[)）]){{0,3}} ?"
"""The rest of an annotation, and what generations C, D and F write behind it."""


class Gloss(NamedTuple):
    """One kind of bracket behind a character; ``second`` is the reading right behind it."""

    bracket: str
    char: str
    content: str
    second: str


@lru_cache(maxsize=1 << 14)  # a large page has some thousand kinds
def take_apart(whole: str) -> Gloss:
    """Return the parts of an annotation as `Cut.parts` has it.

    >>> take_apart("會(huì )"), take_apart("冊(cè)(ce)").second
    (Gloss(bracket='(', char='會', content='huì ', second=''), 'ce')
    """
    closing = regex("[)）]").search(whole)
    end = closing.start() if closing else len(whole)
    second = regex("[)）]").split(whole[end + 2 :])[0] if len(whole) > end + 2 else ""
    return Gloss(whole[1], whole[0], whole[2:end], second)


@lru_cache(maxsize=1 << 14)
def _key_of(whole: str) -> tuple[str, str, str]:
    """Return the bracket, the character and the content of an annotation."""
    return take_apart(whole)[:3]


class Cut:
    """A text and its brackets with readings; each measurement is made when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.dense = (text.count("(") + text.count("（")) * MANY >= len(text)

    @cached_property
    def parts(self) -> list[str]:
        """The text cut up: what stands between is at even places, annotations at odd ones."""
        if self.dense:
            return regex(f"([{HAN}][(（]{_BRACKETS})").split(self.text)
        parts: list[str] = []
        done = 0
        opening = tokens.opening_in(self.text)
        for match in regex(f"{opening}(?<=[{HAN}]{opening}){_BRACKETS}").finditer(self.text):
            at = match.start() - 1
            parts += (self.text[done:at], self.text[at : match.end()])
            done = match.end()
        return [*parts, self.text[done:]]

    @cached_property
    def kinds(self) -> Counter[str]:
        """How often each annotation stands in the text."""
        return Counter(self.parts[1::2])

    @cached_property
    def found(self) -> Counter[tuple[str, str, str]]:
        """How often each bracket, character and content stands in the text."""
        if not self.dense:
            return Counter(tokens.glosses(tokens.opening_in(self.text)).findall(self.text))
        found: Counter[tuple[str, str, str]] = Counter()
        for whole, n in self.kinds.items():
            key = _key_of(whole)
            found[key] = found.get(key, 0) + n  # a Counter asks Python for what it lacks
        return found

    @cached_property
    def rest(self) -> str:
        """What is no annotation, in pieces."""
        return "\n".join(self.parts[::2])

    def holds(self, char: str) -> bool:
        """Tell whether the Han character ``char`` stands in the text."""
        return char in self._bracketed or char in self.rest

    @cached_property
    def _bracketed(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for (_, char, _), n in self.found.items():
            counts[char] = counts.get(char, 0) + n
        return counts

    def count_chars(self, chars: Collection[str]) -> Mapping[str, int]:
        """Return how often each of the Han characters ``chars`` stands in the text.

        Of one that is not annotated always (see `is_always`), what the beginning shows is enough:
        nothing more is asked.
        """
        counts = self._bracketed.copy()
        if not chars:
            return counts
        # A set of its characters would take longer than all that is asked here.
        beginning = self.rest[: max(len(self.rest) // BEGINNING, SHORT)]
        left: list[str] = []
        more = len(beginning) < len(self.rest)
        for char in chars:
            if char not in beginning:
                if more:
                    left.append(char)
                continue
            count = counts[char]
            bare = beginning.count(char) if is_always(count, count + 1) else 1
            if is_always(count, count + bare):
                left.append(char)
            else:
                counts[char] += bare
        if len(left) * len(self.rest) > FEW_READS:
            counts.update(re.findall(f"[{''.join(sorted(left))}]", self.rest))
        else:
            for char in left:
                counts[char] += self.rest.count(char)
        return counts

    def doubled(self) -> set[tuple[str, str]]:
        """Return the readings that are followed by one without tone, with these."""
        glosses = map(take_apart, self.kinds)
        return {(gloss.content.strip(), gloss.second) for gloss in glosses if gloss.second}


@lru_cache(maxsize=1)
def cut_text(text: str) -> Cut:
    """Return ``text`` cut up; the removal asks for what the gate has just measured."""
    return Cut(text)


def find_removed(parts: Sequence[str], kept: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where something is not ``kept`` behind a character, and what comes there instead.

    Nothing comes where the end of the annotation stays, or none of it; of one with an emoji in its
    midst, a(🎦)ò, both ends may.
    """
    at = 0
    for before, whole in zip(parts[::2], parts[1::2], strict=False):
        start = at + len(before)
        at = start + len(whole)
        if len(keep := kept[whole]) < len(whole):
            rest = keep[1:]
            stays = whole.endswith(rest)
            yield (start + 1, at - len(rest), "") if stays else (start + 1, at, rest)


def put_together(parts: Sequence[str], kept: Mapping[str, str], runs: Sequence[Run]) -> str:
    """Return the text of ``parts`` with its ``runs`` repaired, and what is ``kept`` elsewhere."""
    fixed = list(parts)
    fixed[1::2] = map(kept.__getitem__, parts[1::2])
    if not runs:
        return "".join(fixed)
    ends = list(accumulate(map(len, parts)))
    pieces: list[str] = []
    done = 0
    for run in runs:
        _add(pieces, parts, fixed, ends, (done, run.start))
        pieces.append(run.new)
        done = run.end
    _add(pieces, parts, fixed, ends, (done, ends[-1]))
    return "".join(pieces)


def _add(
    pieces: list[str],
    parts: Sequence[str],
    fixed: Sequence[str],
    ends: Sequence[int],
    span: tuple[int, int],
) -> None:
    """Add the parts inside of ``span`` to ``pieces``: fixed where they are whole."""
    start, end = span
    first, last = bisect_right(ends, start), bisect_right(ends, end)
    if first < len(parts):
        offset = start - ends[first] + len(parts[first])
        if first == last:
            pieces.append(parts[first][offset : offset + end - start])
            return
        if offset:
            pieces.append(parts[first][offset:])
            first += 1
    pieces += fixed[first:last]
    if last < len(parts):
        pieces.append(parts[last][: end - ends[last] + len(parts[last])])
