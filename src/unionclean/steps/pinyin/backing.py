"""Few annotations, and a text that was converted character by character: together a farm's work."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.language import load
from unionclean.steps.pinyin.tables import GLOSSED, has_other_form, load_tables, toneless
from unionclean.steps.pinyin.tokens import READING
from unionclean.steps.pinyin.weigh import is_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionclean.steps.pinyin.weigh import Weighed

ENOUGH: Final = 4.0
"""Two known characters (weight 2 each): glosses in pinyin are rare in Traditional text."""

CONVERTED: Final = 2.0
"""Weight of a converted text: as much as one more known character."""

UNORDERED: Final = 3
"""Known characters, two of which nobody glosses, from which no order is asked for.

Sites with patents and with machines annotate 發統業區規經現 and leave 術調導質 bare.
"""

LIKELY_CONVERTED: Final = 2.0
"""Log likelihood ratio from which a text counts as converted here: 7 to 1.

A short paragraph has one or two places that tell. Glosses in genuine Traditional text are rare,
and in converted text the farm's are nearly all there are.
"""


# Generation F: the one real page annotates 55 characters, 14 of them on and off, 10 of grammar, and
# a third of the characters of its annotated clauses; a lesson annotates nearly all of them there.
# A short one has fewer, but nobody writes one reading several times: 量(liang)(liang)(liang).
RANDOM_CHARACTERS, ON_AND_OFF, OF_GRAMMAR, USUAL, RANDOM_DENSEST = 20, 4, 3, 0.9, 0.5
REPEATED, PROVEN = 3, 2
FEW: Final = 6
"""Characters from which one reading that is written several times is enough."""

FEW_CHARACTERS, SEVERAL, TWO_OF_GRAMMAR = 8, 4, 2
"""Characters from which a short converted text is proven, and from which one is noted."""

EASY: Final = -9.25
"""The 1,500 most common characters, in nats: no grown-up reader asks for their readings."""

EASY_AT_RANDOM: Final = 5
"""Easy characters without another form or reading at their first place from which it was chance.

Of the one real page, on whose 18 readings this was seen, nine.
"""

SAMPLE, BARE_OF_GRAMMAR = 60, 5
"""Readings, and characters of grammar among theirs that stand bare too: fewer tell too little."""

SAMPLE_DENSEST: Final = 0.35
"""Readings per Han character above which a lesson is not told from a random sample."""

CHAINED: Final = 1.5
"""How much likelier than elsewhere a reading may be behind a character that has one.

At random it is as likely; where whole words have their readings, two to five times (simulated on
400 texts, at one to three readings in ten characters).
"""

MOST_NEW, LEAST_GRAMMAR = 0.75, 0.5
"""Teachers gloss nearly every character at its first place, and hardly any of grammar.

