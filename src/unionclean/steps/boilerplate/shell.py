"""The page around an article that has shown itself: what stands outside goes, whatever its words.

The other rules know lines by their words and forms. A site that nobody has seen has entries of its
own (魅力青桥, 长者助手), and no list of words ends. But once several lines of several kinds have
shown that a document is a page, the place says enough: above the breadcrumb and behind the foot
stands nothing of the author. What tells his lines from the page's are the paragraphs, and the
words that a line shares with them: a title names what its article speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import (
    MAX_ENTRY,
    is_entry,
    is_page_like,
    is_sentence,
    opens_disclaimer,
    speaks_of_page,
)
from unionclean.steps.boilerplate.beside import is_headline, is_related_heading
from unionclean.steps.boilerplate.core import MAX_USED_AROUND, Core, find_core, kinds_of, overlap
from unionclean.steps.boilerplate.credits import has_frame_fields, is_byline
from unionclean.steps.boilerplate.foot import others_behind
from unionclean.steps.boilerplate.menu import entries_end, menu_end, path_lines
from unionclean.steps.boilerplate.page_words import is_about_pages
from unionclean.steps.boilerplate.posts import INSERTED
from unionclean.steps.boilerplate.speech import is_page_heading
from unionclean.steps.boilerplate.thread import BAR, is_thread, post_lines
from unionclean.steps.boilerplate.witness import MIN_MATCHED, RULE, is_exact, is_under_path, matched

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line


# Lines, and different kinds of them, that prove a page. Of the 11,313 clean documents of
# bench/boilerplate.py one has a line of a frame, and none has two.
MIN_LINES = 3

MIN_KINDS = 2

# So many lines that only look like the page's count as one that certainly is.
ENTRIES_FOR_A_LINE = 2

ABOVE = "above the page's menu"

BEHIND = "behind the page's foot"

_ENTRY = "entry of the page"


def join_shell(
    lines: Sequence[Line],
    reasons: dict[int, str],
    fenced: Container[int],
    suspects: Container[int],
) -> None:
    """Add to ``reasons`` the lines of a proven page that stand outside its article."""
    core = find_core(lines, reasons) if reasons else None
    if core is None or not core.plain or _is_list_of_messages(lines, reasons, core):
        return
    if len(reasons) < MIN_LINES or len(kinds_of(reasons)) < MIN_KINDS:
        # Buttons in the byline and words of pages in lines of their own are witnesses too.
        outer = [
            index
            for index in (*range(core.first), *range(core.last + 1, len(lines)))
            if index not in reasons
        ]
        trimmed = any(
            lines[index].start in suspects and has_frame_fields(lines[index]) for index in outer
        )
        alike = sum(is_page_like(lines[index]) for index in outer)
        shown = len(reasons) if kinds_of(reasons) - {"editor credit"} else 1
        if shown + trimmed + alike // ENTRIES_FOR_A_LINE < MIN_LINES:
            return
    outside = {
        **path_lines(lines, reasons, core.first),
        **_above(lines, reasons, core),
        **_between(lines, reasons, core),
        **_inside(lines, core),
        **_posts(lines, reasons, core),
        **_behind(lines, reasons, core),
    }
    reasons |= {index: why for index, why in outside.items() if index not in fenced}


def join_posts(lines: Sequence[Line], reasons: dict[int, str], fenced: Container[int]) -> None:
    """Add the page's lines between posts where only the extent of the article showed the page."""
    done = len(reasons) < MIN_LINES or BAR in reasons.values() or not is_thread(lines)
    core = None if done else find_core(lines, reasons)
    if core is not None and core.plain:
        found = _posts(lines, reasons, core)
        reasons |= {index: why for index, why in found.items() if index not in fenced}


