r"""Escapes that are meant: in a program they are its notation, all of them or none.

A line with an escape may be code by itself, "\\u4e2d" + name; of a program that is written so, its
other lines are, too, however little of code they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han, regex
from unionclean.programs import is_program
from unionclean.steps.mojibake.cells import without_marks
from unionclean.steps.mojibake.forms import without_escapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionclean.steps.mojibake.addresses import Run
    from unionclean.steps.mojibake.forms import Form

CODE: Final = (
    r"[{}]|(?<![A-Za-z])[br][\"']|=>|==|%[sd][^0-9a-fA-F]|%[0-9]\$|\\\\|;\s*$|\(\s*[\"']|[\"']\s*[:,)\]]"
    r"|(?<![A-Za-z])(?:function|var|let|const|return|import|print|printf|echo|def|sed|grep|awk) "
    r"|^\s*[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+ ?[=:]"  # of a file of properties
    r"|\[[^\]\n]*(?:\\u|&#)[^\]\n]*\]|re\.[a-z]|/[gimu]+[^a-z]"
)
"""What a line of a program has, with the escapes taken out."""
# Places for values: a document with them holds messages of a program, whose references are meant.
PLACE: Final = r"%(?:[0-9]\$)?[sd](?![0-9A-Za-z])"
_TAG: Final = "</[A-Za-z][A-Za-z0-9]*>"
_MARKUP: Final = r"[\ufeff\s]*<(?:[!?]|(?:html|svg)[\s>])"
_WITH_NAME: Final = r"U\+[0-9A-F]{4,5} +[A-Z]{3,}"  # of a character, as Unicode has it
# The words of a document in rich text, and its escapes, whose numbers are decimal.
_RICH_TEXT: Final = r"\{\\rtf|\\(?:pard?|plain|f[0-9]|fs[0-9]+|uc[0-9])[\\ \n{}]"
_DECIMAL: Final = r"\\u(?:-[0-9]{1,5}|[0-9]{5})(?:\?|\\'[0-9a-f]{2})"
_POSTSCRIPT: Final = "%!PS"  # where brackets are the quotation marks


def is_of_program(text: str, runs: list[Run], bare: Callable[[str], str]) -> bool:
    """Tell whether at least half of what ``runs`` say stands in lines of a program.

    ``bare`` returns a line without what the escapes themselves have of code.
    """
    if text.startswith(_POSTSCRIPT) or regex(_WITH_NAME).search(text) or is_program(f"\n{text}\n"):
        return True
    inside = total = 0
    for start, end, here in by_line(text, runs):
        size = sum(len(run.text) for run in here)
        total += size
        if regex(CODE).search(bare(text[start:end])):
            inside += size
    return 2 * inside >= total


def is_rich_text(text: str) -> bool:
    """Tell whether ``text`` is a document in rich text: programs read it that know its escapes."""
    return regex(_RICH_TEXT).search(text) is not None


def has_decimals(text: str) -> bool:
    r"""Tell whether the numbers of escapes are decimal: rich text has ``\u25105?`` for 我."""
    return regex(f"(?:{_DECIMAL}){{2}}").search(text) is not None


def is_tagged(text: str) -> bool:
    """Tell whether ``text`` has tags: their signs are escaped where they are none."""
    return "</" in text and regex(_TAG).search(text) is not None


def are_of_markup(text: str, runs: list[Run], *, tagged: bool) -> bool:
    """Tell whether references are what markup or the messages of a program have them for.

    Those are marks only; in a file of markup as a whole they may be anything.
    """
    if any(is_han(char) for run in runs for char in run.text):
        return tagged and regex(_MARKUP).match(text) is not None
    return tagged or regex(PLACE).search(text) is not None


def bare_line(form: Form, *, table: bool) -> Callable[[str], str]:
    """Return what takes out of a line what is no code: escapes of ``form``, marks of cells."""

    def bare(line: str) -> str:
        if form.sign[0] in "\\U":  # what the escapes themselves have of it is no code
            line = regex(form.run).sub(r"\\u", line)
        if form.sign == "=":  # mail has no lines of code that end so
            line = without_escapes(line).rstrip(" ;\r\n")
        return without_marks(line) if table else line

    return bare


def by_line(text: str, runs: list[Run]) -> Iterator[tuple[int, int, list[Run]]]:
    """Yield the bounds of each line with runs, and the runs."""
    start, end = 0, -1
    inside: list[Run] = []
    for run in runs:
        if run.start > end:
            if inside:
                yield start, end, inside
            inside = []
            start = text.rfind("\n", 0, run.start) + 1
        if run.end > end:
            end = text.find("\n", run.end)
            end = end if end >= 0 else len(text)
        inside.append(run)
    if inside:
        yield start, end, inside
