"""What a text shows about its lines: how paragraphs begin, and whether they end in marks."""

from __future__ import annotations

from math import log

from unionclean.chars import regex
from unionclean.steps.lines.marker import LONG
from unionclean.steps.lines.weigh import FINAL

# What the habit of the document adds (the same regression): most where all prose lines end in a
# mark, nothing where one in nine does not, at worst as much as it subtracts.
BEST_HABIT = 2.5
_HABIT_WORST = -1.8
_HABIT_UNKNOWN = 1.0  # too few lines to tell, none against

LONGEST_TITLE = 40  # characters; a line without a mark that is longer is no title


def marks_paragraphs(text: str) -> bool:
    """Tell whether the document sets paragraphs off with an indent or a blank line.

    A line that may be broken lacks the indent, because a line that has one is never joined.
    """
    ends = text.count("\n")
    parted = count_parted(text)
    indented = text.count("\n\u3000\u3000") + text.count("\n    ")
    return (indented >= 3 and 3 * indented >= 2 * (ends - parted)) or (
        parted >= 3 and 5 * parted >= 4 * (ends - parted)
    )


def count_parted(text: str) -> int:
    """Return how many lines end before a blank one."""
    return text.count("\n\n") + text.count("\n\r\n")


def count_ended(text: str) -> tuple[int, set[int], set[int]]:
    """Return how many prose lines end in a mark, and where those that do not begin, and long ones.

    Long ones are no titles: those hold no sentence and are shorter.
    """
    ended = start = 0
    unended: set[int] = set()
    long: set[int] = set()
    for line in text.split("\n"):
        inside = max(map(line.rfind, "。！？；"))
        is_prose = 0 <= inside < len(line) - 4 or (
            len(line) >= LONG and ("，" in line or "," in line)
        )
        if is_prose or len(line) >= LONGEST_TITLE:
            if regex(rf"[{FINAL}：:.~”’」』）)》】]\s*\Z").search(line[-4:]):
                ended += is_prose
            else:
                if is_prose:
                    unended.add(start)
                if (inside >= 0 or len(line) >= LONGEST_TITLE) and line[-1] not in "，、,":
                    long.add(start)
        start += len(line) + 1
    return ended, unended, long


def weigh_habit(ended: int, unended: int) -> float:
    """Return what it adds that so many prose lines end in a mark, and so many do not."""
    if ended + unended < 3:
        return 0.0 if unended else _HABIT_UNKNOWN
    omitted = (unended + 0.1) / (ended + unended + 1)
    return max(_HABIT_WORST, min(BEST_HABIT, BEST_HABIT + 1.5 * log(0.025 / omitted)))
