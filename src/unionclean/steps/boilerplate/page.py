"""One document: its frame lines as edits, and the brakes that hold all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import count_han
from unionclean.edits import Edit, Note
from unionclean.records import is_data
from unionclean.steps.boilerplate.duplicates import repeated_paragraphs
from unionclean.steps.boilerplate.gate import suspect_lines
from unionclean.steps.boilerplate.harmless import is_harmless
from unionclean.steps.boilerplate.joined import part_lines
from unionclean.steps.boilerplate.layout import (
    WINDOW,
    fenced_lines,
    holds_han,
    inner_lines,
    read_edges,
    read_lines,
)
from unionclean.steps.boilerplate.triggers import is_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line
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
    "disclaimer: conditions", "list below the article",
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
    found: list[Edit | Note] = []
    parted = part_lines(text)
    if parted is not text:
        found = _joined_frame(parted, learned, drop_metadata=drop_metadata)
    if found:
        text = parted
    else:
        suspects = suspect_lines(text)
        if learned or drop_metadata or not is_harmless(text, suspects):
            found = list(_frame_edits(text, suspects, learned, drop_metadata=drop_metadata))
    copies: list[Edit | Note] = []
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):  # lines of markup repeat by its rules
        copies += repeated_paragraphs(text, framed=_is_framed(found))
    if (found or copies) and is_data(text):
        return []  # programs have notices and repeat themselves, and are nobody's page
    if copies:
        taken = [(item.start, item.end) for item in found]
        found += [
            copy
            for copy in copies
            if not any(start < copy.end and copy.start < end for start, end in taken)
        ]
        found.sort(key=lambda item: (item.start, item.end))
    return found


def _joined_frame(
    parted: str, learned: LearnedLines | None, *, drop_metadata: bool
) -> list[Edit | Note]:
    """Return the edits of a page whose line ends became blanks, none where little shows a page."""
    suspects = suspect_lines(parted)
    found = _frame_edits(parted, suspects, learned, drop_metadata=drop_metadata)
    edits = [item for item in found if isinstance(item, Edit) and not _is_told(parted, item)]
    kinds = {edit.reason.split(":")[0] for edit in edits}
    gone = {edit.start for edit in edits}
    # A list without sentences has blanks of its own, which nothing tells from the page's.
    told = any(line.is_prose for line in read_lines(parted) if line.start not in gone)
    if not told or len(edits) < MIN_FRAME or len(kinds) < SURE_KINDS:
        return []
    return list(_close(parted, edits))


def _close(parted: str, edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits; where all goes from one on, the blank before it goes, and no line end."""
    size = end = len(parted.rstrip())
    last = len(edits)
    while last and edits[last - 1].end >= end:
        last -= 1
        end = edits[last].start
    for index, edit in enumerate(edits):
        start = len(parted[: edit.start].rstrip()) if index == last else edit.start
        yield edit._replace(start=start, end=min(edit.end, size))


def _is_told(parted: str, edit: Edit) -> bool:
    """Tell whether a line is a sentence, and none of those that sites say: a reply, a comment."""
    line = parted[edit.start : edit.end].strip()
    return is_sentence(line) and not edit.reason.startswith((*_LISTS, *_OWN_WORDS))


MIN_FRAME = 3


def _is_framed(found: Sequence[Edit | Note]) -> bool:
    """Tell whether several lines of several kinds go."""
    gone = [item for item in found if isinstance(item, Edit)]
    return len(gone) >= MIN_FRAME and len({edit.reason.split(":")[0] for edit in gone}) > 1


def _frame_edits(
    text: str,
    suspects: Mapping[int, set[str]],
    learned: LearnedLines | None,
    *,
    drop_metadata: bool = False,
) -> Iterator[Edit | Note]:
    lines = read_edges(text)
    reasons = _judge(text, lines, suspects, learned)
    inner = inner_lines(lines, reasons)
    if drop_metadata:
        reasons |= _metadata(lines, reasons, inner)
        inner = inner_lines(lines, reasons)
    if reasons and not _leaves_text(text, lines, reasons):
        for index in sorted(reasons):
            message = f"looks like {reasons[index]}, but nothing else would be left"
            yield Note(lines[index].start, lines[index].end, message)
        return
    loose = _refused(text, lines, reasons)
    parts = dict(_line_parts(lines, reasons, suspects, inner)) | _buttons(lines, reasons)
    for index, line in enumerate(lines):
        reason = reasons.get(index)
        if reason is None:
            yield from parts.get(index, ())
        elif index in loose:
            yield Note(line.start, line.end, f"looks like {reason}, but is too much of the text")
        else:
            yield Edit(line.start, line.end, "", reason)


