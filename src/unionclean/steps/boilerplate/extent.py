"""The extent of the article on a page that many lines show to be one, whatever takes these lines.

`shell` asks for lines that a rule took for certain. Some pages have hardly one of these, and yet
dozens of short lines above and below the article that are plainly a site's. Here the weak
witnesses count: when the edges of a document are full of them, and the article itself speaks of
other things, the title begins the article and its last paragraph ends it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import (
    MAX_ENTRY,
    is_entry,
    is_named,
    is_page_like,
    is_sentence,
)
from unionclean.steps.boilerplate.candidates import LOOSE, MIN_NAME
from unionclean.steps.boilerplate.core import CLEAR, Core, find_core, overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.foot import foot_lines, tag_lines
from unionclean.steps.boilerplate.interface import MAX_USED
from unionclean.steps.boilerplate.layout import inner_lines, runs_of
from unionclean.steps.boilerplate.lexicon import word_set
from unionclean.steps.boilerplate.page_words import is_about_pages
from unionclean.steps.boilerplate.speech import heads
from unionclean.steps.boilerplate.title import head_lines
from unionclean.steps.boilerplate.witness import (
    MIN_MATCHED,
    Page,
    is_closed,
    is_menu,
    is_title,
    is_under_path,
    is_witness,
    matched,
    may_name,
)

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# What a line that a rule took counts as proof; one that only looks like the page's counts once.
SURE = 2
# Proof that a document is a page, and that one edge of it is the page's. Of the 11,260 clean
# documents of bench/boilerplate.py and the 95 articles of every shape none has as much.
MIN_PROOF = 8
MIN_SIDE = 3
# An article that speaks of pages itself, or has no sentences, wants so many times as much.
UNSURE = 2
# Different lines of the page's kind between the paragraphs of an article that is none of them.
MAX_INSIDE = 6
MAX_SHARE_INSIDE = 0.15


def join_extent(lines: Sequence[Line], reasons: dict[int, str], fenced: Container[int]) -> None:
    """Add to ``reasons`` what stands outside the article of a page that its edges prove."""
    page = _page_of(lines, reasons)
    for find in (_outside, _above_menus):
        if page and (found := find(page)):
            known = {*reasons, *inner_lines(lines, {**reasons, **found})}
            reasons |= {i: why for i, why in found.items() if i not in known and i not in fenced}
            page = _page_of(lines, reasons)


def _outside(page: Page) -> dict[int, str]:
    """Return the lines above the title and below the article's end, where both are known."""
    lines, reasons, core = page.lines, page.reasons, page.core
    if _quotes_pages(page):
        return {}
    above = _proof(page, range(core.first))
    below = _proof(page, range(core.last + 1, len(lines)))
    unsure = not (core.prose and (core.plain or is_closed(page)))
    enough = above + below >= MIN_PROOF * (UNSURE if unsure else 1)
    # Where the title is known, two certain lines above it are enough for the rest of the head.
    titled = core.plain and _sure_head(page)
    if not enough and not titled:
        return {}
    found: dict[int, str] = {}
    title = next((i for i in range(core.first) if is_title(lines[i], core)), 0)
    if above >= MIN_SIDE or (title and core.plain and below >= UNSURE * MIN_PROOF):
        head = head_lines(page)
        found |= {i: why for i, why in head.items() if enough or i < title}
    if titled:
        found |= _above_path(page)
    if enough and below >= MIN_SIDE:
        found |= foot_lines(page)
        found |= tag_lines(page, {**reasons, **found})
    if enough:
        found |= _repeated(page, {**reasons, **found})
    return found


# Lines of menus, which stand above titles and hardly below them: where two went below a line that
# the article says nothing of, and a line that it speaks of is left, that line is no title. With
# buttons and counters in the place of menus 18 of 209 titles of one's own choice went in the
# composed pages, with these none.
MIN_MENU = 2


