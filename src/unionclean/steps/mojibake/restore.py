"""The edits of a repair: what is proven, and apart from it what had to be guessed."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.choices import script_of
from unionclean.steps.mojibake.codepages import (
    CP437,
    CP850,
    CP852,
    CP866,
    ISO_5,
    KOI8,
    LATIN,
    LATIN_2,
    LATIN_9,
    MAC_ROMAN,
    REPLACEMENT,
    byte_table,
    has_twin,
)
from unionclean.steps.mojibake.fill import Gap, search_for
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.likeliest import UNKNOWN
from unionclean.steps.mojibake.swallowed import suited_to, swallowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.edits import Certainty
    from unionclean.language import Model
    from unionclean.steps.mojibake.choices import Script
    from unionclean.steps.mojibake.fill import Search
    from unionclean.steps.mojibake.judge import Part, Span
    from unionclean.steps.mojibake.reader import Known
    from unionclean.steps.mojibake.readings import Reading

# Of 76 lines of GBK that lost bytes as Big5 or EUC-KR, 20 had a wrong repair, 17 of them with so
# poor a piece; of 50 lines without loss 2 had one.
_PIECE: Final = 3
_POOREST: Final = -9.0  # mean log probability
_SHORT: Final = 8  # characters of a line that no program breaks
_SEEN: Final = 100  # characters, or parts, of the line on each side that a guess is weighed in
# Those of single bytes that show nearly every byte of a pair as a sign; in others, pairs that could
# not be read leave no trace unless something is shown for them.
_WHOLE_PAGES: Final = (LATIN, LATIN_9, CP437, CP850, CP852, CP866, MAC_ROMAN, KOI8, LATIN_2, ISO_5)
_LOST_IN_PAIRS: Final = "(?<=[^\\x00-\\x7f])[ ?](?=[^\\x00-\\x7f])|\\?$"
# A mark that was saved, misread and lost a byte again: what it stood for is not told by its bytes.
_THRICE: Final = f"锟{REPLACEMENT}\\?|{REPLACEMENT}\\?{REPLACEMENT}"
_AS_LONG: Final = 8  # of damaged characters; each eighth may be of another width


class Repair(NamedTuple):
    """A damaged span of the text and what explains it."""

    start: int
    end: int
    span: Span
    reading: Reading
    sure: bool = True  # whether no other reading gives another text


class Restorer:
    """Writes the edits for the repairs of one document."""

    def __init__(
        self,
        text: str,
        model: Model,
        certain: Certainty,
        known: Known,
    ) -> None:
        self._text = text
        self._model = model
        self._certain = certain  # what is not guessed
        self._known = known
        self._thrice = regex(_THRICE).search(text) is not None
        self._script: Script = "s"  # of what was repaired last
        self._done = 0, ""  # the end of the last repair, and its line up to there, restored

    def edits(self, repair: Repair) -> Iterator[Edit]:
        """Yield the edits of a repair: stretches that are proven, and guessed ones apart."""
        offset = repair.start - repair.span.start
        reason = repair.reading.reason
        parts = repair.span.parts
        texts = [part.text or "" for part in parts]  # "" where it is broken
        # A few characters may be of either script: then they are of the script of the others.
        script = script_of(texts) or self._script
        self._script = script
        last = self._text[repair.start - 1 : repair.start] or "\n"
        known, behind = self._around(repair)
        suited = suited_to(self._text, repair.end)
        place = 0
        for whole, group in groupby(texts, key=bool):
            first, place = place, place + len(list(group))
            start, end = offset + parts[first].start, offset + parts[place - 1].end
            if whole:
                new = "".join(texts[first:place])
                certain = "likely" if self._is_open(repair, new) else self._certain
                if new != self._text[start:end]:
                    yield Edit(start, end, new, reason, certain)
                known = (known + new)[-_SEEN:]
                last = new[-1]
                continue
            if self._thrice and REPLACEMENT in self._text[start:end]:
                last = ""
                continue  # it stands for what was lost before: no choice is left to go by
            # What stands behind the repair may have been added when the damage was done.
            following = parts[place].cells[0].raw[0] if place < len(parts) else ""
            after = texts[place][0] if following else self._text[end : end + 1] or "\n"
            right = "".join(text or UNKNOWN for text in texts[place : place + _SEEN]) + behind
            is_last = place == len(parts)
            end_mark = suited if is_last else ""
            gap = Gap(last, after, following, known, right, self._known.habits, end_mark)
            guess = self._guess(
                search_for(repair.reading, self._model, script, self._known.reader),
                parts[first:place],
                repair,
                gap,
            )
            last = ""
            if guess is not None:
                context = repair.reading, self._known
                guess += swallowed(guess, known, self._text, end, context)
                yield Edit(start, end, guess, f"{reason}, lost bytes guessed", "guess")
                known = (known + guess)[-_SEEN:]
                last = guess[-1]
        self._done = repair.end, known.rpartition("\n")[2]

    def _is_open(self, repair: Repair, text: str) -> bool:
        """Tell whether what ``repair`` restores as ``text`` may have been another."""
        if not repair.sure or repair.reading in self._known.losses.dropped:
            return True
        # What no text has, or marks of lost bytes.
        broken = any(part.text is None for part in repair.span.parts)
        if "?" * (2 - broken) in text or any(
            not is_han(char) and not is_usual(char) for char in text
        ):
            return True
        wrong, right = repair.reading
        if right == "utf-8":
            return False
        # Pairs go on in other pairs after a byte that was lost.
        damaged = self._text[repair.start : repair.end]
        if (
            broken
            or (wrong not in _WHOLE_PAGES and repair.reading not in self._known.losses.shown)
            or regex(_LOST_IN_PAIRS).search(damaged)
            or _is_shifted(text, self._model)
        ):
            return True
        return has_twin(damaged, wrong)

    def _around(self, repair: Repair) -> tuple[str, str]:
        """Return the rest of the line before and after ``repair``, as far as it matters."""
        text = self._text
        near = max(repair.start - _SEEN, 0)
        start = max(text.rfind("\n", near, repair.start) + 1, near)
        done, before = self._done
        before = (before if start <= done else "") + text[max(start, done) : repair.start]
        end = text.find("\n", repair.end, repair.end + _SEEN)
        if end < 0:
            end = min(len(text), repair.end + _SEEN)
        after = text[repair.end : end]
        # A line that is as long as the next one is broken there, and its sentence goes on.
        length = end - start
        following = text.find("\n", end + 1, end + 2 * length) - end - 1
        wrapped = length > _SHORT and abs(following - length) <= length // _AS_LONG
        return before[-_SEEN:], after + UNKNOWN if wrapped else after

    def _guess(self, search: Search, parts: Sequence[Part], repair: Repair, gap: Gap) -> str | None:
        """Return the text of ``parts``: the characters that are whole, and guesses between them."""
        raws = self._split(parts, repair)
        pieces = _pieces(parts, raws) if repair.reading.right == "utf-8" else []
        if len(pieces) < 2:
            return search.fill(raws, gap)
        text = ""
        for place, (known, broken) in enumerate(pieces):
            if not broken:
                text += known
                continue
            here = gap._replace(before=text[-1:] or gap.before, left=gap.left + text)
            if place + 1 < len(pieces):
                after, *others = (
                    piece.text or UNKNOWN for piece in pieces[place + 1 : place + 1 + _SEEN]
                )
                right = "".join((after, *others, gap.right))
                following = pieces[place + 1].text.encode().decode("latin-1")[:1]
                here = here._replace(after=after[0], following=following, right=right)
            guess = search.fill(broken, here)
            if guess is None:
                return search.fill(raws, gap)
            text += guess
        return text

    def _split(self, parts: Sequence[Part], repair: Repair) -> list[str]:
        """Return what is left of the bytes, by damaged character: between those, more may lack."""
        offset = repair.start - repair.span.start
        flat = "".join(cell.raw for part in parts for cell in part.cells)
        table = byte_table(repair.reading.wrong)
        raws: list[str] = []
        place = 0
        for char in self._text[offset + parts[0].start : offset + parts[-1].end]:
            size = len(table[ord(char)])
            raws.append(flat[place : place + size])
            place += size
        return raws


def is_all(reading: Reading, text: str, model: Model) -> bool:
    """Tell whether ``reading`` would have left no ``text`` like this if bytes were missing."""
    return reading.right == "utf-8" or (
        reading.wrong in _WHOLE_PAGES and not _is_shifted(text, model)
    )


def _is_shifted(text: str, model: Model) -> bool:
    """Tell whether a byte may be missing, after which all pairs are others: some read badly."""
    costs = model.pairs(text)
    return any(
        sum(costs[place : place + _PIECE]) < _POOREST * _PIECE
        for place in range(len(costs) - _PIECE + 1)
    )


class _Piece(NamedTuple):
    """Whole characters, or what is left of bytes by damaged character."""

    text: str
    raws: list[str]


def _pieces(parts: Sequence[Part], raws: list[str]) -> list[_Piece]:
    """Divide the cells of ``parts``: a whole character tells all that matters about its bytes."""
    ends = set(accumulate(map(len, raws)))
    pieces: list[_Piece] = []
    place = 0
    for cell in (cell for part in parts for cell in part.cells):
        if cell.text is not None:
            if pieces and not pieces[-1].raws:
                pieces[-1] = _Piece(pieces[-1].text + cell.text, [])
            else:
                pieces.append(_Piece(cell.text, []))
            place += len(cell.raw)
            continue
        if not pieces or not pieces[-1].raws:
            pieces.append(_Piece("", [""]))
        for char in cell.raw:
            if place in ends and pieces[-1].raws[-1]:
                pieces[-1].raws.append("")
            pieces[-1].raws[-1] += char
            place += 1
    return pieces
