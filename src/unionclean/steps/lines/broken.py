"""Line ends inside a sentence of a document whose lines are paragraphs."""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf, log
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.prose import Lines
from unionclean.steps.lines.ends import weigh_ends
from unionclean.steps.lines.habits import (
    BEST_HABIT,
    LONGEST_TITLE,
    count_ended,
    count_parted,
    marks_paragraphs,
    weigh_habit,
)
from unionclean.steps.lines.joiner import columns, is_spaced, joiner
from unionclean.steps.lines.marker import LONG, may_go_on
from unionclean.steps.lines.weigh import MOST_FOR_PAIR, SAME_WIDTH, weigh, weigh_pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The end of a line that may go on (after Han, a letter, a digit, × or a pause), with a blank line
# perhaps. The pattern begins with the line end, because that is searched faster than Han.
_OPEN_END = rf"[\r\n](?<=[{HAN}A-Za-z0-9×%％，、,][\r\n])[\r\n]{{0,3}}(?=[^\s])"

_REACH = 400  # how much of a long line is read: some sentences

_PROSE_LINE = r"[^\r\n]{14}"  # nowhere in verse whose sentences run over the lines

# Odds (nats, see `weigh`) from which a line is joined: 40 to 1.
_SURE = 3.75
_LIKELY = 2.75  # 15 to 1, where another line is broken for sure; 5 to 1 if paragraphs are marked

# In a document whose unended prose lines add up to this (20 to 1), with two that look
# broken, a line is joined that is more likely broken than not.
_FULL = 3.0
_ENOUGH_AMONG_MANY = 0.5
_NOT_JOINABLE = -2.0  # a prose line without a mark before a heading, a list, a blank line

# What it adds, on top of a good habit, that the line is long prose and the next one ends in a
# mark (the same regression with this sign: in 43 % of broken lines, 1.3 % of authors').
_PROSE = 1.3
_GOOD_HABIT = 1.5
# Edited prose (newspaper, handbook) leaves one line in 200 of this kind without a mark; those that
# lead up to an example (执行, 例如) among them.
_LONG_PROSE = 2.0
_FEWEST_KNOWN = 2  # broken lines of a kind, before they tell of others
_ENDED_LONG = -4.5  # as `_ENDED`: 90 to 1
_ENDED = -3.0  # where 20 to 1 say that a sentence ended (…没有过呢), no habit adds anything
_MOST = BEST_HABIT + _PROSE + MOST_FOR_PAIR  # what can still be added to the odds of `weigh`
# What it adds that a line lacks the indent or blank line before it that most paragraphs have.
_UNMARKED = 2.0
# What it takes off that a blank line stands between: the end of a page, or of a paragraph.
_BLANK_LINE = 1.5
_NEAR_WIDTH = 2


class _Break(NamedTuple):
    line: int  # where the line before the break begins
    start: int
    end: int
    odds: float
    is_prose: bool  # a long line with clauses, before one that ends a sentence
    in_word: bool = False


def find_broken(text: str, joined: Mapping[int, str]) -> dict[int, str]:
    """Return where each broken line ends and what joins it to the next (blank or nothing)."""
    if regex(_PROSE_LINE).search(text) is None:
        return {}
    breaks = list(_find_breaks(text, joined))
    if not breaks:
        return {}
    marked = marks_paragraphs(text)
    if marked:
        breaks = [found._replace(odds=found.odds + _UNMARKED) for found in breaks]
    if 5 * count_parted(text) > text.count("\n"):  # here a blank line ends a paragraph
        breaks = [found for found in breaks if not _blank_lines(text[found.start : found.end])]
    weighed = _weigh_pairs(text, breaks, _SURE)
    if _is_hopeless(weighed):
        return {}
    weighed = _in_prose(text, breaks, weighed, _SURE)
    if _is_hopeless(weighed):
        return {}
    ended, unended, long = count_ended(text)
    if _is_full_of_breaks(weighed, unended):
        weighed = _weigh_pairs(text, breaks, _ENOUGH_AMONG_MANY)
        weighed = _in_prose(text, breaks, weighed, _ENOUGH_AMONG_MANY)
        sure = _accept_among_many(text, weighed, unended, long)
    else:
        sure = _accept(weighed, ended, unended, _SURE)
        beside = _beside_broken(text, weighed, sure)
        if beside != weighed:
            weighed = beside
            sure = _accept(weighed, ended, unended, _SURE)
        if sure:
            sure = _accept(weighed, ended, unended, _LIKELY - marked)
    if not sure:
        return {}
    spaced = is_spaced(text)
    return {
        found.start: joiner(text[found.start - 1], text[found.end], spaced=spaced) for found in sure
    }


def _find_breaks(text: str, joined: Mapping[int, str]) -> Iterator[_Break]:
    """Yield the line ends that may lie inside a sentence, before the language model is asked."""
    after_line = regex(rf"[^\r\n]{{1,{_REACH}}}")
    for match in regex(_OPEN_END).finditer(text):
        start, end = match.span()
        found = after_line.match(text, end)
        if start in joined or not found:
            continue
        line = text.rfind("\n", 0, start) + 1
        odds, is_prose = _weigh_lines(text[max(line, start - _REACH) : start], found[0])
        if end - start > 1:
            odds -= _BLANK_LINE * _blank_lines(match[0])
        if odds + _UNMARKED + _MOST >= _ENOUGH_AMONG_MANY:
            yield _Break(line, start, end, odds, is_prose)


