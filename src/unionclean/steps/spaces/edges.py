"""Blanks at the beginning and the end of lines."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from unionclean.chars import BLANKS, HAN, regex
from unionclean.prose import Lines
from unionclean.steps.spacing import is_in_list

# An indent of one blank that most lines have, or three in a row (a stanza), or two in a row again
# and again (every third and fourth verse), is the author's: stray ones stand here and there.
_SHARE = 0.6
_FEWEST_SECOND, _SHARE_SECOND = 4, 0.4
_SHARE_OF_PARAGRAPHS = 0.7
_BLOCK = 3
_COUPLET = 2
_FEWEST_COUPLETS = 2
_VERSE = 20  # characters
_NUMBERED = (
    r"(?:[（(]?[一二三四五六七八九十百0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]{1,4}[章节節条條篇回卷]"
    r"|[①-⑳•·○●□■-]|[A-Za-z][.)、])"
)
_LEADER = r"[^\r\n…·.]{2,40}(?:…|\.{3}|·{3})[…·.]*+ *[0-9]{1,4}[ \t]*(?:\r?\n|\Z)"  # 概念………3
_FIELD = "[A-Za-z][A-Za-z0-9_.-]{2,60}: "  # as in the head of a mail
_LONGEST_FIELD = 20  # lines
_BULLET = "[•·●○■□]"
_ONE_BLANK = (" ", "\u3000", "\u00a0")
_FEWEST_SCATTERED = 3
_SHARE_PLAIN = 0.3
_INDENTS = ("\u3000\u3000", "    ", "  ")


def _verse(run: str) -> str:
    """Return a pattern for a short line after the indent ``run``."""
    return rf"{run}[^\r\n{BLANKS}][^\r\n]{{0,{_VERSE}}}(?:\r?\n|\Z)"


class Edges:
    """Decides about the blanks at line edges, in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._blocks: dict[int, bool] = {}  # lines with one blank before them
        self._couplets: dict[str, bool] = {}  # whether two such lines in a row are the rule

    def is_stray_end(self, start: int, end: int) -> bool:
        """Tell whether the blanks before a line end carry nothing."""
        if self._lines.is_protected(start):
            return False
        line = self._lines.at(start)
        if "\t" in self._text[start:end] and self._text.count("\t", *line) in self._rows:
            return False  # the last cells are empty
        if start == line[0]:
            return not is_in_list(self._text, start, end)  # a line of blanks only
        if self._text[start:end] == "  " and self._is_markdown and not self._is_scattered:
            return False  # a line break of Markdown
        return regex(f"[{HAN}]").search(self._text, *line) is not None

    def indent(self, start: int, end: int) -> str:
        """Return what the blanks at a line start should be: themselves where they are meant."""
        run = self._text[start:end]
        if "\t" in run or self._lines.is_protected(start):
            return run
        if self._text.find(" | ", end, self._lines.at(end)[1]) >= 0 or self._is_indented_markup:
            return run  # of a table; a level of reStructuredText
        if len(run) == 1 and self._is_scattered and self._lines.is_chinese(end):
            return ""
        total, runs = self._indents
        if len(run) == 1 and self._text[end].isascii() and not self._text[end].isalnum():
            return run
        if len(run) == 1 and self._text[end].isascii():
            return run if self._is_level(run, end, "[^\\s]") or not self._is_chinese(end) else ""
        if len(run) == 1 and (not self._lines.is_chinese(end) or self._is_folded(start)):
            return run
        if len(run) == 1:
            meant = runs[run] >= _SHARE * total and runs[run] >= 3
            meant = meant or run == self._indent_of_paragraphs
            # Every second verse of a poem: blanks by chance stand before fewer, and of more kinds.
            every_second = runs[run] >= _FEWEST_SECOND and runs[run] >= _SHARE_SECOND * total
            meant = meant or (every_second and runs[run] + runs[""] == total and self._is_verse)
            wider = sum(number for other, number in runs.items() if len(other) > 1)
            meant = meant or wider >= _SHARE * total  # a stray one stands among plain lines
            beginning = _NUMBERED if run == "\u3000" else _BULLET
            level = regex(beginning).match(self._text, end) is not None and self._is_level(
                run, end, beginning
            )
            level = level or regex(_LEADER).match(self._text, end) is not None
            if meant or level or self._is_in_block(run, start):
                return run
            return ""
        if run in ("  ", "   ") and self._is_stray_indent(end, runs[run], total, runs[""]):
            return ""
        if not self._lines.is_chinese(end):
            return run  # of a picture, a program
        for indent in _INDENTS:
            if indent in run and runs[indent] >= 2 and runs[run] < runs[indent]:
                level = runs[run] > 1 and len({*run}) == 1  # 　　　 below 　　, again and again
                return indent if len(run) == len(indent) + 1 and not level else run
        return run

    def _is_chinese(self, position: int) -> bool:
        return not self._is_markdown and self._lines.is_chinese(position)

    def _is_level(self, run: str, end: int, beginning: str) -> bool:
        """Tell whether the line before or after has this indent, or more, before ``beginning``."""
        text = self._text
        level = regex(f"{run}[{BLANKS}]*+{beginning}")
        above = text.rfind("\n", 0, end)
        below = text.find("\n", end) + 1
        for _ in range(2):  # a blank line may stand between the items
            line = text.rfind("\n", 0, max(above, 0)) + 1
            if above > 0 and text[line:above].strip():
                break
            above = line - 1
        blank = regex(r"[ \t\r]*\n").match(text, below)
        below = blank.end() if below and blank else below
        return bool((above > 0 and level.match(text, line)) or (below and level.match(text, below)))

    def _is_folded(self, start: int) -> bool:
        """Tell whether the line at ``start`` goes on a field above it: Description: 甲, 乙."""
        for _ in range(_LONGEST_FIELD):
            end = start - 1
            start = self._text.rfind("\n", 0, max(end, 0)) + 1
            if end <= 0 or self._text[start] != " ":
                return end > 0 and regex(_FIELD).match(self._text, start) is not None
        return False

    def _is_in_block(self, run: str, start: int) -> bool:
        """Tell whether the line at ``start`` is one of some verses in a row with one indent."""
        if start not in self._blocks:
            lines = regex(f"(?:{_verse(run)}){{1,1000}}").match(self._text, start)
            size = lines[0].count("\n") + (not lines[0].endswith("\n")) if lines else 0
            place = start
            for _ in range(size):
                self._blocks[place] = size >= _BLOCK or (
                    size == _COUPLET and self._has_couplets(run)
                )
                place = self._text.find("\n", place) + 1
        return self._blocks.get(start, False)

    def _has_couplets(self, run: str) -> bool:
        if run not in self._couplets:
            found = regex(rf"(?<=\n)(?:{_verse(run)}){{{_COUPLET},}}+").findall(self._text)
            self._couplets[run] = len(found) >= _FEWEST_COUPLETS
        return self._couplets[run]

    def _is_stray_indent(self, start: int, alike: int, total: int, plain: int) -> bool:
        """Tell whether one sentence of many stands in by two or three blanks."""
        line = self._text[start : self._lines.at(start)[1]]
        is_prose = len(line) >= 20 and line.rstrip()[-1] in "。！？"
        is_prose = is_prose and regex(_NUMBERED).match(line) is None  # an item of a list
        return (
            is_prose
            and alike == 1
            and plain >= 5
            and plain >= 0.8 * total
            and not (self._is_markdown)
        )

    @cached_property
    def _indent_of_paragraphs(self) -> str:
        """The indent that most long lines have, headings between them aside; empty if none."""
        runs = Counter(regex(rf"^([{BLANKS}]*+)[^\r\n]{{{_VERSE},}}", 8).findall(self._text))
        run, number = runs.most_common(1)[0] if runs else ("", 0)
        return run if number >= 3 and number >= _SHARE_OF_PARAGRAPHS * runs.total() else ""

    @cached_property
    def _is_verse(self) -> bool:
        """Whether all lines are short."""
        return regex(rf"[^\r\n]{{{_VERSE}}}").search(self._text) is None

    @cached_property
    def _rows(self) -> frozenset[int]:
        """The numbers of tabs that rows have: lines with a tab between other characters."""
        rows = regex(r"\S[^\S\n\t]*+\t\s*+\S")
        lines = (line for line in self._text.split("\n") if rows.search(line))
        return frozenset(line.count("\t") for line in lines)

    @cached_property
    def _indents(self) -> tuple[int, Counter[str]]:
        runs: Counter[str] = Counter()
        total = 0
        for match in regex(rf"^([{BLANKS}]*+)[^\r\n]", 8).finditer(self._text):
            total += 1
            runs[match[1]] += 1
        return total, runs

    @cached_property
    def _is_scattered(self) -> bool:
        """Whether single blanks of several kinds stand before lines here and there.

        Authors set lines in by one kind of blank, and mean it where they do so again and again.
        """
        total, runs = self._indents
        kinds = [runs[kind] for kind in _ONE_BLANK if runs[kind]]
        return (
            len(kinds) > 1
            and sum(kinds) >= _FEWEST_SCATTERED
            and max(kinds) < _SHARE * total
            and runs[""] >= _SHARE_PLAIN * total
            and regex(r"^(?:```|~~~|#{1,6} |> )", 8).search(self._text) is None
        )

    @cached_property
    def _is_indented_markup(self) -> bool:
        signs = regex(r"^\.\. (?:_[^\n]+:|[A-Za-z-]+::)|^[^\n]*[^\s:]::\n\n", 8)
        return signs.search(self._text) is not None

    @cached_property
    def _is_markdown(self) -> bool:
        signs = r"^(?:[-*+] |\d{1,3}\. |> |[ \t]{0,12}(?:#{1,6} |```))"  # in, as in a package
        return regex(signs, 8).search(self._text) is not None
