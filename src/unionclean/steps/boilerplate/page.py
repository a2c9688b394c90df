"""One document: its frame lines as edits, and the brakes that hold all rules."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import count_han
from unionclean.edits import Edit, Note
from unionclean.steps.boilerplate.duplicates import repeated_paragraphs
from unionclean.steps.boilerplate.fold import fold
from unionclean.steps.boilerplate.gate import suspect_lines
from unionclean.steps.boilerplate.layout import (
    SHORTEST_PARAGRAPH,
    WINDOW,
    Line,
    holds_han,
    inner_lines,
    line_at,
    read_edges,
    read_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionclean.steps.boilerplate.learn import LearnedLines

# Frame lines found by form or position may hold at most this share of the document's Han: a page
# whose frame outweighs its article is rather an article that this package reads wrongly. Lists of
# links prove themselves and do not count.
MAX_SHARE = 0.5
# A document that shows the frame in this many different ways is a page, however short its article.
SURE_KINDS = 3
MAX_SURE_SHARE = 0.75
_LISTS = (
    "link farm", "keyword", "menu", "farm template", "share bar", "breadcrumb", "site name",
    "page links", "comment box", "forum frame", "record", "offer", "above the title that",
)  # fmt: skip

# On a page that shows itself in several ways these prove themselves too, by what they say.
_OWN_WORDS = (
    "copyright", "site licence", "earlier and later page", "page links", "editor credit",
    "disclaimer", "search box", "counter", "page title", "teaser", "related", "link under",
)  # fmt: skip


def find_frame(
    text: str, learned: LearnedLines | None = None, *, drop_metadata: bool = False
) -> list[Edit | Note]:
    """Return the edits and notes of the whole step, sorted and without overlap.

    ``learned`` are the lines that the document's folder repeats; ``drop_metadata`` takes the lines
    that name author, source and date too, which stay otherwise.
    """
    suspects = suspect_lines(text)
    found: list[Edit | Note] = []
    if learned or drop_metadata or not _is_harmless(text, suspects):
        found = list(_frame_edits(text, suspects, learned, drop_metadata=drop_metadata))
    copies = list(repeated_paragraphs(text, framed=_is_framed(found)))
    if copies:
        taken = [(item.start, item.end) for item in found]
        found += [
            copy
            for copy in copies
            if not any(start < copy.end and copy.start < end for start, end in taken)
        ]
        found.sort(key=lambda item: (item.start, item.end))
    return found


MIN_FRAME = 3


def _is_framed(found: Sequence[Edit | Note]) -> bool:
    """Tell whether several lines of several kinds go."""
    gone = [item for item in found if isinstance(item, Edit)]
    return len(gone) >= MIN_FRAME and len({edit.reason.split(":")[0] for edit in gone}) > 1


# A page shows itself in more lines than this before its words alone count (`interface.MIN_ALONE`).
FEW_SUSPECTS = 2


def _is_harmless(text: str, suspects: Mapping[int, set[str]]) -> bool:
    """Tell whether the lines under suspicion prove to be none of a page by themselves.

    Asked before the document is split into lines: an author's line may hold one of the words.
    """
    repeats = _may_repeat(text)
    if not suspects:
        if not repeats:
            return True
    else:
        from unionclean.steps.boilerplate.judge import RULES, may_go
        from unionclean.steps.boilerplate.keywords import MIN_STRONG

        if sum("spam" in groups for groups in suspects.values()) >= MIN_STRONG:
            return False  # keywords may stand one a line
        shown: list[Line] = []
        for start, groups in suspects.items():
            line = line_at(text, start)
            if line is None:
                continue
            if may_go(line, groups) and not _is_inside(text, line, groups):
                return False
            shown.append(line)
        if _is_crowded(text, shown):
            return False
        few = len(suspects) <= FEW_SUSPECTS and all(g <= RULES.keys() for g in suspects.values())
        if few and not repeats:
            return True
    return len(text) <= 2 * WINDOW and not _may_be_page(text)


def _is_inside(text: str, line: Line, groups: set[str]) -> bool:
    """Tell whether a line that would go at the document's edge stands elsewhere."""
    from unionclean.steps.boilerplate.judge import MAX_TITLES, apply_rules
    from unionclean.steps.boilerplate.notices import EDGE

    if not apply_rules(line, groups).startswith(EDGE):
        return False
    above = text[: line.start].strip()
    return above.count("\n") >= MAX_TITLES and bool(text[line.end :].strip())


