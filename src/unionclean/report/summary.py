"""Counts what became of the inputs: the last sentence of a run, and its exit code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.report.show import count, show_path

if TYPE_CHECKING:
    from unionclean.files.outcome import Outcome

DONE, DAMAGED, USAGE, FAILED = 0, 1, 2, 3


class Tally:
    """The counts of a run.

    ``reports`` says that the command speaks of damage instead of repairing it, ``alarms`` that
    damage changes the exit code, ``detects`` that it judges nothing.
    """

    def __init__(
        self, *, reports: bool = False, alarms: bool = False, detects: bool = False
    ) -> None:
        self.reports = reports
        self.alarms = alarms
        self.detects = detects
        self.statuses: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.partly = 0  # inputs whose bytes could not all be decoded
        self.edits = 0
        self.findings = 0
        self.guesses = 0
        self.learned = 0
        self.destroyed = 0
        self.renamed = 0  # names of files and folders in the output tree
        self.by_folder = 0  # inputs in which other files of the folder turned the scale

    def add(self, outcome: Outcome) -> None:
        """Count one input."""
        self.statuses[self.name(outcome)] += 1
        if outcome.status == "skipped" and outcome.problem:
            self.kinds[outcome.problem.kind] += 1
        if outcome.lost_bytes:
            self.partly += 1
        self.edits += sum(outcome.edits.values())
        self.findings += outcome.findings
        self.guesses += outcome.guesses
        self.learned += outcome.learned
        self.destroyed += outcome.destroyed
        self.by_folder += bool(outcome.by_folder)

    def name(self, outcome: Outcome) -> str:
        """Return what became of an input in one word: nothing is fixed where nothing is written."""
        if self.reports and outcome.status in ("fixed", "clean"):
            return "damaged" if outcome.damaged else "clean"
        return outcome.status

    @property
    def total(self) -> int:
        """The number of inputs, skipped and failed ones among them."""
        return self.statuses.total()

    @property
    def matched(self) -> bool:
        """Whether there was any input to work on."""
        return self.total > self.statuses["skipped"]

    @property
    def exit_code(self) -> int:
        """The exit code that says the same as the counts."""
        if self.statuses["failed"] or (self.partly and not self.reports):
            return FAILED
        if not self.matched:
            return USAGE
        return DAMAGED if self.alarms and self.statuses["damaged"] else DONE

    def sentence(self, seconds: float, output: str | None = None) -> str:
        """Return the whole run in one sentence."""
        parts = []
        for status in ("fixed", "damaged", "reverted", "clean", "detected", "skipped", "failed"):
            number = self.statuses[status]
            if number:
                word = "read" if status == "detected" else status
                parts.append(f"{number:,} {word}{self._detail(status)}")
        files = f"{count(self.total, 'file')}: {', '.join(parts)}"
        time = f"{seconds:.1f} s"
        if self.detects:
            if self.statuses["detected"] == self.total:
                files = f"{count(self.total, 'file')} read"
            return f"{files}; {time}"
        edits = count(self.edits, "edit")
        details = []
        if self.learned:
            details.append(f"{self.learned:,} of them learned lines")
        if self.guesses:
            details.append(f"{self.guesses:,} of them guessed")
        if details:
            edits += f" ({', '.join(details)})"
        if self.findings:
            edits += f", {count(self.findings, 'place')} left alone"
        if self.destroyed:
            edits += f" ({count(self.destroyed, 'character')} destroyed earlier)"
        if self.by_folder:
            edits += f", {count(self.by_folder, 'file')} decided by the folder"
        if self.renamed:
            edits += f", {count(self.renamed, 'name')} repaired"
        written = self.total > self.statuses["skipped"] + self.statuses["failed"]
        where = f" -> {show_path(output)}" if output and written else ""
        return f"{files}; {edits}; {time}{where}"

    def _detail(self, status: str) -> str:
        if status in ("fixed", "damaged") and self.partly:
            return f" ({self.partly:,} with undecodable bytes)"
        if status != "skipped":
            return ""
        if len(self.kinds) == 1:
            return f" ({next(iter(self.kinds))})"
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(self.kinds.items()))
        return f" ({kinds})"
