"""Where the article stands in its page: from the first to the last paragraph that is its own."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.alike import (
    MAX_ENTRY,
    is_page_like,
    is_sentence,
    is_warning,
    opens_disclaimer,
    speaks_of_page,
)
from unionclean.steps.boilerplate.interface import MAX_USED
from unionclean.steps.boilerplate.layout import holds_han, per_line, runs_of
from unionclean.steps.boilerplate.messages import are_messages
from unionclean.steps.boilerplate.page_words import SAMPLE, is_about_pages
from unionclean.steps.boilerplate.posts import mark_of
from unionclean.steps.boilerplate.tail import tail_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line


# A document without a paragraph (a poem, a list) needs more.
MIN_KINDS_WITHOUT_PROSE = 3


class Core(NamedTuple):
    """The lines of the article that are certain: ``lines[first:last + 1]``, and their text."""

    first: int
    last: int
    text: str
    prose: bool  # whether it has sentences
    plain: bool  # whether the article says nothing of pages and programs


def overlap(line: Line, core: Core) -> float:
    """Return the share of a line's pairs of Han that the article uses too."""
    return _overlap(han_of(line), core.text)


@per_line
def han_of(line: Line) -> str:
    """Return the Han characters of a line."""
    return "".join(regex(f"[{HAN}]+").findall(line.folded))


@lru_cache(maxsize=256)  # several rules ask the same lines of a page
def _overlap(han: str, text: str) -> float:
    if len(han) < 2:
        return 0.0
    # Half of the pairs hold a character that the article has nowhere: one is found at the speed of
    # the memory, a pair is not.
    used = set(filter(text.__contains__, han))
    pairs = [one + two for one, two in pairwise(han) if one in used and two in used]
    return sum(map(text.__contains__, pairs)) / (len(han) - 1)


def kinds_of(reasons: Mapping[int, str]) -> set[str]:
    """Return the different kinds of frame lines among the reasons."""
    kinds = {reason.split(":")[0] for reason in reasons.values()}
    # 责任编辑：何小兰 and 校对：杜鹏 below it are one credit.
    if "editor credit" in kinds:
        kinds.discard("credit or counter beside the page's frame")
    return kinds


# Paragraphs of the site (a disclaimer, a call to register) may hold as much as the article, as a
# share of it: beyond that the page is rather one that speaks of pages.
MAX_STRAY = 1.0


def find_core(lines: Sequence[Line], reasons: Mapping[int, str]) -> Core | None:
    """Return the part of the document from its first to its last paragraph, None when unsure.

    Where short lines (verses, a list) outweigh the only sentences, these may be the page's.
    """
    return _find_core(tuple(lines), tuple(sorted(reasons.items())))


@lru_cache(maxsize=4)  # the rules of one page ask in turn, and few of them have found a line
def _find_core(lines: tuple[Line, ...], found: tuple[tuple[int, str], ...]) -> Core | None:
    reasons = dict(found)
    below = _below_path(lines, reasons)
    for reads, start in ((attrgetter("is_paragraph"), 0), (_is_own_sentence, below)):
        own = [i for i in range(start, len(lines)) if i not in reasons and reads(lines[i])]
        own = _without_stray(lines, reasons, own)
        tail = tail_start(lines, reasons, own)
        if not own:
            continue
        first, last = own[0], max(index for index in own if index < tail)
        outer = (range(first), range(last + 1, len(lines)))
        runs = [run for where in outer for run in _runs(lines, reasons, where)]
        touching = [run for run in runs if run[-1] == first - 1 or run[0] == last + 1]
        # What a site says between two paragraphs (本章未完，点击下一页) is none of the article's.
        inside = [index for index in range(first, last + 1) if index not in reasons]
        own_lines = (lines[index] for index in chain(inside, *touching))
        foot = min(_first_foot(lines, reasons), tail)
        others = (run for run in runs if run not in touching and run[0] < foot)
        rivals = (sum(lines[index].han for index in run) for run in others)
        if foot < first or not holds_han(own_lines, max(rivals, default=0)):
            break
        text = _sample(lines, inside)
        prose = [index for index in inside if lines[index].is_prose]
        told = text if len(prose) == len(inside) else _sample(lines, prose)
        around = chain(*outer)
        beside = _sample(lines, (i for i in around if i not in reasons and _is_quiet(lines[i])))
        about = is_about_pages(told, MAX_USED) or (
            beside != "" and is_about_pages(told + beside, MAX_USED_AROUND)
        )
        plain = not about and not are_messages(lines, reasons)
        return Core(first, last, text, prose=True, plain=plain)
    # An article without sentences stands below the path that leads to it, a menu above.
    runs = _runs(lines, reasons, range(below, len(lines)))
    sizes = [sum(lines[index].han for index in run) for run in runs]
    if len(kinds_of(reasons)) < MIN_KINDS_WITHOUT_PROSE or not runs:
        return None
    run = runs[sizes.index(max(sizes))]
    # Two runs of like size: either may be the article, the other a list of links.
    foot = _first_foot(lines, reasons)
    rivals = (
        size
        for other, size in zip(runs, sizes, strict=True)
        if other is not run and other[0] < foot
    )
    if max(rivals, default=0) * CLEAR > max(sizes):
        return None
    text = "\n".join(lines[index].folded for index in run)
    return Core(run[0], run[-1], text, prose=False, plain=not is_about_pages(text, MAX_USED))


def _below_path(lines: Sequence[Line], reasons: Mapping[int, str]) -> int:
    """Return where the article may begin: below its path, above which a site greets."""
    paths = (index for index, reason in reasons.items() if _leads_here(lines[index], reason))
    start = max(paths, default=-1) + 1
    below = range(start, len(lines)) if start else ()
    return start if any(i not in reasons and _is_unknown(lines[i]) for i in below) else 0


