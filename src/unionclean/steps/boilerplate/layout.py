"""The lines of a document and its edges, where page frames stand."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from unionclean.chars import HAN, count_han, regex
from unionclean.steps.boilerplate.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

Answer = TypeVar("Answer")

# How far a frame reaches into a document, in lines and characters that stay. The longest frame
# composed for bench/boilerplate.py (a portal with a menu of one entry a line, byline, abstract
# and picture captions) keeps 31 lines and 900 characters above its article; seed 004 keeps 5
# lines above its last button and 1 below its credit.
EDGE_LINES = 40
EDGE_CHARS = 3_000

# How much of each end of a document is read at all: the edge and the frame lines in it.
WINDOW = 12_000

# Rules about a single line read no line longer than this, apart from lists, whose items are
# checked one by one. A document can be one line: without the cap a word in it would take it all.
LONGEST_LINE = 300

# The shortest list of places that is a farm's: seed 004 has 40, and a row of a table rarely has
# eight cells that are all places.
MIN_PLACES = 8

SHORTEST_PROSE = 15
SHORTEST_PARAGRAPH = 25
SENTENCE_ENDS = "。！？；…”」』"


def has_marks(text: str) -> bool:
    """Tell whether a line holds a mark that ends or divides sentences, or a comma."""
    return "，" in text or "。" in text or "！" in text or "？" in text or "；" in text


def _has_comma(text: str) -> bool:
    """Tell whether a line holds a halfwidth comma between Han, as converted text does."""
    return "," in text and "|" not in text and regex(rf"[{HAN}], ?[{HAN}]").search(text) is not None


class _Lazy(Generic[Answer]):
    """What is found out about a line when it is first asked for: most paragraphs need none."""

    def __init__(self, find: Callable[[str], Answer]) -> None:
        self._find = find

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, line: Line, owner: type) -> Answer:
        # The answer then stands in the way of this descriptor, so that nothing is called any more.
        found: Answer | None = line.known.get(self._name)
        if found is None:
            found = line.known[self._name] = self._find(line.text)
        setattr(line, self._name, found)
        return found


class Line:
    """One line that holds more than blanks.

    Attributes:
        start: offset of its first character, blanks included.
        end: offset behind its line end.
        at: offset of `text`.
        text: the line without blanks at its edges.
        folded: `text` in the spelling of the lexicon, character by character.
        han: the number of Han characters, as `count_han` counts them.
        is_prose: whether it reads like a sentence or a paragraph of the author.
        is_paragraph: whether it is a whole sentence or more, and no headline.
        known: answers that were found about its text, see `per_line`.

    """

    folded = _Lazy(fold)
    han = _Lazy(count_han)

    def __init__(self, start: int, end: int, at: int, text: str) -> None:
        self.start = start
        self.end = end
        self.at = at
        self.text = text
        size = len(text)
        if size < SHORTEST_PROSE:
            self.is_prose = self.is_paragraph = False
        else:
            ends = text[-1] in SENTENCE_ENDS
            self.is_prose = ends or has_marks(text) or _has_comma(text)
            self.is_paragraph = size >= SHORTEST_PARAGRAPH and (
                ends or (size >= 60 and self.is_prose)
            )
        self.known = {} if size > LONGEST_KNOWN else _known_of(text)


def line_of(text: str) -> Line:
    """Return a part of a line as a line of its own."""
    return Line(0, 0, 0, text.strip())


# Pages of a site repeat its lines: what is known of the last short ones is kept, some 1.2 kB each.
# A folder holds pages of many sites by turns: the 612 composed ones have 12,500 such lines.
MAX_KNOWN = 16_384
LONGEST_KNOWN = 80
_known: dict[str, dict[object, Any]] = {}


def _known_of(text: str) -> dict[object, Any]:
    """Return where the answers about a short text are kept."""
    known = _known.get(text)
    if known is None:
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        known = _known[text] = {}
    return known


def per_line(ask: Callable[[Line], Answer]) -> Callable[[Line], Answer]:
    """Ask a question about the text of a line once: rules, turns and other pages ask it again.

    No answer is None.
    """

    @wraps(ask)
    def asked(line: Line) -> Answer:
        known = line.known
        try:  # nearly all questions have been asked before
            found: Answer = known[ask]
        except KeyError:
            found = known[ask] = ask(line)
        return found

    return asked


def read_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of ``text[start:end]`` that hold more than blanks."""
    end = len(text) if end is None else end
    for whole in text[start:end].split("\n"):
        behind = start + len(whole) + 1
        shown = whole.strip()
        if shown:
            at = start if shown == whole else start + whole.index(shown[0])
            yield Line(start, min(behind, end), at, shown)
        start = behind


def line_at(text: str, start: int) -> Line | None:
    """Return the line that begins at ``start``, None when it is blank."""
    end = text.find("\n", start)
    return next(read_lines(text, start, len(text) if end < 0 else end), None)


def read_edges(text: str) -> list[Line]:
    """Return the lines that begin in the first or end in the last `WINDOW` characters."""
    if len(text) <= 2 * WINDOW:
        return _read_folded(text, 0, len(text))
    head_end = text.find("\n", WINDOW)
    head_end = len(text) if head_end < 0 else head_end + 1
    tail_start = max(text.rfind("\n", 0, len(text) - WINDOW) + 1, head_end)
    return [*_read_folded(text, 0, head_end), *_read_folded(text, tail_start, len(text))]


def _read_folded(text: str, start: int, end: int) -> list[Line]:
    """Return lines whose folded text is there already: one call for all is faster."""
    lines = list(read_lines(text, start, end))
    if end - start <= 4 * WINDOW:
        folded = fold(text[start:end])
        for line in lines:
            at = line.at - start
            line.folded = folded[at : at + len(line.text)]
    return lines


def fenced_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of lines inside code fences."""
    fences = [index for index, line in enumerate(lines) if line.text.startswith("```")]
    inside: set[int] = set()
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        inside.update(range(start, end + 1))
    return frozenset(inside)


def inner_lines(lines: Sequence[Line], leaving: Container[int]) -> range:
    """Return the indexes of the lines that have too many lines that stay on both sides of them."""
    left = [index for index in range(len(lines)) if index not in leaving]
    first = _edge_end(lines, left)
    if first is None:
        return range(0)
    last = _edge_end(lines, left[::-1])
    return range(0) if last is None else range(first + 1, last)


def _edge_end(lines: Sequence[Line], left: Sequence[int]) -> int | None:
    """Return the last line that belongs to an edge, None when all of them do."""
    size = 0
    for index in left[:EDGE_LINES]:
        size += len(lines[index].text)
        if size > EDGE_CHARS:
            return index
    return left[EDGE_LINES] if len(left) > EDGE_LINES else None


def runs_of(indexes: Iterable[int]) -> list[list[int]]:
    """Return the stretches of indexes without a gap."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def holds_han(lines: Iterable[Line], least: float) -> bool:
    """Tell whether lines hold at least so many Han, counting no further than needed."""
    for line in lines:
        if least <= 0:
            break
        least -= line.han
    return least <= 0
