"""Menus and lists of places that hold one entry a line, each of which says nothing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.layout import MIN_PLACES, SENTENCE_ENDS
from unionclean.steps.boilerplate.links import MENU_ENTRIES, MIN_SHARE
from unionclean.steps.boilerplate.places import PLACE_ENDS, are_scattered, is_place

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Entries of a menu that stand one a line; four in a row, one of which only a site has.
MIN_MENU_LINES = 4


def menu_lines(lines: Sequence[Line], leaving: Container[int], where: range) -> dict[int, str]:
    """Return the lines of menus and of lists of places that hold one entry a line."""
    found: dict[int, str] = {}
    entries = [index for index in where if index not in leaving]
    for run in _runs(entries, lambda index: _is_entry(lines[index])):
        # A menu opens the page or follows another frame line; a list of the author's does neither.
        opens = all(index in leaving for index in range(run[0]))
        if not (opens or run[0] - 1 in leaving or run[-1] + 1 in leaving):
            continue
        words = [entry_of(lines[index]) for index in run]
        # Above a title four channels need a word that only sites use; more do not.
        if len(set(words)) >= MIN_MENU_LINES and (
            len(words) > MIN_MENU_LINES or not lexicon.SITE_WORDS.isdisjoint(words)
        ):
            found.update(dict.fromkeys(run, "menu: one entry a line"))
    return found | place_lines(lines, leaving, where)


def place_lines(
    lines: Sequence[Line], leaving: Container[int], where: Iterable[int]
) -> dict[int, str]:
    """Return the lines of lists of places that hold one a line."""
    found: dict[int, str] = {}
    entries = [index for index in where if index not in leaving]
    # Farms mix channels with the places: 房产, 彩票.
    for run in _runs(entries, lambda index: _is_farmed(lines[index])):
        places = [index for index in run if is_place(entry_of(lines[index]))]
        templated = run[0] and "蜘蛛池" in lines[run[0] - 1].folded
        least = MIN_TEMPLATED if templated else MIN_PLACES
        if len(places) < least or _is_announced(lines, places[0], leaving):
            continue
        inner = range(places[0], places[-1] + 1)
        names = [entry_of(lines[index]) for index in places]
        if len(places) >= MIN_SHARE * len(run) and (templated or are_scattered(names)):
            why = f"link farm: {len(places)} place names"
            found |= {index: why for index in run if index in inner}
    return found


# Names below the line that a farm's template prints above its links.
MIN_TEMPLATED = 3


def closing_places(lines: Sequence[Line], leaving: Container[int]) -> dict[int, str]:
    """Return the lines of places drawn by lot that end a document, right below a sentence.

    An author's list has a heading, an introduction that ends in a colon, or an order.
    """
    start = len(lines)
    while start and (start - 1 in leaving or _is_farmed(lines[start - 1])):
        start -= 1
    above = _staying_before(start, leaving)
    if above < 0 or not lines[above].is_prose or lines[above].text[-1] not in SENTENCE_ENDS:
        return {}
    return place_lines(lines, leaving, range(start, len(lines)))


def may_close_with_places(rows: Sequence[str]) -> bool:
    """Tell whether most of the last rows of a document end as names of places do."""
    return sum(row.rstrip(_AROUND)[-1:] in PLACE_ENDS for row in rows) > len(rows) / 2


def _is_farmed(line: Line) -> bool:
    word = entry_of(line)
    return is_place(word) or word in lexicon.CHANNELS


def _staying_before(index: int, leaving: Container[int]) -> int:
    """Return the last line before this one that stays, -1 where there is none."""
    return next((other for other in range(index - 1, -1, -1) if other not in leaving), -1)


def _is_announced(lines: Sequence[Line], index: int, leaving: Container[int]) -> bool:
    """Tell whether a line that stays ends in a colon before this one."""
    before = _staying_before(index, leaving)
    return before >= 0 and lines[before].text.endswith((":", "："))


_AROUND = " []【】()|<>:+·•*"

# Channels in brackets, one a line: 【工作总结】.
_BRACKETED = rf"^【[{HAN}]{{2,6}}】$"


def _is_entry(line: Line) -> bool:
    return entry_of(line) in MENU_ENTRIES or regex(_BRACKETED).match(line.folded) is not None


def entry_of(line: Line) -> str:
    """Return what a line says without the marks that menus put around it."""
    return line.folded.strip(_AROUND)


def _runs(entries: Sequence[int], fits: Callable[[int], bool]) -> Iterator[list[int]]:
    """Yield the longest stretches of entries that fit."""
    run: list[int] = []
    for index in entries:
        if fits(index):
            run.append(index)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run
