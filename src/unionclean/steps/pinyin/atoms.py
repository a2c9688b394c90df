"""A damaged line as the pieces that a decoder showed: characters, readings and lost bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex
from unionclean.steps.pinyin.codepage import LONE_SHOWN
from unionclean.steps.pinyin.states import PLAIN
from unionclean.steps.pinyin.tables import all_toneless, toneless
from unionclean.steps.pinyin.tokens import LETTERS

if TYPE_CHECKING:
    from unionclean.steps.pinyin.verdict import Verdict


_TORN: Final = f"([(（]?)([{LETTERS}]{{1,6}}) ?[)）]"
_WHOLE: Final = f"[(（](([{LETTERS}]{{1,6}}) ?)[)）]"
_LAST: Final = f"[(（][{LETTERS}]{{1,6}} ?[)）]\\Z"


class Atom(NamedTuple):
    """``text[start:end]``: one shown character with the reading in brackets behind it."""

    start: int
    end: int
    char: str
    reading: str  # "" when no bracket with a reading follows
    unknown: bool  # the character stands for a byte that could not be shown


def read_atom(text: str, at: int, verdict: Verdict, unknown: frozenset[str]) -> Atom:
    """Return the atom at ``at``; a bracket belongs to it when its content was injected."""
    char = text[at]
    after = at + 1
    if char in unknown:
        # "?(a)" may be a question and a note; what a farm leaves has lost the bracket, or a tone.
        match = regex(_TORN).match(text, after)
        if match and (not match[1] or toneless(match[2]) != match[2]):
            end = _skip_second(text, match.end(), match[2], verdict)
            reading = PLAIN + match[2] if verdict.plain else match[2]
            return Atom(at, end, char, reading, unknown=True)
        return Atom(at, after, char, "", unknown=True)
    half = "@" <= char <= "~" or char == LONE_SHOWN
    if text[after : after + 1] in {"(", "（"} and (half or is_han(char)):
        match = regex(_WHOLE).match(text, after)
        if match and (
            half
            or match[1] in verdict.injected.get(char, ())
            or (verdict.again and match[1] in all_toneless())
        ):
            end = _skip_second(text, match.end(), match[2], verdict)
            return Atom(at, end, char, match[2], unknown=False)
    return Atom(at, after, char, "", unknown=False)


def _skip_second(text: str, at: int, reading: str, verdict: Verdict) -> int:
    """Return where the atom ends if the reading follows once more without tone (generation D)."""
    if not verdict.again:
        return at
    match = regex("[(（]([a-zü]{1,6})[)）]").match(text, at)
    return match.end() if match and match[1] == toneless(reading) else at


def before_brackets(text: str, at: int) -> int:
    """Return where the brackets of annotations that end at ``at`` begin; there may be two."""
    for _ in range(2):
        if text[at - 1 : at] not in {")", "）"}:
            break
        match = regex(_LAST).search(text, max(0, at - 9), at)
        if match is None:
            break
        at = match.start()
    return at
