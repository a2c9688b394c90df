"""Lines that one sign draws, ──── and ＊＊＊＊, in a document whose damage is known.

By itself such a line says nothing: its bytes are two or three in turns, and in every encoding they
are something in turns. Here the known mistake is made again with each sign that lines are drawn
with, and what gives the damaged line back, lost bytes aside, was it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.codepages import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Certainty
    from unionclean.steps.mojibake.readings import Reading

_SIGNS: Final = "─━═—－＝＿＊＃～…·★☆※■□●○◆◇▲△▼▽┄┈＋×￣"
_FEWEST: Final = 3  # signs
_LONGEST: Final = 200
_DIFFERENT: Final = 4  # the halves of two signs, a mark, and one more at the end
_MOST_KNOWN: Final = 1_000  # rows remembered
_RUN: Final = "[^\\x00-\\x7f?](?:[^\\x00-\\x7f]|\\?(?=[^\\x00-\\x7f])){5,}\\??"
_LOST: Final = f"[?{REPLACEMENT}]+"


def find_ruled(text: str, reading: Reading) -> Iterator[Edit]:
    """Yield the edits for rows of a sign that ``reading`` has damaged as it has other lines."""
    for hit in regex(_RUN).finditer(text):
        row = _restored(hit[0], reading) if _is_row(hit[0]) else ""
        if row:
            certain: Certainty = "likely" if regex(_LOST).search(hit[0]) else "exact"
            yield Edit(hit.start(), hit.end(), row, reading.reason, certain)


def _is_row(damaged: str) -> bool:
    """Tell whether ``damaged`` may be one sign over and over: a few characters, by turns."""
    return len(damaged) <= _LONGEST and len(set(damaged)) <= _DIFFERENT


@lru_cache(maxsize=_MOST_KNOWN)
def _restored(damaged: str, reading: Reading) -> str:
    """Return the row that became ``damaged``, if there is one."""
    for sign in _SIGNS:
        if _damaged(sign * _FEWEST, reading)[:2] != damaged[:2]:
            continue
        for count in range(_FEWEST, len(damaged) + 1):
            row = sign * count
            if _marked(_damaged(row, reading)) == _marked(damaged):
                return row
    return ""


def _damaged(row: str, reading: Reading) -> str:
    codec = "gb18030" if reading.right == "gbk" else reading.right
    raw = row.encode(codec, "ignore")
    return raw.decode(reading.wrong.codecs[0], "replace")


def _marked(text: str) -> str:
    return regex(_LOST).sub(REPLACEMENT, text)
