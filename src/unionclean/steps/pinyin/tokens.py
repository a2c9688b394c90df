"""What an annotation looks like, and what it leaves behind when it hits half a character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
    import re

LETTERS: Final = "a-zāáǎàēéěèêīíǐìńňǹḿōóǒòūúǔùüǖǘǚǜ"
"""Inside a character class: the letters of a syllable of pinyin, lower case, with tone marks."""

UNKNOWN: Final = "?？\ufffd"
"""What stands for a byte that could not be shown (the fullwidth one where marks were folded)."""

SYLLABLE: Final = f"[{LETTERS}]{{1,6}}"
"""What may be a syllable."""

_TONED: Final = "[āáǎàēéěèīíǐìńňǹḿōóǒòūúǔùǖǘǚǜ]"

# Emoji that generation E puts into brackets: the blocks of pictographs and what joins them.
_PICTOGRAPHS: Final = (
    "\u200d\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\ufe0f\U0001f000-\U0001faff"
)
_EMOJI: Final = f"(?:[(（][{_PICTOGRAPHS}]{{1,8}}[)）]|[{_PICTOGRAPHS}]{{1,8}})"


def glosses() -> re.Pattern[str]:
    """Match a bracket right after a Han character; groups: bracket, character, content."""
    return regex(f"([(（])(?<=([{HAN}])[(（])({SYLLABLE} ?)[)）]")


def spaced() -> re.Pattern[str]:
    """Match a bracket with blanks around it, and these; groups: character, content."""
    return regex(f" [(（](?<=([{HAN}]) [(（])({SYLLABLE} ?)[)）](?: (?=[{HAN}]))?")


def spaced_readings() -> re.Pattern[str]:
    """Match a bracket behind a character and a blank; quicker than `spaced`, for counting."""
    return regex(f"[(（](?<=[{HAN}] [(（])[{LETTERS}]{{0,5}}{_TONED}[{LETTERS}]{{0,5}} ?[)）]")


def has_tones(text: str) -> bool:
    """Tell whether ``text`` holds a vowel with a tone mark: quicker than any pattern."""
    return any(mark in text for mark in _TONED[1:-1])


def emoji_annotations() -> re.Pattern[str]:
    """Match a reading with an emoji inside, as generation E writes it and nobody else does."""
    letters = f"[{LETTERS}]{{1,6}}"
    return regex(
        f"[(（](?<=[{HAN}][(（])(?:{letters}{_EMOJI}|{_EMOJI}{letters})[{LETTERS}]{{0,5}} ?[)）]"
    )


def brackets_of_e() -> re.Pattern[str]:
    """Match a bracket of generation E, with or without emoji; groups as for `glosses`."""
    body = f"[{LETTERS}]{{0,6}}(?:{_EMOJI}[{LETTERS}]{{0,6}})? ?"
    return regex(f"([(（])(?<=([{HAN}])[(（])({body})[)）]")


def without_emoji(content: str) -> str:
    """Return the content of a bracket without the emoji and its own brackets."""
    return regex(_EMOJI).sub("", content)


def orphans() -> re.Pattern[str]:
    """Match a reading that lost the character before it, or half of it; group: content."""
    return regex(f"[{UNKNOWN}][(（]?({SYLLABLE} ?)[)）]")


def doubled() -> re.Pattern[str]:
    """Match a toneless bracket right behind one with a tone; groups: both contents."""
    return regex(f"([{LETTERS}]{{0,5}}{_TONED}[{LETTERS}]{{0,4}}) ?[)）][(（]([a-zü]{{1,6}})[)）]")


def suspects() -> re.Pattern[str]:
    """Match the places from which a search has to start.

    A reading without its character; a letter with a reading; unknown marks right before a pause
    or stop mark.
    """
    return regex(
        f"[{UNKNOWN}]+(?=[(（]?{SYLLABLE} ?[)）]|[，。；！？、：,;!?:])"
        f"|[@-~](?=[(（][{LETTERS}]{{0,5}}{_TONED}[{LETTERS}]{{0,3}} ?[)）])"
    )
