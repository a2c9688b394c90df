"""Lines that are boilerplate only because of where they stand: between lines that certainly are.

全总要闻 / 劳动观察 alone could be headings. Behind the credit and the search box, with nothing of
the author after them, they are the site's channels.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.beside import (
    continues_table,
    is_authors,
    is_channel,
    is_headline,
    is_junk,
    is_known_channel,
    is_related_heading,
    is_signature,
    why_beside,
    why_in_byline,
)
from unionclean.steps.boilerplate.columns import menu_lines, place_lines
from unionclean.steps.boilerplate.core import MIN_KINDS_WITHOUT_PROSE, find_core, kinds_of
from unionclean.steps.boilerplate.credits import has_frame_fields, is_byline
from unionclean.steps.boilerplate.heads import join_head, join_rows
from unionclean.steps.boilerplate.interface import MAX_USED
from unionclean.steps.boilerplate.keywords import foreign_keywords
from unionclean.steps.boilerplate.layout import holds_han, runs_of
from unionclean.steps.boilerplate.page_words import is_about_pages, words_of
from unionclean.steps.boilerplate.speech import is_page_heading
from unionclean.steps.boilerplate.thread import is_reply
from unionclean.steps.boilerplate.upload import record_field

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Frame lines after which an author writes nothing any more.
_CLOSING = (
    "search box", "editor credit", "earlier and later page", "page links", "copyright",
    "site licence", "comment box", "related", "link farm", "menu", "disclaimer", "forum frame",
    "keyword", "links under", "tags",
)  # fmt: skip

# More lines than this between two frame lines are rather a second article.
MAX_CHAIN = 40


def join_chains(
    lines: Sequence[Line], reasons: dict[int, str], fenced: frozenset[int], suspects: Container[int]
) -> None:
    """Add to ``reasons`` the lines outside the article that stand among frame lines.

    ``reasons`` maps the index of a line to why it goes. The article reaches from the first to the
    last line that reads like prose; a document without prose (a poem, a list) has no outside.
    ``suspects`` holds where the lines begin that have a word of a frame at all.
    """
    prose = [index for index, line in enumerate(lines) if index not in reasons and line.is_prose]
    core = find_core(lines, reasons)
    if not prose or core is None:
        # Behind a poem's last verse only what needs no article is sure: names of channels.
        _join_channels(lines, reasons, max(len(lines) - MAX_CHAIN, 0), least=1.0)
        reasons |= place_lines(lines, reasons, range(max(reasons, default=len(lines)), len(lines)))
        _join_closed(lines, reasons, fenced, suspects)
        return
    first = core.first
    last = _before_imprint(lines, reasons, prose, core.last)
    start = last + 1
    if lines[last].text.endswith(("：", ":")):
        # What was announced may follow; it ends where the frame has begun for certain.
        closing = (index for index in sorted(reasons) if index > last)
        start = next((at for at in closing if reasons[at].startswith(_CLOSING)), len(lines))
    if start < len(lines) or start == last + 1:
        _join_related(lines, reasons, start, fenced)
        _join_channels(lines, reasons, start)
        reasons |= menu_lines(lines, reasons, range(start, len(lines)))
        _join_neighbours(lines, reasons, range(start, len(lines)), suspects, tail=True)
        _join_channels(lines, reasons, start)
        _join_tail(lines, reasons, start, fenced)
    join_rows(lines, reasons, first)
    join_head(lines, reasons, first)
    reasons |= menu_lines(lines, reasons, range(first))
    _join_neighbours(lines, reasons, range(first), suspects, tail=False)


# What stands below an article and nowhere else.
_ENDS = (
    "editor credit", "earlier and later page", "page links", "copyright", "site licence",
    "comment box", "link farm", "disclaimer", "farm template",
)  # fmt: skip
MIN_OWN = 2
# Links under one heading, which itself is counted.
MAX_UNDER = 7


def _join_closed(
    lines: Sequence[Line], reasons: dict[int, str], fenced: frozenset[int], suspects: Container[int]
) -> None:
    """Add what stands behind the end of verses or a list, where lines of several kinds tell it."""
    ends = {index: why for index, why in reasons.items() if why.startswith(_ENDS)}
    sure = len(kinds_of(reasons)) >= MIN_KINDS_WITHOUT_PROSE
    if not sure and len(kinds_of(ends)) < MIN_ENDS:
        return
    own = (index for index in range(len(lines)) if index not in reasons)
    begin = next(islice(own, MIN_OWN, None), len(lines))
    closing = (i for i in range(begin, len(lines)) if i in ends or is_related_heading(lines[i]))
    start = next((i for i in closing if sure or i in ends), len(lines))
    # A longer stretch of unknown lines may be the article itself, below a heading of the menu.
    behind = (index for index in range(start, len(lines)) if index not in reasons)
    if max(map(len, runs_of(behind)), default=0) > MAX_UNDER:
        return
    told = "\n".join(lines[index].folded for index in range(start) if index not in reasons)
    if sure and not is_about_pages(told, MAX_USED):
        _join_neighbours(lines, reasons, range(start), suspects, tail=False)
    _join_related(lines, reasons, start, fenced)
    _join_neighbours(lines, reasons, range(start, len(lines)), suspects, tail=True)
    reasons |= menu_lines(lines, reasons, range(start, len(lines)))


MIN_ENDS = 2
# Han behind the imprint that a page still says: a warning to those who leave, a hint.
MAX_BEHIND_IMPRINT = 120


def _before_imprint(
    lines: Sequence[Line], reasons: Mapping[int, str], prose: Sequence[int], last: int
) -> int:
    """Return the last paragraph, or the one above the site's imprint when little follows that."""
    imprint = (index for index, why in reasons.items() if why.startswith(_IMPRINT))
    at = min((index for index in imprint if prose[0] < index < last), default=last)
    behind = sum(lines[index].han for index in prose if index > at)
    if behind > MAX_BEHIND_IMPRINT:
        return last
    above = (index for index in reversed(prose) if index < at and lines[index].is_paragraph)
    return last if at == last else next(above, last)


