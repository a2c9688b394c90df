"""A block of entries at the edge of a document, one a line: 首页, 关于凯实, 产品中心, 液体工作站.

A menu holds names of the site's own, and some pages have nothing else: no path, no foot. Then no
line proves the page by itself, but the block does: from the first line on (or to the last one)
nothing but short names, several of which only sites print, and a title with its article behind.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import is_sentence
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.columns import closing_places
from unionclean.steps.boilerplate.core import find_core
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.forms import form_lines
from unionclean.steps.boilerplate.layout import holds_han, runs_of
from unionclean.steps.boilerplate.leftovers import leftover_lines
from unionclean.steps.boilerplate.page_words import SAMPLE, is_about_pages
from unionclean.steps.boilerplate.short import (
    SHORT,
    is_alike,
    is_even,
    is_known,
    is_plain,
    is_short,
    is_site_word,
    opens_menu,
    word_in,
)
from unionclean.steps.boilerplate.stamps import stamps
from unionclean.steps.boilerplate.witness import MIN_MATCHED, is_title, may_name, names_core

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Entries of a block, and how many of them are known as a whole.
FEWEST = 5
MIN_KNOWN = 3
# Share of the entries that are known, or end as entries do; where no word is one that only sites
# print, the block must be longer and nearly all of it known.
MIN_SHARE = 0.6
MANY = 8
MIN_SHARE_UNNAMED = 0.8
MIN_SHARE_EVEN = 0.5
# More lines than this are no menu that anybody prints, and the rest is not looked at.
MAX_LINES = 150
# Below the block stands the title, and within so many lines the first sentence.
MAX_HEAD = 12

_REASON = "menu: block of entries"


def entry_blocks(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the lines of the menu above an article, and below it, where no rule took a line."""
    found = {**form_lines(lines, reasons), **leftover_lines(lines, reasons)}
    found |= dict.fromkeys(stamps(lines, reasons), "times that a list left over")
    found |= dict.fromkeys(_above_path(lines, reasons), "menu: above the path to the title")
    for block in (_above_title(lines, reasons), _above(lines, reasons), _below(lines, reasons)):
        if block and not _is_contents(lines, block) and not _is_subject(lines, block):
            found |= dict.fromkeys(block, _REASON)
    return found | closing_places(lines, reasons.keys() | found.keys())


def _run(
    lines: Sequence[Line],
    reasons: Mapping[int, str],
    order: Sequence[int],
    opens: Callable[[Line], bool] = opens_menu,
) -> list[int]:
    """Return the lines from one edge on that may be entries, up to the last that looks like one.

    No line behind one that a rule took is looked at: what rules left there may be the title.
    """
    run: list[int] = []
    end = 0
    for index in order[:MAX_LINES]:
        line = lines[index]
        if index in reasons or not is_short(line):
            break
        if opens(line):
            end = len(run) + 1
        elif is_known(line):
            # Buttons and counters stand below a title as well: 黄河石匠 第二集, 12.3万次播放.
            if end < len(run):
                break
            end += 1
        run.append(index)
    return run[:end]


# A title, and no entry.
LONG_TITLE = 7


