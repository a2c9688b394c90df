"""Where the title of an article stands on a proven page, and what of its head is the page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import MAX_ENTRY, is_entry, is_sentence, is_warning
from unionclean.steps.boilerplate.candidates import (
    LOOSE,
    crowned,
    dated,
    is_below_title,
    owner_lines,
    titled_path,
)
from unionclean.steps.boilerplate.core import overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.crowd import above_kicker, crowded_title
from unionclean.steps.boilerplate.entries import is_counted
from unionclean.steps.boilerplate.layout import runs_of
from unionclean.steps.boilerplate.lexicon import TOOLS
from unionclean.steps.boilerplate.names import is_name, is_today
from unionclean.steps.boilerplate.thread import is_thread
from unionclean.steps.boilerplate.witness import (
    author_box,
    is_exact,
    is_menu,
    is_path,
    is_sure_menu,
    is_title,
    is_under_path,
    may_name,
)

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from unionclean.steps.boilerplate.witness import Page


def head_lines(page: Page) -> dict[int, str]:
    """Return the lines above the title, and the page's between it and the first paragraph."""
    crowded = crowded_title(page)
    begin = _cut(page) if crowded < 0 else above_kicker(page, crowded)
    found = {**_above(page, begin, sure=crowded >= 0), **_between(page, begin)}
    left = (i for i in range(page.core.first) if i not in page.reasons and i not in found)
    titles = (page.lines[index] for index in left if may_name(page.lines[index]))
    if crowded < 0 and all(regex(_SAID).match(line.folded) for line in titles):
        # 缴费说明 is a title too.
        names = [
            index
            for index in found
            if index not in page.reasons
            and may_name(page.lines[index])
            and not is_entry(page.lines[index])
        ]
        unknown = [index for index in names if index not in page.seen]
        # Above verses and lists nothing tells the title from the other names beside it.
        run = (runs_of(unknown) or [names])[-1]
        for index in run[-1:] if page.core.prose else run:
            del found[index]
    return found


# What somebody says in a novel, below a title of two characters.
_SAID = "^[“「『][^“”「」『』]*[”」』]$"

# Nothing longer stands above a title but what an author wrote, nor a longer sentence.
MAX_ABOVE = 60
MAX_UNSURE = 30  # where no line above is the page's for certain
MAX_CALL = 40
# 第A05版：城事
_OPENS = r"第[A-Z0-9一二三四五六七八九十百]+[版卷部期章回]"


def _above(page: Page, begin: int, *, sure: bool) -> dict[int, str]:
    """Return the lines above the title that are not the author's for some reason of their own.

    ``sure`` tells whether the title is certain.
    """
    lines, reasons = page.lines, page.reasons
    # An article that speaks of pages begins below the last line that is a menu for certain.
    menus = (at for at in range(begin) if at in reasons and is_sure_menu(lines[at], reasons[at]))
    end = begin if page.core.plain or sure else max(menus, default=-1)
    below = range(begin, page.core.first)
    named = sure or any(is_title(lines[index], page.core) for index in below)
    longest = MAX_ABOVE if any(at in reasons for at in range(begin)) else MAX_UNSURE
    path = titled_path(page, begin)
    return {
        index: "above the article's title"
        for index in range(end)
        if len(lines[index].text) <= longest
        and not _is_own(page, index, begin)
        # 缴费说明 may be an entry or a title, and the article speaks of it.
        and (
            named
            or index < path
            or index in reasons
            or is_entry(lines[index])
            or is_path(lines[index], "")
            or overlap(lines[index], page.core) < LOOSE
        )
    }


def _is_own(page: Page, index: int, begin: int) -> bool:
    """Tell whether a line above the title may be the author's all the same."""
    lines, line = page.lines, page.lines[index]
    if is_under_path(lines, page.reasons, index):
        return True
    if regex(_OPENS).match(line.folded):
        beside = (lines[at].folded for at in (index - 1, index + 1) if at >= 0)
        return not any(regex(_OPENS).match(folded) for folded in beside)
    if is_today(line):
        return False
    dated = any(
        is_byline(lines[at]) and not is_today(lines[at])
        for at in range(index + 1, min(index + 3, begin))
    )
    told = line.is_prose and not (page.core.plain and len(line.text) <= MAX_CALL)
    loose = index not in page.seen or told
    return loose and (is_sentence(line) or dated or is_byline(line))


# After so many lines of his in a row the author's text has begun, in whatever short lines.
MAX_OWN = 2
# Below a sure title and above an article of paragraphs: what the page says of its author.
MAX_BOX = 10
# More unknown lines between two of the page are rather the author's.
MAX_RUN = 4
# A line that shares so much with the article names it.
ALIKE = 0.6
_NUMBER = r"^[0-9]{1,3}(?:,[0-9]{3})+$|^[0-9]+(?:[.][0-9])? ?[万wWkK][+]?$|^[0-9]{1,6}$"


