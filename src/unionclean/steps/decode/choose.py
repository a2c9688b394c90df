"""The encoding of a document that is not plain UTF-8."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.candidates import Candidate, prior_of, quality, rank
from unionclean.steps.decode.charsets import is_valid, read
from unionclean.steps.decode.declared import declared_encoding
from unionclean.steps.decode.hz import looks_like_hz
from unionclean.steps.decode.sample import LARGE, SMALL, TINY, sample
from unionclean.steps.decode.seven_bit import seven_bit_encoding
from unionclean.steps.decode.unicode_forms import wide_candidates
from unionclean.steps.decode.words import OF_PAIRS, is_in_words, weigh_script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.language import Model

POOR: Final = -7.8
"""Mean log probability of the characters below which a reading is doubted and others are asked:
half-way between good Chinese (-5.5; poetry -7) and the same bytes read wrongly (-9 to -12)."""

_PLAIN: Final = -6.5
"""Mean below which a short reading may be EUC-TW, whose pairs GB18030 has too. Of 116 titles and
names in GB18030 six in ten are better, of 73 in EUC-TW read as GB18030 none."""

_NO_EUC: Final = rb"[\x80-\x8d\x8f-\xa0]"
_MANY: Final = 64

POOR_WHOLE: Final = -9.2
"""The same for a reading of so many characters in which no byte is bad: names in foreign sounds are
at -8 to -10, Korean read as GB18030 is below -10.3, other languages are not valid in it."""

MOSTLY: Final = 0.8
"""Share of Han and CJK marks, among characters above ASCII, from which a text counts as Chinese.
Japanese in EUC-JP reads as kana in GB18030 too, with wrong kanji between."""

_NOT_NOISE: Final = -10.5  # two odd words in a row; noise read as Han is at -12
_FEW_BAD: Final = 64  # one stray byte in so many, and one more
_BLANK: Final = b"\0" * 8  # no text: UTF-32 has three NULs in a row, or seven after U+xx00
_SEVEN_BIT: Final = 0.98  # confidence: a text about such escapes may hold whole ones
_CLEAR: Final = 40.0  # nats between the best two readings after which no second look is taken
_FIRST_PLACES: Final = 3
_NO_DOUBT: Final = 120.0
"""Places of the first look, and how many nats decide there: confidence is 1.0 from 60, and three
lines of good Chinese are some 300 ahead of the same bytes in the other encoding."""
_WIDE_HEAD: Final = 256  # bytes that show whether the input is UTF-16 or UTF-32
_DAMAGED: Final = ("gb18030", "big5hkscs", "utf-8", "euc_tw")
_LATTICE_LIMIT: Final = 2 * SMALL


_LONE: Final = 0.07
"""What a single letter of a charset of single bytes takes from the confidence, and two take half:
its relatives have other letters there. Of 6,000 titles in 19 languages, 91 of 100 with one letter
were right, 95 with two, 97 with eight and 99 with more than 16."""

_HOW_FAR: Final = ((20.0, "far worse"), (8.0, "worse"), (2.0, "a little worse"))
"""What a difference in nats is called: 2 are odds of 7 to 1, 8 of 3,000, 20 of 500 million."""


class Choice(NamedTuple):
    """The encoding of a document, how sure it is, and why."""

    encoding: str
    confidence: float
    why: str
    rival: str = ""


def choose(
    raw: bytes,
    prior: Mapping[str, float] | None = None,
    hint: str | None = None,
    valid: str | None = None,
) -> Choice:
    """Return the encoding whose reading of ``raw`` is the best text.

    ``prior`` gives the share of each encoding among the other files of a folder; ``hint`` is an
    encoding that something else speaks for, such as a byte order mark; ``valid`` one that is known
    to be strictly valid and hard to meet by chance.
    """
    from unionclean.language import load

    model = load()
    said = declared_encoding(raw)
    declared = hint or valid or said
    if raw.isascii():
        name = seven_bit_encoding(raw, model)
        if name is not None:
            return Choice(name, _SEVEN_BIT, "escapes that only it has")
    raw = _without_padding(raw)
    head = raw[:_WIDE_HEAD]
    wide = _wide_winner(head, model)
    if wide:
        ranked = _rank_all(raw[:SMALL], raw, declared, prior, model, wide=wide)
    else:
        ranked = _rank_first(raw, declared, prior, model)
    if not ranked:
        part = sample(raw, SMALL)
        ranked = _rank_all(part, raw, declared, prior, model)
        if len(part) < len(raw) and _margin(ranked) < _CLEAR:
            ranked = _rank_all(sample(raw, LARGE), raw, declared, prior, model)
    spoken = ("marked", hint) if hint else ("declared", said) if said else None
    return _explain(ranked, declared, spoken)


def _rank_first(
    raw: bytes, declared: str | None, prior: Mapping[str, float] | None, model: Model
) -> list[Candidate]:
    """Return what a first look at little of ``raw`` gives, if it leaves no doubt at all.

    Most documents are in one encoding and good Chinese, and a few lines of them show it.
    """
    if len(raw) > LARGE or b"~{" in raw:  # to read a large one takes longer than the usual look
        return []
    part = sample(raw, TINY, places=_FIRST_PLACES, reach=TINY // 2)
    if len(part) * 2 > len(raw):
        return []
    names = _names(part, declared, prior)
    weights = {name: prior_of(name, declared, prior) for name in names}
    ranked = rank(part, names, model, weights, is_end=False)
    best = ranked[0]
    is_clear = _is_good(best) and not best.reading.bad and _margin(ranked) >= _NO_DOUBT
    return ranked if is_clear and is_valid(raw, best.encoding) else []


def _names(
    part: bytes, declared: str | None, prior: Mapping[str, float] | None, *more: str
) -> list[str]:
    """Return the encodings tried on ``part``: the usual ones, ``more``, and those spoken for."""
    names = [*_narrow(part), *more]
    return names + [n for n in dict.fromkeys((declared, *(prior or ()))) if n and n not in names]


def _without_padding(raw: bytes) -> bytes:
    """Return ``raw`` without the NULs that fill a record behind the text, or a lost block in it.

    Two bytes are the end of a character of UTF-16, three of UTF-32: so many may belong to the text.
    """
    if _BLANK in raw.rstrip(b"\0"):
        raw = re.sub(rb"\0{8,}", lambda run: b"\0" * (len(run[0]) % 4), raw)
    text = raw.rstrip(b"\0")
    return raw if len(raw) - len(text) < len(_BLANK) else text + b"\0" * (-len(text) % 4)


def _wide_winner(head: bytes, model: Model) -> tuple[str, ...]:
    """Return the wide encodings in question: those that read the beginning best, or next to it."""
    wide = wide_candidates(head)
    if not wide:
        return ()
    names = [*_narrow(head), *wide]
    weights = {name: prior_of(name) for name in names}
    ranked = rank(head, names, model, weights, is_end=False)
    top = ranked[0].score - _CLEAR
    return tuple(c.encoding for c in ranked if c.encoding in wide and c.score >= top)


def _rank_all(
    part: bytes,
    raw: bytes,
    declared: str | None,
    prior: Mapping[str, float] | None,
    model: Model,
    *,
    wide: tuple[str, ...] = (),
) -> list[Candidate]:
    is_end = len(part) == len(raw)
    # Only where HZ reads well: code may hold the two escapes by chance.
    hz = ("hz",) if looks_like_hz(part) and _reads_well(part, "hz", model) else ()
    names = _names(part, declared, prior, *wide, *hz)
    weights = {name: prior_of(name, declared, prior) for name in names}
    ranked = rank(part, names, model, weights, is_end=is_end)
    if len(raw) <= _WIDE_HEAD and ranked[0].quality.mean < _PLAIN and not re.search(_NO_EUC, raw):
        names.append("euc_tw")
        weights["euc_tw"] = prior_of("euc_tw", declared, prior)
        ranked += rank(part, names[-1:], model, weights, is_end=is_end)
        ranked.sort(key=lambda candidate: -candidate.score)
    if _is_good(ranked[0]):
        return ranked
    ranked += _damaged(part, weights, model, is_end=is_end)
    ranked.sort(key=lambda candidate: -candidate.score)
    if _is_good(ranked[0]):
        return ranked
    from unionclean.steps.decode.foreign import propose

    proposed = propose(raw)
    if prior:  # a neighbour's encoding must not lose the credit that it would have as a stranger
        ranked = [replace(c, score=c.score + proposed.get(c.encoding, 0.0)) for c in ranked]
    credit = {name: value for name, value in proposed.items() if name not in names}
    if "euc_tw" not in names:
        credit.setdefault("euc_tw", 0.0)
    weights = {name: prior_of(name, declared, prior) + value for name, value in credit.items()}
    ranked += rank(part, list(credit), model, weights, is_end=is_end)
    return sorted(map(weigh_script, ranked), key=lambda candidate: -candidate.score)


def _is_good(candidate: Candidate) -> bool:
    mean, han = candidate.quality
    is_whole = len(candidate.reading.text) >= _MANY and not candidate.reading.bad
    good = mean >= (POOR_WHOLE if is_whole else POOR) and han >= MOSTLY
    return good and not is_in_words(candidate)


def _narrow(part: bytes) -> list[str]:
    """Return the encodings tried on everything; UTF-8 only where half the bytes fit it."""
    high = len(part) - len(part.decode("ascii", "ignore"))
    unfit = len(part) - len(part.decode("utf-8", "ignore").encode())
    return ["utf-8", *_DAMAGED[:2]] if unfit * 2 <= high else [*_DAMAGED[:2]]


def _reads_well(part: bytes, encoding: str, model: Model) -> bool:
    reading = read(part, encoding)
    few = len(reading.bad) <= 1 + len(part) // _FEW_BAD
    return few and quality(reading, model).mean >= _NOT_NOISE


def _damaged(
    part: bytes, weights: Mapping[str, float], model: Model, *, is_end: bool
) -> list[Candidate]:
    """Return readings in which a stray or missing byte may stand inside a character."""
    from unionclean.steps.decode.lattice import single_path

    if len(part) > _LATTICE_LIMIT or part[:-1].isascii():  # "caf" is no Chinese text that was cut
        return []
    found = []
    for name in _DAMAGED:
        if name not in weights:
            continue
        reading, score = single_path(part, name, model, is_end=is_end)
        found.append(Candidate(name, score + weights[name], reading, model))
    return found


def _margin(ranked: list[Candidate]) -> float:
    """Return how far the best reading is ahead of the best one that gives another text."""
    rival = _rival(ranked)
    return ranked[0].score - rival.score if rival else math.inf


def _rival(ranked: list[Candidate]) -> Candidate | None:
    best = ranked[0]
    return next((other for other in ranked[1:] if other.encoding != best.encoding), None)


def _explain(ranked: list[Candidate], declared: str | None, said: tuple[str, str] | None) -> Choice:
    """Return the choice; ``said`` is how the file names an encoding, and which one."""
    best = ranked[0]
    rival = _rival(ranked)
    # A difference of 4 nats (two ordinary characters) means 88 %, of 10 nats 99 %.
    confidence = 1 / (1 + math.exp(-min(_margin(ranked), 60.0) / 2))
    if not _is_good(best) and not (declared == best.encoding == "utf-8"):
        confidence *= 0.9  # the best of bad readings, or another language
        if best.encoding not in OF_PAIRS and not best.encoding.startswith("utf"):
            letters = sum(char > "\x7f" for char in best.reading.text)
            confidence *= 1 - _LONE / max(letters, 1)
    unread = sum(len(bad.raw) for bad in best.reading.bad)
    if unread:
        size = max(1, sum(1 for char in best.reading.text if char > "\x7f"))
        confidence *= max(0.3, 1 - unread / size)
    why = "makes the best text"
    if rival is not None:
        how = next((words for least, words in _HOW_FAR if _margin(ranked) >= least), "just as well")
        why += f"; as {rival.encoding} it reads {how}"
    if said:
        how, name = said
        told = f"{how} so" if name == best.encoding else f"{how} as {name}, which reads worse"
        why += f"; {told}"
    return Choice(best.encoding, round(confidence, 3), why, rival.encoding if rival else "")
