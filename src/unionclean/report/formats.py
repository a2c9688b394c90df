"""What `check` prints about one input, in the formats of ``--format``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.report.show import clip, count, show, show_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.files.account import Place
    from unionclean.files.outcome import Outcome
    from unionclean.result import Finding


def by_place(places: Iterable[Place]) -> list[Finding]:
    """Return the findings in the order of the text; those of one step keep their order."""
    return sorted((place.finding for place in places), key=lambda finding: finding.start)


def describe(place: Finding) -> str:
    """Return what happened at a place, on one line."""
    if place.after is None:
        what = f"{show(place.reason)}; left alone"
        return f"{what}: '{clip(place.before)}'" if place.before else what
    if place.before == place.after == "":
        return show(place.reason)
    change = f"'{clip(place.before)}' -> '{clip(place.after)}'"
    reason = f"{show(place.reason)}: " if place.reason else ""
    doubt = f" ({place.certainty})" if place.certainty in ("guess", "likely") else ""
    return f"{reason}{change}{doubt}"


def concise(outcome: Outcome) -> Iterator[str]:
    """Yield one line per place: ``path:line:column: step: what``, as compilers write it."""
    name = show_path(outcome.path)
    for place in by_place(outcome.places):
        yield f"{name}:{place.line}:{place.column}: {place.step}: {describe(place)}"


def github(outcome: Outcome) -> Iterator[str]:
    """Yield one annotation per place, for the log of a GitHub workflow."""
    name = _escape_property(show_path(outcome.path))
    for place in by_place(outcome.places):
        level = "notice" if place.after is None else "warning"
        yield (
            f"::{level} file={name},line={place.line},col={place.column},"
            f"title=unionclean {place.step}::{_escape_data(describe(place))}"
        )


def json_lines(outcome: Outcome) -> Iterator[str]:
    """Yield one JSON object with every place."""
    from unionclean.report.record import to_detailed_record, to_line

    yield to_line(to_detailed_record(outcome)).removesuffix("\n")


def overview(outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with an input, one line per step; nothing for a clean one."""
    if outcome.problem or not outcome.damaged:
        return
    yield headline(outcome)
    findings = [place.finding for place in outcome.places]
    firsts: dict[str, Finding] = {}  # of each step
    for one in findings:
        if one.after is not None:
            firsts.setdefault(one.step, one)
    for step, first in firsts.items():
        if step == "decode":
            yield f"  {step:<12} {describe(first)}"
        else:
            yield _first(step, outcome.edits.get(step, 0), first)
    notes = [one for one in findings if one.after is None]
    if notes:
        yield _first("left alone", outcome.findings, min(notes, key=lambda one: one.start))


def _first(label: str, number: int, first: Finding) -> str:
    where = f"{first.line}:{first.column}"
    return f"  {label:<12} {number:>7,}  first at {where}: {describe(first)}"


def full(outcome: Outcome) -> Iterator[str]:
    """Yield the overview of an input, and below it every place."""
    yield from overview(outcome)
    if not outcome.problem:
        yield from concise(outcome)


def headline(outcome: Outcome) -> str:
    """Return the name of an input with its encoding and the size of its damage."""
    parts = [f"{outcome.encoding} ({outcome.confidence:.2f})"] if outcome.encoding else []
    parts.append(count(sum(outcome.edits.values()), "edit"))
    if outcome.findings:
        parts.append(f"{count(outcome.findings, 'place')} left alone")
    return f"{show_path(outcome.path)}: {', '.join(parts)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