# How far the menu at the top is looked at, where one of its lines is under suspicion.
MENU_CHARS = 200
LONG_MENU = 6
# Short lines with words of frames, and how many of them are an entry of a page and nothing else.
MANY_SUSPECTS = 5
MANY_ENTRIES = 4


def _is_crowded(text: str, suspects: Sequence[Line]) -> bool:
    """Tell whether many lines are entries of pages, none of which would go by itself."""
    from unionclean.steps.boilerplate.alike import is_entry

    def entries(lines: Iterable[Line]) -> int:
        return sum(len(line.text) <= SHORT_ENTRY and is_entry(line) for line in lines)

    if len(suspects) >= MANY_SUSPECTS and entries(suspects) >= MANY_ENTRIES:
        return True
    # Most entries of a menu are words of authors as well, and under no suspicion.
    if min((line.start for line in suspects), default=len(text)) > MENU_CHARS:
        return False
    return entries(read_lines(text, 0, min(len(text), MENU_CHARS))) >= LONG_MENU


SHORT_ENTRY = 12


def _may_be_page(text: str) -> bool:
    """Tell whether a document shows a frame where no line does so by itself."""
    from unionclean.steps.boilerplate.interface import interface_lines
    from unionclean.steps.boilerplate.judge import fenced_lines
    from unionclean.steps.boilerplate.spoken import begins_spoken, ends_spoken, may_frame
    from unionclean.steps.boilerplate.teaser import (
        LONGEST_TITLE,
        LOOK_AHEAD,
        LOOK_AT,
        TITLE_MARKS,
        is_cut,
        page_title,
        teaser,
    )

    rows = [shown for row in text.split("\n") if (shown := row.strip())]
    if not rows:
        return False
    first = fold(rows[0]) if len(rows[0]) <= LONGEST_TITLE else ""
    named = not TITLE_MARKS.isdisjoint(first) and any(
        fold(row) in first for row in rows[1:LOOK_AT] if len(row) < len(first)
    )
    if named or any(map(is_cut, rows[:LOOK_AT])):
        head = list(islice(read_lines(text), LOOK_AT + LOOK_AHEAD))
        if teaser(head, text) or page_title(head):
            return True
    # A list has no paragraphs, and most texts begin or end in one that says nothing of pages.
    long = (Line(0, 0, 0, row) for row in rows if len(row) >= SHORTEST_PARAGRAPH)
    if not any(line.is_paragraph for line in long):
        return False
    if not begins_spoken(Line(0, 0, 0, row) for row in rows) or not ends_spoken(
        Line(0, 0, 0, row) for row in reversed(rows)
    ):
        return False
    lines = read_edges(text)
    return may_frame(lines) and interface_lines(lines, {}, fenced_lines(lines)) != []


def _may_repeat(text: str) -> bool:
    """Tell whether one of the first lines may be a teaser or a page title."""
    rows = [row.strip() for row in text[:3_000].split("\n", 8)]
    head = [row for row in rows if row][:5]
    for row in head:
        if row.endswith(_CUT):
            return True
    return any(map(head[0].startswith, head[1:])) if head else False


_CUT = ("…", "..", "。。", "]", "文")