_IMPRINT = ("copyright", "site licence")


def _join_related(
    lines: Sequence[Line], reasons: dict[int, str], start: int, fenced: frozenset[int]
) -> None:
    """Add headings such as 相关新闻 with the headlines under them.

    A reading list of the author looks the same, so the page must show a frame line of another
    kind near its end.
    """
    if not any(index in reasons for index in range(max(start - 1, 0), len(lines))):
        return
    for index in range(start, len(lines)):
        spoken = reasons.get(index, "").startswith("interface")
        if index in fenced or (index in reasons and not spoken):
            continue
        if not (is_related_heading(lines[index]) or (spoken and is_page_heading(lines[index]))):
            continue
        stop = index + 1
        while stop < len(lines) and stop not in reasons and not is_related_heading(lines[stop]):
            stop += 1
        under = range(index + 1, stop)
        if len(under) <= MAX_CHAIN and all(is_headline(lines[other]) for other in under):
            reasons[index] = "related pages"
            reasons.update(dict.fromkeys(under, "link under related pages"))


def _join_channels(
    lines: Sequence[Line], reasons: dict[int, str], start: int, least: float = 0.5
) -> None:
    """Add names between two frame lines, or between one and the end, when channels are known.

    ``least`` is their share: where no article shows itself, one of the names may be its title.
    """
    anchors = [index for index in range(start, len(lines)) if index in reasons]
    for anchor, after in pairwise([*anchors, len(lines)]):
        chain = [lines[index] for index in range(anchor + 1, after)]
        if not 0 < len(chain) <= MAX_CHAIN or not reasons[anchor].startswith(_CLOSING):
            continue
        if any(map(is_signature, chain)):
            continue
        if not all(is_channel(line) or is_junk(line) for line in chain):
            continue
        known = sum(map(is_known_channel, chain))
        inside = after < len(lines) or reasons[anchor].startswith("search box")
        share = 0.5 if reasons[anchor].startswith("search box") else least
        if known >= (1 if inside else 2) and known >= share * len(chain):
            why = "channel name beside the page's frame"
            reasons.update(dict.fromkeys(range(anchor + 1, after), why))


