"""Blanks at the beginning and the end of lines."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from unionclean.chars import BLANKS, HAN, regex
from unionclean.prose import Lines

# An indent that this share of the lines has, and at least three of them, is the author's.
_SHARE = 0.2
_INDENTS = ("\u3000\u3000", "    ", "  ")


class Edges:
    """Decides about the blanks at line edges, in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)

    def is_stray_end(self, start: int, end: int) -> bool:
        """Tell whether the blanks before a line end carry nothing."""
        if self._lines.is_protected(start):
            return False
        line = self._lines.at(start)
        if start == line[0]:
            return True  # a line of blanks only
        if self._text[start:end] == "  " and self._is_markdown:
            return False  # a line break of Markdown
        return regex(f"[{HAN}]").search(self._text, *line) is not None

    def indent(self, start: int, end: int) -> str:
        """Return what the blanks at a line start should be: themselves where they are meant."""
        run = self._text[start:end]
        if "\t" in run or self._lines.is_protected(start):
            return run
        total, runs = self._indents
        if len(run) == 1:
            meant = runs[run] >= 3 and runs[run] >= _SHARE * total
            return run if meant else ""
        if run in ("  ", "   ") and self._is_stray_indent(end, runs[run], total, runs[""]):
            return ""
        for indent in _INDENTS:
            if indent in run and runs[indent] >= 2 and runs[run] < runs[indent]:
                return indent if len(run) == len(indent) + 1 else run
        return run

    def _is_stray_indent(self, start: int, alike: int, total: int, plain: int) -> bool:
        """Tell whether one sentence of many stands in by two or three blanks."""
        line = self._text[start : self._lines.at(start)[1]]
        is_prose = len(line) >= 20 and line.rstrip()[-1] in "。！？"
        return (
            is_prose
            and alike == 1
            and plain >= 5
            and plain >= 0.8 * total
            and not (self._is_markdown)
        )

    @cached_property
    def _indents(self) -> tuple[int, Counter[str]]:
        runs: Counter[str] = Counter()
        total = 0
        for match in regex(rf"^([{BLANKS}]*+)[^\r\n]", 8).finditer(self._text):
            total += 1
            runs[match[1]] += 1
        return total, runs

    @cached_property
    def _is_markdown(self) -> bool:
        return regex(r"^(?:#{1,6} |[-*+] |\d{1,3}\. |```|> )", 8).search(self._text) is not None
