"""What the policy `best` does differently from OpenCC."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import (
    Dictionary,
    PhraseDictionary,
    dictionary,
    entries,
    read_sections,
)
from unionclean.steps.script.policies import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

ZHU = "著"
"""Traditional for 着 (隨著) and for itself (著名): OpenCC's t2s and hk2s leave it everywhere."""


def corrected_stages(
    config: str, segmentation: Dictionary | None, stages: Sequence[Stage]
) -> tuple[Dictionary | None, list[Stage]]:
    """Return the segmentation and the stages of ``config`` with the corrections."""
    chain = list(stages)
    if config.startswith("s2"):
        phrases = corrected_phrases()
        first, *later = stages
        tables = [phrases if isinstance(t, PhraseDictionary) else t for t in first.dictionaries]
        return phrases, [Stage(tables), *later]
    if config.partition("2")[2] in {"s", "sp"}:
        chain = [_without(stage, ZHU) for stage in chain]
        chain.append(Stage([zhu_words(), Dictionary({ZHU: "着", **_regional_forms()})]))
        # Words are not needed to cut the text first: the last stage must see across such cuts.
        segmentation = None
    return segmentation, chain


def mechanical_stages(config: str, stages: Sequence[Stage], *, zhu_stays: bool) -> list[Stage]:
    """Return the stages that undo a conversion which went character by character.

    OpenCC's t2s also modernises the wording of Traditional authors: 沈靜 becomes 沉静. Converted
    text has no such wording; its 沈 was 沈 before. So the words that change a character which
    Simplified text holds as well are left out. With ``zhu_stays`` no 著 becomes 着.
    """
    changed = entries("TSCharacters")

    def modernises(word: str, new: str) -> bool:
        return any(
            old != char and changed.get(old, old) == old and old.encode("gb2312", "ignore")
            for old, char in zip(word, new, strict=True)
        )

    kept = {word: new for word, new in entries("TSPhrases").items() if not modernises(word, new)}
    phrases = dictionary("TSPhrases")
    chain = [
        Stage([Dictionary(kept) if table is phrases else table for table in stage.dictionaries])
        for stage in stages
    ]
    return chain if zhu_stays else corrected_stages(config, None, chain)[1]


@cache
def corrected_phrases() -> PhraseDictionary:
    """Return the large dictionary with the corrections."""
    sections = read_sections("script_corrections.txt")
    words: dict[str, str | None] = {}
    for line in sections["phrases"].split("\n"):
        word, _, value = line.partition("\t")
        words[word] = value or None
    characters = entries("STCharacters")
    for surname in sections["surnames"]:
        for title in sections["titles"].split("\n"):
            words[surname + title] = surname + "".join(characters.get(char, char) for char in title)
    return PhraseDictionary(words)


@cache
def _regional_forms() -> dict[str, str]:
    """Return Traditional forms that OpenCC's t2s does not know, like 衞 for 卫 and 暱 for 昵."""
    known = entries("TSCharacters")
    forms = {
        new: old
        for old, new in entries("STCharacters").items()
        if new not in known and not new.encode("gb2312", "ignore")
    }
    for table in ("HKVariants", "TWVariants"):
        for standard, regional in entries(table).items():
            if regional not in known and not regional.encode("gb2312", "ignore"):
                forms[regional] = known.get(standard, standard)
    return forms


@cache
def zhu_words() -> Dictionary:
    """Return the Simplified words that keep 著, and longer ones that do not."""
    words: dict[str, str | None] = {}
    for line in read_sections("script_corrections.txt")["zhu"].split("\n"):
        word, _, value = line.partition("\t")
        words[word] = value or word
    return Dictionary(words)


def _without(stage: Stage, char: str) -> Stage:
    """Return ``stage`` without the entries that hold ``char``."""
    if not any(char in word for table in stage.dictionaries for word in table.entries):
        return stage
    return Stage(
        [
            Dictionary({word: new for word, new in table.entries.items() if char not in word})
            for table in stage.dictionaries
        ]
    )
