"""Whether a document is the work of a content farm, and which annotations it injected.

One annotation proves nothing: textbooks, dictionaries and poems write 字(zì) too. The document as
a whole does. The farm annotates characters that differ from their Simplified form, each of them
always, with the first reading of the dictionary; people annotate what is hard to read, once, and
in a lesson they annotate everything.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.backing import (
    ENOUGH,
    has_second_pass,
    is_backed,
    is_random,
    speaks_of_readings,
)
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.tables import (
    READINGS_B,
    Tables,
    has_other_form,
    load_tables,
    toneless,
)
from unionclean.steps.pinyin.verdict import Verdict
from unionclean.steps.pinyin.weigh import Weighed, farm_readings, is_known, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

# Two known characters decide in Traditional text (`backing.ENOUGH`). Simplified text has many
# honest glosses: four known characters, or fewer that are always annotated. Without tone marks a
# reading says less, and may be English: three, or five without the blank that generation C writes
# after each bracket.
ENOUGH_SIMPLIFIED: Final = 7.0
ENOUGH_TONELESS, ENOUGH_TONELESS_TIGHT = 5.0, 10.0

CERTAIN: Final = 12.0  # six known characters: an exercise or a text about characters has fewer

DOUBTFUL: Final = 2.0
"""One character that known farms annotate, which nothing speaks against."""

ORPHAN: Final = 3.0
"""Weight of a reading behind half a character: no person writes «以?xún)»."""

BLANK_INSIDE: Final = 3.0
"""Weight of the blank that generation B writes into 會(huì ) and 創(chuàng )."""

# In damaged pages at most 0.29 annotations per Han character were seen, in short pieces of them
# three in four (學習貫徹會議, say); a lesson annotates all.
DENSEST: Final = 0.8

MOST_LISTED: Final = 300

Pairs = dict[tuple[str, str], int]
Counts = dict[str, dict[str, int]]


def measure(text: str) -> Verdict:
    """Return the verdict on ``text``: the one measurement of this step."""
    cut = cut_text(text)
    found = cut.found
    torn: set[str] = set()
    odd = False
    if tokens.has_tones(text):
        torn = {
            content
            for content in tokens.orphans(tokens.unknown_in(text)).findall(text)
            if content != toneless(content)
        }
        odd = tokens.has_emoji_annotations(cut.rest if cut.dense else text)
    if not found and not torn and not odd:
        return Verdict()
    tables = load_tables()
    bracket = _usual_bracket(found, tables)
    pairs = {(char, content): n for (b, char, content), n in found.items() if b == bracket}

    blanks = _with_blanks(pairs, tables, odd=odd)
    odd = odd or (blanks != set() and tokens.lone_emoji().search(text) is not None)
    if blanks:
        pairs = {pair: n for pair, n in pairs.items() if pair not in blanks}
    marked, plain = _by_char(pairs)
    counts = cut.count_chars(marked.keys() | plain.keys())
    toned = weigh(cut.holds, marked, plain, counts, tones=True)
    traces = ORPHAN * min(len(torn), 4) + BLANK_INSIDE * _has_b_blank(pairs)
    bytewise = _decide(toned, traces) and (bool(torn) or not _is_lesson(text, marked))
    if not bytewise and is_backed(toned, traces, text):
        bytewise = not _is_lesson(text, marked)
    if bytewise and not traces and toned.score < CERTAIN and speaks_of_readings(text):
        bytewise = False
    bare_brackets = weigh(cut.holds, plain, marked, counts, tones=False)
    again = not (
        bytewise or blanks or any(content[-1] == " " for _, content in pairs)
    ) and is_random(text, {**marked, **plain}, counts, cut.doubled)
    by_char = blank_after = False
    if bare_brackets.score >= ENOUGH_TONELESS and not again:
        blank_after = _has_blanks_after(text, plain, bracket)
        enough = ENOUGH_TONELESS if blank_after else ENOUGH_TONELESS_TIGHT
        by_char = bare_brackets.score >= enough and not _is_lesson(text, plain)
    if not (bytewise or by_char or blanks or again):
        left = _count_left(text, marked, toned)
        honest = bool(marked) and not left
        return Verdict(table=toned.table, bracket=bracket, left=left, honest=honest)
    seconds = cut.doubled() if bytewise and not by_char else set()
    again |= bytewise and not by_char and has_second_pass(plain, seconds, tables)

    kept = set(blanks)
    if bytewise:
        kept |= _injected(pairs, marked, toned, tones=True)
    if by_char:
        kept |= _injected(pairs, plain, bare_brackets, tones=False)
    if again:
        kept |= {
            (c, r)
            for c, r in pairs
            if _fits_toneless(c, r) or (not bytewise and tables.fits(c, r.strip()))
        }
    injected: dict[str, set[str]] = {}
    for char, content in kept:
        injected.setdefault(char, set()).add(content)
    return Verdict(
        injected={char: frozenset(contents) for char, contents in injected.items()},
        table=toned.table if bytewise else {},
        bracket=bracket,
        bytewise=bytewise,
        simplified=bytewise and toned.simplified,
        blank_after=by_char and blank_after,
        again=again,
        emoji=bool(blanks) and odd,
    )


def _usual_bracket(found: Mapping[tuple[str, str, str], int], tables: Tables) -> str:
    """Return the opening bracket that most annotations have; a gloss may use the other one."""
    if all(bracket == "(" for bracket, _, _ in found):
        return "("
    count = Counter[str]()
    for (bracket, char, content), n in found.items():
        if tables.fits(char, content.strip()) or _fits_toneless(char, content.strip()):
            count[bracket] += n
    return count.most_common(1)[0][0] if count else "("


@lru_cache(maxsize=1 << 14)
def _is_marked(char: str, reading: str) -> bool:
    """Tell whether ``reading`` is one of ``char`` with its tone.

    A neutral tone has no mark; as the first reading of a character with another form (嗎 ma, 們
    men) it counts, elsewhere (的 de) it rather comes from a toneless pass.
    """
    if not load_tables().fits(char, reading):
        return False
    neutral = reading == toneless(reading)
    return not neutral or (has_other_form(char) and reading in farm_readings(char))


def _fits_toneless(char: str, reading: str) -> bool:
    return reading in _plain_readings(char)


@cache
def _plain_readings(char: str) -> frozenset[str]:
    return frozenset(map(toneless, load_tables().readings.get(char, ())))


def _by_char(pairs: Pairs) -> tuple[Counts, Counts]:
    """Return character -> reading -> count, of readings with tone and of those without."""
    marked: Counts = {}
    plain: Counts = {}
    for (char, content), n in pairs.items():
        reading = content.strip()
        if _is_marked(char, reading):
            readings = marked.setdefault(char, {})
        elif _fits_toneless(char, reading):
            readings = plain.setdefault(char, {})
        else:
            continue
        readings[reading] = readings.get(reading, 0) + n
    return marked, plain


def _decide(weighed: Weighed, traces: float) -> bool:
    """Tell whether a farm was at work.

    ``traces`` weighs what no person writes; without such a trace, one character alone needs five
    places.
    """
    enough = ENOUGH_SIMPLIFIED if weighed.simplified else ENOUGH
    several = len(weighed.table) >= 2 or weighed.repeated or traces > 0
    return several and weighed.score + traces >= enough


def _has_b_blank(pairs: Pairs) -> bool:
    return any(content == READINGS_B.get(char) and content[-1] == " " for char, content in pairs)


def _count_left(text: str, marked: Counts, toned: Weighed) -> int:
    """Return how many annotations look injected although they are too few to tell.

    Farms annotate the known characters of Traditional text, inside of sentences; the author of a
    lesson or of a note on a hard character does something else.
    """
    if toned.simplified or toned.score < DOUBTFUL or _is_lesson(text, marked):
        return 0
    return sum(marked[char][reading] for char, reading in toned.table.items())


def _is_lesson(text: str, glossed: Counts) -> bool:
    """Tell whether the readings are there to be read: in a lesson, a list or a dictionary.

    There the characters with a reading stand among themselves. What a farm annotates stands
    inside of sentences, beside characters without a reading, and no lesson skips these.
    """
    count = sum(sum(readings.values()) for readings in glossed.values())
    # A Han character has three bytes in UTF-8: an upper bound that costs nothing comes first.
    most = (len(text.encode("utf-8", "replace")) - len(text)) // 2
    if count > DENSEST / 2 * most and count > DENSEST * len(regex(f"[{HAN}]").findall(text)):
        return True
    if not 0 < count <= MOST_LISTED:  # many are no list, and would take long to look at
        return False
    alone = regex(
        f"(?<![{HAN})）])(?<![A-Za-z0-9])(?<![A-Za-z0-9] )(?:[{HAN}]{tokens.READING})+"
        f"(?![{HAN}{tokens.UNKNOWN}]| [{HAN}](?![(（])| ?[A-Za-z0-9])"
    )
    # Those of `glossed` only: a second pass adds readings of another kind to the list.
    pair = regex(f"([{HAN}])[(（]({tokens.SYLLABLE}) ?[)）]")
    pairs = Counter(found for run in alone.findall(text) for found in pair.findall(run))
    listed = [c for (c, r), n in pairs.items() if 2 * n >= glossed.get(c, {}).get(r, 2 * n + 1)]
    # Each once: no list has a word twice, but menus are named again and again.
    return len(listed) > 0.5 * sum(map(len, glossed.values()))


def _injected(
    pairs: Pairs, glossed: Counts, weighed: Weighed, *, tones: bool
) -> set[tuple[str, str]]:
    """Return the pairs that were injected: those of the table, and its exceptions.

    A character that is annotated at some places only may stand in a sentence from elsewhere, or
    have lost its annotation with other bytes. If a farm is known to use it, its usual reading was
    injected; of other characters, three places with the usual reading are no gloss either.
    """
    chosen = set()
    for char, content in pairs:
        reading = content.strip()
        count = glossed[char].get(reading, 0) if char in glossed else 0
        if weighed.table.get(char) == reading or (
            count >= (1 if is_known(char) else 3)
            and has_other_form(char)
            and reading in farm_readings(char, tones=tones)
        ):
            chosen.add((char, content))
    return chosen


def _with_blanks(pairs: Pairs, tables: Tables, *, odd: bool) -> set[tuple[str, str]]:
    """Return the annotations of generation E: Simplified, a blank before the bracket closes.

    Only characters without another form count: those with one may come from generation B. Nine
    of ten such annotations have the blank, and three of four the first reading (a table that knows
    words reads 行 as háng). Three characters are enough, or one beside an emoji in a reading.
    """
    if not any(content[-1] == " " for _, content in pairs):
        return set()
    with_blank = without = first = 0
    chars = set()
    fitting = set()
    for (char, content), n in pairs.items():
        if not tables.fits(char, content.strip()):
            continue
        if content.endswith(" "):
            fitting.add((char, content))
        if char in tables.simple:
            continue
        if content.endswith(" "):
            with_blank += n
            first += n * (content.strip() == tables.first(char))
            chars.add(char)
        else:
            without += n
    if len(chars) < (1 if odd else 3) or with_blank < 9 * without or first < 0.75 * with_blank:
        return set()
    return fitting


def _has_blanks_after(text: str, plain: Counts, bracket: str) -> bool:
    """Tell whether nine of ten toneless brackets are followed by a blank or a line end."""
    count = sum(sum(readings.values()) for readings in plain.values())
    if not count:
        return False
    pattern = rf"\((?<=[{HAN}]\()[a-zü]{{1,6}}\)(?= |\n|\Z)"
    if bracket == "（":
        pattern = rf"（(?<=[{HAN}]（)[a-zü]{{1,6}}）(?= |\n|\Z)"
    return len(regex(pattern).findall(text)) >= 0.9 * count
