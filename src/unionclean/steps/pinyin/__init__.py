"""Annotations that content farms inject after characters, and the bytes this destroys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context, Found
    from unionclean.steps.pinyin.verdict import Verdict


CONVERTED: Final = "這個們來時對國會"
"""A page of Traditional characters has one of these in thirty, a Simplified one has none."""

SELDOM: Final = 500
"""Characters in which one of these stands at least, or the text is not a farm's."""


def find_pinyin(text: str, context: Context) -> Found:
    """Remove the annotations that a content farm injected, and undo the damage they did.

    Farms put the reading in brackets behind characters to pass for new text. They do so byte by
    byte, so a hit on the end of one character and the start of the next one destroys both; from
    the bytes that are left and the readings the original follows. Whether a document comes from
    a farm is decided on the whole of it: the glosses of a textbook, a poem or a dictionary stay.

    Examples in code marks, in English lines and in short quotations stay. Numeric tones, bopomofo,
    other brackets, markup and the like, which no known farm writes, go where a page proves it; what
    stands around the readings is learned from the page. Readings that look injected but are too few
    to tell stay, with a note.
    Where the "?" of a torn character was deleted as well, nothing says that one stood there: the
    reading is left over.

    Damaged: 深入學(xué)習(xí)貫徹，召開會(huì)議。
    Fixed: 深入學習貫徹，召開會議。
    Damaged: 以?xún)?yōu)異成績(jī)迎接慶典。
    Fixed: 以優異成績迎接慶典。
    Damaged: 电子商务(din z shn w)的发展(fzhn)，企业内部(nib)的定义(dngy)。
    Fixed: 电子商务的发展，企业内部的定义。
    Kept: 否(pǐ)极泰来，亳（bó）州。
    Kept: 栈(stack)是先进后出的。
    Kept: 學(xue2)習(xi2)，學[xué]習[xí]。
    Kept: 輸入 `學(xué)習(xí)貫徹會(huì)議` 試一試。
    """
    if text.isascii():
        return ()
    if not (")" in text or "）" in text):
        return _find_others(text)
    from unionclean.steps.pinyin.respell import may_hold_readings, moved_back, respell

    if not may_hold_readings(text):
        return _find_others(text)
    from unionclean.steps.pinyin.pieces import measure_document

    spelling = respell(text)
    if not spelling:
        return _find(text, context.evidence.once(measure_document), context)
    spelled = apply_edits(text, spelling)
    found = _find(spelled, measure_document(spelled), context)
    return moved_back(found, spelling, text)


def _find(text: str, verdict: Verdict, context: Context) -> Found:
    if context.convicted is not None:
        verdict = context.convicted.remember(verdict, text)
    if verdict.left and context.pinyin_pool is not None:
        verdict = context.pinyin_pool.judge(verdict, text)
        if verdict:
            context.by_folder.add("pinyin")
    if not verdict:
        from unionclean.steps.pinyin.words import find_inside, find_words

        found = _find_others(text) or find_words(text) or find_inside(text)
        return found or (_note_left(text, verdict) if verdict.left else ())
    from unionclean.steps.pinyin.remove import remove_injected
    from unionclean.steps.pinyin.respell import mark_lost, moved_back
    from unionclean.steps.pinyin.rounds import Convicted

    context.convicted = Convicted(verdict, text)

    strict = context.config.strict
    if not (verdict.bytewise and (lost := mark_lost(text, verdict.bracket))):
        return remove_injected(text, verdict, strict=strict)
    marked = apply_edits(text, lost)
    return moved_back(remove_injected(marked, verdict, strict=strict), lost, text)


def _find_others(text: str) -> Sequence[Edit | Note]:
    common = (text.count(char) for char in CONVERTED if char in text)
    if sum(common) * SELDOM < len(text):
        return []
    from unionclean.steps.pinyin.hits import find_hits
    from unionclean.steps.pinyin.shapes import find_shapes

    return find_shapes(text) or find_hits(text)


def _note_left(text: str, verdict: Verdict) -> list[Note]:
    """Return one note for a document whose annotations look injected but are too few to tell."""
    from unionclean.edits import Note

    places = [
        (at + 1, at + len(char + reading) + 2)
        for char, reading in verdict.table.items()
        if (at := text.find(f"{char}{verdict.bracket}{reading}")) >= 0
    ]
    if not places:
        return []
    what = "bracket with a reading" if verdict.left == 1 else "brackets with readings"
    return [Note(*min(places), f"{verdict.left} {what} left: could be an author's glosses")]
