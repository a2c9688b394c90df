"""What an input is: its encoding, its script and the kinds of damage it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.config import Config
    from unionclean.pipeline import Result
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.decode import Decoded


@dataclass(frozen=True, slots=True)
class Detection:
    """The findings about one input; nothing was changed.

    Attributes:
        encoding: codec of the input, or of most of it, as Python names it; EUC-TW is ``euc_tw``.
        confidence: 0 to 1, how sure the encoding is.
        why: the evidence for the encoding in a few words.
        script: ``simplified``, ``traditional``, ``traditional-tw``, ``traditional-hk``,
            ``pseudo-traditional``, ``mixed`` or ``unknown``.
        script_why: the evidence for the script.
        damage: step -> number of damaged places, repaired or only reported; empty for clean text.
        bad_bytes: number of bytes that no reading explains.
        bom: whether the input begins with a byte order mark.
        parts: encoding -> number of characters, for an input that mixes encodings; else empty.
        warnings: full sentences.

    """

    encoding: str
    confidence: float
    why: str
    script: str = "unknown"
    script_why: str = ""
    damage: Mapping[str, int] = field(default_factory=dict)
    bad_bytes: int = 0
    bom: bool = False
    parts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the same fields as plain values, ready for JSON."""
        return {
            "encoding": self.encoding,
            "confidence": self.confidence,
            "why": self.why,
            "script": self.script,
            "script_why": self.script_why,
            "damage": dict(self.damage),
            "bad_bytes": self.bad_bytes,
            "bom": self.bom,
            "parts": dict(self.parts),
            "warnings": list(self.warnings),
        }


def detect(
    raw: bytes, config: Config | None = None, *, learned: LearnedLines | None = None
) -> Detection:
    """Return what ``raw`` is and which kinds of damage it shows, without changing anything.

    The damage is counted by the same run that `fix` would make, so both agree. ``learned`` are
    the lines that the folder of the input repeats.

    >>> detect("工 会 工 作".encode("gbk")).damage
    {'spaces': 3}
    """
    from unionclean.config import Config as Settings
    from unionclean.pipeline import repair_bytes

    return describe(repair_bytes(raw, config or Settings(), learned=learned))


def describe(result: Result) -> Detection:
    """Return the detection that belongs to the repair ``result`` of some bytes."""
    decoded = result.decoded
    if decoded is None:
        raise ValueError("only the repair of bytes tells an encoding")
    verdict = _measure_script(result)
    return Detection(
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        why=decoded.why,
        script=verdict.script,
        script_why=verdict.why,
        damage=_damage(result, decoded),
        bad_bytes=sum(len(bad.raw) for bad in decoded.bad),
        bom=bool(decoded.bom),
        parts=_parts(decoded),
        warnings=result.warnings,
    )


def _measure_script(result: Result) -> Any:
    """Return the verdict on the text as the author's readers saw it: mojibake undone, no more."""
    from unionclean.evidence import Evidence
    from unionclean.steps.script import measure_script

    text = result.original
    for run in result.runs:
        if run.step == "mojibake":
            text = run.after
            break
    return Evidence(text).once(measure_script)


def _damage(result: Result, decoded: Decoded) -> dict[str, int]:
    """Return step -> number of places, in the order of the steps."""
    from unionclean.steps import STEP_NAMES

    counts = dict.fromkeys(STEP_NAMES, 0)
    counts["decode"] = len(decoded.bad)
    for run in result.runs:
        counts[run.step] += len(run.edits) + len(run.notes)
    return {step: count for step, count in counts.items() if count}


def _parts(decoded: Decoded) -> dict[str, int]:
    parts: dict[str, int] = {}
    for piece in decoded.pieces:
        parts[piece.encoding] = parts.get(piece.encoding, 0) + piece.end - piece.start
    return parts