def _posts(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    return post_lines(lines, reasons, core, _titles(lines, reasons, core)[0] + 1 or core.first)


# Lines between menu, article and foot that no rule took; the composed pages have fewer.
MANY = 8
SHORT_ENTRY = 4


def _is_list_of_messages(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> bool:
    """Tell whether the short lines beside the sentences are the article, and speak of programs."""
    edge = menu_end(reasons, core.first)
    sure = next((index for index in range(core.last + 1, len(lines)) if index in reasons), -1)
    short = [
        lines[index].folded
        for index in (*range(edge + 1, core.first), *range(core.last + 1, sure))
        if index not in reasons
        and len(lines[index].text) > SHORT_ENTRY
        and not is_page_like(lines[index])
    ]
    return (
        len(short) >= MANY
        and is_about_pages("\n".join((*short, core.text)), MAX_USED_AROUND)
        and not is_thread(lines[core.first : core.last + 1])
    )


def _above(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return the lines above the last entry of the menu, when a title stands below it."""
    edge = menu_end(reasons, core.first)
    if edge < 0 or not reasons[edge].startswith("breadcrumb"):
        edge = max(edge, entries_end(lines, reasons, core.first))
    if edge < 0:
        return {}
    entries = {
        index
        for index in range(core.first)
        if index not in reasons and is_entry(lines[index]) and not is_byline(lines[index])
    }
    head = [
        index
        for index in range(core.first)
        if index not in reasons and not is_byline(lines[index]) and index not in entries
    ]
    above = [index for index in head if index < edge]
    below = [
        index
        for index in head
        if index > edge and len(lines[index].text) >= 2 and lines[index].text[-1] != "。"
    ]
    best = max((overlap(lines[index], core) for index in below), default=0.0)
    titled = bool(below)
    dated = {
        index for index in above if any(map(is_byline, lines[index + 1 : min(index + 3, edge)]))
    }
    found = {index: _ENTRY for index in entries if index <= edge}
    found |= {
        index: ABOVE
        for index in range(edge)
        if index not in reasons and regex(r"^今天是").match(lines[index].folded)
    }
    for index in above:
        alike = overlap(lines[index], core)
        # Without a title below, what may be one above stays.
        under = is_under_path(lines, reasons, index)
        if alike > best or (alike and not titled) or index in dated or under:
            continue
        if titled or len(lines[index].text) <= MAX_ENTRY:
            found[index] = ABOVE
    return found


MAX_BYLINE = 20

# More unknown lines between two of the page are rather verses.
MAX_RUN = 3


def _titles(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> tuple[int, int]:
    """Return the first and the last line below the menu that name what the article is about.

    Both are -1 where no line shares anything with the article.
    """
    below = [
        index
        for index in range(menu_end(reasons, core.first) + 1, core.first)
        if index not in reasons and not is_byline(lines[index]) and not is_entry(lines[index])
    ]
    shares = {index: overlap(lines[index], core) for index in below}
    best = max(shares.values(), default=0.0)
    alike = [index for index, share in shares.items() if share and share >= ALIKE * best]
    return (alike[0], alike[-1]) if alike else (-1, -1)


# A page prints its title twice, once with its own words around it.
ALIKE = 0.6


def _between(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return entries of the page between its other lines, from the title to the article."""
    title, last = _titles(lines, reasons, core)
    found: dict[int, str] = {}
    edge = menu_end(reasons, core.first)
    opening = edge >= 0 and last - edge <= MAX_BYLINE
    for index in range(edge + 1, last if opening else 0):
        line = lines[index]
        if index in reasons or is_byline(line) or is_sentence(line):
            continue
        if is_under_path(lines, reasons, index):
            continue
        if overlap(line, core) >= ALIKE and not is_entry(line):
            continue
        if is_page_like(line):
            found[index] = _ENTRY
    run: list[int] = []
    inside = sure = False
    # A page prints few lines between its title and the article; a list has many.
    near = title >= 0 and core.first - title <= MAX_BYLINE
    # What shares a single pair of Han with the article may be no title.
    named = near and matched(lines[title], core) >= MIN_MATCHED
    for index in range(title + 1, core.first if near else 0):
        line = lines[index]
        if is_byline(line) or is_under_path(lines, reasons, index):
            continue
        if index not in reasons and regex(RULE).match(line.folded):
            continue
        if index in reasons or (is_entry(line) and not _is_own_word(lines, core, index)):
            enclosed = named and inside and (sure or index in reasons)
            found |= dict.fromkeys([*run, index] if enclosed else [index], _ENTRY)
            run, inside, sure = [], True, index in reasons
            continue
        plain = regex(r"[:。!?,]").search(line.folded) is None
        if plain and len(line.text) <= MAX_ENTRY and not overlap(line, core):
            run.append(index)
            inside = inside and len(run) <= MAX_RUN
        else:
            run, inside = [], False
    return {index: why for index, why in found.items() if index not in reasons}


def _is_own_word(lines: Sequence[Line], core: Core, index: int) -> bool:
    """Tell whether an entry among lines of the author is his word: 粉丝, an ingredient."""
    word = lines[index].folded
    told = (line.folded for line in lines[core.first : core.last + 1] if line.is_prose)
    beside = (lines[index - 1], lines[index + 1])
    return any(word in line for line in told) and not any(map(is_page_like, beside))


def _inside(lines: Sequence[Line], core: Core) -> dict[int, str]:
    """Return what a page puts between paragraphs: the word for an advertisement, a link."""
    return {
        index: _ENTRY
        for index in range(core.first + 1, core.last)
        if regex(INSERTED).match(lines[index].folded)
    }


def _behind(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return everything behind the first line of the page's foot."""
    tail = range(core.last + 1, len(lines))
    sure = next((index for index in tail if index in reasons), len(lines))
    alike = []
    headed = False
    for index in range(core.last + 1, sure):
        line = lines[index]
        heads = is_related_heading(line) or is_page_heading(line)
        # The headlines under a heading (其他类似问题) are the page's like itself.
        own = overlap(line, core) >= ALIKE and not is_entry(line)
        if heads or (is_page_like(line) and not own) or (headed and is_headline(line)):
            alike.append(index)
            headed = headed or heads
        else:
            headed = False
    # Lines of the page's kind above the first sure one count where they stand close together.
    if not core.prose:
        alike = []
    while alike and not _are_entries(lines, range(alike[0], sure), alike):
        alike.pop(0)
    foot = alike[0] if alike else sure
    # The article's own last lines are short too: a signature, but also a list that goes on.
    lone = len(alike) == 1 and not is_exact(lines[foot])
    if alike and (lone or foot - core.last - 1 > MAX_SIGNATURE):
        foot = sure
    if len(tail) - (foot - core.last - 1) < MIN_KINDS:
        return {}
    left = (index for index in range(foot, len(lines)) if index not in reasons)
    return dict.fromkeys(others_behind(lines, core, left), BEHIND)


# An office, a date and a note may stand between the article and its foot.
MAX_SIGNATURE = 3


def _are_entries(lines: Sequence[Line], where: range, alike: Sequence[int]) -> bool:
    """Tell whether at least half of the lines are the page's, and none is a sentence besides."""
    return len(alike) * 2 >= len(where) and not any(
        (lines[index].text[-1] in "。；：" or is_sentence(lines[index]))
        and not speaks_of_page(lines[index])
        for index in where
        if len(lines[index].text) > MAX_ENTRY and not opens_disclaimer(lines[index])
    )
