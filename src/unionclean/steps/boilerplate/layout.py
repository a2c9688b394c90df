"""The lines of a document and its edges, where page frames stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.boilerplate.fold import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

# How far a frame reaches into a document, in lines that hold something and stay. The longest frame
# composed for bench/boilerplate.py (a portal with a menu of one entry a line, byline, abstract and
# picture captions) has 31 such lines above its article; seed 004 has 6 above and 3 below.
EDGE_LINES = 40

# Rules about a single line read no line longer than this, apart from lists, whose items are
# checked one by one. A document can be one line: without the cap a word in it would take it all.
LONGEST_LINE = 300

MARKS = "。！？；，…：”」』!?;,"
_ENDS = "。！？…”」』；：!?;:．"


class Line(NamedTuple):
    """One line that holds more than blanks.

    Attributes:
        start: offset of its first character, blanks included.
        end: offset behind its line end.
        at: offset of `text`.
        text: the line without blanks at its edges.
        folded: `text` in the spelling of the lexicon, character by character.

    """

    start: int
    end: int
    at: int
    text: str
    folded: str

    @property
    def is_prose(self) -> bool:
        """Whether the line reads like a sentence or a paragraph of the author."""
        return len(self.text) >= 15 and (
            self.text[-1] in _ENDS or any(mark in self.text for mark in "，。！？；")
        )


def read_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of ``text[start:end]`` that hold more than blanks."""
    end = len(text) if end is None else end
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop + 1
        whole = text[start:stop]
        shown = whole.strip()
        if shown:
            at = start + whole.index(shown[0])
            folded = fold(shown) if len(shown) <= LONGEST_LINE else shown
            yield Line(start, stop, at, shown, folded)
        start = stop


def count_han(text: str) -> int:
    """Return the number of Han characters of the main block and extension A.

    Rarer characters do not move a share of a document.
    """
    return sum("\u3400" <= char <= "\u9fff" for char in text)


def read_edges(text: str, window: int) -> list[Line]:
    """Return the lines that begin in the first or end in the last ``window`` characters."""
    if len(text) <= 2 * window:
        return list(read_lines(text))
    head_end = text.find("\n", window)
    head_end = len(text) if head_end < 0 else head_end + 1
    tail_start = max(text.rfind("\n", 0, len(text) - window) + 1, head_end)
    return [*read_lines(text, 0, head_end), *read_lines(text, tail_start)]


# The characters that may stay between a frame line and the end of the document: 40 lines of a
# portal's byline and headlines hold about 1,000 (bench/boilerplate.py); articles are longer.
EDGE_CHARS = 3_000


def in_edge(index: int, lines: Sequence[Line], leaving: Container[int]) -> bool:
    """Tell whether few enough lines stay between a line and one end of the document."""
    for others in (range(index - 1, -1, -1), range(index + 1, len(lines))):
        count = size = 0
        for other in others:
            if other in leaving:
                continue
            count += 1
            size += len(lines[other].text)
            if count > EDGE_LINES or size > EDGE_CHARS:
                break
        else:
            return True
    return False
