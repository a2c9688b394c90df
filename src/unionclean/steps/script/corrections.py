"""What the policy `best` does differently from OpenCC."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import (
    PHRASES,
    Dictionary,
    PhraseDictionary,
    dictionary,
    entries,
    read_sections,
)
from unionclean.steps.script.policies import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RARE = "锺"
"""OpenCC's t2s writes it in names; Simplified authors hardly ever do: their 钟馗 became 鍾馗."""

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
        region = config.partition("2")[2][:2]
        if later and region in {"tw", "hk"}:
            own = [_read_section(region), _read_section("regions")]
            later[-1] = Stage([*own, *later[-1].dictionaries])
        return phrases, [Stage(tables), *later]
    if config.partition("2")[2] in {"s", "sp"}:
        chain = [_without(stage, ZHU) for stage in chain]
        chain.append(Stage([zhu_words(), Dictionary({ZHU: "着", **_regional_forms()})]))
        # Words are not needed to cut the text first: the last stage must see across such cuts.
        segmentation = None
    return segmentation, chain


def mechanical_stages(config: str, stages: Sequence[Stage], kept: str) -> list[Stage]:
    """Return the stages that undo a conversion which went character by character.

    OpenCC's t2s also modernises the wording of Traditional authors: 沈靜 becomes 沉静. Converted
    text has no such wording; its 沈 was 沈 before, and its 拚 was 拚, for no table writes 拚 for
    拼. So what changes a character that Simplified text holds as well is left out. The characters
    ``kept`` stay as well; see `words_written`.
    """
    changed = entries("TSCharacters")

    def modernises(word: str, new: str) -> bool:
        return any(
            old != char and (_is_simplified(old, changed) or char == RARE)
            for old, char in zip(word, new, strict=True)
        )

    words = {word: new for word, new in entries("TSPhrases").items() if not modernises(word, new)}
    chars = {char: new for char, new in changed.items() if char not in _never_written()}
    replaced = {dictionary("TSPhrases"): words, dictionary("TSCharacters"): chars}
    chain = [
        Stage([Dictionary(replaced.get(table, table.entries)) for table in stage.dictionaries])
        for stage in stages
    ]
    if ZHU not in kept:
        chain = corrected_stages(config, None, chain)[1]
    for char in kept.replace(ZHU, ""):
        chain = [_without(stage, char) for stage in chain]
    return chain


def words_written(kept: str) -> dict[str, str]:
    """Return the words in which a conversion by words writes one of ``kept``, and their origin."""
    phrases = dictionary(PHRASES)
    if not isinstance(phrases, PhraseDictionary):
        return {}
    return {
        new: word
        for word, new in phrases.entries.items()
        if new is not None and any(char in new and char not in word for char in kept)
    }


def _is_simplified(char: str, changed: Mapping[str, str]) -> bool:
    return changed.get(char, char) == char and bool(char.encode("gb2312", "ignore"))


@cache
def _never_written() -> frozenset[str]:
    """Return characters of Simplified text that t2s changes but that no table writes for others.

    OpenCC writes 麼 for 么, and other tables 麽, which Simplified text has in 幺麽 alone.
    """
    phrases = dictionary(PHRASES)
    written = {*entries("STCharacters").items(), ("么", "麽")}
    if isinstance(phrases, PhraseDictionary):
        written.update(phrases.produced)
    return frozenset(
        char
        for char, new in entries("TSCharacters").items()
        if char != new and char.encode("gb2312", "ignore") and (new, char) not in written
    )


@cache
def _read_section(name: str) -> Dictionary:
    lines = read_sections("script_corrections.txt")[name].split("\n")
    return Dictionary(dict(line.split("\t") for line in lines))


def classical_words() -> dict[str, str]:
    """Return words of classical Chinese that OpenCC converts as those of today."""
    words: dict[str, str] = {}
    for line in read_sections("script_corrections.txt")["classical"].split("\n"):
        (first, *rests), (new_first, *news) = (column.split(" ") for column in line.split("\t"))
        words.update((first + rest, new_first + new) for rest, new in zip(rests, news, strict=True))
    return words


@cache
def corrected_phrases() -> PhraseDictionary:
    """Return the large dictionary with the corrections."""
    characters = entries("STCharacters")
    phrases = dictionary(PHRASES)

    def by_chars(word: str) -> str:
        return "".join([characters.get(char, char) for char in word])

    words: dict[str, str] = {}
    sections = read_sections("script_corrections.txt")
    for line in sections["phrases"].split("\n"):
        word, _, value = line.partition("\t")
        words[word] = value or by_chars(word)
    for line in sections["pairs"].split("\n"):
        columns = line.replace("-\t", "\t").split("\t")
        beginnings, endings, news = (column.split(" ") for column in columns)
        for beginning in beginnings:
            special = phrases.value(beginning) if len(beginning) > 1 else None
            new_beginning = special or by_chars(beginning)
            for ending, new in zip(endings, news, strict=True):
                words.setdefault(beginning + ending, new_beginning + new)
    for surname in sections["surnames"]:
        for title in sections["titles"].split("\n"):
            words[surname + title] = surname + by_chars(title)
    return PhraseDictionary(
        {word: None if new == by_chars(word) else new for word, new in words.items()}
    )


@cache
def _regional_forms() -> dict[str, str]:
    """Return Traditional forms that OpenCC's t2s does not know: 衞 for 卫, 暱 for 昵, 砲 for 炮."""
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
    variants = read_sections("script_corrections.txt")["variants"].split(" ")
    return forms | dict(zip(*zip(*variants, strict=True), strict=True))


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
