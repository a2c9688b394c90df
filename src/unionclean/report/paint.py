"""Colours of the terminal, or none: a handful of escape sequences need no library."""

from __future__ import annotations

from typing import NamedTuple


class Paint(NamedTuple):
    """Marks pieces of text that are already safe to print."""

    on: bool = False

    def bold(self, text: str) -> str:
        """Return a heading."""
        return self._wrap(text, "1")

    def removed(self, text: str) -> str:
        """Return text that goes: red and struck through."""
        return self._wrap(text, "9;31")

    def added(self, text: str) -> str:
        """Return text that comes: green."""
        return self._wrap(text, "32")

    def caret(self, text: str) -> str:
        """Return the mark that points at a place."""
        return self._wrap(text, "33")

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text
