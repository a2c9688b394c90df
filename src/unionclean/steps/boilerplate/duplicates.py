"""Paragraphs that stand in a document twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import count_han
from unionclean.edits import Edit, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

# Refrains, formulas ("表决结果：同意 9 票") and headings repeat on purpose and are short; a copied
# paragraph is as long as paragraphs are.
MIN_PARAGRAPH = 40
# Contracts and minutes repeat one clause, pages repeat stretches of text.
MIN_RUN = 3
MIN_RUN_HAN = 200


# On a page that has shown its frame a longer copy goes wherever it stands: farms fill pages with
# them. Answers and clauses that an author repeats there are in one sentence.
MIN_FAR = 50
MIN_SENTENCES = 2


def repeated_paragraphs(text: str, *, framed: bool = False) -> Iterator[Edit | Note]:
    """Yield edits for copies right behind the original and for copied runs; notes for the rest.

    ``framed`` tells that the document is a page, where a single copy may stand further below.
    """
    if len(text) < 2 * MIN_PARAGRAPH:
        return
    lines = text.split("\n")
    long = [line for line in lines if len(line) >= MIN_PARAGRAPH]
    if len(set(long)) == len(long):
        return
    yield from _repeated(text, lines, framed=framed)


def _repeated(text: str, lines: list[str], *, framed: bool) -> Iterator[Edit | Note]:
    starts: list[int] = []
    shown: list[str] = []
    ends: list[int] = []
    at = 0
    for line in lines:
        end = min(at + len(line) + 1, len(text))
        bare = line.strip()
        if bare:
            starts.append(at)
            ends.append(end)
            shown.append(bare)
        at += len(line) + 1
    first: dict[str, int] = {}
    number = 0
    while number < len(shown):
        line = shown[number]
        original = first.get(line) if len(line) >= MIN_PARAGRAPH else None
        if original is None:
            first.setdefault(line, number)
            number += 1
            continue
        size = 1
        while (
            number + size < len(shown)
            and original + size < number
            and shown[original + size] == shown[number + size]
        ):
            size += 1
        han = sum(map(count_han, shown[number : number + size]))
        prose = all(
            ("。" in line or "，" in line) and not line.startswith(("/*", "//"))
            for line in shown[number : number + size]
        )
        start, end = starts[number], ends[number + size - 1]
        far = framed and len(line) >= MIN_FAR and sum(map(line.count, "。！？；")) >= MIN_SENTENCES
        if (size >= MIN_RUN and han >= MIN_RUN_HAN) or (original + size == number and prose) or far:
            yield Edit(start, end, "", f"repeats {size} paragraph{'s' * (size > 1)}", "likely")
        else:
            yield Note(start, end, "this paragraph stands in the document before")
        number += size
