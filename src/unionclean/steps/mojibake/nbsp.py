"""No-break spaces that became 聽 or 牋, as their bytes are in GBK, or Â and a blank.

Every other character of such a page may be good, because pages escape the rest. So the document
decides: in a Simplified text without any other Traditional character, 聽 at the head of a line,
twice in a row or beside a Latin word was never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.choices import not_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

SIGNS: Final = frozenset("聽牋")
"""C2 A0 and A0 A0: a no-break space of UTF-8, two of Windows-1252."""
_RUN: Final = "(?m:^[聽牋]+)|[聽牋]{2,}|(?<=[\\x20-\\x7e])[聽牋]|[聽牋](?=[\\x20-\\x7e\\n])"
_LETTERS: Final = 8  # of a text that is western, where no other Han is there
_LEAST: Final = 5  # different Simplified-only characters that make a text Simplified
_LONGEST: Final = 100  # characters of a line, to either side
_LATIN: Final = "(?<![A-Z])Â[ \u00a0]"
_AFTER_MARK: Final = f"(?<![A-Za-z{HAN}])Â"
_ACCENTED: Final = frozenset(map(chr, range(0xC0, 0x250))) - {"Â", "×", "÷"}

# Frequent in any Traditional page of some length.
_TRADITIONAL: Final = frozenset(
    "國會學個們來這說時為對過實現發經動後應無與種從長問開關機進點見總書體將區東業"
)


def find_nbsp(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield an edit for each run of 聽 that stands for no-break spaces."""
    # Said first, because it is found at once.
    if any(char in text for char in _TRADITIONAL) or not regex(_RUN).search(text):
        return
    han = frozenset(filter(is_han, evidence.alphabet)) - SIGNS
    western = not han and len(regex("[A-Za-z]").findall(text)) >= _LETTERS
    if not western and len(han & not_of("t")) < _LEAST:
        return
    traditional = not_of("s") - SIGNS
    for hit in regex(_RUN).finditer(text):
        before = text[max(hit.start() - _LONGEST, 0) : hit.start()].rpartition("\n")[2]
        after = text[hit.end() : hit.end() + _LONGEST].partition("\n")[0]
        if not traditional.isdisjoint(before + after):
            continue  # a line of another author: 聽講又平又好用
        new = hit.group().replace("聽", "\u00a0").replace("牋", "\u00a0\u00a0")
        yield Edit(hit.start(), hit.end(), new, "no-break space read as gb18030", "likely")


def find_latin_nbsp(text: str, alphabet: frozenset[str]) -> Iterator[Edit]:
    """Yield an edit for each Â that is the first byte of a no-break space.

    No language writes Â at the end of words and has no other letter with a mark.
    """
    if alphabet & _ACCENTED or len(regex("Â").findall(text)) != len(regex(_LATIN).findall(text)):
        return
    hits = list(regex(_LATIN).finditer(text))
    if len(hits) < 2 and not all(regex(_AFTER_MARK).match(text, hit.start()) for hit in hits):
        return
    for hit in hits:
        reason = "no-break space read as windows-1252"
        yield Edit(hit.start(), hit.end(), "\u00a0", reason, "likely")
