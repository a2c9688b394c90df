"""Lines in the language of web pages: what to click, to scan, to follow, and what was counted.

The other rules know the form of a line. This one knows none: it asks how much of a short line is
made of words for what a reader does with a page (关注问题 写回答, 打开APP阅读全文), and whether the
article itself uses these words. An article about such things speaks of them, so its own lines stay.
A line alone proves nothing: several must stand together outside the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.layout import EDGE_LINES, per_line
from unionclean.steps.boilerplate.page_words import (
    STRONG,
    is_about_pages,
    words_of,
)
from unionclean.steps.boilerplate.speech import MAX_LENGTH, NUMBERED, speaks_interface

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Lines that must agree before any goes on this evidence, and the different words in them.
MIN_LINES = 3
# Without a line whose form shows the frame, more must agree, in as many different words.
MIN_ALONE = 5
MIN_WORDS = 8


def interface_lines(
    lines: Sequence[Line], leaving: Collection[int], fenced: Container[int]
) -> list[int]:
    """Return the lines above and below the article that speak the language of the page.

    Where no other line goes, ask `may_frame` first.
    """
    found, paragraphs = _speaking(lines, leaving, fenced)
    if not found or not paragraphs:
        return []
    first, last = paragraphs[0], paragraphs[-1]
    # What stands between the paragraphs is the article too: handbooks of programs quote buttons.
    own = [
        index
        for index in range(len(lines))
        if index not in leaving and (first <= index < last or index not in found)
    ]
    article = "\n".join(
        lines[index].folded for index in own if first <= index < last or lines[index].is_prose
    )
    everything = "\n".join(lines[index].folded for index in own)
    if is_about_pages(article, MAX_USED) or is_about_pages(everything, MAX_USED_BESIDE):
        return []
    found = _unused(lines, found, article)
    head = _head(lines, leaving, found, first)
    tail = range(last + 1, len(lines))
    if _begins_unknown(tail, leaving, found):
        tail = range(0)
    outside = (*head, *tail)
    mine = [index for index in outside if index in found]
    known = sum(index in leaving for index in outside)
    if known:
        return mine if len(mine) + known >= MIN_LINES else _beside(mine, leaving)
    # A page frames its article on both sides; a list of messages speaks so throughout.
    framed = mine and mine[0] < first and mine[-1] > last
    quoted = any(index in found for index in range(first, last))
    different = {word for index in mine for word in found[index]}
    enough = len(mine) >= MIN_ALONE and len(different) >= MIN_WORDS
    return mine if enough and framed and not quoted else []


def _speaking(
    lines: Sequence[Line], leaving: Collection[int], fenced: Container[int]
) -> tuple[dict[int, list[str]], list[int]]:
    """Return the lines that speak as pages do with their words, and the article's paragraphs.

    Without any above or below the paragraphs there are none.
    """
    found = {
        index: words
        for index, line in enumerate(lines)
        if index not in leaving
        and index not in fenced
        and len(line.text) <= MAX_LENGTH
        and min(index, len(lines) - index) <= EDGE_LINES
        and (words := speaks_interface(line))
    }
    if not found:
        return {}, []
    paragraphs = [
        index
        for index, line in enumerate(lines)
        if index not in leaving and index not in found and line.is_paragraph
    ]
    while len(paragraphs) > 1 and _is_call(lines, paragraphs, leaving, found):
        found[paragraphs.pop()] = ["call"]
    if not paragraphs:
        return {}, []
    outer = (*range(paragraphs[0]), *range(paragraphs[-1] + 1, len(lines)))
    found |= {
        index: words
        for index in outer
        if index not in leaving
        and index not in fenced
        and index not in found
        and (words := speaks_interface(lines[index]))
    }
    return ({}, []) if found.keys().isdisjoint(outer) else (found, paragraphs)


def _unused(
    lines: Sequence[Line], found: dict[int, list[str]], article: str
) -> dict[int, list[str]]:
    """Return the lines that speak as pages do without the words that the article uses too."""
    used = {word for word in set().union(*found.values()) if word in article}
    if not used:
        return found
    return {
        index: left
        for index, words in found.items()
        if (
            left := words
            if words == ["call"] or used.isdisjoint(words)
            else speaks_interface(lines[index], used)
        )
    }


# Share of an article's Han that are words of the interface, over two words of it by chance. Of the
# clean documents of bench/boilerplate.py 95 % have less than 0.03 when they are news, 0.045 when
# they are book reviews; handbooks of programs have 0.06 to 0.25.
MAX_USED = 0.04
# In the lines beside the article unknown words of the page's frame count too.
MAX_USED_BESIDE = 0.12

# A page's last call stands behind this many lines of the page.
MIN_BEFORE_CALL = 3


def _is_call(
    lines: Sequence[Line],
    paragraphs: Sequence[int],
    leaving: Container[int],
    found: Container[int],
) -> bool:
    """Tell whether the last paragraph is a call of the page: short, behind its other lines."""
    before, last = paragraphs[-2:]
    line = lines[last]
    shown = sum(index in leaving or index in found for index in range(before + 1, last))
    return shown >= MIN_BEFORE_CALL and may_call(line)


@per_line
def may_call(line: Line) -> bool:
    """Tell whether a paragraph is short and holds a word that only pages have."""
    return len(line.text) <= MAX_LENGTH and not STRONG.isdisjoint(words_of(line.folded))


def _beside(mine: Sequence[int], leaving: Container[int]) -> list[int]:
    return [index for index in mine if index - 1 in leaving or index + 1 in leaving]


# Lines that may stand between the article's last paragraph and the frame: a caption, a signature.
MAX_UNKNOWN = 3


def _begins_unknown(tail: range, leaving: Container[int], found: Container[int]) -> bool:
    """Tell whether the article goes on behind its last paragraph in short lines of its own."""
    shown = (index for index in tail if index in leaving or index in found)
    return bool(tail) and next(shown, tail[-1]) - tail[0] > MAX_UNKNOWN


def _head(
    lines: Sequence[Line], leaving: Container[int], found: Container[int], first: int
) -> range:
    """Return the lines above the article, none when no line is left that can be its title."""
    numbered = (index for index in range(first) if regex(NUMBERED).match(lines[index].folded))
    head = range(next(numbered, first))
    titles = (
        index
        for index in head
        if index not in leaving
        and index not in found
        and len(lines[index].text) >= 4
        and not is_byline(lines[index])
    )
    return head if next(titles, None) is not None else range(0)
