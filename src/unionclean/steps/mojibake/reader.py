"""How the program lost bytes that took one encoding for another, told by all of a document.

Programs differ in what they read as GBK and in what they write for bytes that they cannot read.
What one place leaves open is known from the others.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from unionclean.chars import regex
from unionclean.habits import Habits
from unionclean.steps.mojibake.codepages import HOLE, QUESTION, REPLACEMENT
from unionclean.steps.mojibake.euro import CP936_UTF8, GB18030_UTF8

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair

Private = Literal["kept", "stripped", "lost", ""]
"""What became of pairs of bytes that are private use in the wrong encoding: they were kept; they
were read and then stripped; they could not be read; or that is not known."""

_OF_GBK: Final = (GB18030_UTF8, CP936_UTF8)
_TELLING: Final = 200  # characters of which private use would have been one, if it was kept
_STRIPPED: Final = 0.25  # broken stretches without a mark for each with one
_EURO: Final = 300  # characters of which several would have been the euro sign, if it was read
MARKS: Final = f"?{REPLACEMENT}"
"""What programs write for bytes that they cannot read."""
_MARK: Final = f"[^\\x00-\\x7f][{MARKS}]"
# What only a line begins with, behind a mark, and what no author writes without a blank line before
# it; and on the other hand a blank line that is there, and lines before which none is missing.
_BEGUN: Final = (
    rf"{_MARK}(?:  [ \t]*[^ \t#/]|\t| \* |#{{1,6}} |[0-9]{{1,2}}\. (?=[^\x00-\x7f`*])|\n#{{1,6}} )"
)
_ITEMS: Final = rf"(?:^|\n)[ \t]*[-*+] [^\n]*{_MARK}[-*+] \S"  # one behind the other
_GOES_ON: Final = rf"{_MARK}\n[ \t]*(?:\n|\*|//|\|.*\n[^|]|#(?![# ])|--|(?:- )?[a-z_A-Z]+: )"
_LIST: Final = r"(?:^|\n)[ \t]*[-*+•] \S"
_FEWEST_BLANKS: Final = 2


class Reader(NamedTuple):
    """The program that took one encoding for another, as far as the document tells.

    Attributes:
        private: what became of private use.
        euro: whether it read the byte 80 as the euro sign, if that is known. Programs on Windows
            do, and they write one "?" for a byte without a partner together with the ASCII
            character after it; others lose the byte 80 and keep that character.

    """

    private: Private = ""
    euro: bool | None = None

    def swallows(self, *, asks: bool) -> bool:
        """Tell whether a mark may stand for ASCII after it too; ``asks`` tells that it is "?"."""
        return asks if self.euro is None else self.euro


class Layout(NamedTuple):
    """How a document is laid out, which tells what ASCII a mark has swallowed.

    Attributes:
        breaks: whether a line end may have been that character: not where most marks stand before
            line ends, which were two characters then.
        ended: whether a line end was that character where another follows, so that a blank line is
            missing: where other marks stand before what only a line begins with.
        rows: whether most lines begin as such text does: those of a program or a list do not.
        spaced: whether blanks stand between words of Chinese.
        listed: whether lines are items of a list.

    """

    breaks: bool = False
    ended: bool = False
    rows: bool = False
    spaced: bool = False
    listed: bool = False


class Known(NamedTuple):
    """What all of a document tells about each place.

    Attributes:
        reader: the program that damaged it.
        layout: how it is laid out.
        losses: how its bytes were lost.
        habits: the pairs of characters in what is restored without a guess.

    """

    reader: Reader
    layout: Layout
    losses: Losses
    habits: Habits


def look_around(repairs: Sequence[Repair], text: str, *, kept: bool) -> Known:
    """Return what the ``repairs`` of ``text`` tell about each other.

    ``kept`` tells that pairs without a character were kept, as private use.
    """
    private: Private = "kept" if kept else "lost" if len(text) > _TELLING else ""
    if not kept and are_stripped(repairs):
        private = "stripped"
    reader, layout = Reader(private), Layout()
    if any(repair.reading in _OF_GBK for repair in repairs):  # else nothing was swallowed
        reader = Reader(private, _has_euro(repairs))
        layout = _layout_of(text)
    habits = Habits(partial(_restored, repairs))
    return Known(reader, layout, losses_of(repairs, text), habits)


def _restored(repairs: Iterable[Repair]) -> str:
    parts = (part for repair in repairs for part in repair.span.parts)
    return "".join(part.text or "\n" for part in parts)


def _layout_of(text: str) -> Layout:
    begun = len(regex(_BEGUN).findall(text)) + len(regex(_ITEMS).findall(text))
    ended = begun > len(regex(_GOES_ON).findall(text))
    breaks = ended or _has_swallowed_ends(text)
    listed = regex(_LIST).search(text) is not None
    rows = breaks and "\n" in text and _has_rows(text)
    return Layout(breaks, ended, rows, _is_spaced(text), listed)


def _has_swallowed_ends(text: str) -> bool:
    """Tell whether most marks of ``text`` do not stand before a line end."""
    at_end = len(regex(f"{_MARK}\n").findall(text))
    return 2 * at_end < len(regex(_MARK).findall(text))


def _has_rows(text: str) -> bool:
    """Tell whether at least half the lines of ``text`` begin with a character beyond ASCII."""
    lines = len(regex("\n[^\n]").findall(text))
    return 2 * len(regex("\n[^\\x00-\\x7f]").findall(text)) >= lines


def _is_spaced(text: str) -> bool:
    """Tell whether blanks stand between characters beyond ASCII as often as line ends do."""
    blanks = len(regex("[^\\x00-\\x7f] [^\\x00-\\x7f]").findall(text))
    ends = len(regex("[^\\x00-\\x7f]\n[^\\x00-\\x7f]").findall(text))
    return blanks >= max(_FEWEST_BLANKS, ends)


def _has_euro(repairs: Iterable[Repair]) -> bool | None:
    """Tell whether the damage of UTF-8 read as GBK shows the byte 80 as the euro sign.

    ``None`` where there is too little of it to miss one.
    """
    size = 0
    for repair in repairs:
        if repair.reading == CP936_UTF8:
            return True
        if repair.reading == GB18030_UTF8:
            size += repair.end - repair.start
    return None if size < _EURO else False


def are_stripped(repairs: Iterable[Repair]) -> bool:
    """Tell whether bytes are missing in ``repairs`` without a mark, while others have left one.

    Where marks were written, all that could not be read has one; what has none was read, and
    stripped as private use later.
    """
    of_gbk = [_losses(repair) for repair in repairs if repair.reading in _OF_GBK]
    marked, unmarked = (sum(losses[kind] for losses in of_gbk) for kind in (0, 1))
    return marked > 0 and unmarked > _STRIPPED * marked


class Losses(NamedTuple):
    """How a document's bytes were lost, by the readings that explain its damage."""

    dropped: frozenset[Reading]  # all bytes of a character may be missing without a mark
    shown: frozenset[Reading]  # what could not be read was kept or marked


def losses_of(repairs: Iterable[Repair], text: str) -> Losses:
    """Return what is known about losses.

    GBK reads two of any three bytes of UTF-8; of 7,000 characters Shift_JIS drops 35 whole, EUC-KR
    190, Big5 600. Bytes that are missing elsewhere in the document tell that some were dropped.
    """
    dropped: set[Reading] = set()
    shown: set[Reading] = set()
    for repair in repairs:
        reading = repair.reading
        if regex("[\x80-\x9f\ue000-\uf8ff\ufffd]").search(text, repair.start, repair.end):
            shown.add(reading)
        if reading not in _OF_GBK and not reading.wrong.single and _losses(repair)[1]:
            dropped.add(reading)
    return Losses(frozenset(dropped), frozenset(shown))


def _losses(repair: Repair) -> tuple[int, int]:
    """Return how many broken stretches have a mark of a lost byte, and how many have none."""
    counts = [0, 0]
    for whole, group in groupby(repair.span.parts, key=lambda part: part.text is not None):
        if not whole:
            raws = [cell.raw for part in group for cell in part.cells]
            counts[HOLE not in raws and QUESTION not in raws] += 1
    return counts[0], counts[1]
