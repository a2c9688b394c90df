"""What a text shows about its marks as a whole."""

from __future__ import annotations

from collections import Counter
from re import MULTILINE

from unionclean.chars import HAN, regex
from unionclean.steps.spacing import spaces_marks

# Halfwidth marks between Han, and no fullwidth one: brackets were folded with them.
_FEWEST_FOLDED = 5

# Blanks between Han in a text that was segmented or torn: in one place of fifty, and five of them
# (authors' blanks, which mean something, are rarer: bench/results/layout.md).
_SPACED_OUT = 5

# The place to fill in of a test: two of them, and two times two answers to choose from, or all
# marks folded.
PLACE = (
    f"(?<=[{HAN}.．、,，。?？!！])\\([ \u3000]*+[A-E]{{0,5}}[ \u3000]*+\\)"
    f"(?= *(?:[{HAN}。，,、；;\r\n]|\\Z|[A-D][.．、]))"
)
CHOICE = r"(?<![A-Za-z0-9])[A-D] ?[.．、]"
_FEWEST_PLACES = 2
_FEWEST_CHOICES = 4

_LATIN = "[A-Za-z0-9.+#_-]{0,40}"
_RUN = (
    rf"[{HAN}][,;:(、]?(?:(?:[A-Za-z]{_LATIN}[,;])+(?=[{HAN}])"
    rf"|(?:[A-Za-z]{{2}}{_LATIN}[,;])+(?=[A-Za-z]{{2}}{_LATIN}[{HAN}(]))"
)

_ITEM = 40  # characters to either side

# The value of a field that is a list for a program: 帮助;支持, 春节,3, 受害人:甲;被盗物品:手机.
_VALUES = (
    r"[^,;:，。；：？！?!\s]{1,12}(?:;[^,;:，。；：？！?!\s]{1,12})+;?"
    r"|(?:[^,;，。；：？！\n]{1,24},){2,9}[0-9.]{1,12}"
    r"|[^,:;，。；：？！\n]{1,12}:[^:;，。？！\n]{1,40}(?:;[^,:;，。；：？！\n]{1,12}:[^:;，。？！\n]{1,40})+;?"
)

_SENTENCE = "[。！？][”’」』）)]?"


def is_folded(text: str) -> bool:
    """Tell whether all fullwidth marks of a Chinese text were folded to halfwidth ones."""
    if regex("[，；：？！（）]").search(text):
        return False
    return len(regex(f"[{HAN}][,;:?!](?=[{HAN}])").findall(text)) >= _FEWEST_FOLDED


def find_runs(text: str) -> frozenset[int]:
    """Return where the marks between Latin words are that were folded with those around them.

    Runs of words begin after Han and end before Han or a word that goes on in it, as in
    用PHP,Java,然后 and 关键词:Word;PDF文档. Single letters within a clause (设x,y为) stay.
    """
    if not is_folded(text):
        return frozenset()
    return frozenset(
        mark.start()
        for run in regex(_RUN).finditer(text)
        for mark in regex("[,;]").finditer(text, run.start() + 2, run.end())
    )


def lists_values(text: str) -> bool:
    """Tell whether a field of a record is a list of short values, whose marks part them."""
    return regex(_VALUES).fullmatch(text) is not None


def is_spaced_out(text: str) -> bool:
    """Tell whether blanks stand all over the text, so that those beside a mark mean nothing."""
    blanks = sum(1 for _ in regex(f"[{HAN}] (?=[{HAN}])").finditer(text))
    return (blanks >= _SPACED_OUT and 50 * blanks >= len(text)) or spaces_marks(text)


def parts_sentences(text: str) -> bool:
    """Tell whether the author parts sentences with a blank: so do half of his stops in lines."""
    apart = len(regex(f"{_SENTENCE}[ \u3000](?=[^\\s])").findall(text))
    return apart > 0 and apart >= len(regex(f"{_SENTENCE}(?=[{HAN}“「『《（])").findall(text))


def count_speakers(text: str) -> int:
    """Return how many lines begin with a letter for who speaks: A:去过两次.

    Letters that stand once and are none of the first ones may name fields: T:茉莉花.
    """
    letters = Counter(regex(r"^([A-Za-z])[:：]", MULTILINE).findall(text))
    return sum(number for letter, number in letters.items() if number > 1 or letter in "ABQ")


def parts_items(text: str) -> bool:
    """Tell whether blanks behind brackets part items (熟地15g(砂仁拌) 炙甘草6g): no marks are near.

    At most of these places, then: those of a sentence are the bracket's.
    """
    places = items = 0
    for match in regex(rf"(?<=[{HAN}A-Za-z0-9])\) (?=[{HAN}0-9])").finditer(text):
        start, end = match.span()
        before = text[max(0, start - _ITEM) : start].rpartition("\n")[2]
        after = text[end : end + _ITEM].partition("\n")[0]
        places += 1
        goes_on = text[end] == "的"  # 可扩展标记语言 (XML) 的网页
        items += not goes_on and regex("[，。；：？！,;:?!]").search(before + after) is None
    return 2 * items > places


def is_test(text: str) -> bool:
    """Tell whether the text asks questions whose answers are to be filled in."""
    if len(regex(PLACE).findall(text)) < _FEWEST_PLACES:
        return False
    return has_choices(text) or is_folded(text)


def has_choices(text: str) -> bool:
    """Tell whether the text offers answers to choose from: A. 水 B. 火."""
    return len(regex(CHOICE).findall(text)) >= _FEWEST_CHOICES
