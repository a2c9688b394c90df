"""No-break spaces that became 聽: their UTF-8 bytes C2 A0 are that character in GBK.

Every other character of such a page may be good, because pages escape the rest. So the document
decides: in a Simplified text without any other Traditional character, 聽 at the head of a line,
twice in a row or beside a Latin word was never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.choices import not_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.evidence import Evidence

SIGN: Final = "聽"
_RUN: Final = "(?m:^聽+)|聽{2,}|(?<=[\\x20-\\x7e])聽|聽(?=[\\x20-\\x7e\\n])"
_LEAST: Final = 5  # different Simplified-only characters that make a text Simplified

# Frequent in any Traditional page of some length.
_TRADITIONAL: Final = frozenset(
    "國會學個們來這說時為對過實現發經動後應無與種從長問開關機進點見總書體將區東業"
)


def find_nbsp(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Yield an edit for each run of 聽 that stands for no-break spaces."""
    if not regex(_RUN).search(text):
        return
    han = frozenset(filter(is_han, evidence.alphabet)) - {SIGN}
    if han & _TRADITIONAL or len(han & not_of("t")) < _LEAST:
        return
    for hit in regex(_RUN).finditer(text):
        new = "\u00a0" * len(hit.group())
        yield Edit(hit.start(), hit.end(), new, "no-break space read as gb18030", "likely")
