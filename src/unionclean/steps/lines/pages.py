"""Numbers and running heads of pages that stand between the lines of a text.

Text taken out of a PDF keeps what the paper had at the top and bottom of each page, often in the
middle of a sentence. A number on a line of its own may be anything: the number of a chapter, of
a subtitle, a cell. Pages are told by three things together: the numbers go up by one, all are
written alike, and sentences run on across them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import BLANKS, regex
from unionclean.prose import Lines
from unionclean.steps.lines.complete import is_complete
from unionclean.steps.lines.joiner import columns, is_spaced, joiner
from unionclean.steps.lines.weigh import FINAL, SAME_WIDTH, weigh, weigh_pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# 12, - 12 -, · 12 ·, 第 12 页, 第 12 页 共 90 页, 12 / 90, Page 12 of 90
_NUMBER = r"[0-9０-９]{1,4}"
_FORMS = (
    rf"(?P<bare>{_NUMBER})"
    rf"|(?P<framed>[-－–—―~·•|] ?{_NUMBER} ?[-－–—―~·•|])"
    rf"|(?P<named>第 ?{_NUMBER} ?[页頁](?:[,，/]? ?共 ?{_NUMBER} ?[页頁])?)"
    rf"|(?P<counted>{_NUMBER} ?/ ?{_NUMBER})"
    rf"|(?P<english>[Pp]age:? {_NUMBER}(?: of {_NUMBER})?)"
)
PAGE_LINE = rf"[{BLANKS}]*(?:{_FORMS})[{BLANKS}]*\r?"
_LONGEST = 24  # characters of such a line without the blanks around it
_FEWEST = {"bare": 3}
_FEWEST_FORMAL = 2

# The odds of `weigh`, added up over the sentences that numbers stand in: 20 to 1. Each counts for
# three nats at most, so one sentence proves nothing.
_PROVEN = 3.0
_FEWEST_INSIDE = 2
_SHARE_INSIDE = 1 / 3  # of the numbers; paragraphs are longer than what fits before most page ends
_MOST = 2.9
_JOINED = 0.5  # more likely broken than not
_FEWEST_CHARS = 60  # between two numbers on the average: a page has lines, a table has cells

_CLOSED = rf"[{FINAL}：:][”’」』）)]*\Z"
_REACH = 200
_LONGEST_HEAD = 40


class Cut(NamedTuple):
    """What the page put between two lines: ``text[start:end]``, and what belongs there."""

    start: int
    end: int
    new: str


class _Page(NamedTuple):
    start: int
    end: int
    form: str
    number: int


def is_page_line(line: str) -> bool:
    """Tell whether ``line`` holds nothing but the number of a page.

    >>> is_page_line("- 12 -"), is_page_line("第 3 页 共 9 页"), is_page_line("12 个")
    (True, True, False)
    """
    return len(line.strip()) <= _LONGEST and regex(PAGE_LINE).fullmatch(line) is not None


def find_pages(text: str, joined: Mapping[int, str]) -> list[Cut]:
    """Return what pages put between the lines of ``text``, in rising order."""
    by_form: dict[str, list[_Page]] = {}
    # The pattern begins with the line end before the line, because that is searched fast.
    for match in regex(rf"\n{PAGE_LINE}(?=\n|\Z)").finditer("\n" + text):
        number = regex(_NUMBER).search(match[0])
        if number:
            page = _Page(match.start(), match.end() - 1, str(match.lastgroup), int(number[0]))
            by_form.setdefault(page.form, []).append(page)
    found = [
        cut for pages in by_form.values() for cut in _find_cuts(text, _longest_run(pages), joined)
    ]
    cuts: list[Cut] = []
    for cut in sorted(found):
        if not cuts or cut.start >= cuts[-1].end:
            cuts.append(cut)
    return cuts


def _longest_run(pages: list[_Page]) -> list[_Page]:
    """Return the longest run of pages that are numbered one after the other.

    One may be missing between two: a page without text has no number either.
    """
    best: list[_Page] = []
    run: list[_Page] = []
    for page in pages:
        if not run or page.number - run[-1].number not in (1, 2):
            run = []
        run.append(page)
        if len(run) > len(best):
            best = run
    return best


def _find_cuts(text: str, pages: list[_Page], joined: Mapping[int, str]) -> list[Cut]:
    """Return the cuts of one run of ``pages``, none if it is not one of pages."""
    if not pages or len(pages) < _FEWEST.get(pages[0].form, _FEWEST_FORMAL):
        return []
    if pages[-1].end - pages[0].start < _FEWEST_CHARS * (len(pages) - 1):
        return []
    lines = Lines(text)
    if any(lines.is_protected(page.start) for page in pages):
        return []
    last = len(text.rstrip())
    spans = [*_spans(text, pages, last)]
    wide = _widths(text, joined)
    odds = [_weigh(text, start, end, wide) for start, end in spans]
    inside = [min(_MOST, one) for one in odds if one is not None]
    fewest = max(_FEWEST_INSIDE, _SHARE_INSIDE * len(pages))
    if sum(one > 0 for one in inside) < fewest or sum(inside) < _PROVEN:
        return []
    spaced = is_spaced(text)
    return [
        Cut(start, end, _between(text, start, end, one, spaced=spaced) if end < last else "")
        for (start, end), one in zip(spans, odds, strict=True)
        if 0 < start < end
    ]


def _spans(text: str, pages: list[_Page], last: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers with the running heads beside them and the line ends around them."""
    below = Counter(_line_at(text, _skip(text, page.end)) for page in pages)
    above = Counter(_line_before(text, page.start) for page in pages)
    for page in pages:
        start, end = page.start, page.end
        head = _line_at(text, _skip(text, end))
        if 2 * below[head] > len(pages) and 0 < len(head) <= _LONGEST_HEAD:
            end = _skip(text, end) + len(head)
        foot = _line_before(text, start)
        if 2 * above[foot] > len(pages) and 0 < len(foot) <= _LONGEST_HEAD:
            start = text.rindex(foot, 0, start)
        while start and text[start - 1].isspace():
            start -= 1
        while start < page.start and text[start] not in "\r\n":
            start += 1  # blanks at the end of the line before
        yield start, _skip(text, end) if end < last else last


