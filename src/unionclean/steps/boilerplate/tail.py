"""Where the lists below an article begin, although sentences stand among them.

A page goes on below its article with headlines, teasers, counters and comments of other pages. Some
of these are as long as paragraphs, so the last paragraph of a document is often not the article's.
No list of words knows these lines. But from the heading of the first list on, or from the first
buttons in a row, little is told and much is plainly the page's: by its words, or because a program
printed it again and again in one form (2019-09-06, 今天 02:41 …, … ⋅ 12评论).
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.alike import is_page_like, is_warning, opens_disclaimer
from unionclean.steps.boilerplate.beside import is_related_heading
from unionclean.steps.boilerplate.layout import SENTENCE_ENDS, per_line
from unionclean.steps.boilerplate.page_words import is_about_pages
from unionclean.steps.boilerplate.posts import mark_of
from unionclean.steps.boilerplate.speech import is_page_heading
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


class _Traits(NamedTuple):
    """What a line is by itself.

    Attributes:
        plain: it looks like one of the page.
        button: it does, and is no sentence.
        heads: it is a heading over other pages.
        told: it is sentences, and no headline, teaser or disclaimer.
        post: it is the head of what a reader wrote.
        forms: the line, and how it begins and ends without its numbers; () for long ones.

    """

    plain: bool
    button: bool
    heads: bool
    told: bool
    post: bool
    forms: tuple[str, ...]


def tail_start(lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int]) -> int:
    """Return the first line of the lists below the article, ``len(lines)`` for none.

    ``own`` are the lines that may be paragraphs of the article; ``reasons`` has the lines that
    rules took.
    """
    end = len(lines)
    begin = own[0] + 1 if own else end
    if end - begin < MIN_LINES:
        return end
    traits = [_traits_of(line) for line in lines]
    forms: Counter[str] = Counter()
    for index in range(begin, end):
        forms.update(traits[index].forms)
    known = set(own)
    mine = [i not in reasons and (i in known or line.is_paragraph) for i, line in enumerate(lines)]
    sizes = [line.han if yes else 0 for line, yes in zip(lines, mine, strict=True)]
    above = list(accumulate(sizes, initial=0))
    whole = (yes and trait.told for yes, trait in zip(mine, traits, strict=True))
    solid = list(accumulate(whole, initial=0))
    about = _is_about_pages(lines, own)
    found = end
    said = end + DENSE
    shown = formed = told = 0
    near = [False] * DENSE  # whether each of the next lines looks like the page's
    for index in range(end - 1, begin - 1, -1):
        trait, reason = traits[index], reasons.get(index, "")
        if trait.post or reason.startswith("breadcrumb"):
            break  # what a reader wrote, or another article, begins here
        plain = trait.plain or reason != ""
        near = [plain, *near[:-1]]
        opens = reason.startswith(_CLOSING) or (trait.heads and said - index >= DENSE and not about)
        formed += plain or _is_formed(trait, forms)
        shown += plain
        if trait.told:
            told += lines[index].han
            said = index
        size = end - index
        if size < MIN_LINES or told > MAX_TOLD * above[index] or solid[index] < MIN_SOLID:
            continue
        if size >= MANY_LINES:
            opens = opens or (trait.button and sum(near) >= MIN_DENSE and not about)
            if opens and formed >= MIN_SHOWN * size:
                found = index
        elif opens and shown >= MIN_SHOWN * size:
            found = index
    return found


def _is_about_pages(lines: Sequence[Line], own: Sequence[int]) -> bool:
    """Tell whether the article speaks of pages and programs: its lines look like such lists."""
    article = "\n".join(lines[index].folded for index in own[:MAX_SAMPLED])
    return is_about_pages(article, MAX_USED)


def _is_formed(trait: _Traits, forms: Mapping[str, int]) -> bool:
    return any(
        forms[form] >= (MIN_COPIES if form[0] == "=" else MIN_FORMED) for form in trait.forms
    )


@per_line
def _traits_of(line: Line) -> _Traits:
    plain = is_page_like(line)
    told = "。" in line.text and line.text[-1] in SENTENCE_ENDS
    return _Traits(
        plain=plain,
        button=plain and not line.is_prose and line.text[-1] not in SENTENCE_ENDS,
        heads=is_related_heading(line) or is_page_heading(line),
        told=told and not (is_cut(line.text) or is_warning(line) or opens_disclaimer(line)),
        post=mark_of(line) == "head",
        forms=_forms(line) if len(line.text) <= LONGEST_FORMED else (),
    )


def _forms(line: Line) -> tuple[str, ...]:
    masked = regex("[0-9]+").sub("0", line.folded)
    begins = regex(rf"^[{HAN}]{{0,4}}[^{HAN}]+").match(masked)
    ends = regex(rf"[^{HAN}]+[{HAN}]{{0,4}}$").search(masked)
    forms = [f"={line.folded}"] if len(line.text) >= MIN_COPIED else []
    return (*forms, *(f"^{m[0]}" for m in (begins,) if m), *(f"{m[0]}$" for m in (ends,) if m))
