"""Text of which some characters were converted: both scripts stand in one clause, again and again.

An author writes one script, and quotes the other. Software that replaces some characters, or whose
table lacks many, leaves 會議强调 and 解決实际問題. Japanese writes 国際会議, so the Simplified
characters that Japan has as well do not count; and names stay as their bearers write them, so what
is Traditional has to be usual words.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.script.alphabets import (
    only_simplified,
    only_traditional,
    tally,
    without_quotations,
)
from unionclean.steps.script.best import read_row
from unionclean.steps.script.senses import to_simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL: Final = 9  # level of script_words.txt: 2 to the power of 8 times in 60 million words

# Of 6,600 documents of 33 clean sources one Cantonese source has five such clauses of 46, the
# others two at most.
_LEAST: Final = 4
_SHARE: Final = 0.15  # of the clauses that hold a character of either script

# Words of a text that shows the scripts side by side: one in so many characters.
_SUBJECT: Final = "[異异繁簡简俗正][體体]"
_SUBJECT_IN: Final = 300


def is_half_converted(text: str) -> bool:
    """Tell whether some of the characters of ``text`` were converted to Traditional.

    >>> is_half_converted("會议强調，落實责任，確保各项工作進行，学習经验。")
    True
    """
    text = without_quotations(text)
    if min(tally(text)) < _LEAST or speaks_of_scripts(text):
        return False
    simplified, traditional = _patterns()
    words: set[str] = set()
    both = either = 0
    for clause in regex(f"[{HAN}]+").findall(text):
        one = regex(simplified).search(clause) is not None
        other = regex(traditional).search(clause) is not None
        found = set(_converted_words(clause)) if one and other else set()
        words |= found
        both += bool(found)
        either += one or other
    return min(both, len(words)) >= _LEAST and both >= _SHARE * either


def _converted_words(clause: str) -> Iterator[str]:
    """Yield the usual words of two characters in ``clause`` that are Traditional, or half so."""
    plain = to_simplified(clause)
    for before, after in zip(pairwise(clause), pairwise(plain), strict=True):
        if not only_traditional().isdisjoint(before):
            level = read_row(after[0])[2].get(after[1], "")
            if level and (ord(level) & 31) >= _USUAL:
                yield "".join(after)


def speaks_of_scripts(text: str) -> bool:
    """Tell whether the forms of characters are what ``text`` is about.

    >>> speaks_of_scripts("头发的繁体是頭髮"), speaks_of_scripts("关于头发")
    (True, False)
    """
    return len(regex(_SUBJECT).findall(text)) * _SUBJECT_IN > len(text)


@cache
def _patterns() -> tuple[str, str]:
    simplified = (char for char in only_simplified() if not char.encode("shift_jis", "ignore"))
    return f"[{''.join(sorted(simplified))}]", f"[{''.join(sorted(only_traditional()))}]"
