"""Where the lists below an article begin, although sentences stand among them.

A page goes on below its article with headlines, teasers, counters and comments of other pages. Some
of these are as long as paragraphs, so the last paragraph of a document is often not the article's.
No list of words knows these lines. But from the heading of the first list on, or from the first
buttons in a row, little is told and much is plainly the page's: by its words, or because a program
printed it again and again in one form (2019-09-06, 今天 02:41 …, … ⋅ 12评论).
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.alike import is_page_like, is_warning, opens_disclaimer
from unionclean.steps.boilerplate.layout import SENTENCE_ENDS, per_line
from unionclean.steps.boilerplate.page_words import is_about_pages
from unionclean.steps.boilerplate.posts import mark_of
from unionclean.steps.boilerplate.speech import heads
from unionclean.steps.boilerplate.teaser import is_cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Lines of the lists, and the share of them that is the page's for sure: that a rule took, or that
# look like a page's. In long lists the forms count too, and buttons may open them.
MIN_LINES = 8
MANY_LINES = 30
MIN_SHOWN = 0.3
# Sentences among them, as a share of the article's Han: comments, advice, news in brief.
MAX_TOLD = 0.25
# So many lines of one form are printed by a program, and so is a headline that stands there twice.
MIN_FORMED = 3
MIN_COPIES = 2
MIN_COPIED = 6
LONGEST_FORMED = 60
# Lines of the page among the next few. A heading with a sentence among these is the author's.
DENSE = 5
MIN_DENSE = 4
# More unknown lines under a heading than a page prints there; the composed pages have at most 7.
MAX_UNDER = 10
# Below fewer paragraphs the article may be among the lines that follow: a list, a poem.
MIN_SOLID = 2
# Share of the words of pages in the first paragraphs of an article from which only what rules took
# opens its lists: handbooks of programs have 0.06 to 0.25 (see `interface.MAX_USED`).
MAX_USED = 0.06
MAX_SAMPLED = 40
# Frame lines that stand over other pages or behind an article.
_CLOSING = (
    "related", "comment box", "copyright", "site licence", "earlier and later page", "links under",
    "share bar", "editor credit",
)  # fmt: skip


def tail_start(lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int]) -> int:
    """Return the first line of the lists below the article, ``len(lines)`` for none.

    ``own`` are the lines that may be paragraphs of the article; ``reasons`` has the lines that
    rules took.
    """
    end = len(lines)
    about: bool | None = None
    # Of the lines from each on, counted from the end: those of the page, and with those by form.
    shown: list[int] = []
    formed: list[int] = []
    for index in range(_first_end(lines, reasons, own), end - MIN_LINES + 1):
        if not reasons.get(index, "").startswith(_CLOSING):
            if not _may_open(lines, reasons, index):
                continue
            if about is None:
                about = _is_about_pages(lines, own)
            if about:
                continue
        size = end - index
        least = MIN_SHOWN * size
        below = range(end - 1, index - 1, -1)
        shown = shown or list(accumulate(_is_plain(lines, reasons, at) for at in below))
        if shown[size - 1] < least and size >= MANY_LINES:
            if not formed:
                forms = Counter(chain.from_iterable(map(_forms, lines[own[0] + 1 :])))
                formed = list(
                    accumulate(
                        _is_plain(lines, reasons, at) or _is_formed(lines[at], forms)
                        for at in below
                    )
                )
            if formed[size - 1] >= least:
                return index
        elif shown[size - 1] >= least:
            return index
    return end


def _first_end(lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int]) -> int:
    """Return the first line at which the article may have ended, for what is told below it."""
    end = len(lines)
    if not own or end - own[0] <= MIN_LINES:
        return end
    known = set(own)
    mine = [
        index
        for index, line in enumerate(lines)
        if (line.is_paragraph or index in known) and index not in reasons
    ]
    solid = (index for index in mine if _is_told(lines[index]))
    begin = max(own[0], next(islice(solid, MIN_SOLID - 1, None), end)) + 1
    if end - begin < MIN_LINES:
        return end
    above = sum(lines[index].han for index in mine)
    told = 0
    for index in range(end - 1, begin - 1, -1):
        line = lines[index]
        if mine[-1] == index:
            mine.pop()
            above -= line.han
        told += line.han if _is_told(line) else 0
        # What a reader wrote begins here, or another article.
        posted = mark_of(line) == "head" or reasons.get(index, "").startswith("breadcrumb")
        if posted or told > MAX_TOLD * above:
            return index + 1
    return begin


def _may_open(lines: Sequence[Line], reasons: Mapping[int, str], index: int) -> bool:
    """Tell whether lists may begin with a line that no rule knows: a heading, one of many buttons.

    A heading with a sentence among the next lines is the author's, and so is one with many lines
    under it that nobody knows: the questions of a handbook, and then a short foot.
    """
    line = lines[index]
    many = len(lines) - index >= MANY_LINES
    if heads(line) and not any(map(_is_told, lines[index + 1 : index + DENSE])):
        under = range(index + 1, min(index + 2 + MAX_UNDER, len(lines)))
        return many or any(_is_plain(lines, reasons, at) for at in under)
    return (
        many
        and not line.is_prose
        and line.text[-1] not in SENTENCE_ENDS
        and is_page_like(line)
        and sum(_is_plain(lines, reasons, at) for at in range(index, index + DENSE)) >= MIN_DENSE
    )


def _is_plain(lines: Sequence[Line], reasons: Mapping[int, str], index: int) -> bool:
    """Tell whether a line goes, or looks like one of the page.

    A number by itself is as well a cell of a table that was written out.
    """
    line = lines[index]
    return index in reasons or (not line.folded.isdigit() and is_page_like(line))


def _is_about_pages(lines: Sequence[Line], own: Sequence[int]) -> bool:
    """Tell whether the article speaks of pages and programs: its lines look like such lists."""
    article = "\n".join(lines[index].folded for index in own[:MAX_SAMPLED])
    return is_about_pages(article, MAX_USED)


def _is_told(line: Line) -> bool:
    """Tell whether a line is sentences, and no headline, teaser or disclaimer."""
    told = "。" in line.text and line.text[-1] in SENTENCE_ENDS
    return told and not (is_cut(line.text) or is_warning(line) or opens_disclaimer(line))


def _is_formed(line: Line, forms: Mapping[str, int]) -> bool:
    """Tell whether enough lines begin or end like this one, or are the same."""
    return any(
        forms[form] >= (MIN_COPIES if form[0] == "=" else MIN_FORMED) for form in _forms(line)
    )


@per_line
def _forms(line: Line) -> tuple[str, ...]:
    """Return a line, and how it begins and ends without its numbers; () for long ones, a number."""
    if len(line.text) > LONGEST_FORMED or line.folded.isdigit():
        return ()
    masked = regex("[0-9]+").sub("0", line.folded)
    begins = regex(rf"^[{HAN}]{{0,4}}[^{HAN}]+").match(masked)
    ends = regex(rf"[^{HAN}]+[{HAN}]{{0,4}}$").search(masked)
    forms = [f"={line.folded}"] if len(line.text) >= MIN_COPIED else []
    return (*forms, *(f"^{m[0]}" for m in (begins,) if m), *(f"{m[0]}$" for m in (ends,) if m))
