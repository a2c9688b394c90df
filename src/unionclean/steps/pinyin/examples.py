"""Annotations that a text shows to its readers: quoted in an article about the damage.

A page that explains 學(xué) quotes it: in code marks, in an English sentence, or between
quotation marks in a Chinese one. What stands there is an example and stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.tables import has_other_form, load_tables, toneless
from unionclean.steps.pinyin.tokens import SYLLABLE, opening_in

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN: Final = "\0"
"""Put for each character of an example."""

FEW: Final = 40
"""Annotations up to which all of them may be quotations; no article shows more."""

FEWEST_IN_ROW, HONEST_IN_ROW = 4, 0.3
"""Readings side by side that make a row, and the share of them that no farm writes."""

FEWEST_LISTED: Final = 4  # single characters with readings that make a list

LONGEST_WORDS: Final = 15
"""Characters per blank that a line of Latin words has at most, its annotations included."""

_LOST_BLANKS: Final = (
    "[A-Za-z,.;:)] ?[?](?: {1,2}[?])+ {0,2}[A-Za-z0-9(]|[a-z]{2} [?][a-z]{2}(?![^?]{0,40} :)"
)
"""Marks in English that were blanks (see `blanks`); «ok ?one : two» is a choice in a program."""


def hide_examples(text: str) -> str:
    """Return ``text``, equally long, without the parts that show damage to its readers.

    The same object comes back when there are none.
    """
    spans = [*_code(text), *_foreign_lines(text), *_rows(text), *_lists(text)]
    return _hide(text, sorted(spans)) if spans else text


def hide_quotations(text: str) -> str:
    """Return ``text`` without its short quotations.

    Damaged pages quote as well, so this only tells whether anything is left to judge by.
    """
    quoted = regex("[“「『\"‘'«][^”」』\"’'»\n]{1,30}[”」』\"’'»]")
    spans = [match.span() for match in quoted.finditer(text)]
    return _hide(text, spans) if spans else text


def _hide(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if end > done:
            begin = max(start, done)
            pieces += [text[done:begin], HIDDEN * (end - begin)]
            done = end
    return "".join([*pieces, text[done:]])


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands in backticks on one line."""
    if "`" in text:
        for match in regex("`[^`\n]{1,300}`").finditer(text):
            yield match.span()


def _foreign_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines with more words in Latin letters than Han characters.

    Words stand between blanks: addresses, names of files and of commands are not counted, for
    damaged pages have lines of those. Where blanks became marks in a line without readings, these
    are left out.
    """
    word = regex("(?<![^ ])[A-Za-z]?[a-z'’-]+[,.;:]?(?![^ ])")
    han = regex(f"[{HAN}]")
    # Two words stand between blanks, so one of them has a blank behind it.
    between = regex(" (?<=[a-z'’.,;:-] )")
    done = 0
    while match := between.search(text, done):
        start = text.rfind("\n", 0, match.start()) + 1
        done = text.find("\n", match.end())
        done = len(text) if done < 0 else done
        line = text[start:done]
        # A word of English has five letters on average: few lines need to be counted.
        if line.count(" ") * LONGEST_WORDS >= len(line):
            words = len(word.findall(line))
            if words > 1 and words > len(han.findall(line)):
                yield from _around_lost_blanks(line, start)


def _around_lost_blanks(line: str, at: int) -> Iterator[tuple[int, int]]:
    begin = 0
    if "?" in line and regex(f"[?(（]{SYLLABLE} ?[)）]").search(line) is None:
        for match in regex(_LOST_BLANKS).finditer(line):
            yield at + begin, at + match.start()
            begin = match.end()
    yield at + begin, at + len(line)


def _rows(text: str) -> list[tuple[int, int]]:
    """Return the rows of a lesson: readings with tones beside each other, on any character.

    Generation A and B annotate no characters without another form (我 要 借): poems, primers and
    lists of rhymes do, and stand on damaged pages too. Where such characters have readings mostly
    outside of rows, these were put at random.
    """
    opening = opening_in(text)
    more = f"(?:[、，。；！？／/,;!?]?\\n?[{HAN}]{opening}{SYLLABLE}[)）])"
    row = f"{opening}(?<=[{HAN}]{opening}){SYLLABLE}[)）]{more}{{{FEWEST_IN_ROW - 1},}}"
    spans: list[tuple[int, int]] = []
    inside = 0
    for match in regex(row).finditer(text):
        start, end = match.start() - 1, match.end()
        honest = _count_plain(text[start:end])
        if honest > 1 and honest >= HONEST_IN_ROW * len(regex("[)）]").findall(match[0])):
            spans.append((start, end))
            inside += honest
    return spans if spans and 2 * inside > _count_plain(text) else []


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Yield lists of single characters with their readings: 鈉(nà)、鎂(měi)、鋁(lǚ)、鐵(tiě).

    A farm's readings stand inside of words, and the next characters have none.
    """
    opening = opening_in(text)
    begin = f"{opening}(?<=(?<![{HAN})）])[{HAN}]{opening}){SYLLABLE}[)）]"
    more = f"(?:[、，；,;] ?[{HAN}]{opening}{SYLLABLE}[)）])"
    for match in regex(f"{begin}{more}{{{FEWEST_LISTED - 1},}}").finditer(text):
        yield match.start() - 1, match.end()


def _count_plain(text: str) -> int:
    """Return the number of readings with tones behind characters without another form."""
    return sum(
        not has_other_form(char)
        and reading != toneless(reading)
        and load_tables().fits(char, reading)
        for char, reading in regex(f"([{HAN}])[(（]({SYLLABLE})[)）]").findall(text)
    )


def count_annotations(text: str) -> int:
    """Return the number of brackets with something like a reading."""
    return sum(cut_text(text).found.values())
