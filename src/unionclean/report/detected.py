"""What `detect` prints about one input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.report.record import to_line, to_record
from unionclean.report.show import count, show, show_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.files.outcome import Outcome


def line(outcome: Outcome) -> Iterator[str]:
    """Yield one line: encoding, script, and the kinds of damage with the number of places."""
    found = outcome.detection
    if found is None or outcome.problem:
        return
    why = f": {found.why}" if found.why else ""
    script_why = f" ({found.script_why})" if found.script_why else ""
    damage = ", ".join(f"{step} {number:,}" for step, number in found.damage.items())
    parts = [f"{found.encoding} ({found.confidence:.2f}{why})", f"{found.script}{script_why}"]
    parts.append(f"damage: {damage}" if damage else "no damage")
    if found.bad_bytes:
        parts.append(count(found.bad_bytes, "bad byte"))
    yield f"{show_path(outcome.path)}: {show('; '.join(parts))}"


def json_lines(outcome: Outcome) -> Iterator[str]:
    """Yield one JSON object."""
    yield to_line(to_record(outcome)).removesuffix("\n")
