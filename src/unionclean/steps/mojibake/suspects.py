"""Where a document may be damaged at all: the gate that clean text must pass quickly.

Whatever the wrong encoding was, it turned frequent characters into rare ones. So a document is
searched for characters that good Chinese seldom uses, and only places where several of them stand
close together are looked at. In clean text they are single (a rare name, a foreign letter).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex
from unionclean.steps.mojibake.frequent import SIGNS, THOUSAND, frequent, rarer
from unionclean.steps.mojibake.plausible import lines_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.steps.mojibake.sieve import Rare

NEAR: Final = 8  # mojibake of UTF-8, the sparsest kind, has a rare character in every three
AROUND: Final = 24  # characters shown to the model on each side, for context
ENOUGH: Final = 3  # weight of a suspicious place: one strong suspect counts 2, a weak one 1
_SHORT: Final = 4_000  # in longer texts, damage shows in other lines, too
_SHORT_LINE: Final = 12
_ODD_LINE: Final = 60  # characters of a longer line, in which one suspect makes it worth a look
_BEGINNING: Final = 5  # characters of such a line that mostly have too many frequent ones already
NOTE: Final = 200
_TITLE: Final = 60
# Mean log probability of a row that is looked at: of 40 misread ones 29 lie below, and of titles
# with rare names one in thirty.
_UNLIKELY: Final = -9.0
SPREAD: Final = 4  # at most so many characters for each unit of weight
# First half of mis-read “ — ， 、: alone they are enough, because nobody writes them.
ALONE: Final = frozenset("鈥銆锛")
# First bytes of UTF-8 in single-byte encodings, as letters that no sign follows in good text.
_BEFORE_SIGN: Final = frozenset("ÃÂâÅÄ")

_FULLWIDTH: Final = frozenset("ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ")
# Signs that a clean page has one of, here and there, while misread bytes are full of them.
_WEAK: Final = _FULLWIDTH | frozenset(
    SIGNS + "∂∑∏∫√≈∆∞≠≤≥◊⁄‡†‰‹›‚„" + "＃＄＆＊＠［＼］＾＿｀℃℉№"
) - frozenset("\u00a0·×°«»")
_DASH: Final = "─"
_IN_CONTEXT: Final = _FULLWIDTH | {_DASH}
_LATIN_1: Final = frozenset(map(chr, range(0xA1, 0x100)))
# Of Latin-1, without the signs that good text beside these is full of.
_OF_LATIN_1: Final = _LATIN_1 - frozenset("§©«°±·»×÷")
# What two bytes of GBK or Big5 become when they are UTF-8.
SHOWN: Final = "\u0100-\u07ff"
# What three bytes become, and letters and signs of Latin-1 that no good text has beside it.
_WIDE: Final = "\u0800-\u1dff\u2800-\u2dff\u3400-\u4dbf\u4e00-\u9fff\ua000-\uabff"
_LETTER: Final = "\xa1-\xa6\xa8\xaa\xac-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff"
DENSE_WIDE: Final = (
    f"[{_WIDE}](?:[{_LETTER}]|(?<=[{_LETTER}{SHOWN}].)[\xa1-\xff]|(?<=[{_LETTER}].)[{SHOWN}])"
)
"""Such a character between two of those; 360,000 lines of clean text in ten languages have none."""
# Three high characters in a row, one of Latin-1 among them: of 360,000 lines of clean text in ten
# languages 299 have that, mostly Russian in « ». The second byte of Big5 is often one of ASCII.
# It begins with a class of characters for speed, as `rightly.WHOLE` does.
DENSE: Final = (
    f"[\xa1-\u07ff](?:[\xa1-\xff][\xa1-\u07ff]|[{SHOWN}][\xa1-\xff]"
    f"|(?<=[\xa1-\xff])[{SHOWN}](?:[{SHOWN}]|[@-~][\xa1-\xff])|(?<=¡)¡"
    f"|{DENSE_WIDE}|(?<=[{_LETTER}])[\u0250-\u07ff][@-~](?![A-Za-z]))"
)
# Three characters of Big5 in single bytes: signs that good text has, too, each before a letter or
# another sign. «ü©w·j is 指定搜.
_PAIR_OF_SIGNS: Final = "[\xa1-\u2bff](?<![\\w…—“”‘’])[@-~\xa1-\u2bff]"
_PAIRS_OF_SIGNS: Final = f"{_PAIR_OF_SIGNS}(?:{_PAIR_OF_SIGNS}){{2,}}"
SPECIAL: Final = ALONE | _WEAK | frozenset(SIGNS)
"""Frequent characters that may be suspects all the same."""


@cache
def _rarer() -> frozenset[str]:
    return rarer() - ALONE


class Suspects(NamedTuple):
    """The characters of a document that seldom stand in good Chinese."""

    strong: frozenset[str]  # foreign letters, private use, Han that few pages have
    weak: frozenset[str]  # signs, the rarer half of GB2312
    native: frozenset[str] = frozenset()  # letters of the document's own language

    @property
    def both(self) -> frozenset[str]:
        """All of them."""
        return self.strong | self.weak


def find_suspects(alphabet: frozenset[str]) -> Suspects:
    """Return the suspects among the characters of a document."""
    rare = alphabet - frequent() | alphabet & ALONE
    weak = rare & _rarer() | alphabet & _WEAK
    strong = rare - weak
    # No language needs that many letters of Latin-1, so there they are halves of Han characters.
    if not strong.isdisjoint("ÂÃâ") or len(strong & _LATIN_1) >= 20:
        strong |= alphabet.intersection(SIGNS)
    return Suspects(strong, weak)


def find_windows(text: str, suspects: Suspects, rare: Rare) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text``, none across a line end, that may hold damage.

    ``rare`` are all characters that may be suspects.
    """
    window: tuple[int, int] | None = None
    places: Iterable[tuple[int, int]] = _clusters(text, suspects, rare)
    if len(text) <= _SHORT:
        places = {*places, *_odd_lines(text), *_lines_with(text, suspects, rare)}
        if len(text) <= NOTE:
            places.update(_odd_rows(text))
            places.update(hit.span() for hit in regex(_PAIRS_OF_SIGNS).finditer(text))
        places = sorted(places)
    for start, end in places:
        near = max(start - AROUND, 0)
        first = max(text.rfind("\n", near, start) + 1, near)
        stop = text.find("\n", end, end + AROUND)
        last = stop if stop >= 0 else min(len(text), end + AROUND)
        if window and first <= window[1]:
            window = window[0], max(window[1], last)
        else:
            if window:
                yield window
            window = first, last
    if window:
        yield window