@lru_cache(maxsize=512)  # a second round asks about nearly the same lines
def _weigh_lines(before: str, after: str) -> tuple[float, bool]:
    """Return the odds that two lines were one, and whether they are prose; -inf if they cannot."""
    if not may_go_on(before, after):
        return -inf, False
    odds = weigh(before, after)
    return odds, odds + _UNMARKED + _MOST >= _ENOUGH_AMONG_MANY and _is_prose(before, after)


def _is_prose(before: str, after: str) -> bool:
    return (
        len(before) >= LONG
        and regex("[，、；：。！？,;]").search(before) is not None
        and regex(r"[。！？；…][”’」』）)]?\s*\Z").search(after[-4:]) is not None
        and weigh_ends(before, after) > _ENDED
    )


def _is_long_prose(text: str, found: _Break, long: set[int]) -> bool:
    """Tell whether a line is longer than titles, and no sentence seems to end with it."""
    if found.line not in long or found.start - found.line < LONGEST_TITLE:
        return False
    return (
        weigh_ends(text[found.start - 2 : found.start], text[found.end : found.end + 2])
        > _ENDED_LONG
    )


def _blank_lines(gap: str) -> int:
    return len(regex(r"\r\n?|\n").findall(gap)) - 1 if len(gap) > 1 else 0


def _weigh_pairs(text: str, breaks: list[_Break], enough: float) -> list[_Break]:
    """Add what the language model says, where that can decide."""
    weighed: list[_Break] = []
    for found in breaks:
        if found.odds + _MOST >= enough:
            pair = weigh_pair(text[found.start - 1], text[found.end])
            weighed.append(found._replace(odds=found.odds + pair, in_word=pair > 1))
        else:
            weighed.append(found)
    return weighed


def _in_prose(
    text: str, breaks: list[_Break], weighed: list[_Break], enough: float
) -> list[_Break]:
    """Leave out those that could decide but do not stand in Chinese prose."""
    lines = Lines(text)
    return [
        found
        for before, found in zip(breaks, weighed, strict=True)
        if before.odds + _MOST < enough
        or (not lines.is_protected(found.start - 1) and lines.is_chinese(found.start - 1))
    ]


def _is_hopeless(weighed: list[_Break]) -> bool:
    """Tell whether nothing could be joined, whatever the habits of the document are."""
    return sum(found.odds >= 1 for found in weighed) < 2 and all(
        found.odds + BEST_HABIT + _PROSE * (found.is_prose and found.in_word) < _SURE
        for found in weighed
    )


def _is_full_of_breaks(breaks: list[_Break], unended: set[int]) -> bool:
    """Tell whether the prose lines without a final mark are, taken together, broken lines.

    Each line is one or the other, as likely as not: so the lines of an author who leaves out marks
    here and there take little off, and one who always does so has none that look broken.
    """
    odds = {found.line: found.odds for found in breaks}
    total = sum(log((1 + exp(odds.get(line, _NOT_JOINABLE))) / 2) for line in unended)
    return total >= _FULL and sum(odds.get(line, 0.0) >= 1 for line in unended) > 1


def _accept(breaks: list[_Break], ended: int, unended: set[int], enough: float) -> list[_Break]:
    """Return the breaks whose odds, with the habit of the document, are good enough.

    Lines that look broken say nothing about the habit; those that look complete do.
    """
    omitted = unended - {found.line for found in breaks if found.odds >= 0}
    accepted: list[_Break] = []
    for found in breaks:
        habit = weigh_habit(ended, len(omitted) - (found.line in omitted))
        if found.is_prose and found.in_word and habit >= _GOOD_HABIT:
            habit += _PROSE
        if found.odds + habit >= enough:
            accepted.append(found)
    return accepted


def _beside_broken(text: str, breaks: list[_Break], sure: list[_Break]) -> list[_Break]:
    """Raise the odds of long lines that are as wide as a broken line right above or below."""
    above: dict[int, int] = {}  # widths of broken lines, by where the line below them begins
    below: dict[int, int] = {}  # and by where they begin
    for found in sure:
        above[found.end] = below[found.line] = columns(text[found.line : found.start])
    known = {found.start for found in sure}
    raised: list[_Break] = []
    for found in breaks:
        beside = [above.get(found.line), below.get(found.end)]
        if any(beside) and found.start not in known and found.start - found.line >= LONG:
            width = columns(text[found.line : found.start])
            if any(other and abs(width - other) <= _NEAR_WIDTH for other in beside):
                found = found._replace(odds=found.odds + SAME_WIDTH)  # noqa: PLW2901
        raised.append(found)
    return raised


def _accept_among_many(
    text: str, breaks: list[_Break], unended: set[int], long: set[int]
) -> list[_Break]:
    """Return the breaks of a document that is full of them.

    The share of broken lines among those that lack a mark is the chance of the doubtful ones;
    ``long`` ones are told by their own kind.
    """
    sure = {found for found in breaks if found.odds >= _ENOUGH_AMONG_MANY}
    for alike, worth, prior in ((long, _LONG_PROSE, 1.0), (unended, _PROSE, 0.5)):
        known = sum(found.line in alike for found in sure)
        left = alike - {found.line for found in sure}
        doubtful = sorted(
            (
                found
                for found in breaks
                if found not in sure
                and (_is_long_prose(text, found, long) if alike is long else found.is_prose)
            ),
            key=lambda found: -found.odds,
        )
        for found in doubtful:
            rest = len(left) - (found.line in left)
            chance = log((known + 0.5) / (rest + prior))
            if known < _FEWEST_KNOWN or chance < 0 or found.odds + worth + chance < 0:
                break
            sure.add(found)
            known += 1
            left.discard(found.line)
    return sorted(sure)
