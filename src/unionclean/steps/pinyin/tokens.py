"""What an annotation looks like, and what it leaves behind when it hits half a character."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.language import load

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

LETTERS: Final = "a-zāáǎàēéěèêīíǐìńňǹḿōóǒòūúǔùüǖǘǚǜ"
"""Inside a character class: the letters of a syllable of pinyin, lower case, with tone marks."""

UNKNOWN: Final = "?？\ufffd"
"""What stands for a byte that could not be shown (the fullwidth one where marks were folded)."""

PAUSES: Final = "，。；！？、：,;!?:"
"""The marks before which the punctuation step puts its byte, and their halfwidth forms."""

SHOUTED: Final = 5
"""Question marks in a row that are the author's; lost bytes show three at most (常考， ???，)."""

MANY: Final = 4
"""Question marks in a row, and no pause behind them, that are no character; three may be 小？."""

LONGEST_CLAUSE: Final = 40
ONE_ODD: Final = 6
"""Characters of garbage, one of which at least is rare; of prose one in a hundred is."""

SYLLABLE: Final = f"[{LETTERS}]{{1,6}}"
"""What may be a syllable."""

READING: Final = f"[(（]{SYLLABLE} ?[)）]"
"""A syllable in brackets."""

_TONED: Final = "[āáǎàēéěèīíǐìńňǹḿōóǒòūúǔùǖǘǚǜ]"

# Emoji that generation E puts into brackets: the blocks of pictographs and what joins them.
PICTOGRAPHS: Final = (
    "\u200d\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\ufe0f\U0001f000-\U0001faff"
)
_EMOJI_ALONE: Final = f"[(（][{PICTOGRAPHS}]{{1,8}}[)）]"
EMOJI: Final = f"(?:{_EMOJI_ALONE}|[{PICTOGRAPHS}]{{1,8}})"


def opening_in(text: str) -> str:
    """Return the class of the opening brackets that ``text`` has, as a piece of a pattern.

    A single literal is searched for several times faster than a class.
    """
    if "（" not in text:
        return "\\("
    return "[(（]" if "(" in text else "（"


@cache
def glosses(opening: str = "[(（]") -> re.Pattern[str]:
    """Match a bracket right after a Han character; groups: bracket, character, content."""
    return regex(f"({opening})(?<=([{HAN}]){opening})({SYLLABLE} ?)[)）]")


@cache
def spaced() -> re.Pattern[str]:
    """Match a character, and its bracket with the blanks around it; group: all."""
    return regex(f"([{HAN}] [(（]{SYLLABLE} ?[)）](?: (?=[{HAN}]))?)")


def without_blanks(text: str) -> str:
    """Return ``text`` without the blanks around its readings in brackets."""
    return regex(f"(?<=[{HAN}]) [(（]({SYLLABLE} ?)[)）](?: (?=[{HAN}]))?").sub(r"(\1)", text)


@cache
def spaced_readings() -> re.Pattern[str]:
    """Match a bracket behind a character and a blank; quicker than `spaced`, for counting."""
    return regex(f"[(（](?<=[{HAN}] [(（])[{LETTERS}]{{0,5}}{_TONED}[{LETTERS}]{{0,5}} ?[)）]")


def has_tones(text: str) -> bool:
    """Tell whether ``text`` holds a vowel with a tone mark in front of a closing bracket."""
    return any(mark in text for mark in _TONED[1:-1]) and (
        regex(f"{_TONED}[^)）\n]{{0,12}}[)）]").search(text) is not None
    )


def has_emoji_annotations(text: str) -> bool:
    """Tell whether a reading has an emoji inside, as only generation E writes it."""
    if not regex(f"[{PICTOGRAPHS}]").search(text):
        return False
    opening = opening_in(text)
    letters = f"[{LETTERS}]{{1,6}}"
    inside = f"(?:{letters}{EMOJI}|{EMOJI}{letters})[{LETTERS}]{{0,5}} ?"
    return regex(f"{opening}(?<=[{HAN}]{opening}){inside}[)）]").search(text) is not None


@cache
def lone_emoji() -> re.Pattern[str]:
    """Match an emoji alone in brackets inside of a sentence."""
    return regex(f"(?<=[{HAN}]){_EMOJI_ALONE}(?=[{HAN}，。])")