A random sample of one reading in three characters is at 0.33 and 1.
"""

MANY_TONED: Final = 40
"""Readings with tones of which generation D, which hits one in ten, hits one at least (99 %)."""

GRAMMAR: Final = frozenset(
    "的是了不在有这這个個和也都就他我你们們到说說要會会可以為为上下人一其中所而與与或但很最"
)


_ABOUT: Final = (
    "[讀读念唸][作為为]|[讀读發发字]音|[聲声字][調调]|[注拼多]音|生[詞词字]|部首|[漢汉]字|課文|课文"
    "|[繁簡简][體体]"
)


def speaks_of_readings(text: str) -> bool:
    """Tell whether ``text`` has a reason of its own to show a reading."""
    return regex(_ABOUT).search(text) is not None


def is_random(
    text: str,
    glossed: Mapping[str, Mapping[str, int]],
    counts: Mapping[str, int],
    doubled: Callable[[], set[tuple[str, str]]],
) -> bool:
    """Tell whether readings were put behind characters at random (generation F).

    People gloss what is hard to read, at its first place or at all. Here common characters, those
    of grammar among them (的 是 了), have a reading at some of their places and none at others, in
    a text that was converted character by character, or in a true sample of the text.
    ``doubled`` gives the readings that stand before another one, with that.
    """
    total = {char: sum(readings.values()) for char, readings in glossed.items()}
    repeated = sum(one == two for one, two in doubled()) if len(glossed) >= REPEATED else 0
    many = (
        len(glossed) >= RANDOM_CHARACTERS
        and len(GRAMMAR & glossed.keys()) >= OF_GRAMMAR
        and sum(n > 1 and counts[char] > n for char, n in total.items()) >= ON_AND_OFF
    )
    few = not many and repeated < (REPEATED if len(glossed) < FEW else 1)
    if few and not (_is_grammar_at_random(text, total) or _is_easy_at_random(text, total)):
        return False
    if not _is_usual(glossed, total) or not _is_sparse(text, total):
        return False
    if repeated >= PROVEN and len(glossed) >= FEW:
        return True
    bare = regex(f"(?<=[)）]){READING}").sub("", text)
    return (not few and _is_sample(text, total)) or is_converted(bare)


def looks_random(text: str, glossed: Mapping[str, Mapping[str, int]]) -> bool:
    """Tell whether the readings may have been put there at random, though too few to tell.

    Hardly anybody glosses two characters of grammar, and nothing but a few characters around them.
    """
    total = {char: sum(readings.values()) for char, readings in glossed.items()}
    return (
        len(total) >= SEVERAL
        and len(GRAMMAR & total.keys()) >= TWO_OF_GRAMMAR
        and _is_later(text, total)
        and _is_usual(glossed, total)
        and _is_sparse(text, total)
        and not _is_chained(text, total)
        and not speaks_of_readings(text)
        and regex(f'[「『“‘"][{HAN}]{{0,3}}{READING}[」』”’"]').search(text) is None
    )


def _is_later(text: str, chars: Iterable[str]) -> bool:
    """Tell whether one of ``chars`` has no reading at its first place, where people gloss."""
    return any(regex(READING).match(text, text.find(char) + 1) is None for char in chars)


def _is_usual(glossed: Mapping[str, Mapping[str, int]], total: Mapping[str, int]) -> bool:
    """Tell whether nearly all readings are the first ones of their characters."""
    first = load_tables().first
    usual = sum(
        n
        for char, readings in glossed.items()
        for reading, n in readings.items()
        if toneless(reading) == toneless(first(char))
    )
    return usual >= USUAL * sum(total.values())


def _is_sparse(text: str, total: Mapping[str, int]) -> bool:
    """Tell whether most characters have no reading in the clauses where some have one."""
    clauses = (
        clause
        for clause in regex("[，。；：？！,;:?!\n]").split(text)
        if ("(" in clause or "（" in clause) and regex(READING).search(clause)
    )
    bare = len(regex(f"[{HAN}]").findall("".join(clauses))) - sum(total.values())
    return bare > sum(total.values()) * (1 / RANDOM_DENSEST - 1)


def _is_chained(text: str, total: Mapping[str, int]) -> bool:
    """Tell whether readings stand beside each other, as those of whole words do."""
    number = sum(total.values())
    density = number / len(regex(f"[{HAN}]").findall(text))
    chained = len(regex(f"[)）](?=[{HAN}]{READING})").findall(text))
    return chained > CHAINED * density * number + 1


def _is_grammar_at_random(text: str, total: Mapping[str, int]) -> bool:
    """Tell whether a short text has readings on characters of grammar as no author puts them."""
    grammar = GRAMMAR & total.keys()
    if len(total) < FEW_CHARACTERS or len(grammar) < OF_GRAMMAR or speaks_of_readings(text):
        return False
    return _is_later(text, grammar) and not _is_chained(text, total)


def _is_easy_at_random(text: str, total: Mapping[str, int]) -> bool:
    """Tell whether readings stand on easy characters, but not where these come first.

    People gloss what is hard, or has two readings, and at its first place.
    """
    if len(total) < FEW_CHARACTERS:
        return False
    model, simple = load(), load_tables().simple
    easy = [char for char in total if model.char(simple.get(char, char)) >= EASY]
    if len(easy) < USUAL * len(total) or speaks_of_readings(text):
        return False
    plain = [char for char in easy if not has_other_form(char) and _is_later(text, char)]
    return len(plain) >= EASY_AT_RANDOM and not _is_chained(text, total)


def _is_sample(text: str, total: Mapping[str, int]) -> bool:
    """Tell whether the characters that have a reading so often are a random sample of ``text``.

    Whoever teaches gives readings to whole words, to what is new, and not to grammar.
    """
    counts, number = Counter(text), sum(total.values())
    again = [char for char in total if counts[char] > 1]
    bare = {char for char in again if counts[char] > total[char]}
    if number < SAMPLE or len(bare) < USUAL * len(again) or len(GRAMMAR & bare) < BARE_OF_GRAMMAR:
        return False
    han = regex(f"[{HAN}]").findall(text)
    density = number / len(han)
    chained = len(regex(f"[)）](?=[{HAN}]{READING})").findall(text))
    if density > SAMPLE_DENSEST or chained > CHAINED * density * number + ON_AND_OFF:
        return False
    often = [char for char in total if counts[char] > REPEATED]
    new = sum(regex(READING).match(text, text.find(char) + 1) is not None for char in often)
    of_grammar = sum(counts[char] for char in GRAMMAR) / len(han)
    sampled = sum(total.get(char, 0) for char in GRAMMAR) / number
    return new <= MOST_NEW * len(often) and sampled > LEAST_GRAMMAR * of_grammar


def has_second_pass(
    text: str, plain: Mapping[str, Mapping[str, int]], seconds: set[tuple[str, str]], toned: int
) -> bool:
    """Tell whether toneless readings were added to a page of generation A (generation D).

    One behind a bracket that has a tone; on a page with few of these, where none may have been hit,
    three characters with their first reading, and one of grammar among them or two readings that
    stand alone in a sentence.
    """
    if any(one != second and toneless(one) == second for one, second in seconds):
        return True
    first = load_tables().first
    usual = {char for char, readings in plain.items() if toneless(first(char)) in readings}
    if toned >= MANY_TONED or len(usual) < REPEATED:
        return False
    plainly = "[(（][a-zü]{1,6}[)）]"
    alone = f"(?<=[{HAN}]{{2}}){plainly}(?=[{HAN}](?!{plainly}))"
    return not GRAMMAR.isdisjoint(usual) or len(regex(alone).findall(text)) > 1


def is_backed(weighed: Weighed, traces: float, text: str) -> bool:
    """Tell whether the script of ``text`` makes up for annotations that are too few.

    Farms convert character by character before they annotate, and nearly nobody else does both.
    One character alone must be a known one, and at two places or not one that people gloss.
    """
    score = max(weighed.score, weighed.unknown) + traces + CONVERTED
    known = [char for char in weighed.table if is_known(char)]
    if len(known) >= UNORDERED and sum(char not in GLOSSED for char in known) >= 2:
        score = max(score, weighed.unordered)
    if not weighed.table or weighed.simplified or score < ENOUGH:
        return False
    if len(weighed.table) == 1 and not weighed.repeated and not traces:
        char = next(iter(weighed.table))
        again = text.count(f"{char}(") + text.count(f"{char}（") > 1
        if not is_known(char) or (char in GLOSSED and not again):
            return False
    return is_converted(text)


def is_converted(text: str) -> bool:
    """Tell whether ``text`` was probably converted to Traditional character by character."""
    from unionclean.steps.script.verdict import measure_script

    verdict = measure_script(regex(f"(?<=[{HAN}]){READING}").sub("", text))
    return verdict.traditional > 0.5 and verdict.score >= LIKELY_CONVERTED
