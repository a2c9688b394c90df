r"""Readings that are written as no known farm writes them: 學[xué], 學(xue2), 學(ㄒㄩㄝˊ), (xué)學.

What gives a farm away is not how it writes: it annotates one set of converted characters, each of
them always, with the first reading. So what stands around its readings is learned from the page,
they are written the usual way, and the same gate judges them. As nobody has seen such a page yet,
the proof has to be stronger. Pages saved as Big5 belong here too: it has no letters with tone
marks, nor all characters that a farm writes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from unionclean.chars import is_han, regex
from unionclean.edits import Edit, Note, apply_edits, without_overlaps
from unionclean.steps.pinyin.backing import is_converted
from unionclean.steps.pinyin.codepage import encode_char
from unionclean.steps.pinyin.gate import measure
from unionclean.steps.pinyin.removed import ANNOTATION
from unionclean.steps.pinyin.respell import moved_back
from unionclean.steps.pinyin.spelling import SIGNS, usual_spelling
from unionclean.steps.pinyin.tables import LADDER, load_tables, toneless
from unionclean.steps.pinyin.tokens import LETTERS
from unionclean.steps.pinyin.written import (
    CAPITALS,
    LOST,
    NOTED,
    TOKEN,
    TONED,
    TONELESS,
    Reading,
    Shape,
    all_forms,
    find_readings,
    left_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionclean.steps.pinyin.verdict import Verdict

FEWEST: Final = 8
"""Readings below which nothing is removed."""

CHARACTERS, ALONE = 6, 20
"""Characters that have to be annotated always: in a text that was converted, and in another one.

