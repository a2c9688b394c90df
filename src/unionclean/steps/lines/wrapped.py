"""Text that was wrapped at one width: every line but the last of a paragraph is full.

Mail, text files and pages of paper are wrapped by width, so the line ends fall anywhere. Verses
also have lines of one length, but end them where a word ends. So two things are asked: are the
lines full, and do line ends fall inside words as often as in running text?
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import BLANKS, HAN, regex
from unionclean.prose import Lines
from unionclean.steps.lines.complete import is_complete
from unionclean.steps.lines.joiner import columns, in_gbk, is_spaced, joiner
from unionclean.steps.lines.marker import MARKER
from unionclean.steps.lines.pages import is_page_line
from unionclean.steps.lines.weigh import FINAL, weigh, weigh_pair

if TYPE_CHECKING:
    from collections.abc import Callable

# What stays together at a line end: a Latin word, or a character with the marks that follow it.
_FOLLOWING = "，。、；：？！”’）》」』】…—"
_UNBREAKABLE = f"[!-~]+|[“‘（《「『【]*.[{_FOLLOWING}]*"

_CLOSED = FINAL + "：:”’」』）)》】"
_OPEN_END = rf"[\r\n](?<=[^{_CLOSED}\r\n][\r\n])"

_ROW = r"[^\r\n]+|(?<=[\r\n])(?=\r?\n)"  # also an empty one

_ZEROS = (0, 0, 0, 0)

_REACH = 200  # characters of a line that are read
_NARROWEST = 28  # columns; verses of seven characters and a mark take 16, pairs of five 24
_FEWEST = 2  # full lines
_SEVERAL = 4
_LONGEST_NUMBER = 9  # characters: — 128 —
_SHARE = 0.5  # of the long lines that end in no mark are full in wrapped text

# The odds of `weigh` average +1.6 at the ends of wrapped lines (40 columns) and -5.0 where authors
# ended lines that happen to be of one length; what exceeds the middle must add up to this.
_MIDDLE = -1.5
_PROVEN = 4.0
_FINAL_END = -3.0  # a line that ends in 。 (one in 20 when wrapped, most otherwise)


class _Line(NamedTuple):
    start: int
    text: str
    width: int
    solid: int  # the width without marks at the end, which may stand beyond the margin


def find_wrapped(text: str) -> dict[int, str]:
    """Return where each wrapped line ends and what joins it to the next; empty if not wrapped."""
    places = [match.start() for match in regex(_OPEN_END).finditer(text)]
    open_rows = [text[text.rfind("\n", 0, place) + 1 : place] for place in places]
    ends = [len(row) + 1 for row in open_rows if not _is_number(row)]
    longest = max(ends, default=0)
    # Wrapped lines are alike in length, whether columns or characters were counted.
    alike = sum(2 * length >= longest for length in ends)
    if 2 * longest < _NARROWEST or alike < _FEWEST:
        return {}
    rows = [(match.start(), match[0]) for match in regex(_ROW).finditer(text)]
    beyond = [len(row) - len(row.rstrip(_FOLLOWING)) for _, row in rows]
    # Editors count columns, scripts count characters; those marks are two columns wide.
    in_columns = list(map(len, re.findall(_ROW.encode(), in_gbk(text))))
    in_characters = [len(row) for _, row in rows]
    found = [
        _find(text, rows, in_columns, [2 * number for number in beyond], columns),
        _find(text, rows, in_characters, beyond, len),
    ]
    return max(found, key=len)


def _find(
    text: str,
    rows: list[tuple[int, str]],
    widths: list[int],
    beyond: list[int],
    measure: Callable[[str], int],
) -> dict[int, str]:
    """Find wrapped lines by ``measure``; ``beyond`` is the width of the marks at their ends."""
    solids = list(map(sub, widths, beyond))
    width = _usual_width([solid for solid, (_, row) in zip(solids, rows, strict=True) if row])
    if width < (_NARROWEST if measure is columns else _NARROWEST // 2):
        return {}
    near = sum(
        width <= 2 * one and solid <= width + 2 and row[-1:] not in _CLOSED
        for one, solid, (_, row) in zip(widths, solids, rows, strict=True)
    )
    if near < _FEWEST:
        return {}
    lines = [
        _Line(start, row, one, solid)
        for (start, row), one, solid in zip(rows, widths, solids, strict=True)
    ]
    # Most texts show by the lines without a mark that they are not wrapped; short ones are heads.
    long = [pair for pair in pairwise(lines) if width <= 2 * pair[0].width]
    fewest = _fewest_full(
        sum(_is_open(line.text) and not is_page_line(following.text) for line, following in long)
    )
    pairs = [pair for pair in long if pair[0].solid <= width + 2 and pair[1].text]
    if sum(_is_open(line.text) for line, _ in pairs) < fewest:
        return {}
    full = [pair for pair in pairs if _is_full(*pair, width, measure)]
    if sum(_is_open(line.text) for line, _ in full) < fewest:
        return {}
    if sum(_weigh(line.text, following.text) - _MIDDLE for line, following in full) < _PROVEN:
        return {}
    # One blank at the beginning of a line may have stood between two words.
    parted = any(
        not line.text or regex(f"\u3000|[{BLANKS}]{{2}}").match(line.text) for line in lines
    )
    return _join(text, full, parted=parted)


def _fewest_full(lines: int) -> float:
    """Return how many of the lines that end in no mark must be full: of a few of them, all."""
    return max(_FEWEST, lines) if lines < _SEVERAL else max(_SEVERAL, _SHARE * lines)


def _is_open(line: str) -> bool:
    return line != "" and line[-1] not in _CLOSED and not _is_number(line)


def _is_number(line: str) -> bool:
    """Tell whether a line is the number of a page, which says nothing of wrapping: - 12 -."""
    return len(line) <= _LONGEST_NUMBER and regex(f"[A-Za-z{HAN}]").search(line) is None


def _usual_width(widths: list[int]) -> int:
    """Return the width below which, within four columns, most lines end."""
    counts: dict[int, int] = Counter(widths)
    if not counts:
        return 0
    near = {width: sum(map(counts.get, range(width - 3, width + 1), _ZEROS)) for width in counts}
    return max(near, key=lambda width: (near[width], counts[width]))


def _is_full(line: _Line, following: _Line, width: int, measure: Callable[[str], int]) -> bool:
    """Tell whether the beginning of the next line had no room any more at the end of this one."""
    if is_page_line(line.text) or is_page_line(following.text):
        return False
    first = regex(_UNBREAKABLE).match(following.text)
    room = measure(first[0]) if first else 2
    return line.width + room > width - 1 and not is_complete(line.text)


def _weigh(before: str, after: str) -> float:
    if before[-1] in FINAL:
        return _FINAL_END
    return weigh(before[-_REACH:], after[:_REACH]) + weigh_pair(before[-1], after[0])


def _join(text: str, full: list[tuple[_Line, _Line]], *, parted: bool) -> dict[int, str]:
    lines = Lines(text)
    spaced = is_spaced(text)
    joints: dict[int, str] = {}
    for line, following in full:
        end = line.start + len(line.text)
        if regex(f"{MARKER}|[{BLANKS}]").match(following.text) or lines.is_protected(end - 1):
            continue
        # Without blank lines or indents, a full line that ends in 。 or ： may end its paragraph.
        if regex(f"[{FINAL}：:][”’」』）)]?\\Z").search(line.text) and not parted:
            continue
        if lines.is_chinese(line.start) or lines.is_chinese(end - 1):
            joints[end] = joiner(line.text[-1], following.text[0], spaced=spaced)
    return joints