def _odd_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a few characters with hardly one of the thousand frequent ones.

    Four characters of GB2312 read as Big5 may all be fairly common ones, but not these.
    """
    start = 0
    usual = THOUSAND.intersection
    for line in text.split("\n"):
        size = len(line)
        # Told from a few characters, and from a few sets, because there may be a hundred lines.
        if (
            2 < size <= _SHORT_LINE
            and 4 * len(usual(line[:_BEGINNING])) <= size
            and 4 * len(usual(line)) <= size
            and _is_odd_line(line)
        ):
            yield start, start + size
        start += size + 1


def _lines_with(text: str, suspects: Suspects, rare: Rare) -> Iterator[tuple[int, int]]:
    """Yield the lines of a few characters, or all of a short text, that have a strong suspect.

    Of longer lines with any, those that have hardly one of the thousand frequent characters.
    """
    longest = len(text) if len(text) <= NOTE else _SHORT_LINE
    for start, end in lines_at(rare.where(suspects.strong), text):
        if end - start <= longest:
            yield start, end
    if len(text) <= NOTE:
        return
    for start, end in lines_at(rare.where(suspects.both), text):
        size = end - start
        if _SHORT_LINE < size <= _ODD_LINE:
            line = text[start:end]
            if 4 * len(THOUSAND.intersection(line)) <= size and _is_odd_line(line):
                yield start, end


def _odd_rows(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is worth a closer look: four in a row, which a sentence has once in a thousand.

    In a title or a field three of four will do, which one in ten has, if they are unlikely text.
    """
    odd = {char for char in set(text) - THOUSAND if is_han(char)}
    flags = "".join(["x" if char in odd else "\n" if char == "\n" else "." for char in text])
    if len(text) > _TITLE:
        yield from (hit.span() for hit in regex("x{4,}").finditer(flags))
        return
    for hit in regex("xx.?x|x.xx").finditer(flags):
        from unionclean.language import load

        row = text[hit.start() : hit.end()]
        if load().score(row) < _UNLIKELY * len(row):
            yield hit.span()


