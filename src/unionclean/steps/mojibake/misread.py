"""All windows of a document, one after the other: what explained the last one helps the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.edits import Note
from unionclean.language import load
from unionclean.steps.mojibake.apart import clear_of, lines_apart
from unionclean.steps.mojibake.broken import other_lines
from unionclean.steps.mojibake.euro import same_kind
from unionclean.steps.mojibake.foreign import without_language
from unionclean.steps.mojibake.grade import gain_in_noise, least_in_noise
from unionclean.steps.mojibake.hopeless import find_hopeless, note_of
from unionclean.steps.mojibake.hopes import ANY, NONE, Hopes, find_hopes
from unionclean.steps.mojibake.latin import find_latin
from unionclean.steps.mojibake.pieces import beyond_ascii, uncut
from unionclean.steps.mojibake.quoted import GAP, Quotations, is_damaged_all
from unionclean.steps.mojibake.readings import is_destroyed
from unionclean.steps.mojibake.repair import Repairer, settled_of
from unionclean.steps.mojibake.ruled import find_ruled

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from unionclean.edits import Edit
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair
    from unionclean.steps.mojibake.suspects import Suspects

_MOSTLY: Final = 0.3  # share of the characters beyond ASCII that makes a damage the rule
# A window may be a document of one line. It is taken in pieces, so that what the first ones have
# shown speeds up the rest; a piece is long enough to show it.
_PIECE: Final = 2_000
_SEARCHED: Final = 400  # characters before the end of a piece in which a good place is looked for
_CUT_TWICE: Final = 16
# Characters that nothing explains, after which one of so many stretches is searched: the damage may
# change. Chance explains 13 of a thousand characters of random bytes, and less of other noise.
_NOISE: Final = 10_000
_ONE_OF: Final = 8
_EXPLAINED: Final = 0.015
_LONG: Final = 20  # characters of a stretch that tells; rare names are shorter
_FEW: Final = 30  # distinct characters of a piece that is no text
# Suspects among the characters of a document that is no text, where hardly one is explained: of
# damaged text that no reading explains, there are pages, too, and then repairs must be as sure.
_DENSE: Final = 0.2
_MOST_EXPLAINED: Final = 0.1
_FEWEST_LEFT: Final = 200
_ONCE: Final = Hopes(None, double=False)


def find_misread(
    text: str, windows: list[tuple[int, int]], suspects: Suspects, others: Counter[Reading]
) -> Iterator[Edit | Note]:
    """Yield the edits for what was decoded wrongly in ``windows``, and notes for quotations.

    ``others`` counts the misreadings of the texts around this one; those of this text are added.
    """
    finder = _Finder(text, suspects, others)
    for start, end in windows:
        yield from finder.find_in(start, end)
    yield from finder.rest()
    others.update(finder.kinds)


class _Finder:
    def __init__(self, text: str, suspects: Suspects, others: Counter[Reading]) -> None:
        self._text = text
        self._model = load()
        self._suspects = suspects.both
        self._repairer = Repairer(text, suspects, self._model, settled_of(others))
        self._quotations = Quotations(text)
        self._repairs: list[Repair] = []
        self._quoted: list[Repair] = []
        self._quoted_doubles: list[list[Edit]] = []
        self._doubled = 0  # characters of what was misread twice and is no quotation
        self._touched: list[int] = []
        self._done = 0
        self._doubles = False  # whether something was misread twice
        # The same words between the same characters are searched once, as long as no kind of
        # damage is known: a page repeats its names.
        self._in_vain: set[tuple[str, tuple[str, str]]] = set()
        self._hopeless: frozenset[str] = frozenset()  # characters of pieces without a repair
        self._vain = self._explained = 0  # characters of long stretches, and of their repairs
        self._passed: list[tuple[int, int]] = []  # stretches left out, as a sample showed nothing
        self._number = 0
        self._western: list[Edit] = []
        self._empty: list[tuple[int, int]] = []  # windows without a repair

    def find_in(self, start: int, end: int) -> Iterator[Edit | Note]:
        place = start
        while place < end:
            stop = self._piece_end(place, end)
            whole = place == start and stop == end
            piece = self._text[place:stop]
            if not whole and self._hopeless.issuperset(piece):
                place = stop
                continue
            if is_destroyed(piece) or (stop - place >= _LONG and self._is_passed(place, stop)):
                place = stop
                continue
            self._vain += stop - place if stop - place >= _LONG else 0
            hopes = self._hopes(start, end) if whole else ANY
            if not hopes:
                self._empty.append((place, stop))
                self._latin(place, stop)
                place = stop
                continue
            edits = list(self._repairer.double_edits(place, stop)) if hopes.double else []
            self._doubles = self._doubles or bool(edits)
            if edits:
                self._explained += edits[-1].end - edits[0].start
                self._touched.append(place)
                if self._quotations.is_quoted(edits[0].start, edits[-1].end):
                    self._quoted_doubles.append(edits)
                else:
                    self._doubled += edits[-1].end - edits[0].start
                    yield from edits
                # What the end of the piece has cut short is one character, of seven at most.
                place = edits[-1].end if edits[-1].end > stop - _CUT_TWICE else stop
                continue
            inside = place > start, stop < end
            found = self._repairer.repairs(place, stop, inside, hopes.readings)
            following = stop
            if found and stop < end:
                found, following = uncut(found, stop)
            self._take(found, place)
            if not found:
                self._empty.append((place, stop))
                if whole and not edits:
                    self._in_vain.add(self._with_neighbours(start, end))
                self._latin(place, stop)
                letters = frozenset(piece)
                if not whole and len(letters) <= _FEW:
                    self._hopeless |= letters
            place = max(following, place + 1)
        if self._passed and not self._is_noise:
            passed, self._passed = self._passed, []
            for stretch in passed:
                yield from self.find_in(*stretch)

    def _take(self, found: list[Repair], place: int) -> None:
        """Keep the repairs of the piece at ``place``, quotations apart."""
        for repair in found:
            self._explained += repair.end - repair.start
            if self._is_quoted(repair):
                self._quoted.append(repair)
            else:
                self._repairs.append(repair)
                self._touched.append(place)

    @property
    def _is_noise(self) -> bool:
        return self._vain >= _NOISE and self._explained < _EXPLAINED * self._vain

    def _is_passed(self, start: int, end: int) -> bool:
        """Tell whether to leave out a stretch, because a sample of many has shown nothing."""
        if not self._is_noise:
            return False
        self._number += 1
        if self._number % _ONE_OF == 0:
            return False
        self._passed.append((start, end))
        return True

    def _hopes(self, start: int, end: int) -> Hopes:
        repairer = self._repairer
        if repairer.is_like_others(start, end):
            return _ONCE
        if self._doubles or repairer.settled is not None or not repairer.as_shown:
            return ANY
        stretch, outside = self._with_neighbours(start, end)
        if (stretch, outside) in self._in_vain:
            return NONE
        return find_hopes(stretch, outside, self._suspects, self._model)

    def _with_neighbours(self, start: int, end: int) -> tuple[str, tuple[str, str]]:
        """Return a stretch, and the characters before and after it."""
        text = self._text
        return text[start:end], (text[start - 1 : start] or "\n", text[end : end + 1] or "\n")

    def _latin(self, start: int, end: int) -> None:
        quotations = self._quotations
        for edit in find_latin(self._text, start, end):
            place = edit.start, edit.end
            if edit.start >= self._done and not (
                quotations.is_quoted(*place) or quotations.is_sign(*place)
            ):
                self._western.append(edit)
                self._done = edit.end

    def _is_quoted(self, repair: Repair) -> bool:
        start, end = repair.start, repair.end
        quotations = self._quotations
        if quotations.is_quoted(start, end):
            return True
        restored = "".join(part.text or GAP for part in repair.span.parts)
        return quotations.is_shown(start, end, restored)

    @property
    def kinds(self) -> Iterator[Reading]:
        """The misreading of each repair."""
        return (same_kind(repair.reading) for repair in self._repairs)

    def rest(self) -> Iterator[Edit | Note]:
        """Yield the edits of all repairs, and of lines that by themselves say too little."""
        repairer, repairs = self._repairer, self._repairs
        yield from self._without_quoted()
        yield from self._without_quoted_doubles()
        doubled = self._other_doubles()
        yield from doubled
        if self._stays_noise():
            least = least_in_noise(self._text)
            repairs[:] = [one for one in repairs if gain_in_noise(one, self._model) >= least]
        else:
            yield from clear_of(self._western, doubled)
        repairs[:], found = without_language(repairs, self._text), len(repairs)
        if repairs or not found:  # a text of another language is not looked at again
            self._again()
        repaired = sum(beyond_ascii(self._text[one.start : one.end]) for one in repairs)
        if repairer.settled and repaired >= _MOSTLY * beyond_ascii(self._text):
            repairs.extend(other_lines(self._text, self._touched, repairer))
            ruled = list(find_ruled(self._text, repairer.settled))
            repairs[:] = clear_of(sorted(repairs), ruled)
            yield from ruled
        hopeless = find_hopeless(repairs)
        yield from (note_of(repairs[index]) for index in sorted(hopeless))
        yield from repairer.edits(
            [repair for index, repair in enumerate(repairs) if index not in hopeless]
        )

    def _again(self) -> None:
        """Look again for what the document turned out to be damaged by, where nothing was found."""
        settled = self._repairer.settled
        if settled is None or self._doubles:
            return
        for start, end in self._empty:
            self._take(self._repairer.repairs(start, end, hopes=frozenset((settled,))), start)
        self._repairs.sort()
        self._touched.sort()

    def _other_doubles(self) -> list[Edit]:
        """Return the edits for the lines left that were misread twice as others were.

        What makes a few letters of Latin-1 of such a line is only the half of it.
        """
        lines = lines_apart(self._text, self._touched) if self._doubles else ()
        found = list(filter(None, (self._repairer.whole_double(*line) for line in lines)))
        self._touched = sorted([*self._touched, *(edit.start for edit in [*self._western, *found])])
        return found

    def _stays_noise(self) -> bool:
        """Tell whether most of the document is no text, and what was found explains none of it."""
        text, suspects = self._text, self._suspects
        if not self._repairs and not self._western:
            return False
        least = max(_DENSE * len(text), _FEWEST_LEFT, self._explained / _MOST_EXPLAINED)
        return least < len(text) and sum(char in suspects for char in text) >= least

    def _without_quoted(self) -> Iterator[Note]:
        """Yield the notes for quotations; a damaged text that only names an encoding has none."""
        repaired = sum(one.end - one.start for one in self._repairs)
        quoted = sum(one.end - one.start for one in self._quoted)
        is_damaged = is_damaged_all(repaired, quoted)
        for repair in self._quoted:
            known = same_kind(repair.reading) == self._repairer.settled
            start, end = repair.start, repair.end
            marked = self._quotations.is_marked(start, end, beyond_ascii=True)
            if is_damaged and known and not marked:
                self._repairs.append(repair)
                self._touched.append(repair.start)
            else:
                yield Note(repair.start, repair.end, f"quoted mojibake: {repair.reading.reason}")
        self._touched.sort()

    def _without_quoted_doubles(self) -> Iterator[Edit | Note]:
        quoted = sum(edits[-1].end - edits[0].start for edits in self._quoted_doubles)
        is_damaged = is_damaged_all(self._doubled, quoted)
        for edits in self._quoted_doubles:
            start, end = edits[0].start, edits[-1].end
            if is_damaged and not self._quotations.is_marked(start, end, beyond_ascii=True):
                yield from edits
            else:
                yield Note(start, end, f"quoted mojibake: {edits[0].reason}")

    def _piece_end(self, start: int, end: int) -> int:
        """Return where a piece ends: where no character of a wrong reading goes on, if possible."""
        if end - start <= _PIECE + _SEARCHED:
            return end
        stop = start + _PIECE
        for place in range(stop, stop - _SEARCHED, -1):
            # In no encoding is such a character the second byte of another.
            if self._text[place - 1] < "@":
                return place
        for place in range(stop, stop - _SEARCHED, -1):
            if self._repairer.may_begin(self._text[place]):
                return place
        return stop
