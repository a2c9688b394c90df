"""Annotations that content farms inject after characters, and the bytes this destroys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionclean.steps.base import Context, Found


def find_pinyin(text: str, context: Context) -> Found:
    """Remove the annotations that a content farm injected, and undo the damage they did.

    Farms put the reading in brackets behind characters to pass for new text. They do so byte by
    byte, so a hit on the end of one character and the start of the next one destroys both; from
    the bytes that are left and the readings the original follows. Whether a document comes from
    a farm is decided on the whole of it: the glosses of a textbook, a poem or a dictionary stay.

    Damaged: 深入學(xué)習(xí)貫徹，召開會(huì)議。
    Fixed: 深入學習貫徹，召開會議。
    Damaged: 以?xún)?yōu)異成績(jī)迎接慶典。
    Fixed: 以優異成績迎接慶典。
    Kept: 否(pǐ)极泰来，亳（bó）州。
    Kept: 栈(stack)是先进后出的。
    """
    if text.isascii() or not (")" in text or "）" in text):
        return ()
    from unionclean.steps.pinyin.pieces import measure_document

    verdict = context.evidence.once(measure_document)
    if not verdict:
        return ()
    from unionclean.steps.pinyin.remove import remove_injected

    return remove_injected(text, verdict, strict=context.config.strict)
