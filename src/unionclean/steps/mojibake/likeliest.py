"""Which of the likeliest restorations of a broken stretch reads best in its line.

The search knows one character before and one after. Here the best dozen of its answers are
weighed again in the line around them: by the words they make, by brackets that lack a partner,
and by marks that do not end a line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import pair_marks, regex
from unionclean.habits import Habits, mixed
from unionclean.language import load
from unionclean.steps.script.likelihood import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN: Final = "\ufffd"
"""Stands in a line for what is not known: other broken stretches, and what a broken line goes on
with."""

# How much words count beside pairs of characters. Of lost bytes in prose that no table was made
# from, pairs alone choose 81 in a hundred rightly and words alone 86; 0.3 to 1.2 of words together
# with pairs leave the fewest wrong, 6 to 30 in a hundred less than pairs alone.
_WORDS: Final = 0.5
_BEHIND: Final = 5.0  # nats that words and marks may make good; 10 chooses no better
_AROUND: Final = 3  # characters on each side that words are looked for in; 6 choose no better

_PAIRS: Final = dict(zip("（「『《〈【〔〖“‘", "）」』》〉】〕〗”’", strict=True))
_BRACKETS: Final = frozenset(_PAIRS).union(_PAIRS.values())
_NO_BRACKETS: Final = f"[^{re.escape(''.join(sorted(_BRACKETS)))}]+"
_UNPAIRED: Final = -8.0  # one without its partner in the line

_PAUSES: Final = frozenset("，、　")
_PAUSE: Final = -8.0  # after one of these a sentence has to go on
_COLON: Final = -4.0  # after a colon it mostly does, unless a list or code follows
_EXCLAIMED: Final = -4.0  # what is said with emphasis introduces none

_IN_A_ROW: Final = 3
_OTHER_SIGN: Final = -4.0  # after a sign that stands there three times, and may go on

_QUESTION: Final = "[吗呢嗎谁誰哪几幾]|什[么麼]|怎[么麼样樣]|[如为為]何|多少|是否|[难難]道|何[时時]"
_ASKED: Final = 2.5  # for a question mark after such a word, against one after none
_CLAUSE: Final = "[^，。；：、！？…”」』）]*$"
_WIDE: Final = -4.0  # a fullwidth digit or letter among others that are none
_WIDE_ALNUM: Final = "[０-９Ａ-Ｚａ-ｚ]"


def choose_likeliest(
    found: Sequence[tuple[float, str]],
    left: str,
    right: str,
    habits: Habits | None = None,
    *,
    suited: str = "",
) -> str:
    """Return the text of ``found`` that reads best between ``left`` and ``right``.

    ``found`` holds log probabilities and texts, ``left`` and ``right`` the rest of the line;
    ``suited`` is the mark that what follows at its end suggests, if any.
    """
    best = max(found)
    near = [item for item in found if item[0] > best[0] - _BEHIND]
    if len(near) == 1:
        return best[1]
    words = load_words()
    texts = [text for _, text in near]
    # What all have in common is part of the line.
    start = _count_common(texts)
    stop = -_count_common([text[start:][::-1] for text in texts]) or None
    left, right = left + texts[0][:start], texts[0][stop:] * (stop is not None) + right
    before, after = left[-_AROUND:], right[:_AROUND].partition(UNKNOWN)[0]
    paired = any(not _BRACKETS.isdisjoint(text[start:stop]) for text in texts)
    if paired:
        open_, close = (regex(_NO_BRACKETS).sub("", part) for part in (left, right))
    ranked = []
    for score, whole in near:
        text = whole[start:stop]
        value = score + _WORDS * words.score(before + text + after)
        value += _weigh_marks(left, text, right, suited)
        if habits is not None:
            value += _repeated(before[-1:] + text + after[:1], habits)
        if paired:
            value += _UNPAIRED * pair_marks(open_ + text + close, _PAIRS)[1]
        ranked.append((value, whole))
    return max(ranked)[1]


def _repeated(text: str, habits: Habits) -> float:
    """Return how much likelier ``text`` is for the pairs of characters that its document has."""
    value = 0.0
    pair = load().pair
    for before, char in pairwise(text):
        share = habits.after(before).get(char)
        if share:
            gain = pair(before, char)
            value += mixed(gain, share) - gain
    return value


def _count_common(texts: Sequence[str]) -> int:
    """Return how many characters all of ``texts`` begin with."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    return next((place for place, (one, other) in pairs if one != other), len(first))


def _weigh_marks(left: str, text: str, right: str, suited: str) -> float:
    """Return what speaks for or against the marks in ``text``, brackets aside."""
    value = 0.0
    if text and (suited or not right):
        value += _PAUSE * (text[-1] in _PAUSES) + _COLON * (
            text[-1] in "：；" and text[-1] != suited
        )
        value += _EXCLAIMED * (text[-1] in "！？" and bool(suited))
    for place, char in enumerate(text):
        before = (left + text[:place])[-_IN_A_ROW:]
        if len(before) == _IN_A_ROW and char not in before and len(set(before)) == 1:
            value += _OTHER_SIGN * (not before.isalnum())
        if char in "？！":
            clause = regex(_CLAUSE).search(left + text[:place])
            asked = clause is not None and regex(_QUESTION).search(clause[0]) is not None
            if char == "？":
                value += _ASKED if asked else -_ASKED
            elif asked:
                value -= _ASKED
        elif regex(_WIDE_ALNUM).match(char):
            around = (left + text[:place])[-1:] + (text[place + 1 :] + right)[:1]
            value += _WIDE * (regex(_WIDE_ALNUM).search(around) is None)
    return value