# Unknown lines of a page's foot may hold at most this share of the article's Han; where the foot
# has shown itself in several lines, the length of the article says nothing about its own.
MAX_FOOT = 0.3
MAX_SHOWN_FOOT = 1.0
MIN_SHOWN = 3
MIN_PROSE = 200
_BUTTONS = ("share bar", "counter", "call to follow", "interface")


def _join_tail(
    lines: Sequence[Line], reasons: dict[int, str], start: int, fenced: frozenset[int]
) -> None:
    """Add what stands behind the article's end once the page has shown its foot.

    Behind the credit, the links to other pages or the copyright nothing of the author follows. Two
    such lines are asked for, and what looks like an author's signature, address, note, heading or
    reference stays all the same.
    """
    anchors = [index for index in range(start, len(lines)) if index in reasons]
    long = holds_han((line for line in lines[:start] if line.is_paragraph), MIN_PROSE)
    # Behind an article of some length even the buttons are its end; a poem's may stand above it.
    shown = len(anchors) >= MIN_SHOWN
    ends = (*_CLOSING, *_BUTTONS) if long or shown else _CLOSING
    closing = [index for index in anchors if reasons[index].startswith(ends)]
    if not shown:
        closing = [index for index in closing if not reasons[index].startswith("interface")]
    if len(anchors) < 2 or not closing:
        return
    last = anchors[-1] if shown else -1
    foot = [
        index
        for index in range(closing[0] + 1, len(lines))
        if index not in reasons
        and index not in fenced
        and not is_authors(lines[index], inside=index < last)
        and not is_reply(lines, index)
        and (not lines[index].is_paragraph or words_of(lines[index].folded))
    ]
    article = (lines[index] for index in range(closing[0]) if index not in reasons)
    share = MAX_SHOWN_FOOT if shown else MAX_FOOT
    if holds_han(article, sum(lines[index].han for index in foot) / share):
        reasons.update(dict.fromkeys(foot, "behind the page's foot"))


# What closes a box of the page.
_CLOSE = frozenset("xX×")


def _join_neighbours(
    lines: Sequence[Line],
    reasons: dict[int, str],
    where: range,
    suspects: Container[int],
    *,
    tail: bool,
) -> None:
    """Add lines that are no author's when they touch a frame line: a lone button, a lone "?"."""

    def frame_at(index: int) -> str:
        if index in reasons or not 0 <= index < len(lines):
            return reasons.get(index, "")
        trimmed = lines[index].start in suspects and has_frame_fields(lines[index])
        return "buttons in the byline" if trimmed else ""

    body = ""  # what no rule changes, made when it is asked for

    def why_at(index: int) -> str:
        nonlocal body
        line = lines[index]
        if index in reasons:
            return ""
        beside = (frame_at(index - 1), frame_at(index + 1))
        if not (any(beside) or line.start in suspects):
            return ""
        why = why_beside(line, beside, tail=tail) if any(beside) else ""
        if not why and any(beside) and line.folded in _CLOSE:
            why = "leftover of the page"
        if not why and any(at.startswith("record") for at in beside) and record_field(line):
            why = "record of a document"
        if not why and line.start in suspects:
            near = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
            why = why_in_byline(line) if any(map(is_byline, near)) else ""
        if not why and any(beside) and line.start in suspects:
            body = body or "\n".join(other.text for other in lines if other.is_prose)
            why = "keywords beside the page's frame" if foreign_keywords(line, body) else ""
        if why.startswith("links") and continues_table(lines, index, reasons):
            return ""
        return why

    # A line depends on its neighbours alone: once all were asked, only those beside a new one are
    # asked again, the one below it in the same turn and the one above it in the next.
    asked: Iterable[int] = where
    while asked:
        above: list[int] = []
        begin = where.start
        for start in asked:
            index = max(start, begin)
            while index in where and (why := why_at(index)):
                reasons[index] = why
                above.append(index - 1)
                index += 1
            begin = index + 1
        asked = [index for index in above if index in where]
