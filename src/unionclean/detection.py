"""What an input is: its encoding, its script and the kinds of damage it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionclean.config import Config
    from unionclean.result import Result
    from unionclean.steps.decode import Decoded
    from unionclean.steps.script.verdict import ScriptVerdict


# Spans and bad bytes that are listed with their place; `explain -v` and the report have them all.
MOST_SPANS = 20


class Passage(NamedTuple):
    """Neighbouring lines in one script; ``lines`` is their number, ``line`` the first, from 1."""

    line: int
    lines: int
    script: str
    why: str


class Span(NamedTuple):
    """A place in the original that was decoded wrongly, or whose bytes do not decode."""

    step: str
    line: int
    column: int
    length: int
    what: str


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
        guesses: how many repairs would be guesses.
        destroyed: characters that were lost before the file was written (锟斤拷, U+FFFD, ????).
        spans: the first places of the steps `decode` and `mojibake`.
        passages: the scripts place by place, where a document mixes them; else empty.
        by_folder: the steps in which the other files of the folder turned the scale.

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
    guesses: int = 0
    destroyed: int = 0
    spans: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()
    by_folder: tuple[str, ...] = ()

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
            "guesses": self.guesses,
            "destroyed": self.destroyed,
            "spans": [span._asdict() for span in self.spans],
            "passages": [passage._asdict() for passage in self.passages],
            "by_folder": list(self.by_folder),
            "warnings": list(self.warnings),
        }


def detect(raw: bytes, config: Config | None = None, **known: Any) -> Detection:
    """Return what ``raw`` is and which kinds of damage it shows, without changing anything.

    The damage is counted by the same run that `fix` would make, so both agree. ``known`` is what
    the folder of the input knows, as the keywords of `pipeline.repair_bytes`.

    >>> detect("工 会 工 作".encode("gbk")).damage
    {'spaces': 3}
    """
    from unionclean.config import Config as Settings
    from unionclean.pipeline import repair_bytes

    return describe(repair_bytes(raw, config or Settings(), **known))


def describe(result: Result) -> Detection:
    """Return the detection that belongs to the repair ``result`` of some bytes."""
    decoded = result.decoded
    if decoded is None:
        raise ValueError("only the repair of bytes tells an encoding")
    text = _readable_text(result)
    verdict = _measure_script(text)
    by_farm = _is_by_farm(result)
    script, script_why = _name_script(verdict, by_farm=by_farm)
    return Detection(
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        why=decoded.why,
        script=script,
        script_why=script_why,
        damage=_damage(result, decoded),
        bad_bytes=sum(len(bad.raw) for bad in decoded.bad),
        bom=bool(decoded.bom),
        parts=_parts(decoded),
        warnings=result.warnings,
        guesses=sum(edit.certainty == "guess" for run in result.runs for edit in run.edits),
        destroyed=count_destroyed(result),
        spans=tuple(islice(_spans(result, decoded), MOST_SPANS)),
        passages=_passages(text, by_farm=by_farm) if 0.0 < verdict.traditional < 1.0 else (),
        by_folder=result.by_folder,
    )


def count_destroyed(result: Result) -> int:
    """Return how many characters were lost before the file was written, by the notes on them."""
    return sum(note.destroyed for run in result.runs for note in run.notes)


def _readable_text(result: Result) -> str:
    """Return the text as the author's readers saw it: mojibake undone, no more."""
    return next((run.after for run in result.runs if run.step == "mojibake"), result.original)


def _measure_script(text: str) -> ScriptVerdict:
    from unionclean.evidence import Evidence
    from unionclean.steps.script import measure_script

    return Evidence(text).once(measure_script)


def _is_by_farm(result: Result) -> bool:
    """Tell whether the step `script` undid what the annotations showed to be converted."""
    if not any(run.step == "pinyin" and run.edits for run in result.runs):
        return False
    from unionclean.steps.script.step import PSEUDO

    return any(
        run.step == "script" and run.edits and run.edits[0].reason == PSEUDO for run in result.runs
    )


def _name_script(verdict: ScriptVerdict, *, by_farm: bool) -> tuple[str, str]:
    """Return the script and why; a short page of a farm may keep no form that gives it away."""
    if by_farm and verdict.script.startswith("traditional"):
        return "pseudo-traditional", "farms convert what they annotate"
    return verdict.script, verdict.why


def _passages(text: str, *, by_farm: bool) -> tuple[Passage, ...]:
    """Return the passages of a document in more than one script; of others none."""
    from unionclean.steps.script.passages import paragraphs

    found = []
    line = 1
    for passage in paragraphs(text):
        lines = len(text[passage.start : passage.end].splitlines())
        found.append(Passage(line, lines, *_name_script(passage.verdict, by_farm=by_farm)))
        line += lines
    return tuple(found) if len({passage.script for passage in found}) > 1 else ()


def _spans(result: Result, decoded: Decoded) -> Iterator[Span]:
    from unionclean.edits import LineIndex

    if decoded.bad:
        lines = LineIndex(result.original)
        for bad in decoded.bad[:MOST_SPANS]:
            shown = " ".join(f"0x{byte:02X}" for byte in bad.raw[:8])
            yield Span("decode", *lines.locate(bad.at), 1, f"{shown} at byte {bad.byte}")
    if any(run.step == "mojibake" for run in result.runs):
        for one in sorted((*result.changes, *result.findings), key=lambda one: one.start):
            if one.step == "mojibake":
                yield Span(one.step, one.line, one.column, one.end - one.start, one.reason)


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
