"""What the documents of a folder say together about annotations that are too few in each.

A title or a teaser of a content farm holds one or two annotations, like a sentence with a gloss.
Beside hundreds of pages that all annotate the same characters it is no gloss. The level differs
from page to page even on one site, so counts of bare characters are not pooled: every document
is judged by itself first, and the judgements are pooled.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from unionclean.steps.pinyin.pieces import measure_document

if TYPE_CHECKING:
    from unionclean.evidence import Evidence
    from unionclean.steps.pinyin.verdict import Verdict

# A folder is a farm's if its documents with annotations agree: in 48 damaged pages none had honest
# glosses only. Three pages may be excerpts in a textbook about the web; four characters are what
# decides about a single page.
FEWEST_DOCUMENTS, FEWEST_CHARACTERS = 3, 4
AGREE: Final = 0.9


@dataclass
class PinyinCounts:
    """The judgements on one document, or on many: small, picklable, and the same in any order.

    Attributes:
        injected: documents that the gate convicts.
        doubtful: documents with annotations that look injected but are too few to tell.
        honest: documents with other annotations only.
        readings: (character, reading) -> the number of documents that always annotate it so.

    """

    injected: int = 0
    doubtful: int = 0
    honest: int = 0
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)

    def merge(self, other: PinyinCounts) -> None:
        """Add the counts of ``other``."""
        self.injected += other.injected
        self.doubtful += other.doubtful
        self.honest += other.honest
        self.readings.update(other.readings)

    @property
    def convicts(self) -> bool:
        """Whether the documents come from a farm, taken together."""
        suspect = self.injected + self.doubtful
        return (
            suspect >= FEWEST_DOCUMENTS
            and suspect >= AGREE * (suspect + self.honest)
            and len({char for char, _ in self.readings}) >= FEWEST_CHARACTERS
        )

    def judge(self, verdict: Verdict) -> Verdict:
        """Return ``verdict``, or a conviction where the folder explains all that was left.

        What explains an annotation is the same annotation in two other documents.
        """
        pairs = verdict.table.items()
        if verdict or not verdict.left or not self.convicts:
            return verdict
        if any(self.readings[pair] < FEWEST_DOCUMENTS for pair in pairs):
            return verdict
        injected = {char: frozenset((reading, f"{reading} ")) for char, reading in pairs}
        return verdict._replace(injected=injected, bytewise=True, left=0)


def count_pinyin(evidence: Evidence) -> PinyinCounts:
    """Return the counts of one document, for the first pass over a folder."""
    verdict = evidence.once(measure_document)
    counts = PinyinCounts(
        injected=int(verdict.bytewise),
        doubtful=int(verdict.left > 0),
        honest=int(verdict.honest),
    )
    if verdict.bytewise or verdict.left:
        counts.readings.update(verdict.table.items())
    return counts
