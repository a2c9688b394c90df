"""Which character stood here: candidates that share a known byte, and how likely each one is."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han
from unionclean.language import load
from unionclean.steps.pinyin.clash import BEFORE_MARKS, clash
from unionclean.steps.pinyin.codepage import decode_pair, encode_char, is_trail
from unionclean.steps.pinyin.states import ANY, PLAIN
from unionclean.steps.pinyin.tables import LADDER, load_tables, toneless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Marks that stand in running Chinese text and can lose a byte.
MARKS: Final = "　、。·—…‘’“”〔〕〈〉《》「」『』【】！（），．：；？％０１２３４５６７８９"

_FOLD_MARKS: Final = str.maketrans(",;:?!()", "，；：？！（）")

ODD_FORM: Final = -6.0
"""A form that the farm never writes: a Simplified character that it maps to another one."""

RAREST_FORM: Final = -10.0
"""One that hardly an author writes: 齣場 for 出場. Words, which are read in Simplified characters,
would speak for it."""

CHOICES: Final = 16
COMMON: Final = 32  # candidates that are looked at where both bytes are uncertain


class Chars(tuple[str, ...]):
    """Characters to choose from, made once and told apart by identity.

    They are the keys of caches: to hash a hundred characters takes as long as to rank ten.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


NOBODY: Final = Chars()


@cache
def _folded(char: str) -> str:
    return load_tables().simple.get(char, char).translate(_FOLD_MARKS)


def as_read(text: str) -> str:
    """Return ``text`` in Simplified characters and fullwidth marks, as the model reads it."""
    return "".join(map(_folded, text))


@cache
def _oddness(char: str) -> float:
    """Return what is taken off for a form of a character that the farm does not write.

    Authors of Traditional text write other forms too (後, 裡), as common as the farm's (后, 里);
    a form as rare as 曏 is no way to read 向.
    """
    tables, model = load_tables(), load()
    if char in tables.farm:
        return ODD_FORM
    simple = tables.simple.get(char, char)
    if tables.farm.get(simple, simple) == char:
        return 0.0
    return max(min(model.char(char) - model.char(simple), 0.0), RAREST_FORM)


@cache
def _frequency(char: str) -> float:
    return load().char(_folded(char)) + _oddness(char)


@cache
def _ranked(char: str) -> tuple[float, str, str, float]:
    """Return the frequency of ``char``, itself, its folded form, and its oddness."""
    return _frequency(char), char, _folded(char), _oddness(char)


@lru_cache(maxsize=1 << 16)
def likelihood(before: str, char: str) -> float:
    """Return the log probability of ``char`` after ``before``, read as Simplified prose."""
    left, right = _folded(before), _folded(char)
    return load().pair(left, right) + _oddness(char) + clash(left, right)


@cache
def _candidates() -> tuple[dict[int, Chars], dict[int, Chars]]:
    tables = load_tables()
    by_lead: dict[int, list[str]] = {}
    by_trail: dict[int, list[str]] = {}
    for char in (*MARKS, *tables.readings):
        raw = encode_char(char)
        if raw is None or len(raw) != 2 or char in tables.farm:
            continue
        by_lead.setdefault(raw[0], []).append(char)
        by_trail.setdefault(raw[1], []).append(char)
    return (
        {byte: Chars(chars) for byte, chars in by_lead.items()},
        {byte: Chars(chars) for byte, chars in by_trail.items()},
    )


def with_lead(lead: int) -> Chars:
    """Return the characters the farm writes whose first byte is ``lead``."""
    return _candidates()[0].get(lead, NOBODY)


def with_trail(trail: int) -> Chars:
    """Return the characters the farm writes whose second byte is ``trail``."""
    return _candidates()[1].get(trail, NOBODY)