def _between(page: Page, begin: int) -> dict[int, str]:
    """Return the page's lines between the title and the first paragraph."""
    lines, core = page.lines, page.core
    found: dict[int, str] = {}
    run: list[int] = []
    opened = strong = False
    better = any(is_title(lines[index], core) for index in range(begin + 1, core.first))
    unknown = 0
    for index in range(begin, core.first):
        line = lines[index]
        strong = strong or is_title(line, core)
        if is_byline(line):
            found |= author_box(page, run) if strong else {}
            run = []
            continue
        told = unknown > (MAX_BOX if strong and page.solid else MAX_OWN)
        if told and not page.solid:
            break
        sure = core.plain or is_counted(line) or _in_row(page, index)
        kept = not sure or (index == begin and not better)
        kept = kept or is_under_path(lines, page.reasons, index)
        if index not in page.reasons and kept:
            continue
        counted = index > begin and regex(_NUMBER).match(line.folded) is not None
        foreign = overlap(line, core) < (ALIKE if is_entry(line) else LOOSE)
        entry = index in page.seen and foreign and (is_warning(line) or not line.is_prose)
        if told:
            # Above paragraphs only what is plainly the page's goes then.
            if entry and is_exact(line):
                found[index] = "entry of the page"
            continue
        if counted or index in page.reasons or entry:
            found |= dict.fromkeys([*run, index] if opened else [index], "entry of the page")
            run, opened, unknown = [], True, 0
            continue
        unknown += 1
        fits = strong and len(line.text) <= MAX_ENTRY and not overlap(line, core)
        if fits and len(run) < (MAX_BOX if page.solid else MAX_RUN):
            run.append(index)
        else:
            run, opened = [], False
    if unknown <= MAX_BOX:
        found |= author_box(page, run) if strong else {}
    return found


# Buttons one below the other: an article that speaks of programs quotes one at a time.
MIN_BUTTONS = 3


def _in_row(page: Page, index: int) -> bool:
    """Tell whether a line is one of several of the page's in a row, and no heading of the text."""
    return index + 1 < page.core.first and any(
        all(
            0 < at < page.core.first and at in page.seen and is_exact(page.lines[at])
            for at in range(first, first + MIN_BUTTONS)
        )
        for first in range(index - MIN_BUTTONS + 1, index + 1)
    )


def _cut(page: Page) -> int:
    """Return where the article begins: at the first line above it that may be its title.

    Unknown lines between entries of a menu are entries. What a byline or buttons follow may be a
    title; where a later line names much more of what the article speaks of, that one is.
    """
    lines, core, reasons = page.lines, page.core, page.reasons
    own = [index for index in range(core.first) if index not in page.seen]
    if not own and not core.prose:
        return core.first  # a list begins with its title
    sure = (at for at in reasons if at < core.first and is_path(lines[at], reasons[at]))
    path = max(sure, default=-1)
    owned = owner_lines(page, own)
    # A title below a breadcrumb: above that stand names of the page, however many.
    if any(index > path and may_name(lines[index]) for index in own) and all(
        index in owned or is_name(lines[index], core) for index in own if index < path
    ):
        own = [index for index in own if index > path]
    strong = [index for index in own if is_title(lines[index], core)]
    last = strong[0] if strong else max(crowned(page, own), dated(page, own))
    begin = 0
    mine = frozenset(own)
    names: Sequence[int] = ()
    # The title of paragraphs, or of posts, may stand right below the names of the page.
    edge = last if strong and (page.solid or is_thread(lines)) else 0
    for run in (*runs_of(i for i in own if i < edge), *runs_of(i for i in own if i >= edge)):
        behind = run[-1] + 1
        # What readers did, and the name of a post, stand below a title.
        headed = not strong and behind < core.first and is_below_title(lines[behind])
        named = (
            not headed
            and run[-1] < last
            and not any(
                overlap(lines[index], core) >= LOOSE and len(lines[index].text) > SHORT_NAME
                for index in run
            )
        )
        quiet = len(run) <= (MAX_BLOCK if named else MAX_RUN) and all(
            index in owned or is_name(lines[index], core) for index in run
        )
        menu = behind < core.first and (
            is_menu(lines[behind], reasons.get(behind, "")) or _goes_on(page, mine, behind)
        )
        if is_under_path(lines, reasons, run[0]) or not quiet or not (menu or named):
            break
        begin = behind
        names = () if menu else run
    else:
        return 0
    if names and is_sentence(lines[run[0]]):
        return names[0]  # what stands above a sentence of the author's is its title
    # 缴费说明 is a title too: without a better one the line under the breadcrumb may be it.
    paths = [index for index in range(run[0]) if is_path(lines[index], reasons.get(index, ""))]
    if paths and not strong:
        below = paths[-1] + 1
        while below < run[0] and is_counted(lines[below]):
            below += 1  # 背景颜色： 默认 护眼 夜间
        return min(below, run[0])
    return run[0] if begin <= run[0] else max(run[0], last)


def _goes_on(page: Page, own: Container[int], start: int) -> bool:
    """Tell whether the menu goes on behind a line: a sure entry follows, and no title before."""
    if page.lines[start].folded in TOOLS:
        return False  # buttons stand below a title
    for index in range(start, page.core.first):
        line = page.lines[index]
        if index in own:
            if not is_name(line, page.core) or len(line.text) > MAX_ENTRY:
                return False
        elif is_byline(line):
            return False
        elif is_sure_menu(line, page.reasons.get(index, "")):
            return True
    return False


# An entry (校园生活) may share a word with the article; a first title is longer.
SHORT_NAME = 4
# What a page says of its author above the title, or of itself.
MAX_BLOCK = 40
