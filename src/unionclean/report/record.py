"""The account of one input as a JSON object: one line of a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from unionclean import __version__
from unionclean.report.show import readable

if TYPE_CHECKING:
    from unionclean.files.outcome import Outcome
    from unionclean.pipeline import Finding


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
        "encoding": outcome.encoding or None,
        "confidence": round(outcome.confidence, 4),
        "bad_bytes": outcome.bad_bytes,
        "chars_in": outcome.chars_in,
        "chars_out": outcome.chars_out,
        "edits": outcome.edits,
        "findings": outcome.findings,
        "guesses": outcome.guesses,
        "warnings": list(outcome.warnings),
    }
    return head | body | tail


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


def _note(finding: Finding) -> dict[str, Any]:
    note: dict[str, Any] = finding._asdict()
    del note["after"], note["certainty"]
    return note
