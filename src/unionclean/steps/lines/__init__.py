r"""Step `lines`: sentences broken over lines, runs of blank lines, line ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.lines.broken import find_broken
from unionclean.steps.lines.pages import find_pages
from unionclean.steps.lines.wrapped import find_wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.base import Context
    from unionclean.steps.lines.pages import Cut

# One line end, or several with nothing but blanks between them.
_GAP = rf"[\r\n](?:[\r\n{BLANKS}]*[\r\n])?"
_WIDE_GAP = rf"\n[\n{BLANKS}]*\n"
_LINE_END = r"\r\n?"

# What a document needs to hold before any of its line ends is looked at: a carriage return, a
# run of blank lines, or a line that ends in no sentence mark.
_SUSPECT = r"\r|\n\n\n|\n(?<![。！？；：…”’）》」』】!?;:.)\n]\n)(?!\n)"


def find_lines(text: str, context: Context) -> Iterator[Edit]:
    r"""Join sentences that were broken over lines, and tidy the lines between paragraphs.

    Copying from a PDF or a printed page leaves line ends where the paper ended. A line end inside
    a sentence shows in what stands around it: the line before ends without a mark although the
    document ends its sentences with one, the last clause is only begun, the two characters on
    either side form a word. A text wrapped at one width shows it in the lengths of its lines.
    No evidence decides alone, because titles, verses, lists, addresses and signatures also end
    without a mark: they stay.

    Numbers of pages and running heads between the lines of a PDF go where they are proven: the
    numbers go up by one and stand inside sentences, which are joined across them.

    Line ends become ``\n``. Three and more blank lines become one; so do two where a repair took
    a line out between them. A document that was repaired
    loses blank lines at its beginning and end, and ends in one ``\n`` if it has several lines;
    in a document that needed no repair a missing final line end stays missing.

    Damaged: 会议总结了全年的工作。大家表示，要把精力放\n在基层，把实事办好。\n
    Fixed: 会议总结了全年的工作。大家表示，要把精力放在基层，把实事办好。\n
    Damaged: 第一段到此为止。\n\n\n\n第二段。
    Fixed: 第一段到此为止。\n\n第二段。\n
    Kept: 床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。
    Kept: 关于召开年度会议的通知\n各部门：\n一、时间\n1月2日\n二、地点\n三楼会议室\n办公室
    """
    if context.repaired or regex(_SUSPECT).search(text):
        joints: dict[int, str] = {}
        cuts: list[Cut] = []
        if context.evidence.has_han:
            joints = find_wrapped(text)
            cuts = [] if context.config.safe else find_pages(text, joints)
            joints.update(find_broken(text, joints))
        yield from _find_gaps(text, joints, cuts, context)


def _find_gaps(
    text: str, joints: dict[int, str], cuts: list[Cut], context: Context
) -> Iterator[Edit]:
    """Yield the edits of the line ends, each gap between two lines at once."""
    repaired = context.repaired
    if not (joints or cuts or repaired or "\r" in text or "\n\n\n\n" in text):
        return
    body = text.strip("\r\n" + _BLANK_CHARS) if repaired else text
    first = len(text) - len(text.lstrip("\r\n" + _BLANK_CHARS)) if repaired else 0
    if not body:  # all was the page's: what is left still ends its lines as a clean text does
        first = 0
    last = first + len(body) if body else len(text)
    blanks = regex(r"[^\S\r\n]*").match(text, last)
    if blanks and "\t" in blanks[0]:
        last = blanks.end()  # the empty cells of a row: stray tabs are gone by now
    several = "\n" in body or "\r" in body
    if repaired and body:
        start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
        if start:
            yield Edit(0, start, "", "blank lines before the text")
    # Only lines of a page that went leave two blank lines behind.
    most = 2 if "boilerplate" in context.steps_done and _parts_by_one_blank_line(body) else 3
    lines = Lines(text)
    # A single line end stays as it is; most are.
    gaps = _GAP if joints or cuts or "\r" in text else _WIDE_GAP
    pages = {cut.start: cut for cut in cuts}
    passed = 0
    for match in regex(gaps).finditer(text, first, last):
        start, end = match.span()
        if start in pages:
            passed = pages[start].end
            yield Edit(start, passed, pages[start].new, "number of a page")
        if start < passed:
            continue
        gap = match[0]
        if start in joints:
            yield Edit(start, end, joints[start], "sentence broken over lines")
            continue
        new = regex(_LINE_END).sub("\n", gap) if "\r" in gap else gap
        reason = "line end of another system"
        if new.count("\n") > most and context.evidence.has_han and not lines.is_protected(start):
            new, reason = "\n\n", "run of blank lines"
        if new != gap:
            yield Edit(start, end, new, reason)
    if repaired and body and (several or text[last:]):
        tail = text[last:]
        new = "\n" if several or "\n" in tail or "\r" in tail else tail
        new = new if context.end is None else context.end
        if tail != new:
            yield Edit(last, len(text), new, "end of the text")


def _parts_by_one_blank_line(body: str) -> bool:
    """Tell whether single blank lines part the paragraphs, so that two together are a scar."""
    wider = len(regex(r"\n{3,}").findall(body))
    return wider <= len(regex(r"(?<!\n)\n\n(?!\n)").findall(body))


_BLANK_CHARS = " \t\u00a0\u3000"
