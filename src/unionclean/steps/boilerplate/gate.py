"""Which rules may fire on which lines: a few searches for words decide, before any regex.

Each rule names substrings without which it cannot fire, and the shape of a line that may hold
them. Clean text, whose lines are sentences, is searched and never split into lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, compress, pairwise, product
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import COMMON_HAN, regex
from unionclean.steps.boilerplate.fold import unfold
from unionclean.steps.boilerplate.layout import LONGEST_LINE, MIN_PLACES, SENTENCE_ENDS, WINDOW
from unionclean.steps.boilerplate.triggers import SHAPES, WORDS, is_claim, is_sentence, may_fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Separators of lists, and how many of them a line must have to be looked at as one. Marks that
# sentences use too must be as many as in the shortest list of places (`MIN_PLACES`).
_MIN_MARKS = 3
_SEPARATORS = dict.fromkeys("|｜丨│┃∣︱￨¦_·•・>＞»/／", _MIN_MARKS) | dict.fromkeys(
    ",，、 -–—\u3000\u00a0", MIN_PLACES - 1
)
_BARS = "|｜丨│┃∣︱￨¦"
_PLACE_ENDS = "市县縣区區旗州盟"
MIN_PLACE_ENDS = 5

# Items of lists of links are shorter than this on the average.
LONGEST_ITEM = 16

_ENDS = frozenset(SENTENCE_ENDS)
_MARKS = frozenset("。！？；")

# Groups whose lines can be sentences. Such lines stand among the very first or last ones; every
# other sentence of a document is passed over.
_SPOKEN = frozenset(("claim", "invite", "slogan", "notice", "path", "record", "wiki"))
# Those whose sentences can be longer than a call.
_CLAIMING = frozenset(("claim", "notice", "record"))
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
        whole = part.split("\n")
        lines = [line.rstrip("\r") for line in whole] if "\r" in part else whole
        open_ = [n for n, line in enumerate(lines) if line and line[-1] not in _ENDS]
        hits = set(_search_repeats(lines))
        if open_:
            shown = [lines[number] for number in open_]
            hits.update(_search_lists(open_, shown))
            hits |= _search(open_, shown)
        spoken: list[int] = []
        behind = max(len(lines) - SPOKEN_LINES, SPOKEN_LINES)
        for number in (*range(min(SPOKEN_LINES, len(lines))), *range(behind, len(lines))):
            line = lines[number]
            if line and line[-1] in _ENDS and (len(line) <= LONGEST_CALL or is_claim(line)):
                spoken.append(number)
        if spoken:
            hits |= _search(spoken, [lines[number] for number in spoken], spoken=True)
        if hits:
            starts = _starts(whole)
            for number, group in hits:
                suspects.setdefault(begin + starts[number], set()).add(group)
    return suspects


def _starts(lines: list[str]) -> list[int]:
    """Return where lines begin when they are joined."""
    return list(map(add, accumulate(map(len, lines), initial=0), range(len(lines))))


def _parts(text: str) -> list[tuple[int, str]]:
    """Return the edges of the text with their offsets, cut at line ends: one part when short."""
    if len(text) <= 2 * WINDOW:
        return [(0, text)]
    head_end = text.find("\n", WINDOW)
    head_end = len(text) if head_end < 0 else head_end + 1
    tail_start = max(text.rfind("\n", 0, len(text) - WINDOW) + 1, head_end)
    return [(0, text[:head_end]), (tail_start, text[tail_start:])]


def _search(numbers: list[int], lines: list[str], *, spoken: bool = False) -> set[tuple[int, str]]:
    """Return the numbers of the lines that hold a word of a group, with the group."""
    if not spoken:
        fits = [len(line) <= LONGEST_CALL or may_fit(line) for line in lines]
        if not all(fits):
            numbers, lines = list(compress(numbers, fits)), list(compress(lines, fits))
    shown = _shown(lines)
    words = _words_in("\n".join(shown), spoken=spoken)
    if not words:
        return set()
    starts = _starts(shown)
    asked = {(bisect_right(starts, at) - 1, group) for at, groups in words for group in groups}
    return {
        (numbers[index], group)
        for index, group in asked
        if (group in _CLOSING or len(lines[index]) <= LONGEST_LINE)
        and (not spoken or group in _CLAIMING or len(lines[index]) <= LONGEST_CALL)
        and SHAPES[group](shown[index])
    }


def _shown(lines: list[str]) -> list[str]:
    """Return what is read of lines: all of them, or their ends."""
    if lines and max(map(len, lines)) > LONGEST_LINE:
        return [line if len(line) <= LONGEST_LINE else line[-LONG_LINE_END:] for line in lines]
    return lines


def _search_lists(numbers: list[int], lines: list[str]) -> list[tuple[int, str]]:
    """Return the numbers of the lines that are lists of links in any separator, or end in one."""
    hits: list[tuple[int, str]] = []
    shown = _shown(lines)
    everything = "\n".join(shown)
    # Most marks are missing, which a search finds out sooner than a count.
    separators = {
        mark: enough
        for mark, enough in _SEPARATORS.items()
        if mark in everything and everything.count(mark) >= enough
    }
    if not separators:
        return hits
    ends = [mark for mark in _PLACE_ENDS if mark in everything]
    cut = shown is not lines
    places = cut or sum(map(everything.count, ends)) >= MIN_PLACE_ENDS
    for mark, enough in separators.items():
        if enough > _MIN_MARKS and not places:
            continue
        for number, line in zip(numbers, lines, strict=True):
            count = line.count(mark)
            if count < enough:
                continue
            if is_sentence(line):
                if mark in _BARS and count >= MIN_PLACES - 1:
                    hits.append((number, "inline"))
            elif len(line) <= LONGEST_ITEM * (count + 1) and (
                enough == _MIN_MARKS or sum(map(line.count, _PLACE_ENDS)) >= MIN_PLACE_ENDS
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


_Word = tuple[int, str, list[str]]
_Words = dict[str, list[_Word]]


class _Table(NamedTuple):
    """Words by the two neighbours in them that are rarest in Chinese text, and by one character.

    Few other words hold rare neighbours: 责任编辑 is looked for by 编辑.
    """

    pairs: _Words  # the words by these pairs in either script: where the pair stands, word, groups
    forms: _Words  # the same in the forms that go with a pair, as far as a text asked for them
    pattern: re.Pattern[str]  # all these pairs, and some more
    arrows: dict[str, list[str]]  # words of a single character


def _words_in(everything: str, *, spoken: bool) -> list[tuple[int, list[str]]]:
    """Return where a text holds a word, with the groups of the word."""
    pairs, forms, pattern, arrows = _table(spoken=spoken)
    words: list[tuple[int, list[str]]] = []
    for arrow, groups in arrows.items():
        at = everything.find(arrow)
        while at >= 0:
            words.append((at, groups))
            at = everything.find(arrow, at + 1)
    starts = [match.start() for match in pattern.finditer(everything)]
    found = [(at, pair) for at in starts if (pair := everything[at : at + 2]) in pairs]
    for at, pair in found:
        for before, word, groups in forms.get(pair) or _spell(forms, pair, pairs[pair]):
            if before <= at and everything.startswith(word, at - before):
                words.append((at - before, groups))
    return words


def _spell(forms: _Words, pair: str, words: list[_Word]) -> list[_Word]:
    """Return the words around a pair in both scripts, and keep them: texts have few of all pairs.

    To spell all words at once would take as long as the first document of a process.
    """
    variants = unfold()
    forms[pair] = [
        (at, f"{''.join(head)}{pair}{''.join(tail)}", groups)
        for at, word, groups in words
        for head in product(*(variants.get(char, char) for char in word[:at]))
        for tail in product(*(variants.get(char, char) for char in word[at + 2 :]))
    ]
    return forms[pair]


def _any_of(letters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(letters)))}]"


@cache
def _table(*, spoken: bool) -> _Table:
    """Return the words of all groups, or of those whose lines can be sentences, in both scripts."""
    from unionclean.steps.boilerplate import lexicon

    wanted = _SPOKEN if spoken else WORDS.keys()
    variants = unfold()
    share = {
        form: 1 / (rank + 10)
        for rank, char in enumerate(COMMON_HAN)
        for form in variants.get(char, char)
    }
    words = {group: set(WORDS[group].split()) for group in wanted}
    if not spoken:
        # A row of buttons or entries has one that is only a page's; these come from the lexicon.
        words["tools"] |= {word for word in lexicon.TOOLS - lexicon.PLAIN_TOOLS if len(word) > 1}
        words["menu"] |= lexicon.SITE_WORDS
        words["related"] |= lexicon.RELATED
        words["search"] |= lexicon.SEARCH | {"搜 索"}
        # A menu whose letters stand apart: 首 页 新 闻.
        words["menu"] |= {"首 ", "首\u3000", "首\u00a0"}
    by_word: dict[str, list[str]] = {}
    for group, members in words.items():
        for word in _without_longer(members):
            by_word.setdefault(word, []).append(group)
    arrows: dict[str, list[str]] = {}
    pairs: _Words = {}
    first: set[str] = set()
    second: set[str] = set()
    # The short ones first: what they bring into the two sets costs the longer ones nothing.
    for word in sorted(by_word, key=lambda word: (len(word), word)):
        groups = by_word[word]
        if len(word) == 1:
            arrows |= dict.fromkeys(variants.get(word, word), groups)
            continue
        weights = [share.get(char, _RARE) for char in word]
        costs = [
            (left * (word[at] not in first) + right * (word[at + 1] not in second), left * right)
            for at, (left, right) in enumerate(pairwise(weights))
        ]
        at = costs.index(min(costs))
        one, two = (variants.get(char, char) for char in word[at : at + 2])
        first.update(one)
        second.update(two)
        for left, right in product(one, two):
            pairs.setdefault(left + right, []).append((at, word, groups))
    return _Table(pairs, {}, regex(f"{_any_of(first)}(?={_any_of(second)})"), arrows)


_RARE = 0.001


def _without_longer(words: set[str]) -> Iterator[str]:
    """Yield the words that hold no other one: a text with 责任编辑 holds 编辑 as well."""
    sizes = sorted(set(map(len, words)))
    for word in words:
        parts = (
            word[at : at + size]
            for size in sizes
            if size < len(word)
            for at in range(len(word) - size + 1)
        )
        if words.isdisjoint(parts):
            yield word
