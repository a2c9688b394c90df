"""What the files of a folder say together, for those that are too short to speak for themselves.

The first pass adds what it saw in each file; the second one asks what lies around a file. A file
belongs to its own folder and to all folders above it, up to the one the user named; the nearest
that holds enough files answers, so that a site or a volume of its own is judged by itself.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from unionclean.files.survey import Survey
    from unionclean.steps.pinyin.pool import PinyinCounts

# Two files may be alike by chance; with three the nearest folder answers rather than the one above.
LEAST: Final = 3
# Folders remembered by themselves, a few hundred bytes each; files of later ones count for the
# folders above them that are known. The files come in a fixed order, so the result does too.
MOST_FOLDERS: Final = 50_000
# The same for annotations, where a folder of a farm's pages takes 50 kB.
MOST_ANNOTATED: Final = 200


class FolderCounts:
    """The encodings and annotations of the files below each folder, in bounded memory."""

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = {os.path.normpath(root) for root in roots}
        self._encodings: dict[str, Counter[str]] = {}
        self._pinyin: dict[str, PinyinCounts] = {}

    def add(self, survey: Survey) -> None:
        """Count one file."""
        for folder in self._folders_of(survey.path):
            if survey.encoding and self._has_room(self._encodings, folder, MOST_FOLDERS):
                self._encodings.setdefault(folder, Counter())[survey.encoding] += 1
            if survey.pinyin and self._has_room(self._pinyin, folder, MOST_ANNOTATED):
                if folder not in self._pinyin:
                    self._pinyin[folder] = type(survey.pinyin)()
                self._pinyin[folder].merge(survey.pinyin)

    def encodings_near(self, path: str) -> Mapping[str, int] | None:
        """Return the encodings of the files around ``path`` with their number.

        ``None`` where there are too few; the same object for all files of a folder, so that a
        chunk of jobs carries it once.
        """
        near = (self._encodings.get(folder) for folder in self._folders_of(path))
        return next((counts for counts in near if counts and counts.total() >= LEAST), None)

    def pinyin_near(self, path: str) -> PinyinCounts | None:
        """Return what the annotations around ``path`` say, where they convict a farm."""
        near = (self._pinyin.get(folder) for folder in self._folders_of(path))
        pool = next((pool for pool in near if pool and pool.documents >= LEAST), None)
        return pool if pool and pool.convicts else None

    def _folders_of(self, path: str) -> Iterator[str]:
        """Yield the folder of ``path`` and those above it, up to the one that was named."""
        folder = os.path.normpath(os.path.dirname(path))
        while folder not in self._roots:
            above = os.path.dirname(folder) or "."
            yield folder
            if above == folder:
                return
            folder = above
        yield folder

    def _has_room(self, known: Collection[str], folder: str, most: int) -> bool:
        return folder in known or len(known) < most or folder in self._roots
