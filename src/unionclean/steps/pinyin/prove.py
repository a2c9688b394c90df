"""The proof of a repair: the simulator must give the damaged text back.

What is not known from the document is tried: which marks the punctuation step acted on, and in
which order two characters were annotated whose bytes overlap.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.edits import apply_edits
from unionclean.steps.pinyin.atoms import before_brackets
from unionclean.steps.pinyin.codepage import LONE_SHOWN, decode_pair, encode_char, encode_text
from unionclean.steps.pinyin.simulator import HIDDEN, PUNCTUATION, annotate_bytes
from unionclean.steps.pinyin.tables import LADDER
from unionclean.steps.pinyin.tokens import LETTERS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from unionclean.edits import Edit
    from unionclean.steps.pinyin.states import Run, Shown
    from unionclean.steps.pinyin.verdict import Verdict

# Width says nothing here: pages are folded after the damage, in whole or in part.
# Nor does what stands for a lost byte; not every decoder shows the lone one.
_LOST: Final = dict.fromkeys((0xFFFD, ord(LONE_SHOWN)), ord("?"))
_WIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20} | _LOST
_UNFOLD: Final = str.maketrans(",;:?!()", "，；：？！（）")

MOST_SETS: Final = 8  # sets of three marks that are tried on a whole line
MOST_ORDERS: Final = 24  # four characters whose bytes overlap; more were never seen in one place


def lower_unproven(text: str, runs: Iterable[Run], verdict: Verdict, shown: Shown) -> Iterator[Run]:
    """Yield ``runs``, the exact ones lowered to "likely" if they are not reproduced.

    A page repeats its words, so each piece of text is tried once.
    """
    known: dict[tuple[str, str, tuple[tuple[str, str], ...]], bool] = {}
    for run in runs:
        if run.certainty != "exact":
            yield run
            continue
        repaired, damaged = _surroundings(text, run)
        key = repaired, damaged, run.hits
        if key not in known:
            table = {**verdict.table, **dict(run.hits)}
            known[key] = is_reproduced(repaired, damaged, table, shown)
        yield run if known[key] else run._replace(certainty="likely")


def _surroundings(text: str, run: Run) -> tuple[str, str]:
    """Return ``run`` with one character on either side, as repaired and as damaged."""
    before = before_brackets(text, run.start)
    start = max(before - 1, 0)
    end = run.end + 1 if text[run.end : run.end + 1] != "\n" else run.end
    bracket = regex(f"[(（][{LETTERS}]{{1,6}} ?[)）]").match(text, end)
    damaged = text[start : bracket.end() if bracket else end]
    repaired = text[start:before] + (run.stored or run.new) + text[run.end : end]
    return repaired, damaged


def grade_annotations(
    text: str, edits: Sequence[Edit], table: Mapping[str, str], shown: Shown
) -> Iterator[Edit]:
    """Yield ``edits``, the exact ones lowered to "likely" on lines that are not reproduced.

    On such a line a character of the table stands without its annotation, for example, or was
    annotated by hand. A line that keeps a mark which may stand for lost bytes has a second
    original, and so it is not exact either.
    """
    open_mark = regex(f"[{''.join(sorted(shown.unknown))}][，。；！？、：,;!?:{UNKNOWN}]|\ufffd")
    order = {char: table[char] for char in _usual_order(table)}
    pairs = _pairs_of(table)
    for start, end, group in _by_line(text, edits):
        proven = False
        if any(edit.certainty == "exact" for edit in group):
            moved = [
                edit._replace(start=edit.start - start, end=edit.end - start) for edit in group
            ]
            damaged = text[start:end]
            repaired = apply_edits(damaged, moved)
            proven = open_mark.search(repaired) is None and (
                _is_plain(repaired, damaged, moved, table, pairs)
                or _is_reproduced_in_order(repaired, damaged, order, shown)
            )
        for edit in group:
            lowered = not proven and edit.certainty == "exact"
            yield edit._replace(certainty="likely") if lowered else edit


def _pairs_of(table: Mapping[str, str]) -> re.Pattern[bytes]:
    """Return the pattern of the first byte of each pair that the farm looks for, wherever it is."""
    trails: dict[bytes, bytes] = {}
    for char in table:
        raw = encode_char(char) or b""
        trails[raw[:1]] = trails.get(raw[:1], b"") + re.escape(raw[1:])
    return re.compile(
        b"|".join(
            re.escape(lead) + b"(?=[" + found + b"])" for lead, found in trails.items() if found
        )
        or b"(?!)",
        re.DOTALL,
    )


def _is_plain(
    repaired: str,
    damaged: str,
    edits: Sequence[Edit],
    table: Mapping[str, str],
    pairs: re.Pattern[bytes],
) -> bool:
    """Tell at once that the farm makes the line ``damaged``, where it hit whole characters only.

    The edits remove the reading of one character of the table each, and its bytes hold as many
    pairs of the table as there are edits: so these were all that was hit, and nothing shifted.
    """
    try:
        raw = repaired.encode("gbk")
    except UnicodeEncodeError:
        return False
    return (
        HIDDEN not in raw
        and len(pairs.findall(raw)) == len(edits)
        and all(
            not edit.new
            and damaged[edit.start : edit.end].strip("()（） ")
            == table.get(damaged[edit.start - 1])
            for edit in edits
        )
    )


def _by_line(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield the bounds of each line that has edits, with its edits."""
    group: list[Edit] = []
    start, end = 0, -1
    for edit in edits:
        if edit.start > end:
            if group:
                yield start, end, group
            start = text.rfind("\n", 0, edit.start) + 1
            found = text.find("\n", edit.end)
            end, group = (len(text) if found < 0 else found), []
        group.append(edit)
    if group:
        yield start, end, group


