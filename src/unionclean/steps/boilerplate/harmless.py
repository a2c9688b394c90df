"""Whether a document has nothing of a page, asked before it is split into lines."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.fold import fold
from unionclean.steps.boilerplate.layout import (
    SHORTEST_PARAGRAPH,
    WINDOW,
    Line,
    fenced_lines,
    line_at,
    read_edges,
    read_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A page shows itself in more lines than this before its words alone count (`interface.MIN_ALONE`).
FEW_SUSPECTS = 2


def is_harmless(text: str, suspects: Mapping[int, set[str]]) -> bool:
    """Tell whether the lines under suspicion prove to be none of a page by themselves.

    Asked before the document is split into lines: an author's line may hold one of the words.
    """
    repeats = _may_repeat(text)
    few = True
    if suspects:
        from unionclean.steps.boilerplate.conditions import may_hold_conditions
        from unionclean.steps.boilerplate.judge import RULES, may_go
        from unionclean.steps.boilerplate.keywords import MIN_STRONG

        if sum("spam" in groups for groups in suspects.values()) >= MIN_STRONG:
            return False  # keywords may stand one a line
        if may_hold_conditions(suspects):
            return False
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
    # The costly question comes last: on a page one of the lines has answered by now.
    if _has_block(text):
        return False
    return (few and not repeats) or (len(text) <= 2 * WINDOW and not _may_be_page(text))


def _has_block(text: str) -> bool:
    """Tell whether a menu stands at one end of a document, one entry a line."""
    if max(text.count("\n", 0, BLOCK_CHARS), text.count("\n", max(len(text) - BLOCK_CHARS, 0))) < 4:
        return False
    from unionclean.steps.boilerplate.blocks import entry_blocks
    from unionclean.steps.boilerplate.forms import may_hold_block

    return may_hold_block(text) and entry_blocks(read_edges(text), {}) != {}


# Four line ends in so many characters: sentences are longer.
BLOCK_CHARS = 100


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
# Entries beside more lines that look like a page's: a counter, a path, the record of a member.
FEW_ENTRIES = 2


def _is_crowded(text: str, suspects: Sequence[Line]) -> bool:
    """Tell whether many lines are entries of pages, none of which would go by itself."""
    from unionclean.steps.boilerplate.alike import is_entry, is_page_like
    from unionclean.steps.boilerplate.credits import is_unfilled
    from unionclean.steps.boilerplate.forms import MIN_ROW, is_button
    from unionclean.steps.boilerplate.leftovers import is_empty_box

    def entries(lines: Iterable[Line]) -> int:
        return sum(len(line.text) <= SHORT_ENTRY and is_entry(line) for line in lines)

    if sum(map(is_button, suspects)) >= MIN_ROW or _heads_lists(suspects):
        return True
    if any(is_unfilled(line) or is_empty_box(line) for line in suspects):
        return True
    if len(suspects) >= MANY_SUSPECTS:
        known = entries(suspects)
        if known >= MANY_ENTRIES or (
            known >= FEW_ENTRIES and sum(map(is_page_like, suspects)) > MANY_ENTRIES
        ):
            return True
    # Most entries of a menu are words of authors as well, and under no suspicion.
    if min((line.start for line in suspects), default=len(text)) > MENU_CHARS:
        return False
    return entries(read_lines(text, 0, min(len(text), MENU_CHARS))) >= LONG_MENU


SHORT_ENTRY = 12


def _heads_lists(suspects: Sequence[Line]) -> bool:
    """Tell whether several different lines head lists of other pages."""
    from unionclean.steps.boilerplate.beside import is_related_heading
    from unionclean.steps.boilerplate.forms import MIN_HEADINGS

    heads = (line.folded for line in suspects if is_related_heading(line))
    return len(set(heads)) >= MIN_HEADINGS


def _may_be_page(text: str) -> bool:
    """Tell whether a document shows a frame where no line does so by itself."""
    from unionclean.steps.boilerplate.interface import interface_lines
    from unionclean.steps.boilerplate.leftovers import leftover_lines
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
    if _has_lead(rows):
        lines = read_edges(text)
        return leftover_lines(lines, {}) != {}
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
    if _has_lead(head):
        return True
    return any(map(head[0].startswith, head[1:])) if head else False


def _has_lead(rows: Sequence[str]) -> bool:
    """Tell whether one of the first rows is the label of a lead, or begins with it."""
    labels = [row for row in rows[:LOOK_LABEL] if row[:1] in _LABEL_OPENS]
    if not labels:
        return False
    from unionclean.steps.boilerplate.teaser import lead_label

    return any(map(lead_label, labels))


LOOK_LABEL = 6
_LABEL_OPENS = frozenset("[【导導核内內摘")
_CUT = ("…", "..", "。。", "]", "文")
