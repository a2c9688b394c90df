"""Which rules may fire on which lines: a few searches for words decide, before any regex.

Each rule names substrings without which it cannot fire, and the shape of a line that may hold
them. Clean text, whose lines are sentences, is searched and never split into lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, product
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import regex
from unionclean.steps.boilerplate.fold import unfold
from unionclean.steps.boilerplate.layout import LONGEST_LINE, MIN_PLACES, SENTENCE_ENDS, WINDOW
from unionclean.steps.boilerplate.triggers import SHAPES, WORDS, is_claim, is_sentence, may_fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Separators of lists, and how many of them a line must have to be looked at as one. Marks that
# sentences use too must be as many as in the shortest list of places (`MIN_PLACES`).
_SEPARATORS = dict.fromkeys("|｜丨│┃∣︱￨¦_·•・>＞»/／", 3)
_SENTENCE_SEPARATORS = dict.fromkeys(",，、 -–—\u3000\u00a0", 7)
_BARS = "|｜丨│┃∣︱￨¦"
_PLACE_ENDS = "市县縣区區旗州盟"
MIN_PLACE_ENDS = 5

# Items of lists of links are shorter than this on the average.
LONGEST_ITEM = 16

_ENDS = frozenset(SENTENCE_ENDS)
_MARKS = frozenset("。！？；")

# Groups whose lines can be sentences. Such lines stand among the very first or last ones; every
# other sentence of a document is passed over.
_SPOKEN = frozenset(("claim", "invite", "slogan", "notice", "path"))
SPOKEN_LINES = 20
# Groups whose lines can be long: what matters is how they end.
_CLOSING = frozenset(("credit", "spam"))
# A call to follow or a slogan is no longer; a disclaimer is, and is known by how it begins.
LONGEST_CALL = 80
# What is read of a line that is too long for any rule but a credit in brackets at its end.
LONG_LINE_END = 80


def suspect_lines(text: str) -> dict[int, set[str]]:
    """Return where the lines begin on which some rule may fire, with the groups of these rules."""
    suspects: dict[int, set[str]] = {}
    for begin, part in _parts(text):
        lines = part.split("\n")
        behind = max(len(lines) - SPOKEN_LINES, SPOKEN_LINES)
        open_: list[tuple[int, str]] = []
        spoken: list[tuple[int, str]] = []
        claims: list[tuple[int, str]] = []
        for number, line in enumerate(lines):
            if line[-1:] not in _ENDS:
                if line:
                    open_.append((number, line))
            elif SPOKEN_LINES <= number < behind:
                continue
            elif len(line) <= LONGEST_CALL:
                spoken.append((number, line))
            elif is_claim(line):
                claims.append((number, line))
        hits = {*_search_repeats(lines), *_search_lists(open_)}
        for kind, items in (("", open_), ("spoken", spoken), ("claim", claims)):
            hits |= _search(items, kind)
        if hits:
            starts = list(accumulate((len(line) + 1 for line in lines), initial=begin))
            for number, group in hits:
                suspects.setdefault(starts[number], set()).add(group)
    return suspects


def _parts(text: str) -> list[tuple[int, str]]:
    """Return the edges of the text with their offsets, cut at line ends: one part when short."""
    if len(text) <= 2 * WINDOW:
        return [(0, text)]
    head_end = text.find("\n", WINDOW)
    head_end = len(text) if head_end < 0 else head_end + 1
    tail_start = max(text.rfind("\n", 0, len(text) - WINDOW) + 1, head_end)
    return [(0, text[:head_end]), (tail_start, text[tail_start:])]


def _search(lines: list[tuple[int, str]], kind: str) -> set[tuple[int, str]]:
    """Return the numbers of the lines that hold a word of a group, with the group."""
    if not kind:
        lines = [(n, line) for n, line in lines if len(line) <= LONGEST_CALL or may_fit(line)]
    if not lines:
        return set()
    shown = [_shown(line) for _, line in lines]
    everything = "\n".join(shown)
    words = list(_words_in(everything, kind))
    hits: set[tuple[int, str]] = set()
    if words:
        starts = list(accumulate((len(line) + 1 for line in shown), initial=0))
        for at, groups in words:
            index = bisect_right(starts, at) - 1
            number, line = lines[index]
            wanted = groups if len(line) <= LONGEST_LINE else _CLOSING.intersection(groups)
            for group in wanted:
                if (number, group) not in hits and SHAPES[group](shown[index]):
                    hits.add((number, group))
    return hits


def _shown(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[-LONG_LINE_END:]


def _search_lists(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbers of the lines that are lists of links in any separator, or end in one."""
    hits: list[tuple[int, str]] = []
    shown = [_shown(line) for _, line in lines]
    everything = "\n".join(shown)
    separators = _SEPARATORS
    cut = any(len(line) > LONGEST_LINE for _, line in lines)
    if cut or sum(map(everything.count, _PLACE_ENDS)) >= MIN_PLACE_ENDS:
        separators = separators | _SENTENCE_SEPARATORS
    for mark, enough in separators.items():
        # Most marks are missing, which a search finds out sooner than a count.
        if mark not in everything or everything.count(mark) < enough:
            continue
        for number, line in lines:
            count = line.count(mark)
            if count < enough:
                continue
            if is_sentence(line):
                if mark in _BARS and count >= MIN_PLACES - 1:
                    hits.append((number, "inline"))
            elif len(line) <= LONGEST_ITEM * (count + 1) and (
                enough == 3 or sum(map(line.count, _PLACE_ENDS)) >= MIN_PLACE_ENDS
            ):
                hits.append((number, "bars"))
    return hits