def _is_odd_line(line: str) -> bool:
    han = set(filter(is_han, line))
    return len(han) >= 3 and len(THOUSAND.intersection(han)) <= len(han) // 4


def _clusters(text: str, suspects: Suspects, rare: Rare) -> Iterator[tuple[int, int]]:
    both = suspects.both
    if not both:
        return
    strong = suspects.strong
    weights = {char: weight(char) if char in strong else 1 for char in both}
    marks = both & _IN_CONTEXT
    single = frozenset(filter(_may_be_alone, both))
    first, last, total = 0, -NEAR - 1, 0
    # Most suspects of clean text stand by themselves, so what is done here for each is little.
    for place in rare.where(both):
        char = text[place]
        if char in marks and _is_usual_mark(text, place, both):
            continue
        if place - last > NEAR or "\n" in text[last:place]:
            # The first questions are the quicker ones, and few places pass them.
            if (
                (total >= ENOUGH or text[first] in single)
                and total
                and _is_enough(text, first, last, total)
            ):
                yield first, last + 1
            first, total = place, 0
        last = place
        total += weights[char]
    if total and _is_enough(text, first, last, total):
        yield first, last + 1


def _is_usual_mark(text: str, place: int, suspects: frozenset[str]) -> bool:
    """Tell whether what stands at ``place`` is what good text has between good characters."""
    if text[place] == _DASH:
        return _is_dash(text, place, suspects)
    return _is_spelled(text, place)


def weight(char: str) -> int:
    """Return how much a character says that no page in the language of the document needs."""
    return 3 if "\uac00" <= char <= "\ud7a3" else 2


def _is_spelled(text: str, place: int) -> bool:
    """Tell whether a fullwidth letter stands in a word of such letters, as old typesetting has."""
    before, after = text[max(place - 2, 0) : place], text[place + 1 : place + 3]
    return any(
        len(near) == 2 and min(near) >= "\uff01" and max(near) <= "\uff5e"
        for near in (before, after, before[-1:] + after[:1])
    )


def _is_dash(text: str, place: int, suspects: frozenset[str]) -> bool:
    """Tell whether a line drawn at ``place`` is half of a dash between good characters.

    Text from Big5 has such dashes on every page; those from misreading stand among other signs.
    """
    end = place + (text[place + 1 : place + 2] == _DASH)
    start = place - (text[max(place - 1, 0) : place] == _DASH)
    around = text[max(start - 1, 0) : start] + text[end + 1 : end + 2]
    return end - start == 1 and suspects.isdisjoint(around)


def _is_enough(text: str, first: int, last: int, weight: int) -> bool:
    return (weight >= ENOUGH and last - first < SPREAD * weight) or _is_alone(text, first)


def _may_be_alone(char: str) -> bool:
    return char in ALONE or char in _BEFORE_SIGN or "\ue000" <= char <= "\uf8ff"


def _is_alone(text: str, place: int) -> bool:
    """Tell whether one character is enough: nobody writes it, or not before a sign."""
    char = text[place]
    following = text[place + 1 : place + 2]
    if char in _BEFORE_SIGN:
        return following >= "\x80" and not following.isalpha()
    return _may_be_alone(char)


def may_be_lenient(text: str, rare: Rare) -> bool:
    """Tell whether a document may hold what `lenient` repairs, by its rare characters.

    Letters of Latin-1 stand alone in good text, or two of them in a word of ASCII.
    """
    if rare.chars.isdisjoint(_OF_LATIN_1 if len(text) > NOTE else _LATIN_1):
        return False
    dense = regex(DENSE)
    return any(
        second == first + 1 and dense.search(text, max(first - 1, 0), second + 3)
        for first, second in pairwise(rare.places)
    )
