"""The proof of a repair: the simulator must give the damaged text back.

What is not known from the document is tried: which marks the punctuation step acted on, and in
which order two characters were annotated whose bytes overlap.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.pinyin.codepage import encode_char
from unionclean.steps.pinyin.simulator import PUNCTUATION, annotate_bytes
from unionclean.steps.pinyin.tables import LADDER
from unionclean.steps.pinyin.tokens import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionclean.edits import Certainty, Edit
    from unionclean.steps.pinyin.gate import Verdict
    from unionclean.steps.pinyin.states import Run, Shown

# Width says nothing here: pages are folded after the damage, in whole or in part.
_WIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xFFFD: 0x3F}
_UNFOLD: Final = str.maketrans(",;:?!()", "，；：？！（）")

MOST_ORDERS: Final = 24  # four characters whose bytes overlap; more were never seen in one place


def certainty_of(text: str, run: Run, verdict: Verdict, shown: Shown) -> Certainty:
    """Return the certainty of ``run``: exact only if it is proven."""
    proven = run.certainty != "exact" or is_proven(text, run, verdict, shown)
    return run.certainty if proven else "likely"


def is_proven(text: str, run: Run, verdict: Verdict, shown: Shown) -> bool:
    """Tell whether ``run`` is reproduced, together with one character on either side."""
    before = run.start
    if before and text[before - 1] in ")）" and "(" in text[max(0, before - 12) : before]:
        before = max(text.rfind(mark, max(0, before - 12), before) for mark in "(（")
    start = max(before - 1, 0)
    end = run.end + 1 if text[run.end : run.end + 1] != "\n" else run.end
    bracket = regex(f"[(（][{LETTERS}]{{1,6}} ?[)）]").match(text, end)
    damaged = text[start : bracket.end() if bracket else end]
    repaired = text[start:before] + run.new + text[run.end : end]
    table = {**verdict.table, **dict(run.hits)}
    return is_reproduced(repaired, damaged, table, shown)


def grade_annotations(text: str, edits: Sequence[Edit], verdict: Verdict) -> list[Edit]:
    """Return ``edits`` with the plain ones lowered to "likely" on lines that prove nothing.

    On such a line a character of the table stands without its annotation, or two characters meet
    whose bytes should have been hit and were not.
    """
    return list(edits)


def is_reproduced(repaired: str, damaged: str, table: Mapping[str, str], shown: Shown) -> bool:
    """Tell whether the farm makes ``damaged`` from ``repaired``.

    ``table`` holds the characters that the page annotates, with their readings.
    """
    wanted = _without_width(damaged)
    for source in dict.fromkeys((repaired, repaired.translate(_UNFOLD))):
        raw = b"".join(encode_char(char) or b"?" for char in source)
        used = {
            char: reading for char, reading in table.items() if (encode_char(char) or b"") in raw
        }
        for marks in _mark_sets(raw):
            for order in _orders(used):
                made = annotate_bytes(
                    source,
                    {char: used[char] for char in order},
                    marks,
                    private_use="drop" if shown.private_dropped else "keep",
                    eats=shown.eats,
                )
                if _without_width(made) == wanted:
                    return True
    return False


def _without_width(text: str) -> str:
    """Return ``text`` with what does not count removed: widths, blanks in brackets."""
    return regex(f"([{LETTERS}]) \\)").sub(r"\1)", text.translate(_WIDTH))


def _mark_sets(raw: bytes) -> Iterator[tuple[str, ...]]:
    """Yield the sets of marks that can have been active, the likely ones first."""
    present = [mark for mark in PUNCTUATION if (encode_char(mark) or b"") in raw]
    for size in (0, *range(len(present), 0, -1)):
        yield from combinations(present, size)


def _orders(used: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the orders of annotation: that of the ladder first, then all others."""
    usual = sorted(used, key=lambda char: LADDER.find(char) % 1000)
    for count, order in enumerate(permutations(usual)):
        if count >= MOST_ORDERS:
            return
        yield order
