"""The account of a repair: every edit and note, the whole as hunks, and what was taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from unionclean.edits import LineIndex
from unionclean.steps import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.edits import Edit
    from unionclean.result import Finding, Result
    from unionclean.steps.decode import Decoded

# Characters shown on each side of a place: enough to recognise the sentence, and with two columns
# for a Han character a window still fits a terminal of 80 columns.
WINDOW = 12


Mark = Literal[" ", "-", "+"]
"""In a diff: kept, removed, added."""


class Place(NamedTuple):
    """One edit or note, and its neighbouring characters as the step met them."""

    finding: Finding
    left: str
    right: str


class Hunk(NamedTuple):
    """Changes that stand close together, as pieces of kept, removed and added text."""

    line: int
    column: int
    pieces: tuple[tuple[Mark, str], ...]


def tell_places(result: Result, samples: int | None, *, recoded: bool) -> tuple[Place, ...]:
    """Return the places of ``result``, by step: all, or the first ``samples`` edits of each step.

    Notes are always all told: nothing repairs them, so a reader has to. ``recoded`` says that the
    bytes of the output differ from the input even before any step.
    """
    places = list(_tell_decoding(result, recoded=recoded))
    told: dict[str, int] = {}
    changes, findings = iter(result.changes), iter(result.findings)
    for run in result.runs:
        for edit in run.edits:
            finding = next(changes)
            told[run.step] = told.get(run.step, 0) + 1
            if samples is None or told[run.step] <= samples:
                places.append(_place(finding, run.before, edit.start, edit.end))
        places.extend(
            _place(next(findings), run.before, note.start, note.end) for note in run.notes
        )
    return tuple(places)


def tell_hunks(result: Result) -> tuple[Hunk, ...]:
    """Return what the repair changes, edits that stand close together in one hunk."""
    lines = LineIndex(result.original)
    groups = _group(result.composed, gap=2 * WINDOW)
    return tuple(_hunk(result.original, group, lines) for group in groups)


def tell_removed(result: Result) -> tuple[Finding, ...]:
    """Return what the lossy steps took out, in the order of the steps."""
    lossy = {step.name for step in STEPS if step.lossy}
    if not any(run.step in lossy and run.edits for run in result.runs):
        return ()
    return tuple(one for one in result.changes if one.step in lossy and one.before)


def tell_metadata(result: Result) -> dict[str, str]:
    """Return the author, source, date and editor that the document names.

    Read from the original and from the text as `boilerplate` met it, with the credit still there;
    the reading with more fields counts. A repair shows labels that annotations hid, but it may
    also take a blank that parts two fields.
    """
    from unionclean.steps.boilerplate.metadata import metadata

    runs = (run.before for run in result.runs if run.step == "boilerplate")
    repaired = next(runs, result.text)
    found = metadata(repaired)
    if repaired is result.original:
        return found
    return max(found, metadata(result.original), key=len)


def count_learned(result: Result) -> int:
    """Return how many edits remove a line because the folder repeats it."""
    from unionclean.steps.boilerplate.learn import LEARNED

    runs = (run for run in result.runs if run.step == "boilerplate")
    return sum(edit.reason.startswith(LEARNED) for run in runs for edit in run.edits)


def _tell_decoding(result: Result, *, recoded: bool) -> Iterator[Place]:
    """Yield what happened between bytes and text, which has no edits."""
    from unionclean.result import Finding

    decoded = result.decoded
    if decoded is None:
        return
    if recoded:
        names = _name_encodings(decoded)
        reason = "" if names == "utf-8" else f"is {names} and becomes UTF-8"
        if reason and "decode" in result.by_folder:
            reason += ", as the other files of the folder say"
        if decoded.bom:
            reason = f"{reason}; the byte order mark goes".removeprefix("; ")
    if recoded and reason:
        yield Place(Finding("decode", 0, 0, 1, 1, "", "", reason, None), "", "")
    if decoded.bad:
        lines = LineIndex(result.original)
        for bad in decoded.bad:
            line, column = lines.locate(bad.at)
            shown = " ".join(f"0x{byte:02X}" for byte in bad.raw[:8])
            reason = f"{shown} at byte {bad.byte} does not decode as {decoded.encoding}"
            left, right = _surroundings(result.original, bad.at, bad.at + 1)
            place = ("decode", bad.at, bad.at + 1, line, column)
            finding = Finding(*place, "\N{REPLACEMENT CHARACTER}", None, reason, None)
            yield Place(finding, left, right)


def _name_encodings(decoded: Decoded) -> str:
    names = list(dict.fromkeys(piece.encoding for piece in decoded.pieces)) or [decoded.encoding]
    return " mixed with ".join(names)


def _place(finding: Finding, text: str, start: int, end: int) -> Place:
    return Place(finding, *_surroundings(text, start, end))


def _surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - WINDOW) : start], text[end : end + WINDOW]


def _group(edits: Iterable[Edit], gap: int) -> Iterator[list[Edit]]:
    """Yield runs of edits with at most ``gap`` characters between neighbours."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start - group[-1].end > gap:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _hunk(text: str, edits: list[Edit], lines: LineIndex) -> Hunk:
    start = max(0, edits[0].start - WINDOW)
    pieces: list[tuple[Mark, str]] = []
    for edit in edits:
        pieces.append((" ", text[start : edit.start]))
        pieces.append(("-", text[edit.start : edit.end]))
        pieces.append(("+", edit.new))
        start = edit.end
    pieces.append((" ", text[start : start + WINDOW]))
    line, column = lines.locate(edits[0].start)
    return Hunk(line, column, tuple(piece for piece in pieces if piece[1]))
