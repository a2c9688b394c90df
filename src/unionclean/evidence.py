"""What the whole document says: the measurements that decide which steps may act.

A step never acts because of one place alone. It asks the document first: are the brackets after
characters pinyin, always or never, in a fixed order? Such measurements are made once, on the text
after decoding and mojibake repair, and shared by all steps and by `detect`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from unionclean.chars import is_han

if TYPE_CHECKING:
    from collections.abc import Callable

Measured = TypeVar("Measured")


class Evidence:
    """Measurements of one document, each made when first asked for and then kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._measured: dict[Callable[[str], Any], Any] = {}

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """The distinct characters of the document: the cheapest gate there is.

        A step whose trigger characters are all absent returns before it scans anything.
        """
        return frozenset(self.text)

    @cached_property
    def has_han(self) -> bool:
        """Whether the document holds any Han character."""
        return any(map(is_han, self.alphabet))

    def once(self, measure: Callable[[str], Measured]) -> Measured:
        """Return ``measure(text)``, computed at most once per document.

        ``measure`` is a module-level pure function; steps bring their own, so this module knows
        none of them.
        """
        if measure not in self._measured:
            self._measured[measure] = measure(self.text)
        result: Measured = self._measured[measure]
        return result