@cache
def brackets_of_e() -> re.Pattern[str]:
    """Match a character and its brackets in generation E, with or without emoji; group: all.

    An emoji may have a bracket of its own beside that of the reading, or stand behind a mark. The
    reading of another generation may follow: 協(xi(🎦)é )(xié).
    """
    body = f"[{LETTERS}]{{0,6}}(?:{EMOJI}[{LETTERS}]{{0,6}})? ?"
    alone = f"(?:{_EMOJI_ALONE})"
    return regex(
        f"([{HAN}]{alone}?[(（]{body}[)）]{alone}?(?:{READING})?|[，。、；：！？”]{alone})"
    )


def without_emoji(content: str) -> str:
    """Return ``content`` without the emoji and their own brackets."""
    return regex(EMOJI).sub("", content)


def without_lone_emoji(content: str) -> str:
    """Return ``content`` without the brackets that hold nothing but emoji."""
    return regex(_EMOJI_ALONE).sub("", content)


def unknown_in(text: str) -> str:
    """Return those of `UNKNOWN` that ``text`` has; all of them if it has none."""
    return "".join(mark for mark in UNKNOWN if mark in text) or UNKNOWN


@cache
def orphans(marks: str = UNKNOWN) -> re.Pattern[str]:
    """Match a reading that lost the character before it, or half of it; group: content."""
    return regex(f"[{marks}][(（]?({SYLLABLE} ?)[)）]")


def _shifted_to_letter() -> str:
    """Return a pattern for a letter that ends a shifted run, with what may stand behind it."""
    return f"[@-~](?=[{HAN}{PAUSES})）”’」』》]|{READING})"


@cache
def unmarked() -> re.Pattern[str]:
    """Match a mark that may have lost the byte before it, if the "?" for that is gone too."""
    before, shown = f"[{HAN})）”’」』》]", f"[{HAN}\ue000-\uf8ff]"
    return regex(f"[{PAUSES}](?<={before}[{PAUSES}])(?={shown}{{1,8}}+{_shifted_to_letter()})")


@cache
def clauses() -> re.Pattern[str]:
    """Match a mark as of `unmarked` and what follows, up to a mark or a letter; group: that.

    Where it is garbage, it is shifted as a whole: «他笑了!柑鞖庹婧。».
    """
    before = f"[！!](?<=[{HAN})）”’」』》][！!])"
    end = f"(?:[{PAUSES}]|{_shifted_to_letter()})"
    return regex(f"{before}([{HAN}\ue000-\uf8ff]{{3,{LONGEST_CLAUSE}}}){end}")


def hides_hit(text: str, at: int) -> bool:
    """Tell whether the mark at ``at`` may have lost the byte before it without a trace."""
    return bool(unmarked().match(text, at) or clauses().match(text, at))


def hidden_hits(text: str) -> Iterator[int]:
    """Yield the marks that probably lost the byte before them without a trace."""
    yield from (match.start() for match in unmarked().finditer(text))
    if "！" not in text and "!" not in text:
        return
    odd = load().rare
    for match in clauses().finditer(text):
        if sum(map(len, odd.findall(match[1]))) * ONE_ODD >= len(match[1]):
            yield match.start()


def _may_be_lost(count: int, following: str, marks: str) -> bool:
    """Tell whether ``count`` marks may be lost bytes before ``following``, a mark or a reading.

    The last one of a row is no pause behind the others, unless widths were folded.
    """
    if following in marks:
        return count < MANY - 1
    return count < SHOUTED or following not in PAUSES


def suspects(text: str) -> list[int]:
    """Return the places from which a search has to start.

    A reading without its character; a letter with a reading; unknown marks right before a pause
    or stop mark; where all of these were deleted, a mark before Han characters that end with a
    letter (笑笑；蛟S是, 再走！惫霉谜f(shuō)).
    """
    # A class that is repeated is not searched for as fast as one that is not.
    marks = unknown_in(text)
    unknown = regex(f"[{marks}][{marks}]*(?=[(（]?{SYLLABLE} ?[)）]|[{PAUSES}])")
    opening, toned = opening_in(text), f"[{LETTERS}]{{0,5}}{_TONED}[{LETTERS}]{{0,3}}"
    letters = regex(f"{opening}(?<=[@-~]{opening}){toned} ?[)）]")
    starts = [
        match.start()
        for match in unknown.finditer(text)
        if _may_be_lost(match.end() - match.start(), text[match.end()], marks)
    ]
    starts += [match.start() - 1 for match in letters.finditer(text)]
    if not regex(f"[{marks}][，。；、：,;:]").search(text):  # people write ?! themselves
        starts += hidden_hits(text)
    return sorted(starts)