def _is_menu(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Tell whether enough different lines of a block are entries of a page."""
    words = {word: index for index in block if (word := word_in(lines[index]))}
    if len(words) < FEWEST:
        return False
    shown = [lines[index] for index in words.values()]
    known = sum(map(is_known, shown))
    alike = sum(map(is_alike, shown))
    if known < MIN_KNOWN:
        return False
    if any(map(is_site_word, shown)):
        return alike >= MIN_SHARE * len(shown)
    if is_even(shown):
        return alike >= MIN_SHARE_EVEN * len(shown)
    whole = sum(len(word_in(line)) >= MIN_NAME for line in shown)
    return min(whole, len(shown)) >= MANY and alike >= MIN_SHARE_UNNAMED * len(shown)


# 语文, 数学 and 历史 are what children learn.
MIN_NAME = 4


MAX_NAMES = 2
LONGEST_SITE = 16


def _above_path(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[int]:
    """Return what stands above a path under which the title stands: 柳河县人民政府, 首页 >> 公开.

    A path that ends in the title leads to it from all that stands above.
    """
    path = max((i for i, why in reasons.items() if why.startswith("breadcrumb")), default=0)
    if not path or path + 1 >= len(lines) or lines[path + 1].is_prose:
        return []
    title = lines[path + 1].folded
    names = [index for index in range(path) if index not in reasons]
    told = any(lines[i].is_prose or split_fields(lines[i].folded) for i in names)
    if told or not _holds_article(lines, range(path + 1, len(lines))):
        return []
    if len(title) >= LONG_TITLE and lines[path].folded.endswith(title):
        return names
    core = find_core(lines, reasons)
    named = core and (is_title(lines[path + 1], core) or names_core(lines[path + 1], core))
    if core is None or path > MAX_NAMES or not named:
        return []
    own = (i for i in names if lines[i].folded not in title and is_title(lines[i], core))
    ends = regex(r"> ?(?:正文|内容|详情)(?:页面?)?$").search(lines[path].folded) is not None
    fits = all(len(lines[i].text) <= LONGEST_SITE for i in names)
    return names if fits and (ends or next(own, None) is None) else []


def _above_title(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[int]:
    """Return the short lines above a title beyond doubt, most of which are the page's."""
    title = _strong_title(lines, reasons)
    own = [index for index in range(max(title, 0)) if index not in reasons]
    if not own or title < MANY or any(is_sentence(lines[index]) for index in own):
        return []
    # A line or two right above it may belong to it.
    kicker = title - 1
    while kicker in own and title - kicker <= MAX_KICKER and not is_alike(lines[kicker]):
        kicker -= 1
    # Below a path the title may stand, whatever names the article further down.
    path = max(
        (i for i in range(title) if reasons.get(i, "").startswith("breadcrumb")), default=title
    )
    block = [index for index in own if index <= min(kicker, path) and is_plain(lines[index])]
    shown = title - len(own) + sum(is_alike(lines[index]) for index in block)
    return block if shown >= max(MIN_ABOVE, MIN_SHARE_ABOVE * title) else []


MAX_KICKER = 2
MIN_ABOVE = 5
MIN_SHARE_ABOVE = 0.4


def _above(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[int]:
    block = _run(lines, reasons, range(len(lines)))
    if not block or not _is_menu(lines, block):
        return []
    while is_even([lines[at] for at in (*block, block[-1] + 1)]) and block[-1] + 1 not in reasons:
        block.append(block[-1] + 1)
    behind = block[-1] + 1
    if not _holds_article(lines, range(behind, len(lines))):
        return []
    # The last entry may be the title of what follows, and one that the menu has too: 公司简介.
    below = next((i for i in range(behind, len(lines)) if i not in reasons), len(lines) - 1)
    under = lines[below]
    titled = may_name(under) and not (under.is_prose or is_known(under))
    titled = titled and len(under.text) > SHORT
    named = [lines[at] for at in block if is_site_word(lines[at])]
    if named and not titled and all(line.text.isascii() for line in named):
        return []  # what a signboard or a lesson says in English has no title below
    even = is_even([lines[at] for at in block]) and len(under.text) >= LONG_TITLE
    if even and not (under.is_prose or is_byline(under)):
        return block
    article = "\n".join(line.folded for line in lines[behind : behind + MAX_HEAD])
    names = {word_in(lines[index]) for index in block[:-1]}
    while block and block[-1] not in reasons and not is_site_word(lines[block[-1]]):
        word = word_in(lines[block[-1]])
        if titled and word not in names and not _names(word, article):
            break
        block.pop()
        names.discard(word)
        titled = True
    return block


def _strong_title(lines: Sequence[Line], reasons: Mapping[int, str]) -> int:
    """Return the first line above the article that names it beyond doubt, -1 for none."""
    core = find_core(lines, reasons)
    if core is None or not core.prose:
        return -1
    first = lines[core.first]
    dated = any(map(is_byline, lines[core.first + 1 : core.first + 2]))
    if dated and len(first.text) <= MAX_TITLE and "。" not in first.text:
        told = "\n".join(line.folded for line in lines[core.first + 1 : core.last + 1])
        if names_core(first, core._replace(text=told[:SAMPLE])):
            return core.first  # a title may call: 大桥通车啦！
    above = (i for i in range(core.first) if i not in reasons and len(lines[i].text) >= LONG_TITLE)
    return next((i for i in above if may_name(lines[i]) and is_title(lines[i], core)), -1)


MAX_TITLE = 60


def _names(word: str, article: str) -> bool:
    """Tell whether a word says what an article speaks of."""
    return sum(one + two in article for one, two in pairwise(word)) >= MIN_MATCHED


def _below(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[int]:
    block = _run(lines, reasons, range(len(lines) - 1, -1, -1), is_alike)[::-1]
    if not block or not block[0] or not _is_menu(lines, block):
        return []
    above = lines[block[0] - 1]
    # What a colon announces is the author's list.
    if not above.is_prose or above.text[-1] in "：:，,、":
        return []
    return block if _holds_article(lines, range(block[0])) else []


def _holds_article(lines: Sequence[Line], where: range) -> bool:
    """Tell whether lines hold sentences, or verses in a row."""
    told = [lines[index] for index in where if lines[index].is_prose]
    if told and holds_han(told, MIN_TOLD):
        return True
    own = (index for index in where if lines[index].han >= MIN_VERSE and not is_alike(lines[index]))
    longest = max(runs_of(own), key=len, default=[])
    return len(longest) >= MIN_VERSES and holds_han((lines[i] for i in longest), MIN_TOLD)


MIN_TOLD = 40
MIN_VERSES = 6
MIN_VERSE = 4


MAX_AGAIN = 1  # a title may be an entry too


def _is_contents(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Tell whether the article has the entries for its headings: a table of contents."""
    names = {word_in(lines[index]) for index in block} - {""}
    inside = set(block)
    again = (
        index
        for index in range(len(lines) - 1)
        if index not in inside and lines[index + 1].is_prose and word_in(lines[index]) in names
    )
    return sum(1 for _ in again) > MAX_AGAIN


def _is_subject(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Tell whether the article speaks of such entries: the requirements of a site, a handbook."""
    inside = set(block)
    told: list[str] = []
    size = 0
    for index, line in enumerate(lines):
        if index not in inside and line.is_prose:
            told.append(line.folded)
            size += len(line.folded)
            if size > SAMPLE:
                break
    article = "\n".join(told)[:SAMPLE]
    named = {word for index in block if len(word := word_in(lines[index])) > 2 and word in article}
    return len(named) >= MAX_NAMED or is_about_pages(article, MAX_STRONG, strong=True)


MAX_NAMED = 3
MAX_STRONG = 0.04