def _above_menus(page: Page) -> dict[int, str]:
    """Return lines above menus that went, of which an article of paragraphs says nothing."""
    if not page.solid or not page.core.plain:
        return {}
    lines, core, gone = page.lines, page.core, page.reasons
    menus = [at for at in range(core.first) if at in gone and is_menu(lines[at], gone[at])]
    named = [at for at in range(core.first) if at not in gone and _names(lines[at], core)]
    sure = named and len(menus) >= MIN_MENU and len(gone) >= MIN_PROOF
    found = {
        index
        for index in range(min(named[-1], menus[-MIN_MENU]) if sure else 0)
        if not (overlap(lines[index], core) or is_byline(lines[index]) or is_named(lines[index]))
        and not is_under_path(lines, gone, index)
    }
    return dict.fromkeys(found, "entry of the page")


def _names(line: Line, core: Core) -> bool:
    """Tell whether a line may be the title for what it names, and is no second title."""
    return (
        may_name(line)
        and not is_entry(line)
        and line.folded[0] not in "-—"
        and overlap(line, core) >= LOOSE
        and matched(line, core) >= MIN_MATCHED
    )


def _page_of(lines: Sequence[Line], reasons: Mapping[int, str]) -> Page | None:
    core = find_core(lines, reasons)
    if core is None or not core.prose:
        core = _verses(lines, reasons)
    return None if core is None else _page(lines, reasons, core)


MIN_PARAGRAPHS = 2
MIN_SURE_HEAD = 2


def _sure_head(page: Page) -> bool:
    """Tell whether rules took two lines above a line that names what the article speaks of."""
    sure = [index for index in range(page.core.first) if index in page.reasons]
    return len(sure) >= MIN_SURE_HEAD and any(
        is_title(page.lines[index], page.core) for index in range(sure[-1] + 1, page.core.first)
    )


