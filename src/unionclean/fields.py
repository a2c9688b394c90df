"""Repairs the texts of a container: each is a document, and all that stands around it stays.

A literal changes only where its text does: its other characters keep the escapes they had.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from sys import intern
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.containers import share_of_paragraphs
from unionclean.edits import Edit, Note, apply_edits
from unionclean.result import Result, StepRun
from unionclean.steps import STEP_NAMES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterator

    from unionclean.config import Config
    from unionclean.containers import Container, Field
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.pinyin.pool import PinyinCounts

    Repair = Callable[[str, Collection[int]], Result]


# Numbers of characters in a text, as corpora with marked names or answers have beside it.
_PLACES: Final = (
    r'"(?:answer_)?(?:start|end|begin|offset|span|pos)(?:_?(?:offset|idx|index|pos|char))?"'
    r'[ \t\r\n]*:[ \t\r\n]*\[?[0-9]|\[[0-9]+,[ \r\n]*[0-9]+,[ \r\n]*"'
)
_MOVED: Final = (
    "Records hold numbers that may be places in their texts; some texts changed their length."
)

_NEED_TEXT: Final = ("spaces", "script", "boilerplate", "lines", "punctuation")

# Of the Han in MediaWiki's catalogues of messages in Chinese up to 77 % stand in paragraphs; in a
# tree with the chapters of a book nearly all do.
_MOSTLY: Final = 0.9

# Characters of a text that many records share (a label, a place, a question), and how many of them
# are remembered: some 10 MB.
_SHARED: Final = 300
_MOST_KNOWN: Final = 4_000


def repair_fields(
    text: str,
    found: Container,
    repair: Repair,
    misread: Counter[Reading],
    unreadable: Collection[int],
) -> Result:
    """Return the repair of ``text``, whose texts are ``found``, with one account of all edits.

    ``repair`` takes a text and the places in it of U+FFFD that stand for bytes, and counts in
    ``misread`` how it was misread; ``unreadable`` has these places in ``text``.
    """
    repair = _once(repair, misread)
    literals: list[_Literal] = []
    unquoted: list[int] = []
    warnings: dict[str, None] = {}
    by_folder: set[str] = set()
    for one in found.fields:
        literal = _Literal(one, text[one.start : one.end], found)
        result = repair(one.value, literal.inside(unreadable) if unreadable else ())
        warnings.update(dict.fromkeys(result.warnings))
        by_folder.update(result.by_folder)
        if one.plain and not set(found.marks).isdisjoint(result.text):
            unquoted.append(one.start)
        elif result.runs:
            literal.take(result)
            literals.append(literal)
    for places, what in (
        (found.broken, f"not {found.unlike}"),
        (unquoted, "a row with a cell that cannot be repaired without quotes"),
    ):
        if places:
            first = text.count("\n", 0, places[0]) + 1
            number = len(places)
            lines = f"{number:,} lines are" if number > 1 else "One line is"
            warnings[f"{lines} {what} and stayed as found (the first: {first:,})."] = None
    for name in found.missing:
        warnings[f"No field '{name}' with a text is in it."] = None
    runs = tuple(_join_runs(text, literals))
    if any(literal.grown for literal in literals) and regex(_PLACES).search(text):
        warnings[_MOVED] = None
    return Result(
        runs[-1].after if runs else text,
        text,
        runs=runs,
        warnings=tuple(warnings),
        by_folder=tuple(sorted(by_folder)),
    )


def _once(repair: Repair, misread: Counter[Reading]) -> Repair:
    """Return ``repair``, which a text that many fields have is given to but once.

    All that it knows beside the text is how most of the texts before were misread.
    """
    known: dict[tuple[str, Reading | None], tuple[Result, Counter[Reading]]] = {}

    def repair_once(text: str, lost: Collection[int]) -> Result:
        if lost or len(text) > _SHARED:
            return repair(text, lost)
        before = misread.copy()
        usual = _usual(before)
        if (text, usual) in known:
            result, counted = known[text, usual]
            if _usual(before + counted) == usual:
                misread.update(counted)
                return result
        result = repair(text, lost)
        if _usual(misread) == usual:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[text, usual] = result, misread - before
        return result

    return repair_once


def _usual(misread: Counter[Reading]) -> Reading | None:
    if not misread:
        return None  # what follows takes time to load
    from unionclean.steps.mojibake.repair import settled_of

    return settled_of(misread)


def fit_config(config: Config, found: Container, *, annotated: bool) -> Config:
    """Return ``config`` without the steps that need running text, where the texts are none.

    Catalogues of messages and tables of characters are JSON too. Judged alone, one of their strings
    would change while the next one stays, and some have a syntax of their own (1周:1 week,1月:1
    month). Records are no catalogue, nor is what a content farm ``annotated``; and whoever names
    the fields has said that they hold text.
    """
    if config.jsonl or found.records or annotated:
        return config
    if share_of_paragraphs(found.fields) > _MOSTLY:
        return config
    steps = [name for name in _NEED_TEXT if name != "script" or not config.converts]
    return replace(config, skip=(*config.skip, *steps))


def pool_pinyin(found: Container) -> PinyinCounts | None:
    """Return what the annotations of all fields say together, where they convict a farm.

    The fields of a file are to each other what the files of a folder are: a title with one
    annotation is told by the texts around it. They come from one place even, so that one field that
    is convicted by itself says as much as the files that a folder has to have.
    """
    from unionclean.steps.pinyin.pool import FEWEST_DOCUMENTS, PinyinCounts, count_pinyin

    counts = list(filter(None, (count_pinyin(one.value) for one in found.fields)))
    pool = PinyinCounts()
    for one in counts * (FEWEST_DOCUMENTS if any(one.injected for one in counts) else 1):
        pool.merge(one)
    return pool if pool.convicts else None


def learn_lines(found: Container, config: Config) -> LearnedLines | None:
    """Return the outer lines that many fields repeat, as the pages of a site do."""
    from unionclean.outer import outer_lines
    from unionclean.steps.boilerplate.learn import MIN_ARTICLES, LineCounter

    pages = [one.value for one in found.fields if "\n" in one.value]
    if len(pages) < MIN_ARTICLES:
        return None
    counter = LineCounter()
    for page in pages:
        counter.add("", outer_lines(page, config))
    return counter.learned()


class _Literal:
    """A string that is repaired, and its literal as far as its edits have gone."""

    def __init__(self, one: Field, literal: str, found: Container) -> None:
        self.start = one.start
        # The literals of a file are all kept until the end. Were every 中 a string of its own, they
        # would take more than half of the memory.
        self.units = list(map(intern, found.split(literal)))
        self.grown = 0  # how much longer than at first
        self.runs: dict[tuple[int, int], StepRun] = {}
        self._write = found.writer(literal)

    def take(self, result: Result) -> None:
        """Keep the runs of ``result`` by their place in the order of all strings' runs."""
        cycle, last = 0, -1
        for run in result.runs:
            step = STEP_NAMES.index(run.step)
            cycle += step <= last
            last = step
            self.runs[cycle, step] = run

    def inside(self, places: Collection[int]) -> list[int]:
        """Return which characters of the string stand at ``places`` of the text."""
        starts = accumulate(map(len, self.units), initial=self.start)
        return [index for index, place in enumerate(starts) if place in places]

    def edit(self, run: StepRun, base: int) -> tuple[list[Edit], list[Note]]:
        """Return the edits and notes of ``run`` where the literal begins at ``base``; do them."""
        at = list(accumulate(map(len, self.units), initial=base))
        edits, units, done = [], [], 0
        for edit in run.edits:
            new = list(map(self._write, edit.new))
            units += self.units[done : edit.start] + new
            done = edit.end
            start, end = at[edit.start], at[edit.end]
            edits.append(Edit(start, end, "".join(new), edit.reason, edit.certainty))
        notes = [note._replace(start=at[note.start], end=at[note.end]) for note in run.notes]
        self.units = units + self.units[done:]
        self.grown += sum(len(edit.new) - (edit.end - edit.start) for edit in edits)
        return edits, notes


def _join_runs(text: str, literals: list[_Literal]) -> Iterator[StepRun]:
    """Yield the runs of all strings together, a step's in one round at a time."""
    for key in sorted({key for literal in literals for key in literal.runs}):
        edits: list[Edit] = []
        notes: list[Note] = []
        shift = 0
        for literal in literals:
            base, grown = literal.start + shift, literal.grown
            if run := literal.runs.get(key):
                more, told = literal.edit(run, base)
                edits += more
                notes += told
            shift += grown
        before, text = text, apply_edits(text, edits)
        yield StepRun(STEP_NAMES[key[1]], before, text, tuple(notes), _edits=tuple(edits))
