"""Names of sites inside the text, disguised against filters: ｗww.ｋan5.ｃom, 三●五●文●学●网.

Sites of novels write them into sentences, where readers skip them, with letters of both widths at
random or a sign behind each character. Nobody's keyboard does either.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from unionclean.chars import HAN, regex
from unionclean.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE: Final = "Ａ-Ｚａ-ｚ"
# The lengths are those of names; a longer run of letters is none.
_WORD: Final = f"(?<![A-Za-z0-9{_WIDE}０-９])[A-Za-z0-9{_WIDE}０-９.．。-]{{7,40}}"
_ADDRESS: Final = (
    r"(?:(?:www|wap|m)\.)?[a-z0-9-]{2,20}\.(?:com|net|org|info|cn|cc|la|me|tv|tw|us|xyz|top)"
)
_POINTS: Final = ".．。-"
_CHANGES: Final = 3
"""Changes of width inside an address; fewer (Ｗww.) are slips of a hand where no other has them."""
_BRACKETS: Final = frozenset(
    ("()", "（）", "[]", "［］", "【】", "〔〕", "{}", "｛｝", "「」", "《》")
)
# An address that a sentence needs, or speaks of, stays.
_NEEDED: Final = "[址录錄陆陸问問到在看找开開名用为為是叫于於至:：=\"'“”‘’`]"

# A sign behind each character, also inside of words, which no list does.
_SIGNS: Final = "↑↓●○◎★☆◆◇■□▲△▼▽※♀♂"
_PARTED: Final = f"[{HAN}]([{_SIGNS}])(?:[{HAN}]\\1){{2,8}}[{HAN}](?:\\1)?"
# What every such name holds. No other step asks, so rare characters come first in the patterns.
CHANGES_WIDTH: Final = f"[{_WIDE}][.．。]?[a-z]"
HOLDS_SIGNS: Final = f"[{_SIGNS}][{HAN}][{_SIGNS}]"
_NAME: Final = "[小文说說学學书書][说說网網学學]|[书書]屋|趣[阁閣]|看[书書]|[阅閱][读讀]"


def find_addresses(text: str) -> Iterator[Edit]:
    """Yield the disguised names of sites, with the brackets around them.

    >>> text = "他转过身去（ｗww.ｋan5.ｃom）不再说话，三●五●中●文●网她也没有追。"
    >>> [text[edit.start : edit.end] for edit in find_addresses(text)]
    ['（ｗww.ｋan5.ｃom）', '三●五●中●文●网']
    """
    for place in _places(text):
        start, end = place
        if text[start - 1 : start] + text[end : end + 1] in _BRACKETS:
            start, end = start - 1, end + 1
        if (start == 0 or text[start - 1] == "\n") and text.startswith("\n", end):
            end += 1
        if end - start < len(text):
            yield Edit(start, end, "", "name of a site inside the text", "likely")


def _places(text: str) -> list[tuple[int, int]]:
    """Return where names of sites stand that are surely disguised."""
    places = []
    if regex(HOLDS_SIGNS).search(text):
        found = regex(_PARTED).finditer(text)
        places = [match.span() for match in found if _ends_as_name(*match.group(0, 1))]
    if not regex(CHANGES_WIDTH).search(text):
        return places
    words = [(match, _changes_of_address(match[0])) for match in regex(_WORD).finditer(text)]
    if any(changes >= _CHANGES for _, changes in words):
        for match, changes in words:
            start = match.start()
            if changes and not regex(_NEEDED).match(text, max(start - 1, 0)):
                places.append((start, start + len(match[0].rstrip(_POINTS))))
    return sorted(places)


def _ends_as_name(parted: str, sign: str) -> bool:
    return regex(rf"(?:{_NAME})\Z").search(parted.replace(sign, "")) is not None


def _changes_of_address(word: str) -> int:
    """Return how often the width changes in ``word`` if it is an address, else 0."""
    word = word.rstrip(_POINTS)
    wide = [char > "~" for char in word if char not in _POINTS]
    changes = sum(one != other for one, other in pairwise(wide))
    plain = normalize("NFKC", word).replace("。", ".").lower() if changes else ""
    return changes if regex(_ADDRESS).fullmatch(plain) else 0
