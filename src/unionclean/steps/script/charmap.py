"""Maps the characters of a text one by one, as fast as Python can."""

from __future__ import annotations

from functools import cache, cached_property


class CharMap:
    """What single characters become, looked up in a list where it can be."""

    def __init__(self, table: dict[int, str]) -> None:
        self.table = table

    def map(self, text: str) -> str:
        """Return ``text`` with each character replaced by what the table says."""
        # Encoding is the fastest way to learn that all characters are of the basic plane.
        if len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            return text.translate(self.table)
        return text.translate(self._row)

    @cached_property
    def _row(self) -> list[int | str]:
        """The table for the basic plane as a list: faster to look up than a dictionary."""
        row: list[int | str] = list(_identity())
        for code, value in self.table.items():
            if code < 0x10000:
                row[code] = value
        return row


@cache
def _identity() -> list[int]:
    return list(range(0x10000))