def _judge(
    text: str,
    lines: Sequence[Line],
    suspects: Mapping[int, set[str]],
    learned: LearnedLines | None,
) -> dict[int, str]:
    """Return the lines that are the page's, with the reasons."""
    from unionclean.steps.boilerplate.anchor import join_anchor, keep_title
    from unionclean.steps.boilerplate.blocks import entry_blocks
    from unionclean.steps.boilerplate.catalogue import catalogue_lines
    from unionclean.steps.boilerplate.extent import join_extent
    from unionclean.steps.boilerplate.foot import keep_kin
    from unionclean.steps.boilerplate.heads import keep_genre, paper_lines
    from unionclean.steps.boilerplate.judge import judge_lines
    from unionclean.steps.boilerplate.keep import keep_changes, keep_inner_credit, keep_rows
    from unionclean.steps.boilerplate.shell import join_posts
    from unionclean.steps.boilerplate.wiki import wiki_lines

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
    join_posts(lines, reasons, fenced | {title})
    blocks = entry_blocks(lines, reasons)
    reasons |= {index: why for index, why in blocks.items() if index not in fenced}
    if blocks:
        join_extent(lines, reasons, fenced | {title})
    for find in (catalogue_lines, wiki_lines, paper_lines):
        reasons |= {i: why for i, why in find(lines, reasons).items() if i not in fenced}
    for keep in (keep_title, keep_kin, keep_genre, keep_changes, keep_rows, keep_inner_credit):
        keep(lines, reasons)
    return reasons


def _metadata(
    lines: Sequence[Line], reasons: Mapping[int, str], inner: Container[int]
) -> dict[int, str]:
    """Return the lines around the article that name its author, source and date."""
    from unionclean.steps.boilerplate.credits import is_metadata

    return {
        index: "metadata in the byline"
        for index, line in enumerate(lines)
        if index not in reasons and index not in inner and is_metadata(line)
    }


def _line_parts(
    lines: Sequence[Line],
    reasons: Mapping[int, str],
    suspects: Mapping[int, set[str]],
    inner: Container[int],
) -> Iterator[tuple[int, list[Edit]]]:
    """Yield the lines that stay in part, with the edits of what goes."""
    from unionclean.steps.boilerplate.credits import frame_fields, has_frame_fields, has_record
    from unionclean.steps.boilerplate.keep import FEWEST_BYLINES
    from unionclean.steps.boilerplate.links import trailing_links

    if not any("credit" in groups or "inline" in groups for groups in suspects.values()):
        return
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
        groups = suspects.get(line.start, ()) if index not in reasons else ()
        if "inline" in groups and (size := trailing_links(line)):
            end = line.at + len(line.text)
            yield index, [Edit(end - size, end, "", "link farm behind the last sentence")]
        elif "credit" in groups and index not in inner:
            outside = not first <= index <= last
            fields = frame_fields(line, in_byline=outside and not is_data)
            yield index, [Edit(start, end, "", why) for start, end, why in fields]


def _buttons(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, list[Edit]]:
    """Return the edits that take the buttons of a wiki from behind its headings."""
    from unionclean.steps.boilerplate.wiki import button_size, edit_buttons

    found: dict[int, list[Edit]] = {}
    for index in edit_buttons(lines, reasons):
        end = lines[index].at + len(lines[index].text)
        found[index] = [Edit(end - button_size(lines[index]), end, "", "button of a wiki")]
    return found


def _tail(lines: Sequence[Line], reasons: Mapping[int, str]) -> int:
    """Return where the lists below an article of paragraphs begin, told by lines that are sure."""
    from unionclean.steps.boilerplate.tail import MIN_SOLID, tail_start

    sure = {i: why for i, why in reasons.items() if why.startswith((*_LISTS, *_OWN_WORDS))}
    own = [i for i, line in enumerate(lines) if line.is_paragraph and i not in sure]
    tail = tail_start(lines, sure, own)
    return tail if sum(index < tail for index in own) >= MIN_SOLID else len(lines)


def _leaves_text(text: str, lines: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    """Tell whether something with Han stays."""
    if any(line.han for index, line in enumerate(lines) if index not in reasons):
        return True
    return len(text) > sum(line.end - line.start for line in lines) + len(lines)


def _refused(text: str, lines: Sequence[Line], reasons: Mapping[int, str]) -> set[int]:
    """Return the lines that stay because too much of the document would go with them."""
    kinds = {reason.split(":")[0] for reason in reasons.values()}
    sure = len(kinds) >= SURE_KINDS
    share = MAX_SURE_SHARE if sure else MAX_SHARE
    loose = {i for i, why in reasons.items() if not why.startswith(_LISTS)}
    # Lists below the article, when there are any, can only make it fit.
    if _fits(text, lines, reasons, loose, share):
        return set()
    tail = _tail(lines, reasons)
    loose = {index for index in loose if index < tail}
    if _fits(text, lines, reasons, loose, share):
        return set()
    told = _OWN_WORDS if sure else ()
    return {index for index in loose if not reasons[index].startswith(told)}


def _fits(
    text: str, lines: Sequence[Line], gone: Collection[int], loose: Collection[int], share: float
) -> bool:
    """Tell whether the ``loose`` lines are no more than this share of what the lists leave."""
    removed = sum(lines[index].han for index in loose)
    least = removed / share + sum(lines[index].han for index in gone if index not in loose)
    return (
        not removed
        or holds_han(lines, least)
        or (len(text) > 2 * WINDOW and count_han(text) >= least)
    )
