"""What the language model does not know about two characters in a row: marks, brackets, numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import pair_marks
from unionclean.habits import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# In nats.
TWO_MARKS, AGAIN, ADVERB, NEVER_CLOSED = -5.0, 2.0, -6.0, -8.0
NUMBERED, NUMBER_CLOSED = 3.0, 4.0  # what lists add to one mark in forty and one number in 300
# Prepositions and the like, behind which no clause ends; verbs that they are too stop one now and
# then.
GOES_ON: Final = -4.0
ORDINAL: Final = 2.0  # 第 before a number: one in sixty, other characters one in 400
ELLIPSIS: Final = 5.5  # …… is one mark of two characters, and half of these have the other behind
# Paragraphs are indented by two wide blanks, the first of which may have lost its byte.
INDENTED: Final = 4.0
# A particle ends its clause: what that adds to the marks (1.5 and 4 in reviews and newspapers).
PARTICLE, EXCLAIMED = 1.5, 4.0
_PARTICLES: Final = frozenset("啊呀吧呢吗嘛啦哦嗯")
_GOES_ON: Final = frozenset("把被于在从向对和与及或以为由将使让是很最更这那每各某该其并且而但")
_PAUSES: Final = frozenset("，。；、：？！")
_BLANKS: Final = frozenset(" \n\u3000")
PARTNERS: Final = dict(zip("（“‘「『《〈【", "）”’」』》〉】", strict=True))
OPENING: Final = frozenset(PARTNERS)
CLOSING: Final = frozenset(PARTNERS.values())
BRACKETS: Final = OPENING | CLOSING
_AFTER_WORDS: Final = CLOSING | _PAUSES
_NUMBERS: Final = frozenset("一二三四五六七八九十")
BEFORE_MARKS: Final = (
    _PAUSES | _GOES_ON | OPENING | CLOSING | _BLANKS | _NUMBERS | _PARTICLES | {"…"}
)
_STRONG: Final = frozenset("？！")  # these do meet
EXCLAIMED_FIRST: Final = -2.5  # ！？ is a tenth of ？！ in reviews

# In newspapers and reviews two in a thousand quotations that end with a stop are followed by a
# pause, of the others one in eight; one in seventy and one in seven by another stop.
QUOTED_STOP: Final = dict.fromkeys("，、；,;", -3.5) | {"。": -2.4}
# Given back to a mark that closes what is opened on the path of the search, which `Page` takes for
# one too many; `reread` adds the rest where such a way is left.
OPENED_HERE: Final = 4.0


@lru_cache(maxsize=1 << 13)
def may_pair(chars: tuple[str, ...]) -> bool:
    """Tell whether one of ``chars`` opens or closes something."""
    return not BRACKETS.isdisjoint(chars)


def has_marks(before: str, chars: tuple[str, ...]) -> bool:
    """Tell whether one of ``chars`` is a mark of which pages have many or none.

    Behind a particle it says less what pages have: 嗯！ is exclaimed.
    """
    return before not in _PARTICLES and _has_marks(chars)


@lru_cache(maxsize=1 << 13)
def _has_marks(chars: tuple[str, ...]) -> bool:
    return not MARKS.keys().isdisjoint(chars)


def clash(left: str, right: str) -> float:
    """Return what two marks in a row add: «。；» is not written, «！！» more than once.

    And 地 stands before what is done, which no number or name in Latin letters is: «適當的 dpkg».
    Nothing closes behind a blank or twice, and numbers stand in brackets: «　（一）».
    """
    if left == right and left in CLOSING:
        return NEVER_CLOSED
    if left == "\n" and right == "\u3000":
        return INDENTED
    if left in _BLANKS:
        return NEVER_CLOSED if right in _AFTER_WORDS else 0.0
    if left in OPENING and right in _PAUSES:
        return NEVER_CLOSED
    if left in _GOES_ON and right in _PAUSES:
        return GOES_ON
    if left in _PARTICLES and right in "，。！？":
        return EXCLAIMED if right in _STRONG else PARTICLE
    if left in _NUMBERS and right == "）":
        return NUMBER_CLOSED
    if left == "（" and right in _NUMBERS:
        return NUMBERED
    if left == "地" and right.isascii() and (right.isalnum() or right in "/$"):
        return ADVERB
    if left == "第" and right.isdigit():
        return ORDINAL
    if left == right == "…":
        return ELLIPSIS
    if left not in _PAUSES or right not in _PAUSES:
        return 0.0
    if {left, right} <= _STRONG:
        return AGAIN if left == right else EXCLAIMED_FIRST if left == "！" else 0.0
    return TWO_MARKS


def with_closing(
    ranked: Iterable[tuple[float, str]], last: str, following: str, path: Callable[[], str]
) -> Iterable[tuple[float, str]]:
    """Return ``ranked``, best first, with what its closing marks gain between ``last`` and a mark.

    ``path`` gives what the search has read so far.
    """
    if CLOSING.isdisjoint(char for _, char in ranked):
        return ranked
    stopped = QUOTED_STOP.get(following, 0.0) if last in "。！？" else 0.0
    text = path()
    closed = pair_marks(text, PARTNERS)[0]
    found = []
    for gain, char in ranked:
        if char in CLOSING:
            here = pair_marks(text + char, PARTNERS)[0] > closed
            gain += stopped + OPENED_HERE * here  # noqa: PLW2901 - a part of it
        found.append((gain, char))
    return sorted(found, reverse=True)
