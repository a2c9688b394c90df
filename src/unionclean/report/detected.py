"""What `detect` prints about one input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.report.record import to_line, to_record
from unionclean.report.show import count, show, show_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.detection import Detection
    from unionclean.files.outcome import Outcome


MOST_PASSAGES = 10  # that people see of a document; JSON has them all


def lines(outcome: Outcome, *, verbose: bool = False) -> Iterator[str]:
    """Yield one line: encoding, script, and the kinds of damage with the number of places.

    Below it follow the passages of a document that mixes scripts, and, if ``verbose``, the places
    that were decoded wrongly.
    """
    found = outcome.detection
    if found is None or outcome.problem:
        return
    why = f": {found.why}" if found.why else ""
    script_why = f" ({found.script_why})" if found.script_why else ""
    parts = [f"{found.encoding} ({found.confidence:.2f}{why})", f"{found.script}{script_why}"]
    if found.parts:
        mix = (f"{name} {count(number, 'character')}" for name, number in found.parts.items())
        parts.insert(1, f"mixed: {', '.join(mix)}")
    parts.append(_damage(found))
    yield f"{show_path(outcome.path)}: {show('; '.join(parts))}"
    for passage in found.passages[:MOST_PASSAGES]:
        last = passage.line + passage.lines - 1
        where = f"line {passage.line}" if passage.lines == 1 else f"lines {passage.line}-{last}"
        yield f"  {where}: {passage.script} ({show(passage.why)})"
    if len(found.passages) > MOST_PASSAGES:
        yield f"  and {len(found.passages) - MOST_PASSAGES:,} more passages; '-f json' has them all"
    if verbose:
        for span in found.spans:
            yield f"  {span.line}:{span.column}: {span.step}: {show(span.what)}"


def _damage(found: Detection) -> str:
    if not found.damage:
        return "no damage"
    damage = ", ".join(f"{step} {number:,}" for step, number in found.damage.items())
    details = []
    if found.bad_bytes:
        details.append(count(found.bad_bytes, "bad byte"))
    if found.destroyed:
        details.append(f"{count(found.destroyed, 'character')} destroyed earlier")
    if found.guesses:
        details.append(f"{count(found.guesses, 'repair')} guessed")
    if found.by_folder:
        details.append(f"the folder decided {' and '.join(found.by_folder)}")
    return "; ".join((f"damage: {damage}", *details))


def json_lines(outcome: Outcome) -> Iterator[str]:
    """Yield one JSON object."""
    yield to_line(to_record(outcome)).removesuffix("\n")