def _frame_edits(
    text: str,
    suspects: Mapping[int, set[str]],
    learned: LearnedLines | None,
    *,
    drop_metadata: bool = False,
) -> Iterator[Edit | Note]:
    from unionclean.steps.boilerplate.anchor import join_anchor, keep_title
    from unionclean.steps.boilerplate.credits import (
        frame_fields,
        has_frame_fields,
        has_record,
        is_metadata,
    )
    from unionclean.steps.boilerplate.extent import join_extent
    from unionclean.steps.boilerplate.foot import keep_kin
    from unionclean.steps.boilerplate.heads import keep_genre
    from unionclean.steps.boilerplate.judge import fenced_lines, judge_lines
    from unionclean.steps.boilerplate.keep import FEWEST_BYLINES, keep_changes
    from unionclean.steps.boilerplate.links import trailing_links

    lines = read_edges(text)
    reasons: dict[int, str] = {}
    # What a removed line hid (a teaser above a second teaser) shows in the next turn; each turn
    # removes a line, and more than a few turns would mean rules that feed on each other.
    for _ in range(4):
        kept = [index for index in range(len(lines)) if index not in reasons]
        fresh = judge_lines([lines[index] for index in kept], text, suspects, learned)
        if not fresh:
            break
        reasons |= {kept[index]: reason for index, reason in fresh.items()}
    fenced = fenced_lines(lines)
    title = join_anchor(lines, reasons, fenced)
    join_extent(lines, reasons, fenced | {title})
    keep_title(lines, reasons)
    keep_kin(lines, reasons)
    keep_genre(lines, reasons)
    keep_changes(lines, reasons)
    inner = inner_lines(lines, reasons)
    if drop_metadata:
        reasons |= {
            index: "metadata in the byline"
            for index, line in enumerate(lines)
            if index not in reasons and index not in inner and is_metadata(line)
        }
        inner = inner_lines(lines, reasons)
    if not reasons and not any("credit" in g or "inline" in g for g in suspects.values()):
        return
    if reasons and not _leaves_text(text, lines, reasons):
        for index in sorted(reasons):
            message = f"looks like {reasons[index]}, but nothing else would be left"
            yield Note(lines[index].start, lines[index].end, message)
        return
    loose = _refused(text, lines, reasons)
    paragraphs = [
        index for index, line in enumerate(lines) if index not in reasons and line.is_paragraph
    ]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(lines), -1)
    # Two lines with a date and a counter are somebody's records and no byline; so are some books
    # with their authors and editors.
    records = [line for line in lines if "credit" in suspects.get(line.start, ())]
    is_data = sum(map(has_record, records)) >= 2
    is_data = is_data or sum(map(has_frame_fields, records)) >= FEWEST_BYLINES
    for index, line in enumerate(lines):
        reason = reasons.get(index)
        if reason is None:
            groups = suspects.get(line.start, ())
            if "inline" in groups and (size := trailing_links(line)):
                end = line.at + len(line.text)
                yield Edit(end - size, end, "", "link farm behind the last sentence")
            elif "credit" in groups and index not in inner:
                outside = not first <= index <= last
                for start, end, why in frame_fields(line, in_byline=outside and not is_data):
                    yield Edit(start, end, "", why)
        elif index in loose:
            yield Note(line.start, line.end, f"looks like {reason}, but is too much of the text")
        else:
            yield Edit(line.start, line.end, "", reason)


def _leaves_text(text: str, lines: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    """Tell whether something with Han stays."""
    if any(line.han for index, line in enumerate(lines) if index not in reasons):
        return True
    return len(text) > sum(line.end - line.start for line in lines) + len(lines)


def _refused(text: str, lines: Sequence[Line], reasons: Mapping[int, str]) -> set[int]:
    """Return the lines that stay because too much of the document would go with them."""
    loose = {index for index, reason in reasons.items() if not reason.startswith(_LISTS)}
    removed = sum(lines[index].han for index in loose)
    if not removed:
        return set()
    lists = sum(lines[index].han for index in reasons if index not in loose)
    kinds = {reason.split(":")[0] for reason in reasons.values()}
    sure = len(kinds) >= SURE_KINDS
    share = MAX_SURE_SHARE if sure else MAX_SHARE
    least = removed / share + lists
    fits = holds_han(lines, least) or (len(text) > 2 * WINDOW and count_han(text) >= least)
    if fits:
        return set()
    told = _OWN_WORDS if sure else ()
    return {index for index in loose if not reasons[index].startswith(told)}