def _is_reproduced_in_order(
    repaired: str, damaged: str, order: Mapping[str, str], shown: Shown
) -> bool:
    """Tell whether the farm makes the line ``damaged`` with its characters in this order."""
    wanted = _without_width(damaged)
    for source in dict.fromkeys((repaired, repaired.translate(_UNFOLD))):
        raw = encode_text(source)
        sets = list(_mark_sets(raw))
        for marks in sets if len(sets) <= MOST_SETS else (sets[0], sets[1]):
            if _without_width(_damage(source, order, marks, shown)) == wanted:
                return True
    return False


def _damage(source: str, order: Mapping[str, str], marks: tuple[str, ...], shown: Shown) -> str:
    private: Literal["keep", "drop"] = "drop" if shown.private_dropped else "keep"
    return annotate_bytes(source, order, marks, private_use=private, eats=shown.eats)


def is_reproduced(repaired: str, damaged: str, table: Mapping[str, str], shown: Shown) -> bool:
    """Tell whether the farm makes ``damaged`` from ``repaired``.

    ``table`` holds the characters that the page annotates, with their readings.
    """
    wanted = _without_width(damaged)
    for source in dict.fromkeys((repaired, repaired.translate(_UNFOLD))):
        raw = encode_text(source)
        pairs = (decode_pair(one, two) for one, two in pairwise(raw))
        used = {char: table[char] for char in pairs if char is not None and char in table}
        for marks in _mark_sets(raw):
            for order in _orders(used):
                hits = {char: used[char] for char in order}
                if _without_width(_damage(source, hits, marks, shown)) == wanted:
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


def _usual_order(chars: Iterable[str]) -> list[str]:
    """Return ``chars`` in the order of the ladder, then those that it lacks."""
    return sorted(chars, key=lambda char: (LADDER.find(char) % 1000, char))


def _orders(used: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the orders of annotation: that of the ladder first, then others."""
    for count, order in enumerate(permutations(_usual_order(used))):
        if count >= MOST_ORDERS:
            return
        yield order