The usual gate asks for two, but knows how its farms write. Of the honest texts in the tests none
comes near: they annotate characters that have no other form, or annotate them once.
"""

SAME: Final = 0.95
"""Share of the readings that the farm has to explain, and that have the same around them."""

LONGEST: Final = 30
"""Characters around a reading and its character."""

PARTNERS: Final = dict(zip("([（［【〔{<〈", ")]）］】〕}>〉", strict=True))

_GOES_ON: Final = f"(?<![{SIGNS}])[{LETTERS}]"

LACKING: Final = "character that Big5 does not have"


def find_shapes(text: str) -> list[Edit | Note]:
    """Return what removes the readings of a farm that writes them in another way."""
    by_shape: dict[Shape, list[Reading]] = {}
    for shape, reading in find_readings(text):
        by_shape.setdefault(shape, []).append(reading)
    if not by_shape:
        return []
    shape, found = max(by_shape.items(), key=lambda item: len(item[1]))
    found = _closed(text, shape, found)
    shape, readings = _framed(text, shape, found)
    if len(readings) < NOTED:
        return []
    usual = _written_as_usual(text, readings)
    in_brackets = shape.behind and (shape.between, shape.end[:1]) in {("(", ")"), ("（", "）")}
    # The usual gate has judged those; without tones it knows more than is asked here.
    judged = in_brackets and text[readings[0].first : readings[0].last].islower()
    if usual == text or (judged and shape.left == TONELESS):
        return []
    verdict = measure(usual)
    if not verdict.bytewise or verdict.simplified or not _is_explained(text, readings, verdict):
        return []
    if len(verdict.table) < ALONE:
        if not is_converted(_rewritten(text, readings, "{0}")):
            return []
        if len(readings) < FEWEST or len(verdict.table) < CHARACTERS:
            message = f"{len(readings)} readings left: could be an author's glosses"
            return [Note(readings[0].start, readings[-1].end, message)]
    if shape.behind and shape.left == TONED and (torn := list(_torn(text, shape))):
        return _find_bytes(text, readings, torn)
    edits: list[Edit | Note] = [
        Edit(start, end, "", ANNOTATION, "likely")
        for one in readings
        if one.reading in verdict.injected.get(text[one.at], ())
        for start, end in ((one.start, one.at), (one.at + 1, one.end))
        if start < end
    ]
    if shape.left == LOST:
        edits = sorted([*edits, *_lost_chars(text, shape)])
    return edits


def _torn(text: str, shape: Shape) -> Iterator[Edit]:
    """Yield the edits that write the readings of half characters as usual: 訹cè] is ?cè).

    A bracket whose byte is that of a letter ends a pair, as other letters do: 訹 is D4 5B.
    """
    opening, end = shape.between, shape.end.removesuffix(" ")
    if len(opening) != 1 or not end:
        return
    for match in regex(f"(?<![{LETTERS}{CAPITALS}])({TOKEN}){re.escape(end)}").finditer(text):
        reading = usual_spelling(match[1])
        if reading not in all_forms() or reading == toneless(reading):
            continue
        start = match.start() - 1
        raw = encode_char(text[start : start + 1] or "\n") or b""
        if text[start : start + 1] == opening and regex("[@-~]").match(text, max(start - 1, 0)):
            yield Edit(start, match.end(), f"({reading})", "spelling")
        elif raw[1:] == opening.encode() or raw in {b"?", b"\xa3\xbf", b""}:
            yield Edit(start, match.end(), f"?{reading})", "spelling")


def _find_bytes(text: str, readings: list[Reading], torn: list[Edit]) -> list[Edit | Note]:
    """Return what removes ``readings`` and undoes the damage that left the ``torn`` ones."""
    from unionclean.steps.pinyin.remove import remove_injected

    spelling = [Edit(one.at + 1, one.end, f"({one.reading})", "spelling") for one in readings]
    ordered = without_overlaps(sorted([*torn, *spelling]))
    spelling = [one for one in ordered if isinstance(one, Edit)]
    spelled = apply_edits(text, spelling)
    found = remove_injected(spelled, measure(spelled), strict=True)
    return list(cast("Iterable[Edit | Note]", moved_back(found, spelling, text)))


def _lost_chars(text: str, shape: Shape) -> Iterator[Edit]:
    """Yield the annotated characters that the charset lacks too: 因?(w?i), or 因(wi), is 因爲."""
    first = load_tables().first
    content = f"{re.escape(shape.between)}([a-z?]{{1,6}}){re.escape(shape.end)}"
    for match in regex(f"[?]?{content}").finditer(text):
        before = text[match.start() - 1 : match.start()]
        if match[0][0] != "?" and match[1] in left_of(first(before)):
            continue
        lost = [char for char in LADDER if match[1] in left_of(first(char)) and _is_lacking(char)]
        if len(lost) == 1:
            yield Edit(match.start(), match.end(), lost[0], LACKING, "likely")


def _is_lacking(char: str) -> bool:
    return not char.encode("cp950", "ignore")


def _is_explained(text: str, readings: list[Reading], verdict: Verdict) -> bool:
    explained = sum(one.reading in verdict.injected.get(text[one.at], ()) for one in readings)
    return explained >= SAME * len(readings)


def _written_as_usual(text: str, readings: list[Reading]) -> str:
    return _rewritten(text, readings, "{0}({1})")


def _rewritten(text: str, readings: list[Reading], form: str) -> str:
    """Return ``text`` with each character and its reading written in ``form``."""
    pieces: list[str] = []
    done = 0
    for one in readings:
        pieces += [text[done : one.start], form.format(text[one.at], one.reading)]
        done = one.end
    return "".join([*pieces, text[done:]])


def _framed(text: str, shape: Shape, found: list[Reading]) -> tuple[Shape, list[Reading]]:
    """Return ``shape`` with what stands around nearly all of its readings, and those with that."""
    starts = [min(one.at, one.first) for one in found]
    ends = [max(one.at + 1, one.last) for one in found]
    outer = _common([text[max(start - LONGEST, 0) : start][::-1] for start in starts])[::-1]
    end = _common([text[end : end + LONGEST] for end in ends])
    blank = end.endswith(" ")  # the one before a mark is often missing
    end = end.removesuffix(" ")
    readings: list[Reading] = []
    for one, first, last in zip(found, starts, ends, strict=True):
        seen = end and end.isprintable()  # else the reading may go on: 學xué and 學(x\u00adué)
        torn = not seen and shape.behind and regex(_GOES_ON).match(text, last + len(end))
        if text.endswith(outer, 0, first) and text.startswith(end, last) and not torn:
            stop = last + len(end)
            stop += blank and text.startswith(" ", stop)
            if not readings or first - len(outer) >= readings[-1].end:
                readings.append(one._replace(start=first - len(outer), end=stop))
    return shape._replace(outer=outer, end=end), readings


def _closed(text: str, shape: Shape, found: list[Reading]) -> list[Reading]:
    """Return ``found`` without the readings whose bracket holds more than one: 會(huì kuài)計."""
    closing = PARTNERS.get(shape.between[-1:])
    if closing is None or not shape.behind:
        return found
    # A mark that stands for a lost letter is no part of the reading.
    closed = regex(f"[?:;,#& ]{{0,2}}{re.escape(closing)}")
    return [one for one in found if closed.match(text, one.last)]


def _common(beside: Sequence[str]) -> str:
    """Return what nearly all of ``beside`` begin with, up to where the text of the page begins."""
    common = ""
    while len(common) < LONGEST:
        chars = Counter(one[len(common)] for one in beside if len(one) > len(common))
        char, count = chars.most_common(1)[0] if chars else ("\n", 0)
        if count < SAME * len(beside) or is_han(char) or char in "\n，。":
            break
        common += char
        beside = [one for one in beside if one.startswith(common)]
    return common
