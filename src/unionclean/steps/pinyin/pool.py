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

from unionclean.chars import HAN, regex
from unionclean.evidence import Evidence
from unionclean.steps.pinyin.backing import speaks_of_readings
from unionclean.steps.pinyin.pieces import measure_document
from unionclean.steps.pinyin.tables import load_tables
from unionclean.steps.pinyin.tokens import READING, has_tones
from unionclean.steps.pinyin.weigh import is_known

if TYPE_CHECKING:
    from unionclean.steps.pinyin.verdict import Verdict

# A folder is a farm's if its documents with annotations agree: in 48 damaged pages none had honest
# glosses only. Three pages may be excerpts in a textbook about the web; four characters are what
# decides about a single page.
FEWEST_DOCUMENTS, FEWEST_CHARACTERS = 3, 4
AGREE: Final = 0.9

# Where the gate convicts three documents by themselves, a farm's pages are there for certain, and
# the only question is whether the doubtful ones are more of them or honest. Of 22 honest texts one
# was doubtful, of 60 short pieces of a farm 5 to 22: with two suspects for each honest text, a
# doubtful one is an honest text once in twenty times or less, and it still has to hold nothing but
# annotations that the convicted pages have, in their brackets.
MAJORITY: Final = 2 / 3


_GLOSS: Final = f"[{HAN}]{READING}"
_QUOTED: Final = f"{_GLOSS}[字詞词]|[「『“《‘][{HAN}]{{0,4}}{_GLOSS}[{HAN}]{{0,4}}[」』”》’]"
"""A character that is named, or a word in quotation marks with a reading inside."""


@dataclass
class PinyinCounts:
    """The judgements on one document, or on many: small, picklable, and the same in any order.

    Attributes:
        injected: documents that the gate convicts.
        doubtful: documents with annotations that look injected but are too few to tell.
        honest: documents with other annotations only.
        readings: (character, bracket and reading) -> the number of documents that always annotate
            it so.
        proven: the same, of the convicted documents alone.
        bare: character -> the number of convicted documents that show it without a reading, of
            the characters that known farms annotate.

    """

    injected: int = 0
    doubtful: int = 0
    honest: int = 0
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)
    proven: Counter[tuple[str, str]] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)

    def merge(self, other: PinyinCounts) -> None:
        """Add the counts of ``other``."""
        self.injected += other.injected
        self.doubtful += other.doubtful
        self.honest += other.honest
        self.readings.update(other.readings)
        self.proven.update(other.proven)
        self.bare.update(other.bare)

    @property
    def documents(self) -> int:
        """The number of documents with annotations."""
        return self.injected + self.doubtful + self.honest

    @property
    def convicts(self) -> bool:
        """Whether the documents come from a farm, taken together."""
        return self._agree or self._has_proof

    @property
    def _agree(self) -> bool:
        suspect = self.injected + self.doubtful
        return (
            suspect >= FEWEST_DOCUMENTS
            and suspect >= AGREE * self.documents
            and len({char for char, _ in self.readings}) >= FEWEST_CHARACTERS
        )

    @property
    def _has_proof(self) -> bool:
        suspect = self.injected + self.doubtful
        return self.injected >= FEWEST_DOCUMENTS and suspect >= MAJORITY * self.documents

    def _explains(self, char: str, content: str) -> bool:
        """Tell whether the other documents explain ``content``, bracket and reading."""
        key = (char, content)
        return self.readings[key] >= FEWEST_DOCUMENTS and (self._agree or self.proven[key] > 0)

    def _always(self) -> frozenset[str]:
        """Return the characters that the convicted documents annotate, nine of ten times or more.

        The pages of one site mostly go up to the same rung of the ladder. A text that shows such a
        character bare is none of them; where the rungs differ, few characters are left here.
        """
        annotated = Counter[str]()
        for (char, _), number in self.proven.items():
            annotated[char] += number
        return frozenset(
            char
            for char, number in annotated.items()
            if number >= FEWEST_DOCUMENTS and number >= AGREE * (number + self.bare[char])
        )

    def judge(self, verdict: Verdict, text: str) -> Verdict:
        """Return ``verdict`` on ``text``, or a conviction where the folder explains all of it.

        What explains an annotation is the same annotation in two other documents; where honest
        texts lie beside the farm's pages, one of these has to be convicted by itself. A text that
        speaks of characters and their readings has a reason of its own to show one, and one with
        forms that the farm does not write, or that it would have annotated, is none of its pages.
        """
        if verdict or not verdict.left or not self.convicts:
            return verdict
        if speaks_of_readings(text) or regex(_QUOTED).search(text):
            return verdict
        pairs = verdict.table.items()
        if not all(self._explains(char, verdict.bracket + reading) for char, reading in pairs):
            return verdict
        if not (self._always() - verdict.table.keys()).isdisjoint(text) or _has_other_forms(text):
            return verdict
        injected = {char: frozenset((reading, f"{reading} ")) for char, reading in pairs}
        return verdict._replace(injected=injected, bytewise=True, left=0)


def _has_other_forms(text: str) -> bool:
    """Tell whether ``text`` has a Traditional character that the farms' table never writes.

    They map 后 裡 来 one by one, always to the same form: who writes 後 knows the words.
    """
    tables = load_tables()
    return any(
        tables.farm.get(simple, simple) != char
        for char in set(text)
        if (simple := tables.simple.get(char))
    )


def count_pinyin(text: str) -> PinyinCounts | None:
    """Return what the annotations of one document say; most have none and pass quickly."""
    if text.isascii() or not (")" in text or "）" in text) or not has_tones(text):
        return None
    evidence = Evidence(text)
    verdict = evidence.once(measure_document)
    counts = PinyinCounts(
        injected=int(verdict.bytewise),
        doubtful=int(verdict.left > 0),
        honest=int(verdict.honest),
    )
    readings = Counter((char, verdict.bracket + reading) for char, reading in verdict.table.items())
    if verdict.bytewise or verdict.left:
        counts.readings = readings
    if verdict.bytewise:
        counts.proven = readings.copy()
        known = frozenset(filter(is_known, evidence.alphabet))
        counts.bare.update(known - verdict.injected.keys())
    return counts if counts.documents else None