@cache
def _frequent_first(chars: Chars, other: int) -> tuple[tuple[int, str], ...]:
    """Return ``chars``, most frequent ones first, each with its byte number ``other``."""
    ranked = sorted(chars, key=_frequency, reverse=True)
    return tuple(((encode_char(char) or b"\0\0")[other], char) for char in ranked)


@cache
def before_mark() -> tuple[str, ...]:
    """Return the characters that end with the first byte of a mark: A1 or A3."""
    return Chars(with_trail(0xA1) + with_trail(0xA3))


class _Candidates(NamedTuple):
    """Candidates by their form in the model's table, and the most frequent ones first."""

    folded: dict[str, tuple[tuple[float, str], ...]]  # folded -> (oddness, char) of each
    alone: dict[str, float]  # folded -> its log probability anywhere
    frequent: tuple[tuple[float, str, str, float], ...]  # frequency, char, folded, oddness
    marks: tuple[str, ...]  # those that are no Han characters
    frequent_han: tuple[tuple[float, str, str, float], ...]


@lru_cache(maxsize=1 << 13)
def _prepared(chars: tuple[str, ...]) -> _Candidates:
    ranked = sorted(map(_ranked, chars), reverse=True)
    model = load()
    folded: dict[str, tuple[tuple[float, str], ...]] = {}
    for _, char, form, oddness in ranked:
        if form in model:
            folded[form] = (*folded.get(form, ()), (oddness, char))
    alone = {form: model.char(form) for form in folded}
    marks = tuple(char for char in chars if not is_han(char))
    han = [item for item in ranked if item[1] not in marks] if marks else ranked
    frequent, frequent_han = tuple(ranked[: 2 * CHOICES]), tuple(han[: 2 * CHOICES])
    return _Candidates(folded, alone, frequent, marks, frequent_han)


