"""Chooses how the account of an input is printed, and how much of it a job has to tell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from unionclean.cli.streams import choose_paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionclean.files.outcome import Outcome
    from unionclean.settings import Settings


Purpose = Literal["quiet", "check", "explain", "diff"]


class Rendering(NamedTuple):
    """How to print, and what that needs: see `Job.samples`, `Job.hunks` and `Job.records`."""

    render: Callable[[Outcome], Iterable[str]] | None
    samples: int | None = 0
    hunks: bool = False
    records: bool = False


def rendering(
    purpose: Purpose,
    form: str,
    settings: Settings,
    given: dict[str, Any],
) -> Rendering:
    """Return how to print for a command and the option ``--format``."""
    if purpose == "quiet" and form == "text":
        return Rendering(None)
    if form != "text":
        from unionclean.report import formats

        render = {"concise": formats.concise, "json": formats.json_lines, "github": formats.github}
        return Rendering(render[form], None, records=form == "json")
    verbose = bool(given.get("verbose"))
    if purpose == "check":
        from unionclean.report import formats

        return Rendering(formats.full if verbose else formats.overview, None if verbose else 1)
    paint = choose_paint(settings.color)
    if purpose == "diff":
        from unionclean.report.diff import diff

        return Rendering(partial(diff, paint=paint), 1, hunks=True)
    from unionclean.report.explain import SAMPLES, explain

    samples = None if verbose else SAMPLES
    return Rendering(partial(explain, paint=paint, samples=samples), samples)


def voice_of(given: dict[str, Any]) -> int:
    """Return -1 for ``-q``, 1 for ``-v``, else 0."""
    return int(bool(given["verbose"])) - int(bool(given["quiet"]))