def _search_repeats(lines: list[str]) -> list[tuple[int, str]]:
    """Return the numbers of lines at both ends that begin with something they repeat."""
    behind = max(len(lines) - 4, 4)
    return [
        (number, "repeats")
        for number in (*range(min(4, len(lines))), *range(behind, len(lines)))
        if (line := lines[number])[-1:] not in _MARKS
        and 8 < len(line) <= 120
        and line.count(line[-3:]) >= 3
        and not is_sentence(line)
    ]


class _Words(NamedTuple):
    """The words that begin alike, with their groups, and how long they are."""

    begin: str
    groups: dict[str, list[str]]
    sizes: set[int]


class _Table(NamedTuple):
    """Words by their first two characters, and the pattern of all such pairs and some more."""

    pairs: dict[tuple[str, str], _Words]
    pattern: re.Pattern[str]
    arrows: list[_Words]  # words of a single character


def _words_in(everything: str, kind: str) -> Iterator[tuple[int, list[str]]]:
    """Yield where a text holds a word, with the groups of the word."""
    pairs, pattern, arrows = _table(kind)
    found = [words for words in arrows if words.begin in everything]
    found += [pairs[pair] for pair in pairs.keys() & pattern.findall(everything)]
    for begin, groups, sizes in found:
        at = everything.find(begin)
        while at >= 0:
            for size in sizes:
                word = everything[at : at + size]
                if word in groups:
                    yield at, groups[word]
            at = everything.find(begin, at + 1)


def _any_of(letters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(letters)))}]"


@cache
def _table(kind: str) -> _Table:
    """Return the words of all groups, in both scripts.

    ``kind`` is "" for all groups, "spoken" for those whose lines can be sentences, "claim" for
    those whose sentences can be long.
    """
    from unionclean.steps.boilerplate import lexicon

    wanted = {"spoken": _SPOKEN, "claim": {"claim", "notice"}}.get(kind, WORDS.keys())
    variants = unfold()
    words = {group: set(WORDS[group].split()) for group in wanted}
    if not kind:
        # A row of buttons or entries has one that is only a page's; these come from the lexicon.
        words["tools"] |= {word for word in lexicon.TOOLS - lexicon.PLAIN_TOOLS if len(word) > 1}
        words["menu"] |= lexicon.SITE_WORDS
        words["related"] |= lexicon.RELATED
        words["search"] |= lexicon.SEARCH
    found: dict[str, _Words] = {}
    for group, members in words.items():
        for word in members:
            for chars in product(*(variants.get(char, char) for char in word)):
                form = "".join(chars)
                same = found.setdefault(form[:2], _Words(form[:2], {}, set()))
                same.groups.setdefault(form, []).append(group)
                same.sizes.add(len(form))
    pairs = {(begin[0], begin[1]): same for begin, same in found.items() if len(begin) > 1}
    first, second = ({pair[at] for pair in pairs} for at in (0, 1))
    pattern = regex(f"({_any_of(first)})(?=({_any_of(second)}))")
    return _Table(pairs, pattern, [same for begin, same in found.items() if len(begin) == 1])
