"""What the whole document says: the measurements that decide which steps may act.

A step never acts because of one place alone. It asks the document first: are the brackets after
characters pinyin, always or never, in a fixed order? Such measurements are made once, on the text
after decoding and mojibake repair, and shared by all steps and by `detect`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

Measured = TypeVar("Measured")


# From here on, a pattern that passes over known characters is faster than a set that meets each
# again: compiling it takes as long as the set of that many characters (bench/mojibake.py).
_LONG: Final = 60_000
_BEGINNING: Final = 20_000  # holds nine of ten characters that a longer text has
_MANY: Final = 30_000  # more than any language has; then the set is the faster way


class Evidence:
    """Measurements of one document, each made when first asked for and then kept.

    What was asked is known: a step that met the same text and had the same answers before need
    not run again (`agrees`).
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._measured: dict[Hashable, Any] = {}
        self.asked: dict[Hashable, Any] = {}  # the questions with their answers

    @property
    def text(self) -> str:
        """The text that is measured."""
        text: str = self._answer(_get_text)
        return text

    @property
    def alphabet(self) -> frozenset[str]:
        """The distinct characters of the document.

        Where a single class of characters is asked for, `holds` is many times as fast.
        """
        alphabet: frozenset[str] = self._answer(_get_alphabet)
        return alphabet

    @property
    def has_han(self) -> bool:
        """Whether the document holds any Han character."""
        return self.holds(f"[{HAN}]")

    def holds(self, pattern: str) -> bool:
        """Tell whether ``pattern``, a class of characters, is anywhere in the document.

        The cheapest gate there is: one look in C that ends at the first hit. A step whose trigger
        characters are all absent returns before it scans anything.
        """
        found: bool = self._answer(pattern)
        return found

    def once(self, measure: Callable[[str], Measured]) -> Measured:
        """Return ``measure(text)``, computed at most once per document.

        ``measure`` is a module-level pure function; steps bring their own, so this module knows
        none of them.
        """
        measured: Measured = self._answer(measure)
        return measured

    def agrees(self, asked: Mapping[Hashable, Any]) -> bool:
        """Tell whether this document gives the answers that another one gave."""
        return all(self._answer(question) == answer for question, answer in asked.items())

    def _answer(self, question: Hashable) -> Any:
        if question not in self._measured:
            if isinstance(question, str):
                self._measured[question] = regex(question).search(self._text) is not None
            else:
                self._measured[question] = cast("Callable[[str], Any]", question)(self._text)
        answer = self.asked[question] = self._measured[question]
        return answer


def _get_text(text: str) -> str:
    return text


def _get_alphabet(text: str) -> frozenset[str]:
    return frozenset(distinct(text))


def distinct(text: str) -> set[str]:
    """Return the distinct characters of ``text``; of a long one without looking at each."""
    if len(text) < _LONG:
        return set(text)
    if text.isascii():
        return _distinct_ascii(text)
    known = set(text[:_BEGINNING])
    start = _BEGINNING
    while start < len(text):
        # Twice as much each time: where a text changes its language, the pattern is made anew.
        end = 4 * start
        # Beyond U+FFFF a class is a list that each character is compared with: those are left out.
        passed = [re.escape(char) for char in known if char <= "\uffff"]
        if len(known) > _MANY:
            return known.union(text[start:])
        known.update(re.compile(f"[^{''.join(passed)}]").findall(text, start, end))
        start = end
    return known


def _distinct_ascii(text: str) -> set[str]:
    left = text.encode("ascii")
    known = b""
    while left:
        new = bytes(set(left[:1_000]))
        left = left.translate(None, new)
        known += new
    return set(known.decode("ascii"))
