"""One document: which rules look at which lines, and the brakes that hold them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.edits import Edit, Note
from unionclean.steps.boilerplate.duplicates import repeated_paragraphs
from unionclean.steps.boilerplate.gate import WINDOW, wanted_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.steps.boilerplate.layout import Line
    from unionclean.steps.boilerplate.learn import LearnedLines

# Frame lines found by form or position may hold at most this share of the document's Han: a page
# whose frame outweighs its article is rather an article that this package reads wrongly. Lists of
# links prove themselves and do not count.
MAX_SHARE = 0.5
_LISTS = (
    "link farm", "keyword", "menu", "farm template", "share bar", "breadcrumb", "site name",
    "page links", "comment box", "forum frame",
)  # fmt: skip


def find_frame(text: str, learned: LearnedLines | None = None) -> list[Edit | Note]:
    """Return the edits and notes of the whole step, sorted and without overlap."""
    groups = wanted_groups(text)
    found: list[Edit | Note] = []
    if groups or learned:
        found = list(_frame_edits(text, groups, learned))
    copies = list(repeated_paragraphs(text))
    if copies:
        taken = [(item.start, item.end) for item in found]
        found += [
            copy
            for copy in copies
            if not any(start < copy.end and copy.start < end for start, end in taken)
        ]
        found.sort(key=lambda item: (item.start, item.end))
    return found


def _frame_edits(
    text: str, groups: set[str], learned: LearnedLines | None
) -> Iterator[Edit | Note]:
    from unionclean.steps.boilerplate.judge import judge_lines
    from unionclean.steps.boilerplate.layout import read_edges

    lines = read_edges(text, WINDOW)
    reasons: dict[int, str] = {}
    while True:
        kept = [index for index in range(len(lines)) if index not in reasons]
        fresh = judge_lines([lines[index] for index in kept], text, groups, learned)
        if not fresh:
            break
        reasons |= {kept[index]: reason for index, reason in fresh.items()}
    yield from _brake(text, lines, reasons, trims="credit" in groups)


def _brake(
    text: str, lines: Sequence[Line], reasons: dict[int, str], *, trims: bool
) -> Iterator[Edit | Note]:
    """Yield the edits, or notes where too little of the document would be left."""
    from unionclean.steps.boilerplate.credits import frame_fields
    from unionclean.steps.boilerplate.layout import count_han, in_edge

    if reasons and not _leaves_text(text, lines, reasons):
        for index in sorted(reasons):
            message = f"looks like {reasons[index]}, but nothing else would be left"
            yield Note(lines[index].start, lines[index].end, message)
        return
    loose = {index for index, reason in reasons.items() if not reason.startswith(_LISTS)}
    lists = sum(count_han(lines[index].text) for index in reasons if index not in loose)
    removed = sum(count_han(lines[index].text) for index in loose)
    refused = removed > MAX_SHARE * (count_han(text) - lists) if removed else False
    for index, line in enumerate(lines):
        reason = reasons.get(index)
        if reason is None:
            if trims and in_edge(index, lines, reasons):
                for start, end, why in frame_fields(line):
                    yield Edit(start, end, "", why)
        elif refused and index in loose:
            yield Note(line.start, line.end, f"looks like {reason}, but is too much of the text")
        else:
            yield Edit(line.start, line.end, "", reason)


def _leaves_text(text: str, lines: Sequence[Line], reasons: dict[int, str]) -> bool:
    from unionclean.steps.boilerplate.layout import count_han

    if any(count_han(line.text) for index, line in enumerate(lines) if index not in reasons):
        return True
    read = sum(line.end - line.start for line in lines)
    return len(text) - read > WINDOW
