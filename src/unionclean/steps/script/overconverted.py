"""Words with a character of another meaning: 隻有, 後麵, 髮現 are of no author, but of a table.

Some converters replace each Simplified character by its rarest form: 只 by 隻 (the measure word),
面 by 麵 (flour). The text keeps no Simplified form then, and the words around often fit by chance;
but a few such words are proof, because genuine Traditional text holds hardly one in a book.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.language import load
from unionclean.steps.script.dictionaries import read_sections
from unionclean.steps.script.senses import fold_variants
from unionclean.steps.script.wording import CANTONESE

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURED: Final = "一二兩三四五六七八九十百千萬幾這那哪呢嗰邊每半整雙數多某該此0-9"
"""Inside a character class: what before 隻 makes it the measure word, as in 一隻是."""


# A genuine text of our sources has one such word in four million characters. A table writes its
# character always, so the right one beside it shows an author's slip, or a text about spelling.
_LEAST: Final = 2
_ONE_IN: Final = 3_000  # characters: long texts hold slips of several hands
_FURNITURE: Final = frozenset("具俱俬私伙什生")  # after 傢 in its own words: 全 傢具, 三 傢俬
_WORD: Final = 2.0  # nats: how much likelier than by chance the parts of a word are together

# Tables that write the numeral of bank notes for every 一, also where no number is meant: 壹般.
_NUMERAL: Final = "壹"
_NO_NUMBER: Final = "般些樣定直起切旦致貫律向再同"
_OF_BANKS: Final = "[貳柒捌玖佰仟]"  # those that are no usual characters as well (參 陸 伍)

# Tables that write the Cantonese word for every 没: 冇有 is of no language. Alone it says as much
# as one word, for a text of Hong Kong may hold it and nothing else of Cantonese.
_NEGATION: Final = "冇"
_NO_TABLE: Final = f"[沒没唔{CANTONESE.replace(_NEGATION, '')}]"


def find_overconverted(text: str) -> list[str]:
    """Return the words of the Traditional ``text`` that only a table writes so.

    >>> find_overconverted("這裏隻有一位國王，宮殿後麵有三隻是他的狗；今後麵粉漲價。")
    ['隻有', '後麵']
    """
    found = [
        hit.word for hit in _find(text) if hit.right not in text and not _is_by_chance(text, hit)
    ]
    return found + numerals(text) + negations(text)


def are_enough(words: list[str], length: int) -> bool:
    """Tell whether ``words`` alone prove that a text of ``length`` characters was converted."""
    return len(words) >= max(_LEAST, length // _ONE_IN)


def numerals(text: str) -> list[str]:
    """Return the words in which 壹 stands for 一, where a table wrote it for each of them.

    >>> numerals("壹篇論文壹般由標題、作者和正文組成，其中壹些沒有附錄。")
    ['壹般', '壹些']
    """
    if _NUMERAL not in text or "一" in text or regex(_OF_BANKS).search(text):
        return []
    return regex(f"{_NUMERAL}[{_NO_NUMBER}]").findall(text)


def negations(text: str) -> list[str]:
    """Return the words in which 冇 stands for 沒, where a table wrote it for each of them.

    >>> negations("他冇有想到，冇人回答。"), negations("佢冇嚟"), negations("今天冇事")
    (['冇有'], [], ['冇'])
    """
    if _NEGATION not in text or regex(_NO_TABLE).search(text):
        return []
    return regex(f"{_NEGATION}有(?!效)").findall(text) or [_NEGATION]


def undo_table_words(text: str) -> str:
    """Return converted ``text`` with 一 and 没 where a table wrote 壹 and 冇 for each of them."""
    if numerals(text):
        text = text.replace(_NUMERAL, "一")
    return text.replace(_NEGATION, "没") if negations(text) else text


class _Hit(NamedTuple):
    start: int
    word: str
    wrong: str
    right: str  # the character that belongs there


def _find(text: str) -> Iterator[_Hit]:
    words, chars = _words()
    beside = _beside()
    for match in regex(f"[{chars}]").finditer(text):
        at = match.start()
        # One of two neighbours belongs to the word.
        if beside[match[0]].isdisjoint(text[max(at - 1, 0) : at + 2]):
            continue
        for size, start in ((3, at - 2), (3, at - 1), (3, at), (2, at - 1), (2, at)):
            word = text[max(start, 0) : max(start, 0) + size]
            if (right := words.get((match[0], word))) is not None:
                yield _Hit(start, word, match[0], right)
                break


def _is_by_chance(text: str, hit: _Hit) -> bool:
    """Tell whether the characters belong to two words: 今後 麵粉, 三隻 是."""
    start, end = hit.start, hit.start + len(hit.word)
    if hit.word[0] == "隻" and regex(f"[{MEASURED}]").match(text, start - 1):
        return True
    if hit.word[-1] == "傢" and text[end : end + 1] in _FURNITURE:
        return True
    pairs = []
    if hit.word[0] == hit.wrong:
        pairs.append(text[start - 1 : start + 1])
    if hit.word[-1] == hit.wrong:
        pairs.append(text[end - 1 : end + 1])
    model = load()
    return any(len(p) == 2 and model.gain(*p) > _WORD for p in pairs)


@cache
def _words() -> tuple[dict[tuple[str, str], str], str]:
    """Return (wrong character, word) -> right character, and all wrong characters.

    The words in every region's spelling: 裏麵 as well as 裡麵.
    """
    spellings: dict[str, list[str]] = {}
    for form, standard in fold_variants().items():
        spellings.setdefault(standard, []).append(form)
    words: dict[tuple[str, str], str] = {}
    for row in read_sections("script_senses.txt")["wrong"].split("\n"):
        pair, *found = row.split(" ")
        for word in found:
            others = {word.replace(c, form) for c in word for form in spellings.get(c, ())}
            words.update(((pair[0], other), pair[1]) for other in {word, *others})
    return words, "".join(sorted({wrong for wrong, _ in words}))


@cache
def _beside() -> dict[str, set[str]]:
    """Return the characters beside each wrong character in its words."""
    beside: dict[str, set[str]] = {}
    for wrong, word in _words()[0]:
        for one, two in pairwise(word):
            if wrong in (one, two):
                beside.setdefault(wrong, set()).add(two if one == wrong else one)
    return beside
