"""Text of which some characters were converted: both scripts stand in one clause, again and again.

An author writes one script, and quotes the other. Software that replaces some characters, or whose
table lacks many, leaves 會議强调 and 解決实际問題. Japanese writes 国際会議, so the Simplified
characters that Japan has as well do not count; and names stay as their bearers write them, so usual
words have to be in both scripts.
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

# Of names in a row (誠品書店) no word is half Traditional and no character stands in both forms.
_TWICE: Final = 2

# Words of a text that shows the scripts side by side: one in so many characters.
_SUBJECT: Final = "[異异繁簡简俗正][體体]"
_SUBJECT_IN: Final = 300
# A word beside itself in the other script, and the marks between them: 開市/开市, "訂盟", "订盟".
_LONGEST_WORD: Final = 8
_BETWEEN: Final = 6


def is_half_converted(text: str) -> bool:
    """Tell whether some of the characters of ``text`` were converted to Traditional.

    >>> is_half_converted("會议强調，落實责任，總结經验，認真检查，认識問题。")
    True
    """
    text = without_quotations(text)
    if min(tally(text)) < _LEAST or speaks_of_scripts(text):
        return False
    words: list[set[str]] = [set(), set()]
    both = either = 0
    for clause in regex(f"[{HAN}]+").findall(text):
        marks = [regex(pattern).search(clause) is not None for pattern in _patterns()]
        either += any(marks)
        if all(marks):
            found = [set(_usual_words(clause, pattern)) for pattern in _patterns()]
            both += all(found)
            words = [known | new for known, new in zip(words, found, strict=True)]
    if min(both, *map(len, words)) < _LEAST or both < _SHARE * either:
        return False
    return len(words[0] & words[1]) + len(_written_twice(text)) >= _TWICE


def _written_twice(text: str) -> set[str]:
    """Return the Simplified characters that ``text`` writes in both scripts."""
    one, other = (set(regex(pattern).findall(text)) for pattern in _patterns())
    return one.intersection(to_simplified("".join(other)))


def _usual_words(clause: str, script: str) -> Iterator[str]:
    """Yield the usual words of two characters in ``clause`` of which one matches ``script``."""
    plain = to_simplified(clause)
    for before, after in zip(pairwise(clause), pairwise(plain), strict=True):
        if regex(script).search("".join(before)):
            level = read_row(after[0])[2].get(after[1], "")
            if level and (ord(level) & 31) >= _USUAL:
                yield "".join(after)


def speaks_of_scripts(text: str) -> bool:
    """Tell whether the forms of characters are what ``text`` is about.

    >>> speaks_of_scripts("头发的繁体是頭髮"), speaks_of_scripts("关于头发")
    (True, False)
    """
    return len(regex(_SUBJECT).findall(text)) * _SUBJECT_IN > len(text) or sets_side_by_side(text)


def sets_side_by_side(text: str) -> bool:
    """Tell whether ``text`` lists words in both scripts, one beside the other.

    >>> sets_side_by_side('"開市", "开市", "納財", "纳财", "訂盟", "订盟", "執", "执"')
    True
    """
    if min(tally(text)) < _LEAST:
        return False
    pairs = 0
    before, end = "", -1
    for found in regex(f"[{HAN}]{{1,{_LONGEST_WORD}}}(?![{HAN}])").finditer(text):
        word = found[0]
        between = text[end : found.start()] if len(before) == len(word) else ""
        if 0 < len(between) <= _BETWEEN and "\n" not in between and word != before:
            one, other = to_simplified(before), to_simplified(word)
            pairs += one == other and (one == word or other == before)
        before, end = word, found.end()
    return pairs >= _LEAST and pairs * _SUBJECT_IN > len(text)


@cache
def _patterns() -> tuple[str, str]:
    simplified = (char for char in only_simplified() if not char.encode("shift_jis", "ignore"))
    return f"[{''.join(sorted(simplified))}]", f"[{''.join(sorted(only_traditional()))}]"
