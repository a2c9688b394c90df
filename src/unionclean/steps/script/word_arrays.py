"""The words of script_words.txt as one sorted array of numbers, one for each word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from unionclean.steps.script.best import TOTAL, UNCOUNTED, WORD
from unionclean.steps.script.dictionaries import read_sections

if TYPE_CHECKING:
    from unionclean.steps.script.dictionaries import PhraseDictionary

# A word's number is a polynomial of its characters modulo 2**64; its lowest byte gives way to what
# the word costs and of which kind it is. That a piece of a run meets the number of another word by
# chance is less likely than 1 in 500,000,000,000.
FACTOR = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFF00
COST = 0x3F
KIND = 6  # bits to shift
OPENCC, SPECIAL, HOLDER = 1, 2, 3  # see WORD_KINDS


class Words:
    """All words as sorted numbers, and the costs of single characters by their codes."""

    def __init__(self, np: Any, numbers: Any, single: Any) -> None:
        self.np = np
        self.numbers = numbers
        self.single = single
        # By the first 21 bits of a number: most pieces of a run are no words, which this tells at
        # a tenth of the cost of a search.
        self._maybe = np.zeros(1 << 21, dtype=bool)
        self._maybe[(numbers >> np.uint64(43)).astype(np.intp)] = True

    def with_own(self, phrases: PhraseDictionary) -> Words:
        """Return the words with those of ``phrases`` that are not OpenCC's own."""
        np = self.np
        own = {number_of(word) & _MASK: new for word, new in phrases.owns}
        if not own:
            return self
        numbers = np.fromiter(own, dtype=np.uint64)
        kinds = [OPENCC if new is None else SPECIAL for new in own.values()]
        costs = np.full(len(numbers), TOTAL + WORD - UNCOUNTED, dtype=np.uint64)
        which, at = self.find(numbers)
        costs[which] = self.numbers[at] & np.uint64(COST)
        numbers |= costs | np.array(kinds, dtype=np.uint64) << np.uint64(KIND)
        merged = np.concatenate((np.delete(self.numbers, at), numbers))
        merged.sort()
        return Words(np, merged, self.single)

    def find(self, numbers: Any) -> tuple[Any, Any]:
        """Return which of ``numbers`` are those of words, and where these words stand."""
        np = self.np
        which = np.flatnonzero(self._maybe[(numbers >> np.uint64(43)).astype(np.intp)])
        numbers = numbers[which] & np.uint64(_MASK)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        known = self.numbers[at] & np.uint64(_MASK) == numbers
        return which[known], at[known]


@cache
def read_words() -> Words:
    """Return the words of script_words.txt; see there and WORD_KINDS."""
    import numpy as np

    text = "\n" + read_sections("script_words.txt")["words"] + "\n"
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    marks = np.flatnonzero(codes <= 0x20).astype(np.int32)  # before each piece: line end or blank
    lines = np.flatnonzero(codes[marks] == 0x0A)
    heads, counts = marks[lines[:-1]] + 1, np.diff(lines)  # counts of pieces
    firsts, alone = codes[heads], codes[marks[lines[:-1] + 1] - 1]
    single = np.full(0x10000, TOTAL + WORD, dtype=np.int16)
    counted = alone >= 0x41  # not a digit, the end of a head without a level
    single[firsts[counted]] = TOTAL + WORD + 1 - (alone[counted] & 31).astype(np.int16)
    # After the head of a line come a rest and a level in turns.
    in_line = np.arange(len(marks) - 1) - np.repeat(lines[:-1], counts)
    rests = np.flatnonzero(in_line & 1)
    firsts = np.repeat(firsts, counts // 2)
    starts = marks[rests] + 1
    lengths = marks[rests + 1] - starts
    levels = codes[marks[rests + 1] + 1]
    costs = TOTAL + WORD + 1 - (levels & 31).astype(np.uint8)
    kinds = (levels >= 0x61).astype(np.uint8) + (levels >= 0xC0) + (levels >= 0x100)
    numbers: Any = firsts * np.uint64(FACTOR)
    left: Any = np.arange(len(rests))
    for at in range(int(lengths.max())):
        numbers[left] = (numbers[left] + codes[starts[left] + at]) * np.uint64(FACTOR)
        left = left[lengths[left] > at + 1]
    numbers = (numbers & np.uint64(_MASK)) | costs | kinds << KIND
    numbers.sort()
    return Words(np, numbers, single)


def number_of(word: str) -> int:
    """Return the number of one word, as it is before the lowest byte gives way."""
    number = 0
    for char in word:
        number = (number + ord(char)) * FACTOR & (1 << 64) - 1
    return number
