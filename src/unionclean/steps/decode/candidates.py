"""Which encoding reads a sample best: every candidate is scored by the text it gives.

The score of a candidate is the log probability of the bytes: that of the text under the language
model, plus a charge for each byte that had to be left unread, plus what is known beforehand
(declared label, other files of the folder, how common the encoding is). Bad bytes cost; they never
disqualify, because one stray byte in a good file is common and a file of the wrong encoding is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, is_han, regex
from unionclean.steps.decode.charges import BAD_BYTE, BAD_RUN, CUT, CUT_BYTE, HALF
from unionclean.steps.decode.charsets import REPLACEMENT, Reading
from unionclean.steps.decode.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.language import Model

# How common the encodings are among files that are not UTF-8: web surveys put the GB family first
# and Big5 at a third of it; the rest are orders of magnitude. Between two plausible readings of a
# short text this decides, in a long text it does not matter.
PRIORS: Final[dict[str, float]] = {
    "utf-8": 0.0,
    "gb18030": -0.7,
    "big5hkscs": -1.4,
    "cp950": -2.0,
    "hz": -2.0,
    "utf-16-le": -4.0,
    "utf-16-be": -5.0,
    "utf-32-le": -4.0,
    "utf-32-be": -5.0,
    "euc_tw": -6.0,
    "cp932": -3.0,
    "euc_jp": -3.0,
    "cp949": -3.0,
    "johab": -6.0,
    "cp1252": -3.0,
}
_OTHER_PRIOR: Final = -4.0

DECLARED: Final = 6.0
"""Credit for a declared label: odds of 400 to 1, the evidence of one Han character. Labels are
wrong in a few files of a hundred, and a wrong reading of a whole page loses hundreds of nats."""


_WIDE_WITHOUT_NUL: Final = -12.0
"""Charge for UTF-16 without a mark in another language than Chinese and without any NUL: text of
other languages has blanks and line feeds, which are NUL and 0x20 or 0x0A in UTF-16."""

_WIDE_NO_TEXT: Final = -24.0
"""The same where it holds what is no text, as a few letters of Latin-1 do when read in pairs."""

_NO_TEXT: Final = (
    r"[\x00-\x08\x80-\x9f\u2028-\u202f\u2060-\u206f\u20d0-\u20ff\ud800-\uf8ff]"
    r"|(?<!^)\ufffd(?!$)"  # halves stand at the ends
)


@dataclass(frozen=True)
class Candidate:
    """One reading of the sample and what it is worth (`prior_of` included)."""

    encoding: str
    score: float
    reading: Reading
    model: Model

    @cached_property
    def quality(self) -> Quality:
        """How good the reading is as Chinese."""
        return quality(self.reading, self.model)


def prior_of(
    encoding: str, declared: str | None = None, prior: Mapping[str, float] | None = None
) -> float:
    """Return what is known about ``encoding`` before looking at the text, in nats."""
    value = PRIORS.get(encoding, _OTHER_PRIOR)
    if encoding == declared:
        value += DECLARED
    if prior:
        # A folder's files mostly share one encoding; one file in fifty may differ from all others.
        total = sum(prior.values()) or 1.0
        value += math.log(0.98 * prior.get(encoding, 0.0) / total + 0.02)
    return value


def text_score(
    reading: Reading,
    model: Model,
    *,
    is_start: bool = False,
    is_end: bool,
    size: int,
    cut_is_likely: bool = False,
) -> float:
    """Return the log probability of the text of ``reading`` and of its unread bytes.

    ``is_start`` and ``is_end`` tell that the input begins and ends here, ``size`` is the number of
    bytes. ``cut_is_likely`` says that the text before, which is not part of ``reading``, is not
    ASCII.
    """
    if not reading.bad:
        return model.score(reading.text)
    value = 0.0
    at = 0
    for bad in reading.bad:
        value += model.score(reading.text[at : bad.at])
        at = bad.at + 1
        ends_input = is_end and bad.byte + len(bad.raw) == size and may_be_cut(bad.raw)
        # "caf" is no Chinese text that was cut: something above ASCII must stand before.
        if ends_input and (cut_is_likely or not reading.text[: bad.at].isascii()):
            value += CUT + CUT_BYTE * len(bad.raw)
        elif is_start and not bad.byte:
            value += HALF + BAD_BYTE * (len(bad.raw) - 1)
        else:
            value += BAD_RUN + BAD_BYTE * len(bad.raw)
    return value + model.score(reading.text[at:])


def may_be_cut(raw: bytes) -> bool:
    """Tell whether ``raw`` is how a character begins, in UTF-8 or in the multi-byte charsets."""
    if len(raw) == 1:
        return 0x81 <= raw[0] < 0xFF
    return 0xE0 <= raw[0] < 0xF5 and len(raw) <= 3 and all(0x80 <= b < 0xC0 for b in raw[1:])


def rank(
    raw: bytes,
    encodings: Sequence[str],
    model: Model,
    priors: Mapping[str, float],
    *,
    is_end: bool = True,
) -> list[Candidate]:
    """Return the candidates, best first; ``is_end`` says that ``raw`` is the whole input."""
    found = []
    for encoding in encodings:
        # Out of step, UTF-16 reads better in the other order of its bytes than in its own.
        reading = read_wide(raw, encoding, model, in_order=True)
        score = text_score(reading, model, is_start=is_end, is_end=is_end, size=len(raw))
        score += priors[encoding]
        if encoding.startswith("utf-") and encoding != "utf-8" and b"\0" not in raw:
            score += _WIDE_WITHOUT_NUL * (quality(reading, model).han < 0.5)
            score += _WIDE_NO_TEXT * (regex(_NO_TEXT).search(reading.text) is not None)
        found.append(Candidate(encoding, score, reading, model))
    found.sort(key=lambda candidate: -candidate.score)
    return found


_ENOUGH: Final = 1000  # characters; the mean hardly moves after them


class Quality(NamedTuple):
    """How good the characters above ASCII are as Chinese."""

    mean: float  # log probability per character: near -5.5 in good prose, -9 to -12 if misread
    han: float  # share of Han characters and CJK marks among them


def quality(reading: Reading, model: Model) -> Quality:
    """Return the quality of the characters above ASCII.

    Without such characters, but with bytes that could not be read, it is that of nothing read.
    """
    text = reading.text[:_ENOUGH]
    scores = model.pairs(f"\n{text}")
    known = [
        (char, score)
        for char, score in zip(text, scores, strict=True)
        if char > "\x7f" and char != REPLACEMENT
    ]
    count = len(known)
    total = sum(score for _, score in known)
    han = sum(is_han(char) or char in CJK_MARKS for char, _ in known)
    if not count:
        return Quality(-math.inf if reading.bad else 0.0, 1.0)
    return Quality(total / count, han / count)
