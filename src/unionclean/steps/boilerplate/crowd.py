"""The title below a crowd of entries: of portals that print their whole map above each article.

Sections, cities, accounts and shops in dozens of short lines: no list of words knows most of them,
and some share a word with the article. Where a good part is known all the same, and a line below
names what the article speaks of, with a byline under it or a path over it, that line is the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.witness import is_path, names_core

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.witness import Page

# Lines of the page above the title, and their share of all that stand there. Of the documents in
# /corpora (bench/boilerplate.py) and the articles of every shape none has as many above a byline.
MIN_CROWD = 12
MIN_CROWDED = 0.3
# A byline stands right below the title, at most one line between; so does a path above it.
NEAR = 2
MAX_TITLE = 60
# What stands below an article: a title further down is another page's.
_FEET = (
    "editor credit", "copyright", "site licence", "comment box", "page links",
    "earlier and later page",
)  # fmt: skip


def crowded_title(page: Page) -> int:
    """Return the index of the title below the page's entries, -1 for none.

    It may be a sentence, and then the article seems to begin with it: 大桥明天起封闭，请走小路！
    """
    lines, first = page.lines, page.core.first
    if sum(index < first for index in page.seen) < MIN_CROWD:
        return -1
    shown = 0
    for index in range(first + 1):
        fields = split_fields(lines[index].folded)
        foot = page.reasons.get(index, "").startswith(_FEET)
        if foot or any(field.kind == "editor" for field in fields):
            break
        if index in page.seen and index < first:
            shown += 1
            continue
        crowded = shown >= max(MIN_CROWD, MIN_CROWDED * index)
        if crowded and not fields and _is_title(page, index):
            return index
    return -1


def _is_title(page: Page, index: int) -> bool:
    lines, line = page.lines, page.lines[index]
    if len(line.text) > MAX_TITLE or line.text[-1] in "：:，,":
        return False
    dated = any(map(is_byline, lines[index + 1 : index + 1 + NEAR]))
    if index == page.core.first:
        return page.core.prose and dated and "。" not in line.text
    above = range(max(index - NEAR, 0), index)
    under = any(_is_path(page, at) for at in above)
    return (dated or under) and names_core(line, page.core)


def _is_path(page: Page, index: int) -> bool:
    return is_path(page.lines[index], page.reasons.get(index, ""))


def above_kicker(page: Page, title: int) -> int:
    """Return the first of at most two unknown lines right above a title, which may belong to it."""
    begin = title
    while begin and begin - 1 not in page.seen and not _is_path(page, begin - 1):
        begin -= 1
    return begin if title - begin <= NEAR else title
