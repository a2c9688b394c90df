"""How much a text around a line end looks like one broken sentence.

The weights are those of a logistic regression (bench/layout_fit.py, bench/results/layout.md):
5,000 sentences of newspapers, stories and manuals in both scripts, broken at random places, against
12,000 line ends without a mark that their authors wrote. They are odds in nats: a sum of 0 means
as likely as not when broken lines are as common as titles, 3 means 20 to 1.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.lines.ends import weigh_ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Scale = Sequence[tuple[float, float]]

FINAL = "。！？；…!?;"
_PAUSE = "，、：,:"
_CLOSING = "，。、；：？！）》」』】”’"
PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"))
_MARKS = f"[{FINAL}{_PAUSE}]"

_BIAS: Final = 1.8
# What a line as short as a title, without marks, has less than the sample says: there one broken
# sentence in five begins so, in paragraphs of 100 characters one in ten.
_TITLE: Final = 0.7
_LONGEST_TITLE: Final = 25  # characters
_ENDS: Final = 0.7  # of what the characters beside the line end say
# For each measure (see `measure`) the values below which a weight applies, in rising order. The
# fit gives 0 to a line that ends in a pause; but preambles and enumerations do so on purpose.
SCALES: Final[Mapping[str, Scale]] = {
    "characters before": ((16, -1.1), (25, -0.3), (40, 0.5), (inf, 1.0)),
    "marks before": ((1, -0.1), (2, 1.0), (4, 0.3), (inf, -1.2)),
    "sentences ended before": ((1, -1.0), (2, 0.8), (inf, 0.2)),
    "last clause": ((1, -0.5), (3, 1.1), (5, 0.1), (15, -0.4), (inf, -0.8)),
    "first clause": ((2, 2.8), (4, 1.1), (6, 0.2), (9, -0.3), (15, -0.6), (40, -1.4), (inf, -1.9)),
    "first clause ends the sentence": ((1, 0.0), (inf, 0.4)),
    "first clause is a label": ((1, 0.0), (inf, -2.2)),
    "brackets open": ((1, 0.0), (inf, 2.8)),
    "lines begin alike": ((1, 0.0), (inf, -2.5)),
    "lines of one length": ((1, 0.0), (inf, -1.0)),
}
# The same for what the language model says about the two characters at the line end.
PAIR: Final[Scale] = ((-0.01, -2.1), (1, -1.2), (2, -0.1), (3, 0.3), (4, 1.0), (inf, 2.1))
MOST_FOR_PAIR: Final = PAIR[-1][1]
# What it adds that the line beside it is broken for sure and as wide: 9 in 10 lines of a page are
# within two columns of its width, 1 in 15 of an author's long lines.
SAME_WIDTH: Final = 2.5
_NONE: Final = 99.0  # no mark, so no clause ends


def weigh(before: str, after: str) -> float:
    """Return the odds, in nats, that ``before`` and ``after`` were one line.

    What the language model says about the two characters at the line end comes on top
    (`weigh_pair`): it is asked for separately because most line ends need no asking.
    """
    if after[0] in _CLOSING:
        return 9.0  # no line begins with such a mark
    total = _BIAS + _ENDS * weigh_ends(before, after)
    for name, value in measure(before, after).items():
        total += find_weight(SCALES[name], value)
    if len(before) < _LONGEST_TITLE and not regex(_MARKS).search(before):
        total -= _TITLE
    if _ends_list(before, after):
        total -= 1.3  # no clause has just begun: as for a line of items
    if regex(r"[$%][A-Za-z0-9_$]{1,40}\Z").search(before):
        total -= 3.0  # the place holder of a message: anything may stand there
    return total


def find_weight(scale: Scale, value: float) -> float:
    """Return the weight of ``value`` on ``scale``."""
    for limit, weight in scale:
        if value < limit:
            return weight
    raise ValueError(value)


def measure(before: str, after: str) -> dict[str, float]:
    """Return what `SCALES` weighs of a line end: lengths in characters, numbers, 1 for yes.

    What is not so is left out.
    """
    marks = [mark.start() for mark in regex(_MARKS).finditer(before)]
    head = regex(_MARKS).search(after)
    # 失望！以为…: a cry is a sentence of its own, however short.
    cry = head is not None and head[0] in "！!" and head.start() <= _LONGEST_CRY
    measured: dict[str, float] = {
        "characters before": len(before),
        "marks before": len(marks),
        "sentences ended before": sum(before[mark] in FINAL for mark in marks),
        "last clause": len(before) - 1 - marks[-1] if marks else _NONE,
        "first clause": _LONGEST_CRY + 1 if cry else head.start() if head else _NONE,
    }
    if head is not None and not cry and head[0] in FINAL:
        measured["first clause ends the sentence"] = 1
    elif head is not None and head[0] in "：:" and not regex(_SAYS).match(after):
        measured["first clause is a label"] = 1  # not 对他们|说：
    if any(left in before and before.count(left) > before.count(right) for left, right in PAIRS):
        measured["brackets open"] = 1
    if before[0] == after[0]:
        measured["lines begin alike"] = 1
    if abs(len(before) - len(after)) <= 2:
        measured["lines of one length"] = 1
    return measured


_LONGEST_CRY = 3

# A verb without the one who speaks (not 问 and 答, which are labels): 对他们|说：.
_SAYS = "(?:说道?|說道?|道|喊|叫|写道|寫道)[：:]"

# The end of a list of names, and what a line begins with that goes on one: 丁、戊, 等人.
_NAME = f"[{HAN}·（）()A-Za-z]"
_LISTED = rf"(?:{_NAME}{{2,16}}、){{3}}{_NAME}{{2,16}}\Z"
_GOES_ON = rf"{_NAME}{{1,16}}、|[等和与與及以]"
_LONGEST_LIST = 80  # characters looked at: some twenty names


def _ends_list(before: str, after: str) -> bool:
    """Tell whether a list of names may be complete."""
    listed = before.count("、") >= 3 and regex(_LISTED).search(before[-_LONGEST_LIST:])
    return bool(listed) and not regex(_GOES_ON).match(after)


def weigh_pair(left: str, right: str) -> float:
    """Return what the two characters at the line end add together: whether they form a word."""
    from unionclean.language import word_gain

    return find_weight(PAIR, word_gain(left, right))
