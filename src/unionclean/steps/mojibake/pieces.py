"""Pieces of a text that were looked at one by one: what a cut left open, and how much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import regex

if TYPE_CHECKING:
    from unionclean.steps.mojibake.restore import Repair

_CUT: Final = 8  # characters in which a repair ends that the end of the piece has cut short


def beyond_ascii(text: str) -> int:
    """Return how many characters of ``text`` are not ASCII."""
    return sum(map(len, regex("[^\\x00-\\x7f]+").findall(text)))


def uncut(found: list[Repair], stop: int) -> tuple[list[Repair], int]:
    """Return the repairs without what the end of the piece has cut short, and where to go on."""
    last = found[-1]
    if last.end < stop - _CUT:
        return found, stop
    parts = list(last.span.parts)
    while parts and parts[-1].text is None:
        parts.pop()
    if not parts:
        return found[:-1], last.start
    offset = last.start - last.span.start
    span = last.span._replace(parts=tuple(parts))
    return [*found[:-1], last._replace(span=span, end=offset + span.end)], offset + span.end
