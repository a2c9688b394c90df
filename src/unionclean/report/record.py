"""The account of one input, and of what was learned, as JSON objects: the lines of a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from unionclean import __version__
from unionclean.report.show import readable

if TYPE_CHECKING:
    from typing import BinaryIO

    from unionclean.files.outcome import Outcome
    from unionclean.result import Finding
    from unionclean.steps.boilerplate.learn import LearnedLines


class Report:
    """The report of a run as JSON Lines: one object per input, then the learned lines, if any."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, outcome: Outcome) -> None:
        """Write the object of one input."""
        self._write(to_record(outcome))

    def name(self, learned: LearnedLines) -> None:
        """Write the object of the lines that the folder repeats."""
        self._write(to_learned_record(learned))

    def close(self, seconds: float) -> None:
        """Write nothing: each object says how long it took."""

    def _write(self, record: dict[str, Any]) -> None:
        self._file.write(to_line(record).encode("utf-8", "backslashreplace"))


def to_record(outcome: Outcome) -> dict[str, Any]:
    """Return the report object of one input; its fields are the same for every status."""
    head = {
        "path": readable(outcome.path),
        "status": outcome.status,
        "problem": outcome.problem and outcome.problem.message,
    }
    tail = {"seconds": round(outcome.seconds, 4), "unionclean": __version__}
    if outcome.detection:
        return head | outcome.detection.as_dict() | tail
    body = {
        "output": None if outcome.output is None else readable(outcome.output),
        "renamed": readable(outcome.renamed) or None,
        "encoding": outcome.encoding or None,
        "confidence": round(outcome.confidence, 4),
        "why": outcome.why,
        "bad_bytes": outcome.bad_bytes,
        "chars_in": outcome.chars_in,
        "chars_out": outcome.chars_out,
        "edits": outcome.edits,
        "findings": outcome.findings,
        "guesses": outcome.guesses,
        "destroyed": outcome.destroyed,
        "learned": outcome.learned,
        "by_folder": list(outcome.by_folder),
        "warnings": list(outcome.warnings),
        "metadata": outcome.metadata,
        "removed": [_loss(finding) for finding in outcome.removed],
    }
    return head | body | tail


def to_learned_record(learned: LearnedLines) -> dict[str, Any]:
    """Return the report object of the lines that the folder repeats: the last one, if any."""
    return {
        "learned": [
            {"line": key, "documents": line.documents, "files": list(map(readable, line.files))}
            for key, line in learned.lines.items()
        ]
    }


def to_detailed_record(outcome: Outcome) -> dict[str, Any]:
    """Return the report object with every place: edits as ``changes``, notes as ``left_alone``."""
    findings = [place.finding for place in outcome.places]
    return to_record(outcome) | {
        "changes": [finding._asdict() for finding in findings if finding.after is not None],
        "left_alone": [_note(finding) for finding in findings if finding.after is None],
    }


def to_line(record: dict[str, Any]) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def _loss(finding: Finding) -> dict[str, Any]:
    return {
        "step": finding.step,
        "line": finding.line,
        "column": finding.column,
        "text": finding.before,
        "reason": finding.reason,
    }


def _note(finding: Finding) -> dict[str, Any]:
    note: dict[str, Any] = finding._asdict()
    del note["after"], note["certainty"]
    return note
