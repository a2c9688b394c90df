"""From a suspicious stretch to edits: every reading is tried, and the likeliest repair is taken."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from unionclean.edits import Edit
from unionclean.steps.mojibake.bound import Prospects
from unionclean.steps.mojibake.codepages import REPLACEMENT, byte_table, count_strange
from unionclean.steps.mojibake.double import find_double
from unionclean.steps.mojibake.doubles import Doubles
from unionclean.steps.mojibake.drawn import is_drawn
from unionclean.steps.mojibake.euro import same_kind, variant, with_pairs
from unionclean.steps.mojibake.folded import SIGNS as FOLDED
from unionclean.steps.mojibake.folded import unfolded
from unionclean.steps.mojibake.foreign import (
    is_foreign_line,
    is_in_korean,
    is_native,
    is_no_language,
)
from unionclean.steps.mojibake.grade import fitting, is_good
from unionclean.steps.mojibake.judge import find_spans, margin_in
from unionclean.steps.mojibake.plausible import (
    is_possible,
    left_over,
    line_around,
)
from unionclean.steps.mojibake.reader import look_around
from unionclean.steps.mojibake.readings import find_candidate, possible_readings
from unionclean.steps.mojibake.restore import Repair, Restorer, is_all
from unionclean.steps.mojibake.rivals import choose_repairs, doubt, least_gains, with_doubts
from unionclean.steps.mojibake.twins import with_lost_bytes
from unionclean.steps.mojibake.uniform import read_uniform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.edits import Certainty
    from unionclean.language import Model
    from unionclean.steps.mojibake.double import Twice
    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.suspects import Suspects

_SETTLED: Final = 3  # repairs after which a document's kind of damage is taken as known
_LEFT_OVER: Final = 0.2  # share of suspects that need no other reading, where one is known
_MARGIN_SETTLED: Final = 3.0  # for a whole line among lines damaged in the same way


class Repairer:
    """Repairs the stretches of one document; what explained one is tried first on the next."""

    def __init__(
        self, text: str, suspects: Suspects, model: Model, usual: Reading | None = None
    ) -> None:
        # Of them a document's own language may have some that are no suspects.
        signs = suspects.both & FOLDED
        shown = unfolded(text, FOLDED if suspects.native else signs, model) if signs else text
        self._text = with_lost_bytes(with_pairs(shown))
        # What further tools have done to the damage is told by likelihood.
        self.as_shown = self._text == text  # nothing had to be told apart or undone before
        self._certain: Certainty = "exact" if shown == text else "likely"
        self._suspects = suspects.both
        self._native = suspects.native
        # Where private use was kept, the encoding was the one that has it: little was lost then.
        self._kept = any("\ue000" <= char <= "\uf8ff" for char in suspects.both)
        self._model = model
        self._seen: Counter[Reading] = Counter()
        self._doubles = Doubles(model, _SETTLED, kept=self._kept)
        self._inner: Counter[Reading] = Counter()  # of what was misread twice, the first misreading
        self._line = ""  # around the stretch that is looked at
        self._prospects = Prospects(model)
        self._usual = usual  # what explains the texts around this one
        self._margin = margin_in(text)

    def edits(self, repairs: Sequence[Repair]) -> Iterator[Edit]:
        """Yield the edits for ``repairs``."""
        # What is left of damage that was done twice may be half of it.
        certain = "likely" if self._doubles else self._certain
        known = look_around(repairs, self._text, kept=self._kept)
        restorer = Restorer(self._text, self._model, certain, known)
        for repair in with_doubts(repairs, self._text, self._suspects):
            yield from restorer.edits(repair)

    def repairs(
        self,
        start: int,
        end: int,
        inside: tuple[bool, bool] = (False, False),
        hopes: frozenset[Reading] | None = None,
    ) -> list[Repair]:
        """Return the repairs of ``text[start:end]``, in order.

        ``inside`` tells whether it begins and ends inside a window, where damage may just go on,
        and ``hopes`` which readings are not proven to be in vain, if that is known.
        """
        stretch = self._text[start:end]
        self._line = line_around(self._text, start, end)
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        outside = "\n" if inside[0] else before or "\n", "\n" if inside[1] else after or "\n"
        settled = self.settled
        uniform = self._uniform(start, end, settled or self._usual)
        if uniform is not None:
            return [uniform]
        found: list[Repair] = []  # places are those in the stretch
        suspects = self._suspects.intersection(stretch)
        readings = possible_readings(stretch, suspects)
        if hopes is not None:
            readings = tuple(reading for reading in readings if reading in hopes)
        # What explains most is found first, and then the others need not be searched.
        for reading in self._in_order(readings, suspects):
            spans = self._spans(stretch, suspects, reading, outside, found)
            found.extend(Repair(span.start, span.end, span, reading) for span in spans)
            most = _LEFT_OVER if reading == settled else 0.0
            known = bool(found) and self._times(reading) > 0
            if known and left_over(stretch, found, self._suspects) <= most:
                break
        chosen = choose_repairs(
            [one._replace(start=start + one.start, end=start + one.end) for one in found],
            self._text,
        )
        self._seen.update(same_kind(repair.reading) for repair in chosen)
        return chosen

    def is_like_others(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` is plainly damaged as the texts around this one are."""
        known = not self._doubles and self.settled is None
        return known and self._uniform(start, end, self._usual) is not None

    def _uniform(self, start: int, end: int, reading: Reading | None) -> Repair | None:
        if reading is None:
            return None
        stretch = self._text[start:end]
        if is_drawn(stretch):  # which another round may have restored
            return None
        reading = variant(reading, stretch)
        span = read_uniform(stretch, reading, self._model)
        return span and Repair(start + span.start, start + span.end, span, reading)

    def _in_order(self, readings: Sequence[Reading], suspects: frozenset[str]) -> Iterator[Reading]:
        """Yield first what was found most often, then what leaves the fewest suspects strange."""
        for _, group in groupby(sorted(readings, key=self._times, reverse=True), self._times):
            yield from sorted(group, key=lambda one: count_strange(one.wrong, suspects))

    def _times(self, reading: Reading) -> int:
        """Return how many repairs of the document were of this kind."""
        return self._seen[same_kind(reading)]

    def _is_known(self, reading: Reading) -> bool:
        """Tell whether the document is damaged in this way."""
        return self._times(reading) >= _SETTLED

    @property
    def settled(self) -> Reading | None:
        """The reading that explains the damage of the document, once that is known."""
        return settled_of(self._seen) if self._seen else None  # asked of each clean stretch

    def whole_line(self, start: int, end: int) -> Repair | None:
        """Return the repair of a line that by itself says too little, as the others were."""
        line = self._text[start:end]
        reading = self.settled
        if reading is None or line.isascii():
            return None
        reading = variant(reading, line)
        span = self._whole_span(line, reading, known=self._is_known(reading))
        return span and Repair(start + span.start, start + span.end, span, reading)

    def _whole_span(self, line: str, reading: Reading, *, known: bool) -> Span | None:
        candidate = find_candidate(line, reading, frozenset())
        if candidate is None:
            return None
        spans = find_spans(line, candidate, self._suspects, self._model, _MARGIN_SETTLED)
        if len(spans) != 1:
            return None
        (span,) = spans
        good = span.gain >= _MARGIN_SETTLED and is_good(
            span, reading, self._model, among_others=True, known=known
        )
        return span if good and (line[: span.start] + line[span.end :]).isascii() else None

    def may_begin(self, char: str) -> bool:
        """Tell whether ``char`` may begin with the first byte of a repaired character."""
        reading = self.settled
        if reading is None or reading.right != "utf-8":
            return True
        return not "\x80" <= byte_table(reading.wrong)[ord(char)][:1] <= "\xbf"

    def double_edits(self, start: int, end: int) -> Iterator[Edit]:
        """Yield the edits for what was misread twice in ``text[start:end]``."""
        if self._seen and not self._doubles and max(self._seen.values()) >= _SETTLED:
            return
        stretch = self._line = self._text[start:end]
        twice = self._doubles.read(stretch)
        if twice:
            found = [twice]
        else:
            found = find_double(stretch, self._suspects, self._best_single, kept=self._kept)
        for twice in found:
            yield self._double_edit(twice, start)
            self._doubles.add(twice)

    def _double_edit(self, twice: Twice, start: int) -> Edit:
        """Return the edit for ``twice``, which was found in what begins at ``start``."""
        first, last = start + twice.start, start + twice.end
        # Without readings, it is damaged once more, and lost bytes are to be guessed.
        whole = twice.readings and is_all(twice.readings[-1], twice.text, self._model)
        certain: Certainty = "exact" if whole else "likely"
        if REPLACEMENT in self._text[first:last]:
            certain = "likely"
        return Edit(first, last, twice.text, twice.reason, certain)

    def whole_double(self, start: int, end: int) -> Edit | None:
        """Return the edit for a line that says too little by itself, misread twice as others."""
        line = self._text[start:end]
        undone = None if line.isascii() else self._doubles.undo(line)
        if undone is None:
            return None
        span = self._whole_span(undone.text, self._doubles.settled[-1], known=True)
        twice = span and self._doubles.placed(undone, span)
        return self._double_edit(twice, start) if twice else None

    def _best_single(
        self, stretch: str, suspects: frozenset[str]
    ) -> tuple[Reading, list[Span]] | None:
        best: tuple[float, Reading, list[Span]] | None = None
        suspects = suspects.intersection(stretch)
        known = [one for one, count in self._inner.most_common() if count >= _SETTLED]
        for reading in known:
            span = read_uniform(stretch, variant(reading, stretch), self._model)
            # Of what is whole, the parts matter: `Doubles` reads that at once, where it can.
            if span is not None and None in (part.text for part in span.parts):
                return reading, [span]
        for reading in sorted(
            possible_readings(stretch, suspects), key=lambda reading: reading not in known
        ):
            spans = self._spans(stretch, suspects, reading)
            repairs = [Repair(span.start, span.end, span, reading) for span in spans]
            if reading in known and left_over(stretch, repairs, suspects) <= _LEFT_OVER:
                return reading, spans
            gain = -sum(map(doubt, repairs))
            if spans and (best is None or gain > best[0]):
                best = gain, reading, spans
        if best is None:
            return None
        self._inner[best[1]] += 1
        return best[1:]

    def _spans(
        self,
        stretch: str,
        suspects: frozenset[str],
        reading: Reading,
        outside: tuple[str, str] = ("\n", "\n"),
        found: Sequence[Repair] = (),
    ) -> list[Span]:
        """Return the good repairs; it may leave out what gains less than those ``found`` before."""
        prospects = self._prospects
        if prospects.is_vain(reading, suspects):
            return []
        known = self._is_known(reading)
        halved = known or is_no_language(reading.wrong, stretch)
        margin = self._margin / 2 if halved else self._margin
        measured = prospects.standing(stretch, outside).may_gain
        least = least_gains(found, len(stretch), margin)
        may_gain = partial(measured, reading=reading, suspects=suspects, least=least)
        candidate = find_candidate(stretch, reading, suspects, None if known else may_gain)
        if candidate is None:
            if not found:  # else it was only worse than those
                prospects.learn(reading, stretch, suspects, found=None)
            return []
        spans = find_spans(stretch, candidate, suspects, self._model, margin, outside)
        if not known and is_in_korean(self._line, stretch, spans, reading):
            spans = []
        foreign = bool(spans) and is_foreign_line(self._line, reading.wrong)
        good = [
            span
            for span in spans
            if span.gain >= margin
            and is_good(
                span, reading, self._model, among_others=False, known=known, foreign=foreign
            )
            and not is_native(stretch[span.start : span.end], self._native)
            and not is_drawn(stretch[span.start : span.end])
            and is_possible(stretch, span, reading)
        ]
        if good and reading.wrong.single:
            good = fitting(self._line, stretch, good, reading, self._model, known=known)
        prospects.learn(reading, stretch, suspects, found=bool(good))
        return good


def settled_of(seen: Counter[Reading]) -> Reading | None:
    """Return the reading that explains the most repairs, once there are enough."""
    return next((one for one, count in seen.most_common(1) if count >= _SETTLED), None)
