"""Where a document may be damaged at all: the gate that clean text must pass quickly.

Whatever the wrong encoding was, it turned frequent characters into rare ones. So a document is
searched for characters that good Chinese seldom uses, and only places where several of them stand
close together are looked at. In clean text they are single (a rare name, a foreign letter).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR: Final = 8  # mojibake of UTF-8, the sparsest kind, has a rare character in every three
AROUND: Final = 24  # characters shown to the model on each side, for context
ENOUGH: Final = 3  # weight of a suspicious place: one strong suspect counts 2, a weak one 1
SPREAD: Final = 4  # at most so many characters for each unit of weight
# Cantonese and variant letters that neither of the two sets below has: every page needs some.
_CANTONESE: Final = (
    "嘅佢啲哋喺咗噉嘢嗰咁冇嚟㗎喎囖諗啱搵嚹啫揾攞靚瞓嗱噃餸枱黐鑊嚿喐嘥冚噏慳啩磡邨冧孖埗焗嫲攰脷氹乸揦唞孭揗掟抌揼軚掹踎癐唥喼"
    "燶腍樖拃奀屌搣唓擸嘜埲踭鱲劏鮓㗱滘啝梘曱甴壆嗮炆褦捽抰扽痾啹哂啖嘞嗌噚爲裏羣衆綫峯牀舖麪衞啓説閲奬撃覑彧镕嘚啰"
)
# First half of mis-read “ — ， 、: alone they are enough, because nobody writes them.
_STRONG: Final = "鈥銆锛"

# Signs between numbers and names; good by themselves, but Â§ and Ã© are § and é in UTF-8.
_SIGNS: Final = "\u00a0·×÷°±§®©¥£¼½¾²³µ«»¿¡"
_LATIN_1: Final = frozenset(map(chr, range(0xA1, 0x100)))


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


# Letters, what is frequent in a text of theirs, and the least share of it among the letters.
_NATIVE: Final = (
    (_span(0x400, 0x45F), "[а-яё]{3}", 0.1),
    (_span(0x3041, 0x30FF), "[のはをがにでてとしたすい]", 0.25),
    (_span(0xAC00, 0xD7A3), "[가-힣][가-힣 ][가-힣 ]", 0.25),
    (_span(0x1EA0, 0x1EF9) | frozenset("ĐđƠơƯưĂăâêôàáãèéìíòóõùúýÂÊÔ"), "[\u1ea0-\u1ef9]", 0.1),
)


class Suspects(NamedTuple):
    """The characters of a document that seldom stand in good Chinese."""

    strong: frozenset[str]  # foreign letters, private use, Han outside the sets below
    weak: frozenset[str]  # the rarer half of GB2312
    native: frozenset[str] = frozenset()  # letters of the document's own language

    @property
    def both(self) -> frozenset[str]:
        """All of them."""
        return self.strong | self.weak


def _rows(first: int, last: int, trails: tuple[int, ...]) -> bytes:
    return bytes(byte for lead in range(first, last) for trail in trails for byte in (lead, trail))


@cache
def _frequent() -> frozenset[str]:
    """Return the frequent halves of GB2312 and of Big5, and the marks and symbols of any text."""
    high = tuple(range(0xA1, 0xFF))
    letters = _rows(0xB0, 0xD8, high).decode("gb2312", "ignore")
    letters += _rows(0xA4, 0xC7, (*range(0x40, 0x7F), *high)).decode("big5", "ignore")
    ranges = (
        (0x00, 0x7F),
        (0x2000, 0x206F),  # marks and format characters
        (0x2150, 0x22FF),  # Roman numerals, arrows, mathematics
        (0x2460, 0x24FF),  # circled digits
        (0x25A0, 0x27BF),  # shapes, signs
        (0x3000, 0x303F),
        (0x3200, 0x33FF),  # squared and bracketed characters
        (0xFE0E, 0xFE0F),
        (0xFE30, 0xFE4F),
        (0xFF01, 0xFF5E),
        (0x1F000, 0x1FAFF),  # emoji
    )
    marks = "".join(chr(code) for first, last in ranges for code in range(first, last + 1))
    marks += _SIGNS + "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňḿ"  # the letters of pinyin
    return frozenset(letters + marks + _CANTONESE) - frozenset(_STRONG)


@cache
def _rarer() -> frozenset[str]:
    """Return the second half of GB2312: in order of radicals, a few of them in every page."""
    letters = _rows(0xD8, 0xF8, tuple(range(0xA1, 0xFF))).decode("gb2312", "ignore")
    return frozenset(letters) - frozenset(_STRONG)


def is_usual(char: str) -> bool:
    """Tell whether ``char`` is one that Chinese text is made of."""
    return char in _frequent() or char in _rarer()


def find_suspects(alphabet: frozenset[str]) -> Suspects:
    """Return the suspects among the characters of a document."""
    rare = alphabet - _frequent()
    weak = rare & _rarer()
    strong = rare - weak
    # No language needs that many letters of Latin-1, so there they are halves of Han characters.
    if not strong.isdisjoint("ÂÃâ") or len(strong & _LATIN_1) >= 20:
        strong |= alphabet.intersection(_SIGNS)
    return Suspects(strong, weak)


def without_native(text: str, suspects: Suspects) -> Suspects:
    """Return ``suspects`` without the letters of the language that the document is written in.

    Letters of a language follow each other as its words need; those that come from a misreading
    stand among signs and Han. Shares were measured on handbooks in each language: natural texts
    have more than twice, mojibake less than half of the bound.
    """
    strong = suspects.strong
    native: frozenset[str] = frozenset()
    for letters, pattern, bound in _NATIVE:
        own = strong & letters
        if len(own) < 8:
            continue
        count = len(regex(f"[{''.join(sorted(own))}]").findall(text))
        if len(regex(pattern).findall(text)) > bound * count:
            strong -= letters
            native |= letters
    return Suspects(strong, suspects.weak, native)


def find_windows(text: str, suspects: Suspects) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text``, none across a line end, that may hold damage."""
    window: tuple[int, int] | None = None
    for start, end in _clusters(text, suspects):
        first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
        stop = text.find("\n", end, end + AROUND)
        last = stop if stop >= 0 else min(len(text), end + AROUND)
        if window and first <= window[1]:
            window = window[0], last
        else:
            if window:
                yield window
            window = first, last
    if window:
        yield window


def _clusters(text: str, suspects: Suspects) -> Iterator[tuple[int, int]]:
    both = suspects.both
    if not both:
        return
    pattern = regex("[" + "".join(sorted(map(_escaped, both))) + "]")
    strong = suspects.strong
    first = last = -NEAR - 1
    weight = 0
    for hit in pattern.finditer(text):
        place = hit.start()
        if place - last > NEAR or "\n" in text[last:place]:
            if _is_enough(text, first, last, weight):
                yield first, last + 1
            first, weight = place, 0
        last = place
        weight += 2 if text[place] in strong else 1
    if _is_enough(text, first, last, weight):
        yield first, last + 1


def _is_enough(text: str, first: int, last: int, weight: int) -> bool:
    if not weight:
        return False
    return (weight >= ENOUGH and last - first < SPREAD * weight) or _is_strong(text, first)


def _is_strong(text: str, place: int) -> bool:
    return text[place] in _STRONG or "\ue000" <= text[place] <= "\uf8ff"


def _escaped(char: str) -> str:
    return "\\" + char if char in "\\]^-" else char
