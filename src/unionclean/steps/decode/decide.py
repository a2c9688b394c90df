"""The lines of a document that may be in another encoding than the others, one by one.

What speaks for the encoding of the document is known exactly only when all lines are decided: then
they are decided once more. Few of them depend on it, so what was decided stands for the others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.candidates import text_score
from unionclean.steps.decode.charsets import Reading, is_valid, read
from unionclean.steps.decode.damaged import Line, read_damaged
from unionclean.steps.decode.doubt import MISREAD, is_weak, rare_count
from unionclean.steps.decode.limits import LONG_LINE, Budget, Credit
from unionclean.steps.decode.mend import mend_few

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model

    Stretch = tuple[str, bytes, Reading | None]

CHINESE: Final = ("utf-8", "gb18030", "big5hkscs", "cp950")

_MAJORITY: Final = 4.0
"""Credit, in nats, for the encoding of the rest of the document, before counting its lines."""

_FEW_PAIRS: Final = 8  # as in `decode`: more are not valid by chance

_SURE: Final = 24
"""Characters above ASCII with hardly a rare one among them, after which a line is sure to be read
rightly: one misread character in three is rare, so it would be a chance of 1 in 10,000."""

_SURE_RIVAL: Final = 12
"""The same where every other reading is full of rare characters or impossible."""


class _Verdict(NamedTuple):
    """What was decided on a line, and what that depended on."""

    stretches: list[Stretch]
    credit: Credit
    before: Budget
    after: Budget

    def holds(self, credit: Credit, budget: Budget) -> bool:
        """Tell whether it would be the same now."""
        return self.credit.is_like(credit.value) and budget.is_like(self.before, self.after)


Verdicts = dict[bytes, _Verdict]
"""What was decided on lines with one order of the encodings."""


def decide_lines(
    raw: bytes,
    encoding: str,
    doubtful: set[int],
    model: Model,
    verdicts: Verdicts,
    *,
    odd: int | None = None,
) -> Iterator[Stretch]:
    """Yield stretches; those without a reading are still to be read, in ``encoding``.

    ``odd`` is the number of lines in another encoding, if that is known. In ``verdicts`` it finds
    what was decided before that was known, which nearly always stands.
    """
    lines = raw.split(b"\n")
    calm = 0
    rivals = [encoding, *(name for name in CHINESE[:3] if name != encoding)]
    if encoding == "cp950":
        rivals.remove("big5hkscs")
    # A charset seen on n lines in a row is expected on the next with odds of n to 1.
    calm_lines = len(lines) - len(doubtful)
    odds = 1 + max(0, calm_lines) if odd is None else max(1, (len(doubtful) - odd) / (1 + odd))
    value = _MAJORITY + math.log(odds)
    budget = Budget.for_size(len(raw))
    known: dict[bytes, list[Stretch]] = {}  # a log repeats its lines
    for number in sorted(doubtful):
        if number > calm:
            yield encoding, b"\n".join(lines[calm:number]) + b"\n", None
        calm = number + 1
        is_end = number == len(lines) - 1
        raw = lines[number] + (b"" if is_end else b"\n")
        credit = Credit(value)
        line = Line(raw, rivals, model, credit, budget, is_start=number == 0, is_end=is_end)
        stretches = known.get(raw) or _decide_once(line, verdicts)
        if not line.is_start and not is_end:
            known[raw] = stretches
        yield from stretches
    if calm < len(lines):
        yield encoding, b"\n".join(lines[calm:]), None


def _decide_once(line: Line, verdicts: Verdicts) -> list[Stretch]:
    """Return what is decided on ``line``, or was, if it would be the same now."""
    raw, rivals, model, credit, budget, is_start, is_end = line
    verdict = None if is_start else verdicts.get(raw)
    if verdict is not None and verdict.holds(credit, budget):
        budget.spend(verdict.before, verdict.after)
        return verdict.stretches
    sure = _sure_encoding(raw, rivals, model)
    if sure is not None:
        return [(sure, raw, None)]
    before = budget.copy()
    stretches = list(_decide(line))
    if not is_start and not is_end:
        verdicts[raw] = _Verdict(stretches, credit, before, budget.copy())
    return stretches


def _sure_encoding(line: bytes, rivals: Sequence[str], model: Model) -> str | None:
    """Return the encoding of a line where counting rare characters leaves no doubt."""
    fits: dict[str, bool] = {}
    for name in rivals:
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            continue
        above = (len(line) - len(text)) // (2 if name == "utf-8" else 1)
        rare = rare_count(text, model)
        few = rare * 40 <= above + 40  # one, and one more in forty
        if name == rivals[0]:
            if few and above >= _SURE:
                return name
        elif name == "utf-8" and above >= 4 and rare * 3 <= above:
            return name  # valid by chance once in a million such lines
        if few or rare * 4 < above:
            fits[name] = few and above >= _SURE_RIVAL
    return next(iter(fits)) if list(fits.values()) == [True] else None


def _decide(doubtful: Line) -> Iterator[Stretch]:
    line, rivals, model, credit, _, _, is_end = doubtful
    size = len(line)
    encoding = rivals[0]
    mended = mend_few(line, model, is_end=is_end) if encoding == "utf-8" else None
    if mended is not None:
        yield encoding, line, mended
        return
    if size > LONG_LINE:  # it may have parts in several encodings
        yield from read_damaged(doubtful)
        return
    best = read(line, encoding)
    if "utf-8" in rivals[1:] and is_valid(line, "utf-8"):
        valid = Reading(line.decode())
        # Valid UTF-8 by chance is so rare that no credit for the other lines stands against it,
        # but for the few pairs of bytes that are a letter in it.
        short = size - len(valid.text) <= _FEW_PAIRS and max(valid.text) < "\u0800"
        gap = _score(valid, model, size, is_end) - _score(best, model, size, is_end)
        if not credit.reaches(gap) if short else gap > 0:
            yield "utf-8", line, valid
            return
    if not best.bad and not is_weak(best, model):
        yield encoding, line, best
        return
    unread = sum(len(bad.raw) for bad in best.bad)
    if 0 < unread * 20 < size:  # damage in places, not another encoding throughout
        yield from read_damaged(doubtful)
        return
    sound = not best.bad
    usual, top = _score(best, model, size, is_end), -math.inf
    for rival in rivals[1:]:
        reading = read(line, rival)
        score = _score(reading, model, size, is_end)
        is_ahead = score > top and not credit.reaches(score - usual)
        if is_ahead and not (sound and is_weak(reading, model, None if reading.bad else MISREAD)):
            best, encoding, top = reading, rival, score
    if best.bad or is_weak(best, model):
        names = (encoding, *(name for name in rivals if name != encoding))
        yield from read_damaged(doubtful._replace(rivals=names))
    else:
        yield encoding, line, best


def _score(reading: Reading, model: Model, size: int, is_end: bool) -> float:
    return text_score(reading, model, is_end=is_end, size=size, cut_is_likely=True)
