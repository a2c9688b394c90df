"""Says which script a document is written in, and why."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.script.alphabets import (
    holds_traditional,
    is_foreign,
    is_quoted,
    tally,
)
from unionclean.steps.script.extract import (
    sample,
    traditional_lines,
    without_simplified,
    without_strangers,
)
from unionclean.steps.script.halves import sets_side_by_side
from unionclean.steps.script.kept import count_kept
from unionclean.steps.script.overconverted import are_enough, find_overconverted
from unionclean.steps.script.senses import Senses, keepable_forms, weigh_senses
from unionclean.steps.script.variants import disguising_forms, is_disguised, makes_words
from unionclean.steps.script.wording import (
    CANTONESE,
    CANTONESE_SCORE,
    find_region,
    is_classical,
    is_modern,
    read_wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.steps.script.wording import Wording

Script = Literal[
    "simplified",
    "traditional",
    "traditional-tw",
    "traditional-hk",
    "pseudo-traditional",
    "mixed",
    "unknown",
]


class ScriptVerdict(NamedTuple):
    """The script of a document.

    Attributes:
        script: ``traditional`` alone where nothing tells Taiwan from Hong Kong;
            ``pseudo-traditional`` for Simplified text that was converted character by character.
        score: how sure; for Traditional text the log likelihood ratio of converted over genuine.
        why: the evidence in a few words.
        traditional: share of the script's own characters that are Traditional, 0 to 1.
        by_words: whether the conversion heeded words, but for a few characters: then its single
            lines look genuine.

    """

    script: Script
    score: float
    why: str
    traditional: float = 0.0
    by_words: bool = False


# A log likelihood ratio of 3 means 20 to 1. Measured in bench/results/script.md.
PSEUDO_SCORE = 3.0

# Up to this share of Traditional characters a Simplified text only quotes some (names, titles).
_QUOTED = 0.05

# A third of Traditional text are characters that only it has; of 16,000 pieces of 100 characters a
# tenth at least. A text with Simplified ones that has fewer only names things (誠品書店).
_SPARSE = 0.1

# From this share on, Simplified characters are what a table lacked, not an author's own clauses.
_SLIPS = 0.65

# A converted text keeps its Simplified forms nearly everywhere, and of more than one character;
# genuine text with one odd habit of spelling reaches the score, but rarely these. A line of a poem
# (擊筑游燕肆) may hold two of them by chance, and place names three (后里區的于家, score 6.9): a
# short text must show three with odds of 3,000 to 1, or four.
_KEPT_CHARS = 2
_SHORT = 80
_SHORT_SCORE = 8.0
_KEPT_SHARE = 0.7

# Quotation marks: converted text keeps the mainland's “ ”; Taiwan and Hong Kong write 「 」.
# The weights are the log ratios of documents with one style only (knowledge of 8 + 8 sources).
_CURLY = 2.5
_CORNER = -4.0

# Classical Chinese keeps 云 于 后 舍 in senses that words of today do not know, the first two so
# often that they tell nothing.
_CLASSICAL = -8.0  # for each 500 characters; genuine ones of our sources score up to 15
_CLASSICAL_OWN = "[云于]"

# 爲 or 衆 without any 為 or 眾: 84 to 98 of 100 documents that OpenCC's character table converted,
# none to 3 of 100 modern genuine ones.
_SPELLED = 4.0

# Words of one side of the strait; capped, for a manual may share its words with its translation.
_MAINLAND_WORDS = 2.0
_TAIWAN_WORDS = -3.0

# One kept character, or none, asks for more than PSEUDO_SCORE, and for evidence of another kind
# or for a character kept twice in a text of some length. Of 14,000 genuine pieces of 50 to 4,000
# characters none passes these scores so; one of 100 characters passes 6.
_FEW_KEPT_SCORE = 6.0
_FEW_KEPT_SHORT_SCORE = 7.0
_FEW_KEPT_LENGTH = 150

# Spellings of OpenCC's own standard, which today only editions of old texts share: 76 to 92 in
# 10,000 Han characters of what its s2t converted word by word, at most 3 in modern prose.
_OPENCC_SHARE = 0.002

# A page about characters quotes one in so many characters; a novel may, too (“干！”, “后”面).
_FORMS_IN = 200

# What each different rare form in a word of today says; more than these say no more.
_RARE_FORM = 4.0
_MOST_FORMS = 4

# Two words that genuine text has once in four million characters.
_OVERCONVERTED = 12.0

_MOST_CANTONESE = 4  # characters that count


def measure_script(text: str) -> ScriptVerdict:
    """Return the script of ``text`` with a score and the evidence.

    >>> measure_script("各级工会组织职工学习").script
    'simplified'
    >>> measure_script("開會的時候請把手機關掉，後來才發現他們已經走了").script
    'traditional'
    """
    return _judge(text, weigh_traditional)


def judge_script(text: str) -> ScriptVerdict:
    """Return what `measure_script` returns, in less time, where only ``script`` matters.

    Traditional text that cannot be converted is called ``traditional``, whatever its region, and
    has no score: most text of Taiwan and Hong Kong keeps no form that words would change.
    """
    return _judge(text, judge_traditional)


def judge_traditional(text: str, share: float = 1.0) -> ScriptVerdict:
    """Return the verdict on Traditional text, as `judge_script` does."""
    if may_be_converted(text):
        return weigh_traditional(text, share)
    return ScriptVerdict("traditional", 0.0, "keeps no form that words would change", share)


def may_be_converted(text: str) -> bool:
    """Tell whether `weigh_traditional` may call ``text`` converted; never wrong with a no."""
    wording = read_wording(text)
    if wording.of_mainland or find_overconverted(text) or is_disguised(text):
        return True
    kept = count_kept(text)
    if kept is None:
        return True
    kinds = ("“" in text and "「" not in text) + (wording.standard > 0) + makes_words(text)
    return _is_kept(kept, wording, inf, kinds, len(text))


def _judge(text: str, weigh: Callable[[str, float], ScriptVerdict]) -> ScriptVerdict:
    if not holds_traditional(text):
        simplified = tally(text).simplified
        if simplified and not is_foreign(text):
            return ScriptVerdict("simplified", 1.0, f"{simplified} Simplified characters")
        return ScriptVerdict("unknown", 0.0, "no character belongs to one script only")
    if is_foreign(text):
        return ScriptVerdict("unknown", 0.0, "kana or hangul: not Chinese")
    counts = tally(text)
    if not counts.simplified:
        return _weigh_twice(text, 1.0, weigh)
    own = counts.simplified + counts.traditional
    share = counts.traditional / own
    if share <= _QUOTED:
        why = f"{counts.simplified} of {own} characters are Simplified"
        return ScriptVerdict("simplified", 1 - share, why, share)
    if share < 0.5 or is_quoted(text) or _is_sparse(text):
        why = f"{counts.traditional} of {own} characters are Traditional"
        return ScriptVerdict("mixed", 1 - share, why, share)
    part = "\n".join(traditional_lines(text))
    return _weigh_twice(without_simplified(part) if share < _SLIPS else part, share, weigh)


def _is_sparse(text: str) -> bool:
    """Tell whether even the Traditional lines of ``text`` hold few Traditional characters."""
    part = "\n".join(traditional_lines(text))
    han = sum(map(len, regex(f"[{HAN}]+").findall(part)))
    return tally(part).traditional < _SPARSE * han


def _weigh_twice(
    text: str, share: float, weigh: Callable[[str, float], ScriptVerdict]
) -> ScriptVerdict:
    """Return the verdict on ``text``; where it was converted, on its own words alone."""
    found = weigh(sample(text), share)
    if found.script != "pseudo-traditional" or found.by_words:
        return found
    return weigh(without_strangers(text), share)


def weigh_traditional(text: str, share: float = 1.0) -> ScriptVerdict:
    """Return the verdict on Traditional text: genuine (and from where) or converted."""
    wrong = find_overconverted(text)
    spells = f"spells {' '.join(list(dict.fromkeys(wrong))[:4])}"
    if are_enough(wrong, len(text)):
        return ScriptVerdict("pseudo-traditional", _OVERCONVERTED, spells, share, by_words=True)
    if is_about_forms(text) or sets_side_by_side(text):
        return ScriptVerdict("traditional", 0.0, "speaks of characters", share)
    classical = is_classical(text)
    senses = weigh_senses(regex(_CLASSICAL_OWN).sub("", text) if classical else text)
    wording = read_wording(text)
    curly, corner = "“" in text, "「" in text
    spelled = wording.standard > 0 and not classical
    score = senses.score
    if curly != corner:
        score += _CURLY if curly else _CORNER
    score += CANTONESE_SCORE * min(_MOST_CANTONESE, sum(map(text.count, CANTONESE)))
    forms = disguising_forms(text)
    score += _RARE_FORM * min(_MOST_FORMS, len(forms))
    if classical:
        score += _CLASSICAL * max(1, len(text) / 500)
    if spelled:
        score += _SPELLED
    if wording.of_mainland:
        score += _MAINLAND_WORDS
    elif len(wording.taiwan) > len(wording.mainland):
        score += _TAIWAN_WORDS
    if score > 0 and is_disguised(text):
        why = f"writes {' '.join(forms[:4])}, forms of no standard"
        return ScriptVerdict("pseudo-traditional", score, why, share, by_words=True)
    if wrong and score > _FEW_KEPT_SCORE and is_modern(text):
        return ScriptVerdict("pseudo-traditional", score, spells, share, by_words=True)
    kinds = sum((curly and not corner, spelled, wording.of_mainland, len(forms) > 0))
    if score > PSEUDO_SCORE and _is_kept(senses, wording, score, kinds, len(text)):
        kept = [_describe_kept(senses)] if senses.kept else []
        return ScriptVerdict("pseudo-traditional", score, _join(kept, wording), share)
    # Converted by words, so the senses fit. Mainland editions of old texts share the spelling and
    # the quotation marks, but not the words of today; no genuine text of our sources has them all.
    if spelled and wording.of_mainland and not corner and (curly or wording.old):
        why = _join(["OpenCC s2t"], wording)
        return ScriptVerdict("pseudo-traditional", PSEUDO_SCORE + _SPELLED, why, share)
    script, region = find_region(text)
    if wording.standard and script == "traditional-hk":
        script, region = "traditional", "forms fit their meaning"  # Hong Kong writes 為 眾
    if wording.standard + wording.old > max(2, _OPENCC_SHARE * len(text)) and wording.standard:
        region += ", in OpenCC's spelling: converted by its s2t, or after an old print"
    return ScriptVerdict(script, score, region, share)


def is_about_forms(text: str) -> bool:
    """Tell whether ``text`` speaks of characters with several forms: 「干」字, “后”和“後”."""
    quoted = regex(f"[「“『‘]([{''.join(sorted(keepable_forms()))}])[」”』’]").findall(text)
    return len(set(quoted)) > 1 and len(text) <= _FORMS_IN * len(quoted)


def _is_kept(senses: Senses, wording: Wording, score: float, kinds: int, length: int) -> bool:
    """Tell whether enough characters are kept in spite of their meaning."""
    if senses.kept < _KEPT_SHARE * senses.places:
        return False
    fewest = 2 if length > _SHORT else 3 if score > _SHORT_SCORE else 4
    if senses.chars >= _KEPT_CHARS and senses.kept >= fewest:
        return True
    is_long = length >= _FEW_KEPT_LENGTH
    if length <= _SHORT or score <= (_FEW_KEPT_SCORE if is_long else _FEW_KEPT_SHORT_SCORE):
        return False
    if wording.taiwan and not wording.of_mainland:
        return False
    if senses.kept:
        return kinds >= 1 or (is_long and senses.kept > 1)
    return wording.of_mainland and kinds >= 2


def _join(why: list[str], wording: Wording) -> str:
    """Return the evidence as one phrase."""
    if wording.standard:
        why.append("spells 爲 衆 as no region does")
    if wording.of_mainland:
        why.append(f"mainland words {' '.join(wording.mainland[:4])}")
    return "; ".join(why) or "quotation marks “ ”"


def _describe_kept(senses: Senses) -> str:
    kept = " ".join(char for char, _ in senses.examples)
    belong = " ".join(form for _, form in senses.examples)
    return f"keeps {kept} where {belong} belong: {senses.kept} of {senses.places}"