def _leads_here(line: Line, reason: str) -> bool:
    """Tell whether a line that goes is the path to the article."""
    steps = line.folded.split(">")
    return reason.startswith("breadcrumb") or (
        len(steps) > 1 and "|" not in line.folded and sum(map(bool, map(str.strip, steps))) > 1
    )


def _is_own_sentence(line: Line) -> bool:
    """Tell whether a short line is a sentence, and none of the page's."""
    return is_sentence(line) and not is_page_like(line)


# With the sentences around the article, some of which may be the page's.
MAX_USED_AROUND = 0.08


def _is_quiet(line: Line) -> bool:
    """Tell whether a line beside the article may be the author's, and no disclaimer."""
    return (
        line.text[-1] in "。；："
        and len(line.text) > MAX_ENTRY
        and not speaks_of_page(line)
        and not opens_disclaimer(line)
        and line.folded[0] != "©"
    )


# A run of lines without a paragraph is the article when it is this many times as long as any other.
CLEAR = 1.5


def _sample(lines: Sequence[Line], which: Iterable[int]) -> str:
    """Return the first `SAMPLE` characters of lines."""
    found: list[str] = []
    size = 0
    for index in which:
        folded = lines[index].folded
        found.append(folded)
        size += len(folded)
        if size >= SAMPLE:
            break
    return "\n".join(found)[:SAMPLE]


def _runs(lines: Sequence[Line], reasons: Mapping[int, str], where: range) -> list[list[int]]:
    """Return the stretches of lines that neither go nor look like the page's."""
    return runs_of(index for index in where if index not in reasons and _is_unknown(lines[index]))


@per_line
def _is_unknown(line: Line) -> bool:
    """Tell whether a line neither looks like the page's nor is a label with a number."""
    folded = line.folded
    return not (is_page_like(line) or (":" in folded and regex(_BARE_LABEL).match(folded)))


_BARE_LABEL = rf"^[{HAN}]{{2,6}} ?: ?[0-9.,]*$"


def _first_foot(lines: Sequence[Line], reasons: Mapping[int, str]) -> int:
    """Return the first line of the page behind which no article begins."""
    # Links under a heading stand above the path too: 热门搜索.
    path = max((at for at, why in reasons.items() if why.startswith("breadcrumb")), default=-1)
    feet = (
        index
        for index, reason in reasons.items()
        if (index > path and reason.startswith(_FEET))
        or (reason.startswith("earlier") and regex(r"[篇条则].*[:] ?.").search(lines[index].folded))
    )
    return min(feet, default=len(lines))


_FEET = ("copyright", "site licence", "related", "links under")


def _without_stray(lines: Sequence[Line], reasons: Mapping[int, str], own: list[int]) -> list[int]:
    """Return the paragraphs without those of the site at both ends.

    An article about pages and programs uses their words too; then all paragraphs are its own.
    """
    if own and len(own) <= MAX_SITE and all(is_warning(lines[index]) for index in own):
        return []  # the author's lines are short
    ends = {*own[:MAX_SITE], *own[-MAX_SITE:]}
    speaking = [index in ends and speaks_of_page(lines[index]) for index in own]
    begin, end = 0, len(own)
    if not own or not (speaking[0] or speaking[-1] or _is_behind(lines, reasons, own, end - 1)):
        return own
    if _is_about_pages(lines, own, speaking):
        return own
    while end > begin and (speaking[end - 1] or _is_behind(lines, reasons, own, end - 1)):
        end -= 1
    # The first of them stands behind a line of the page, or declares itself to be one.
    while end < len(own) and not _is_apart(lines, reasons, own, end):
        end += 1
    while begin < end and speaking[begin]:
        begin += 1
    inner = own[begin:end]
    if len(inner) == len(own):
        return own
    # What only sites say needs no comparison.
    rivals = (index for index in own if not is_warning(lines[index]))
    kept, all_ = (sum(lines[index].han for index in which) for which in (inner, rivals))
    if inner and all_ - kept > MAX_STRAY * kept:
        return own
    return inner


def _is_apart(
    lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int], at: int
) -> bool:
    """Tell whether a line of the page stands between a paragraph and the one before it."""
    if opens_disclaimer(lines[own[at]]):
        return True
    between = range(own[at - 1] + 1 if at else 0, own[at])
    return any(index in reasons or is_page_like(lines[index]) for index in between)


def _is_about_pages(lines: Sequence[Line], own: Sequence[int], speaking: Sequence[bool]) -> bool:
    quiet = [index for index, speaks in zip(own, speaking, strict=True) if not speaks]
    if not quiet:
        return True
    # A paragraph about pages between two others is the article's.
    if any(speaks and quiet[0] < at < quiet[-1] for at, speaks in zip(own, speaking, strict=True)):
        return True
    return is_about_pages(_sample(lines, quiet), MAX_USED)


# Paragraphs of the site at one end of a page; the composed pages have at most five.
MAX_SITE = 8

# Short lines of the page between the article and a paragraph that is none of it.
MIN_BETWEEN = 4

MAX_CALL = 80


def _is_behind(
    lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int], at: int
) -> bool:
    """Tell whether a short paragraph stands behind many lines of the page."""
    if not at or len(lines[own[at]].text) > MAX_CALL:
        return False
    if mark_of(lines[own[at] - 1]) in {"head", "member"}:
        return False  # what somebody wrote in a post
    between = range(own[at - 1] + 1, own[at])
    shown = sum(index in reasons or is_page_like(lines[index]) for index in between)
    return shown >= MIN_BETWEEN