@lru_cache(maxsize=1 << 14)
def best_of(before: str, chars: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    """Return the most likely of ``chars`` after ``before``, with their log probabilities.

    Sixteen: the next characters correct their order, and where both bytes are lost the right one is
    often the tenth (of 600 pages six more were exact than with eight; twenty-four did no more).
    Those that the model knows after ``before`` are found at once; of the others only the frequent
    ones can be among them.
    """
    left = _folded(before)
    base, row = load().row(left)
    pause = left in BEFORE_MARKS
    if len(chars) < (4 * CHOICES if pause else 2) or base is None or left == "（":
        ranked = [(likelihood(before, char), char) for char in chars]
    else:
        folded, alone, frequent, marks, frequent_han = _prepared(chars)
        seen = _seen(row, base, alone)
        if pause:  # what else a mark costs there, `likelihood` knows
            seen.difference_update(marks)
            frequent = frequent_han
        ranked = [(base + often, char) for often, char, form, _ in frequent if form not in seen]
        for form in seen:
            gain = row[form]
            ranked += [(gain + oddness, char) for oddness, char in folded[form]]
        if pause:
            ranked += [(likelihood(before, char), char) for char in marks]
    ranked.sort(reverse=True)
    return tuple(ranked[:CHOICES])


def likeliest(before: str, chars: tuple[str, ...]) -> float:
    """Return the log probability of the first of `best_of`, without ranking the others."""
    left = _folded(before)
    base, row = load().row(left)
    if len(chars) < 2 or base is None or left == "（" or left in BEFORE_MARKS:
        return best_of(before, chars)[0][0]
    folded, alone, frequent, _, _ = _prepared(chars)
    seen = _seen(row, base, alone)
    gains = [row[form] + oddness for form in seen for oddness, _ in folded[form]]
    gains += islice((base + often for often, _, form, _ in frequent if form not in seen), 1)
    return max(gains)


def _seen(row: Mapping[str, float], base: float, alone: Mapping[str, float]) -> set[str]:
    """Return the forms of ``alone`` that the model knows behind the character of ``row``.

    A row also remembers what earlier documents asked for, which must make no difference.
    """
    return {form for form in row.keys() & alone.keys() if row[form] != base + alone[form]}


@cache
def _by_reading() -> dict[tuple[int, str], tuple[str, ...]]:
    tables = load_tables()
    found: dict[tuple[int, str], list[str]] = {}
    for char in tables.simple:
        raw = encode_char(char)
        if raw is None or len(raw) != 2:
            continue
        toned = dict.fromkeys(tables.read(char))
        for reading in toned:
            found.setdefault((raw[0], reading), []).append(char)
        for reading in dict.fromkeys(map(toneless, toned)):
            found.setdefault((raw[0], PLAIN + reading), []).append(char)
    return {key: Chars(chars) for key, chars in found.items()}


def read_as(lead: int, reading: str) -> tuple[str, ...]:
    """Return the annotated characters that ``lead`` can begin and that are read ``reading``.

    Only characters that differ from their Simplified form are annotated. `PLAIN` before the
    reading says that any tone is meant.
    """
    return _by_reading().get((lead, reading), ())


@cache
def first_read_as(reading: str) -> Chars:
    """Return the characters that farms annotate with ``reading``."""
    first = load_tables().first
    return Chars(char for char in LADDER if first(char) == reading)


@cache
def lost_in_big5(reading: str) -> Chars:
    """Return the characters that farms annotate with ``reading`` and that Big5 does not have.

    A page of a farm that was saved as Big5 shows a "?" for each of them: «認?(wèi)».
    """
    return Chars(char for char in first_read_as(reading) if not char.encode("big5hkscs", "ignore"))


@lru_cache(maxsize=1 << 12)
def any_read_as(leads: frozenset[int], reading: str) -> tuple[str, ...]:
    """Return the characters of `read_as` for all ``leads``."""
    return Chars(char for lead in sorted(leads) for char in read_as(lead, reading))


@lru_cache(maxsize=1 << 14)
def complete(waiting: frozenset[int], trail: int) -> tuple[str, ...]:
    """Return the character that the one byte ``waiting`` makes with ``trail``, if any."""
    char = decode_pair(min(waiting), trail) if is_trail(trail) else None
    return Chars(() if char is None or "\ue000" <= char <= "\uf8ff" else (char,))


@lru_cache(maxsize=1 << 12)
def between(waiting: frozenset[int], trail: int) -> tuple[str, ...]:
    """Return the characters with a first byte in ``waiting`` and the second byte ``trail``."""
    found = (char for lead, char in _frequent_first(with_trail(trail), 0) if lead in waiting)
    return Chars(islice(found, COMMON))


@lru_cache(maxsize=1 << 12)
def begun_like(
    leads: frozenset[int], trails: Callable[[int], frozenset[int]]
) -> tuple[tuple[str, ...], dict[str, frozenset[int]]]:
    """Return the characters that one of ``leads`` begins and whose second byte leads a pair.

    ``trails`` gives the second bytes of such pairs; with each character stands their set.
    """
    seconds = {byte: found for byte in range(0x40, 0xFF) if (found := trails(byte) & ANY)}
    kept: list[tuple[str, int]] = []
    for lead in sorted(leads):
        begun = _frequent_first(with_lead(lead), 1)
        ending = ((char, trail) for trail, char in begun if trail in seconds)
        kept += islice(ending, COMMON)
    if len(leads) > 1:
        kept.sort(key=lambda pair: -_frequency(pair[0]))
    kept = kept[:COMMON]
    return Chars(char for char, _ in kept), {char: seconds[trail] for char, trail in kept}


@lru_cache(maxsize=1 << 14)
def options(
    before: str, leads: frozenset[int], trails: Callable[[int], frozenset[int]]
) -> tuple[tuple[float, str, frozenset[int]], ...]:
    """Return the most likely characters of `begun_like` after ``before``, best first."""
    chars, seconds = begun_like(leads, trails)
    return tuple([(gain, char, seconds[char]) for gain, char in best_of(before, chars)])
