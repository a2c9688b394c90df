"""The characters that only Simplified or only Traditional text holds, and how often they stand."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.script.dictionaries import read_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOREIGN = "[\u3041-\u30fa\uac00-\ud7a3]"


class Tally(NamedTuple):
    """How many characters of a text speak for a script.

    Attributes:
        simplified: characters that only Simplified text holds.
        traditional: characters that only Traditional text holds.

    """

    simplified: int
    traditional: int


@cache
def only_simplified() -> frozenset[str]:
    """Return the characters that Big5 lacks and that conversion to Traditional changes."""
    return frozenset(read_sections("script_alphabets.txt")["simplified"])


@cache
def only_traditional() -> frozenset[str]:
    """Return the characters that GB2312 lacks and that conversion to Simplified changes."""
    return frozenset(read_sections("script_alphabets.txt")["traditional"])


def holds_traditional(text: str) -> bool:
    """Tell whether ``text`` holds a character that only Traditional text holds."""
    if regex(_runs(only_traditional())).search(text):
        return True
    return not only_traditional().isdisjoint(_beyond_bmp(text))


def tally(text: str) -> Tally:
    """Count the characters of ``text`` that belong to one script only."""
    others = _beyond_bmp(text)
    simplified = _count(text, others, only_simplified())
    return Tally(simplified, _count(text, others, only_traditional()))


_QUOTATIONS = "“[^“”\n]*”|「[^「」\n]*」|《[^《》\n]*》"


def is_quoted(text: str) -> bool:
    """Tell whether Simplified sentences quote what is Traditional in ``text``, but for slips.

    >>> is_quoted("胡适写道：「與友人談至夜半。」"), is_quoted("與友人談至夜半。")
    (True, False)
    """
    own = tally(without_quotations(text))
    return own.simplified > 2 * own.traditional


def without_quotations(text: str) -> str:
    """Return ``text`` without what stands in quotation marks."""
    return regex(_QUOTATIONS).sub("", text)


def is_foreign(text: str) -> bool:
    """Tell whether ``text`` is Japanese or Korean rather than Chinese.

    Chinese text quotes a Japanese word now and then; Japanese text is at least a third kana.
    """
    foreign = len(regex(_FOREIGN).findall(text))
    return foreign > 0 and foreign > 0.1 * sum(map(len, regex(f"[{HAN}]+").findall(text)))


def leans(line: str) -> int:
    """Return 1 for a line that is rather Traditional, -1 for Simplified, 0 for neither."""
    return _leans_known(line) if len(line) <= _LONGEST_KNOWN else _leans(line)


_LONGEST_KNOWN = 1_000  # characters: what is kept stays small


@lru_cache(maxsize=1_024)  # each measure of a document asks the same lines
def _leans_known(line: str) -> int:
    return _leans(line)


def _leans(line: str) -> int:
    counts = tally(line)
    return (counts.traditional > counts.simplified) - (counts.traditional < counts.simplified)


def is_simplified(clause: str) -> bool:
    """Tell whether ``clause`` holds Simplified characters, and no more Traditional ones."""
    if regex(_runs(only_simplified())).search(clause) is None:
        return False
    counts = tally(clause)
    return counts.simplified >= counts.traditional


def _count(text: str, others: Sequence[str], chars: frozenset[str]) -> int:
    number = sum(map(len, regex(_runs(chars)).findall(text)))
    return number + sum(char in chars for char in others) if others else number


@cache
def _runs(chars: frozenset[str]) -> str:
    """Return a pattern of the runs of those of ``chars`` that the basic plane holds.

    The others would be compared one by one with each character of a text.
    """
    return f"[{''.join(sorted(char for char in chars if char <= _LAST))}]+"


def _beyond_bmp(text: str) -> Sequence[str]:
    """Return the characters of ``text`` beyond the basic plane; most texts have none."""
    # Encoding is the fastest way to learn that there are none.
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return ()
    return regex("[\U00010000-\U0010ffff]").findall(text)


_LAST = "\uffff"
