"""The report as one page of HTML: for people who have to see what became of thousands of files."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from unionclean.report.detected import lines as detection_lines
from unionclean.report.formats import describe, headline
from unionclean.report.show import count, show, show_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from unionclean.files.account import Hunk
    from unionclean.files.outcome import Outcome
    from unionclean.report.summary import Tally
    from unionclean.steps.boilerplate.learn import LearnedLines

# A browser shows some thousand changes at once; those of further files are counted.
MOST_SHOWN = 5_000
MOST_OF_ONE = 200

# The sum stands last in the file, because files are written as they are done, and first on screen.
_HEAD = """<!DOCTYPE html>
<html lang="zh">
<meta charset="utf-8">
<title>unionclean report</title>
<style>
body {display: flex; flex-direction: column; max-width: 60em; margin: 2em auto; padding: 0 1em;
  font: 16px/1.6 system-ui, sans-serif; color: #222; background: #fff}
header {order: -1}
details {border-top: 1px solid #ddd; padding: .3em 0; overflow-wrap: anywhere}
summary {cursor: pointer}
p {margin: .3em 0 .3em 1.5em}
small {color: #666}
del {background: #ffdce0; color: #86181d}
ins {background: #d8f5dc; color: #144620; text-decoration: none}
.failed, .skipped {color: #86181d}
</style>
"""


class Page:
    """The report of a run as a page, written input by input like `record.Report`."""

    def __init__(self, file: BinaryIO, tally: Tally) -> None:
        self._file = file
        self._tally = tally
        self._shown = 0
        self._write(_HEAD)

    def add(self, outcome: Outcome) -> None:
        """Write what became of one input; of a clean one there is nothing to see."""
        if outcome.problem or outcome.damaged or outcome.detection:
            self._write("\n".join(self._input(outcome)) + "\n")

    def name(self, learned: LearnedLines) -> None:
        """Write the lines that the folder repeats."""
        self._write("<details><summary>Lines that the files repeat</summary>\n")
        for key, line in learned.lines.items():
            files = count(line.documents, "file")
            self._write(f"<p>{escape(show(key))} <small>{files}</small></p>\n")
        self._write("</details>\n")

    def close(self, seconds: float) -> None:
        """Write the sum."""
        sentence = escape(self._tally.sentence(seconds))
        self._write(f"<header><h1>unionclean</h1><p>{sentence}</p></header>\n</html>\n")

    def _input(self, outcome: Outcome) -> Iterator[str]:
        if outcome.problem:
            message = f"{show_path(outcome.path)}: {show(outcome.problem.message)}"
            yield f'<p class="{outcome.status}">{escape(message)}</p>'
            return
        if outcome.detection:
            yield from (f"<p>{escape(line)}</p>" for line in detection_lines(outcome))
            return
        steps = ", ".join(f"{step} {number:,}" for step, number in outcome.edits.items())
        yield f"<details><summary>{escape(headline(outcome))} <small>{steps}</small></summary>"
        yield from (f"<p><small>{escape(show(text))}</small></p>" for text in outcome.warnings)
        yield from _notes(outcome)
        shown = outcome.hunks[: min(MOST_OF_ONE, MOST_SHOWN - self._shown)]
        self._shown += len(shown)
        yield from map(_hunk, shown)
        if len(shown) < len(outcome.hunks):
            hidden = count(len(outcome.hunks) - len(shown), "further place")
            yield f"<p><small>and {hidden}; 'explain -v' shows all</small></p>"
        yield "</details>"

    def _write(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "backslashreplace"))


_TAGS = {" ": ("", ""), "-": ("<del>", "</del>"), "+": ("<ins>", "</ins>")}


def _notes(outcome: Outcome) -> Iterator[str]:
    """Yield the places that were noticed and left alone."""
    for place in (place.finding for place in outcome.places):
        if place.after is None:
            yield f"<p><small>{place.line}:{place.column}</small> {escape(describe(place))}</p>"


def _hunk(hunk: Hunk) -> str:
    pieces = "".join(
        begin + "<br>".join(escape(show(line)) for line in text.split("\n")) + end
        for (begin, end), text in ((_TAGS[mark], text) for mark, text in hunk.pieces)
    )
    return f"<p><small>{hunk.line}:{hunk.column}</small> {pieces}</p>"