def _page(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> Page:
    if core.prose:
        first, last = _own_sentences(lines, reasons, core)
        told = "\n".join(line.folded for line in lines[first : core.first])
        core = core._replace(first=first, last=last, text=f"{told}\n{core.text}".lstrip())
    outside = (*range(core.first), *range(core.last + 1, len(lines)))
    seen = {index for index in outside if index in reasons or is_witness(lines[index])}
    seen |= _counts(lines, outside)
    inside = [lines[at] for at in range(core.first, core.last + 1) if at not in reasons]
    solid = len(inside) >= MIN_PARAGRAPHS and all(line.is_prose for line in inside)
    return Page(lines, reasons, core, seen, solid)


def _own_sentences(
    lines: Sequence[Line], reasons: Mapping[int, str], core: Core
) -> tuple[int, int]:
    """Return the first and the last line of an article, short sentences and data included."""
    begin, end = core.first, core.last + 1
    # A title may be a sentence too, without its full stop.
    while begin and begin - 1 not in reasons and lines[begin - 1].text[-1] == "。":
        if is_page_like(lines[begin - 1]):
            break
        begin -= 1
    while end < len(lines) and end not in reasons and not is_page_like(lines[end]):
        end += 1
    own = (at for at in range(end - 1, core.last, -1) if is_sentence(lines[at]))
    return begin, next(own, core.last)


def _counts(lines: Sequence[Line], outside: Sequence[int]) -> set[int]:
    """Return the lines in which the name of a counter and its number stand one above the other."""
    found: set[int] = set()
    for index, below in pairwise(outside):
        pair = (lines[index].folded, lines[below].folded)
        for name, number in (pair, pair[::-1]):
            if name.strip(":") in _COUNTED and regex(r"^[0-9][0-9,.]*[万wWkK+]*$").match(number):
                found |= {index, below}
    return found


_COUNTED = word_set(
    """
    关注者 被浏览 累计评价 评价 卖家评价 好评 文档数 浏览总量
    粉丝 获赞 阅读 点赞 收藏 评论 浏览 关注 文章 总阅读 帖子 贴子 主题 积分
    原创
    访问 访问量 销量 月销量 人气 点击 转发 分享 回复 喜欢 赞 踩 顶 打赏 在看 回答 提问 问答 动态
    专栏 爱心 回应
    """
)

# The name of a column above a breadcrumb; an author's lines there are longer.
MAX_COLUMN = 16


def _above_path(page: Page) -> dict[int, str]:
    """Return short lines above the last breadcrumb over a title: the names of columns."""
    paths = [i for i in range(page.core.first) if page.reasons.get(i, "").startswith("breadcrumb")]
    return {
        index: "above the article's title"
        for index in range(max(paths, default=0))
        if len(page.lines[index].text) <= MAX_COLUMN
        and not is_byline(page.lines[index])
        and not is_sentence(page.lines[index])
    }


def _quotes_pages(page: Page) -> bool:
    """Tell whether lines of the page's kind stand between the paragraphs: a handbook's."""
    first, last = page.core.first, page.core.last
    inside = {
        page.lines[index].folded
        for index in range(first, last + 1)
        if index not in page.reasons
        and len(page.lines[index].text) <= MAX_ENTRY
        and is_page_like(page.lines[index])
    }
    return len(inside) > max(MAX_INSIDE, (last - first) * MAX_SHARE_INSIDE)


def _proof(page: Page, where: range) -> int:
    """Return how much the lines of one edge prove."""
    return sum(SURE if index in page.reasons else 1 for index in where if index in page.seen)


def _repeated(page: Page, gone: Mapping[int, str]) -> dict[int, str]:
    """Return short lines around the article that the page repeats where it is sure to be the page.

    The name of the site or of an account stands above the title, beside it and in a box below.
    """
    lines, core = page.lines, page.core
    names = {lines[index].folded for index in gone}
    often = Counter(line.folded for line in lines if MIN_NAME <= len(line.text) <= MAX_ENTRY)
    return {
        index: "name that the page repeats"
        for index in (*range(core.first), *range(core.last + 1, len(lines)))
        if index not in gone
        and MIN_NAME <= len(lines[index].text) <= MAX_ENTRY
        and any(at in gone for at in (index - 1, index + 1))
        and often[lines[index].folded] >= (2 if lines[index].folded in names else 3)
        and not overlap(lines[index], core)
        and regex(r"^[^0-9:]+[0-9]*$").match(lines[index].folded)
        and any(may_name(lines[at]) for at in range(core.first) if at not in gone and at != index)
    }


# A poem or a list that is the article of its page.
MIN_VERSES = 4
MIN_VERSES_HAN = 30


def _verses(lines: Sequence[Line], reasons: Mapping[int, str]) -> Core | None:
    """Return the longest stretch of unknown lines, when no other is nearly as long.

    Entries under a heading over other pages are no rival.
    """
    unknown = (i for i, line in enumerate(lines) if i not in reasons and not is_witness(line))
    runs = _joined(runs_of(unknown), lines, reasons)
    sizes = {run[0]: sum(lines[index].han for index in run) for run in runs}
    best = max(runs, key=lambda run: sizes[run[0]], default=[])
    if len(best) < MIN_VERSES or sizes[best[0]] < MIN_VERSES_HAN:
        return None
    rivals = (
        sizes[run[0]]
        for run in runs
        if run is not best and not (run[0] and heads(lines[run[0] - 1]))
    )
    if max(rivals, default=0) * CLEAR > sizes[best[0]]:
        return None
    text = "\n".join(lines[index].folded for index in best)
    return Core(best[0], best[-1], text, prose=False, plain=not is_about_pages(text, MAX_USED))


def _joined(
    runs: list[list[int]], lines: Sequence[Line], reasons: Mapping[int, str]
) -> list[list[int]]:
    """Join stretches that a single line parts which may as well be the author's: 支持夜间模式."""
    joined: list[list[int]] = []
    for run in runs:
        last = joined[-1] if joined else []
        between = last[-1] + 1 if last else -1
        whole = len(run) > 1 and len(last) > 1 and run[0] == between + 1
        if whole and between not in reasons and not heads(lines[between]):
            last += [between, *run]
        else:
            joined.append(list(run))
    return joined