def _skip(text: str, place: int) -> int:
    """Return where the next line begins that holds more than blanks, with its indent."""
    found = regex(rf"(?:[{BLANKS}\r]*\n)*").match(text, place)
    return found.end() if found else place


def _line_at(text: str, place: int) -> str:
    found = regex(r"[^\r\n]*").match(text, place)
    return found[0] if found else ""


def _line_before(text: str, place: int) -> str:
    found = regex(rf"([^\r\n]+)[{BLANKS}\r\n]*\Z").search(text[max(0, place - _REACH) : place])
    return found[1] if found else ""


def _widths(text: str, joined: Mapping[int, str]) -> int:
    """Return how wide the widest of the lines is that were broken in wrapped text."""
    return max((columns(_line_before(text, end)) for end in joined), default=0)


def _weigh(text: str, start: int, end: int, wide: int) -> float | None:
    """Return the odds that a sentence runs on across a page; None where one ends there."""
    before, after = _line_before(text, start), _line_at(text, end)[:_REACH]
    if not before or not after or regex(_CLOSED).search(before) or is_complete(before):
        return None
    if regex(f"[{BLANKS}]").match(after):
        return None
    width = SAME_WIDTH if wide and abs(columns(before) - wide) <= 4 else 0.0
    return weigh(before, after) + weigh_pair(before[-1], after[0]) + width


def _between(text: str, start: int, end: int, odds: float | None, *, spaced: bool) -> str:
    """Return what belongs where a page ended: nothing, a blank, or the end of a line."""
    if odds is not None and odds >= _JOINED:
        return joiner(text[start - 1], text[end], spaced=spaced)
    return "\n\n" if regex(rf"\n[{BLANKS}\r]*\n").search(text, start, end) else "\n"
