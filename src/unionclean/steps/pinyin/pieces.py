"""The verdict on a document that mixes damaged pages with good ones, or two kinds of damage.

What is always annotated on one page is bare on the next one, so the document as a whole looks as
if people had annotated it. Pieces of some hundred characters are judged by themselves then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import count_han
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.backing import is_converted
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.examples import (
    FEW,
    count_annotations,
    hide_examples,
    hide_quotations,
)
from unionclean.steps.pinyin.gate import measure
from unionclean.steps.pinyin.verdict import Verdict
from unionclean.steps.pinyin.weigh import farm_readings, is_always, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE: Final = 400  # characters; damaged pages have an annotation in each twenty of them
MOSTLY_QUOTED: Final = 0.5
FEWEST: Final = 6  # brackets in a document below which its pieces would say nothing


def measure_document(text: str) -> Verdict:
    """Return the verdict on ``text``, which does not look at quoted examples of damage."""
    # Few texts have as many brackets as a farm's pages. There the examples are hidden first, as
    # they will have to be, so nothing is measured twice.
    dense = cut_text(text).dense
    shown = hide_examples(text) if dense else text
    verdict = _measure_pieces(shown)
    if not verdict:
        return verdict
    if not dense and (shown := hide_examples(text)) is not text:
        verdict = _measure_pieces(shown)
    brackets = text.count("(") + text.count("（")
    if verdict and brackets <= 3 * FEW and (count := count_annotations(shown)) <= FEW:
        unquoted = hide_quotations(shown)
        # Whoever writes about farms does not write as they do; dialogue is mostly quotations.
        quoted = unquoted is not shown and not _measure_pieces(unquoted)
        quoted = quoted and count_han(unquoted) > MOSTLY_QUOTED * count_han(shown)
        if quoted and not _is_annotated(unquoted, verdict) and not is_converted(unquoted):
            return Verdict(table=verdict.table, bracket=verdict.bracket, left=count)
    return verdict._replace(examples=shown is not text)


def _is_annotated(text: str, verdict: Verdict) -> bool:
    """Tell whether ``text`` has one of the annotations that ``verdict`` takes for injected."""
    found = cut_text(text).found
    return any(content in verdict.injected.get(char, ()) for _, char, content in found)


def _measure_pieces(text: str) -> Verdict:
    """Return the verdict on ``text``, by pieces if it has none as a whole."""
    whole = measure(text)
    if whole.bytewise or not tokens.has_tones(text):
        return whole
    if not whole and len(tokens.spaced_readings().findall(text)) >= FEWEST // 2:
        tight = measure(tokens.without_blanks(text))
        if tight.bytewise:
            return Verdict(injected=tight.injected, spaced=True)
    count = _count_toned(text, whole)
    if count < FEWEST:
        return whole
    bracketed = (piece for piece in _cut(text) if ")" in piece or "）" in piece)
    judged = [(piece, verdict) for piece in bracketed if (verdict := measure(piece))]
    convicted = sum(_count_toned(piece, whole) for piece, _ in judged)
    # In a lesson, some piece may look like a farm's by chance; most of them do not.
    if len(judged) == 0 or convicted < 0.5 * count:
        return whole
    return _join(text, [whole, *(verdict for _, verdict in judged)])


def _count_toned(text: str, verdict: Verdict) -> int:
    """Return the number of readings with a tone that ``verdict`` does not explain."""
    return sum(
        n
        for (_, char, content), n in cut_text(text).found.items()
        if not content.isascii() and content not in verdict.injected.get(char, ())
    )


def _cut(text: str) -> Iterator[str]:
    """Yield pieces of whole lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", min(start + PIECE, len(text)))
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end


def _join(text: str, verdicts: list[Verdict]) -> Verdict:
    """Return one verdict for all pieces: what one of them injected is injected everywhere."""
    injected: dict[str, frozenset[str]] = {}
    table: dict[str, str] = {}
    for verdict in verdicts:
        for char, contents in verdict.injected.items():
            injected[char] = injected.get(char, frozenset()) | contents
        table |= verdict.table
    bracket = max(verdicts, key=lambda verdict: len(verdict.injected)).bracket
    for opening, char, content in cut_text(text).found:
        # In pieces too short for a verdict of their own, the known characters of farms.
        if opening == bracket and is_known(char) and content.strip() in farm_readings(char):
            injected[char] = injected.get(char, frozenset()) | {content}
    return Verdict(
        injected=injected,
        table={
            char: reading
            for char, reading in table.items()
            if is_always(
                sum(text.count(f"{char}({c})") for c in injected.get(char, ())), text.count(char)
            )
        },
        bracket=bracket,
        bytewise=any(verdict.bytewise for verdict in verdicts),
        simplified=all(verdict.simplified for verdict in verdicts if verdict.bytewise),
        blank_after=any(verdict.blank_after for verdict in verdicts),
        again=any(verdict.again for verdict in verdicts),
        emoji=any(verdict.emoji for verdict in verdicts),
    )
