"""Which characters a converter's table left alone, and so the policy that undoes the conversion."""

from __future__ import annotations

from functools import cache

from unionclean.steps.script.conversion import MECHANICAL, converter
from unionclean.steps.script.dictionaries import entries

# Characters that t2s changes though Simplified authors write them too: those of GB2312 that stand
# in our Simplified sources. Not 後 於 麽, which only Traditional authors write there, nor 薹, whose
# words OpenCC knows.
OWN_TO_BOTH = "乾吒徵捱摺榘"


def choose_policy(lines: list[str]) -> str:
    """Return the policy that undoes the conversion of pseudo-Traditional ``lines``.

    A table writes one character for another, or leaves it. Most write 著 for every 着: one that
    does not leaves far more 着 than there are places where 著 looks wrong, and then each 著 is the
    author's. Where 干 is left, or 幹 written for it, 乾 is the author's (in 乾隆, in names).
    """
    text = "\n".join(lines)
    wrong = converter("t2s").convert(text).count("着") - text.count("着")
    kept = "著" if text.count("着") > 2 * wrong else ""
    for char in OWN_TO_BOTH:
        number = text.count(char)
        if number and 2 * sum(map(text.count, _other_forms(char))) > number:
            kept += char
    return MECHANICAL + kept


@cache
def _other_forms(char: str) -> str:
    """Return what else a table may write for the Simplified form of ``char``, itself among it."""
    changed = entries("TSCharacters")
    simplified = changed[char]
    others = [old for old, new in changed.items() if new == simplified and old != char]
    return "".join({simplified, *others})
