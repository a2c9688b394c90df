"""What the gate decided about a document: which annotations are injected, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verdict(NamedTuple):
    """What the gate decided about a document; false when nothing was injected.

    Attributes:
        injected: character -> the contents of the brackets that were injected after it.
        table: character -> reading, for the characters that are always annotated.
        bracket: the opening bracket of the injected annotations.
        bytewise: the annotations were injected byte by byte, so characters may be lost.
        simplified: the text was converted to Simplified after the damage.
        blank_after: a blank follows the brackets (generation C).
        plain: the farm writes no tones.
        spaced: a tool has put blanks around the brackets since.
        again: a second, toneless pass went over the text (generation D).
        emoji: brackets with emoji were injected (generation E).
        examples: parts of the text show damage to its readers, and stay.
        left: how many annotations look injected, but are not enough to tell.
        honest: there are annotations, and none of them looks injected.

    """

    injected: Mapping[str, frozenset[str]] = {}
    table: Mapping[str, str] = {}
    bracket: str = "("
    bytewise: bool = False
    simplified: bool = False
    blank_after: bool = False
    plain: bool = False
    spaced: bool = False
    again: bool = False
    emoji: bool = False
    examples: bool = False
    left: int = 0
    honest: bool = False

    def __bool__(self) -> bool:
        return bool(self.injected) or self.bytewise or self.emoji
