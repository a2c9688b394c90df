"""What a person should know about single inputs, on standard error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.cli.streams import say
from unionclean.report.show import count, show, show_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionclean.cli.progress import Bar
    from unionclean.files.outcome import Outcome
    from unionclean.files.rename import Renames

# Lines about single inputs before the rest becomes a number: beyond that nobody reads them on a
# terminal, and printing thousands takes longer than the work. The report has them all.
MOST_LINES = 20


class Teller:
    """Tells on standard error what a person should know about single inputs."""

    def __init__(self, voice: int, named: set[str], name: Callable[[Outcome], str]) -> None:
        self._voice = voice
        self._named = named
        self._name = name
        self._told: Counter[str] = Counter()  # by status
        self._untold = 0

    def tell_names(self, renames: Renames) -> None:
        """Print the repaired names of the output tree, as long as there are not too many."""
        if self._voice < 0:
            return
        for one in renames.found:
            if self._told["name"] >= MOST_LINES and self._voice < 1:
                self._untold += 1
                continue
            self._told["name"] += 1
            say(f"unionclean: {show_path(one.path)} becomes {show(one.name)} ({one.reason})")
        if renames.left:
            left = count(renames.left, "name")
            verb = "stays" if renames.left == 1 else "stay"
            say(f"unionclean: {left} not in UTF-8 {verb} so: no reading is sure")

    def tell(self, outcome: Outcome, bar: Bar) -> None:
        """Print the lines about one input, as long as there are not too many."""
        # Warnings by the hundred must not hide what changes the exit code.
        kind = "failed" if outcome.lost_bytes else outcome.status
        for line in self._lines(outcome):
            if self._told[kind] >= MOST_LINES and self._voice < 1:
                self._untold += 1
                continue
            self._told[kind] += 1
            bar.pause()
            say(line)

    def _lines(self, outcome: Outcome) -> Iterator[str]:
        name = show_path(outcome.path)
        if outcome.problem:
            # Binary files of a folder are a number in the summary; a file that was named is more.
            asked = outcome.path in self._named
            if outcome.status == "failed" or self._voice > 0 or (asked and self._voice == 0):
                yield f"unionclean: {name}: {outcome.problem.message}"
            return
        if self._voice >= 0 or outcome.lost_bytes:
            for warning in outcome.warnings:
                yield f"unionclean: {name}: {warning}"
        if self._voice > 0 and not outcome.detection:
            edits = ", ".join(f"{step} {number:,}" for step, number in outcome.edits.items())
            yield f"{name}: {self._name(outcome)}, {outcome.encoding}{', ' if edits else ''}{edits}"

    def close(self, *, has_report: bool) -> None:
        """Say how much was left unsaid."""
        if self._untold:
            where = "the report has them" if has_report else "'--report FILE' lists them"
            say(f"unionclean: and {self._untold:,} more such lines; {where}, or '-v'")
