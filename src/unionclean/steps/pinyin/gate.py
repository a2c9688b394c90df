"""Whether a document is the work of a content farm, and which annotations it injected.

One annotation proves nothing: textbooks, dictionaries and poems write 字(zì) too. The document as
a whole does. The farm annotates characters that differ from their Simplified form, each of them
always, with the first reading of the dictionary; people annotate what is hard to read, once, and
in a lesson they annotate everything.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.backing import (
    ENOUGH,
    has_second_pass,
    is_backed,
    is_random,
    looks_random,
    speaks_of_readings,
)
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.pairs import (
    contents_by_char,
    count_by_char,
    fitting_pairs,
    has_b_blank,
    injected_pairs,
    usual_bracket,
    with_blanks,
)
from unionclean.steps.pinyin.tables import all_toneless, load_tables, toneless
from unionclean.steps.pinyin.verdict import Verdict
from unionclean.steps.pinyin.weigh import weigh

if TYPE_CHECKING:
    from unionclean.steps.pinyin.pairs import Counts
    from unionclean.steps.pinyin.weigh import Weighed

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


def measure(text: str) -> Verdict:
    """Return the verdict on ``text``: the one measurement of this step."""
    cut = cut_text(text)
    found = cut.found
    has_tones = tokens.has_tones(text)
    torn = _torn_readings(text) if has_tones else set()
    odd = has_tones and tokens.has_emoji_annotations(cut.rest if cut.dense else text)
    if not found and not torn and not odd:
        return Verdict()
    tables = load_tables()
    bracket = usual_bracket(found, tables)
    pairs = {(char, content): n for (b, char, content), n in found.items() if b == bracket}

    spaces = any(content[-1] == " " for _, content in pairs)
    blanks = with_blanks(pairs, tables, odd=odd) if spaces else set()
    odd = odd or (blanks != set() and tokens.lone_emoji().search(text) is not None)
    spaced: Counts = {}
    if blanks:
        for char, content in blanks:
            spaced.setdefault(char, {})[content] = pairs[char, content]
        pairs = {pair: n for pair, n in pairs.items() if pair not in blanks}
    marked, plain = count_by_char(pairs)
    counts = cut.count_chars(marked.keys() | plain.keys())
    elsewhere = {char: {**plain.get(char, {}), **spaced.get(char, {})} for char in plain | spaced}
    toned = weigh(cut.holds, marked, elsewhere, counts, tones=True)
    traces = ORPHAN * min(len(torn), 4) + BLANK_INSIDE * (spaces and has_b_blank(pairs))
    bytewise = _is_bytewise(text, marked, toned, traces, torn=bool(torn))
    bare_brackets = weigh(cut.holds, plain, marked, counts, tones=False)
    again = not (bytewise or blanks or spaces) and is_random(
        text, {**marked, **plain}, counts, cut.doubled
    )
    by_char = blank_after = False
    if bare_brackets.score >= ENOUGH_TONELESS and not again:
        blank_after = _has_blanks_after(text, plain, bracket)
        enough = ENOUGH_TONELESS if blank_after else ENOUGH_TONELESS_TIGHT
        by_char = bare_brackets.score >= enough and not _is_lesson(text, plain)
    plainly = by_char and not (bytewise or blank_after) and _is_torn_plain(text)
    if not (bytewise or by_char or blanks or again):
        left, table = _count_left(text, marked, toned), toned.table
        if not left and looks_random(text, plain):
            table = {char: next(iter(readings)) for char, readings in plain.items()}
            left = sum(sum(readings.values()) for readings in plain.values())
        honest = bool(marked) and not left
        return Verdict(table=table, bracket=bracket, left=left, honest=honest)
    seconds = cut.doubled() if bytewise and not by_char else set()
    number = sum(sum(readings.values()) for readings in marked.values())
    again |= bytewise and not by_char and has_second_pass(text, plain, seconds, number)

    kept = set(blanks)
    if bytewise:
        kept |= injected_pairs(pairs, marked, toned, tones=True)
    if by_char:
        kept |= injected_pairs(pairs, plain, bare_brackets, tones=False)
    if again:
        mostly_plain = plain and number * 5 < sum(sum(one.values()) for one in plain.values())
        kept |= fitting_pairs(pairs, tables, toneless_only=bytewise or bool(mostly_plain))
    return Verdict(
        injected=contents_by_char(kept),
        table=toned.table if bytewise else bare_brackets.table if plainly else {},
        bracket=bracket,
        bytewise=bytewise or plainly,
        plain=plainly,
        simplified=(bytewise and toned.simplified) or (plainly and bare_brackets.simplified),
        blank_after=by_char and blank_after,
        again=again,
        emoji=bool(blanks) and odd,
    )


def _torn_readings(text: str) -> set[str]:
    """Return the readings with tones whose character lost a byte: «?xún)»."""
    orphans = tokens.orphans(tokens.unknown_in(text)).findall(text)
    return {content for content in orphans if content != toneless(content)}


def _is_torn_plain(text: str) -> bool:
    """Tell whether a reading without tone stands behind half a character: «?shu)»."""
    orphans = tokens.orphans(tokens.unknown_in(text)).findall(text)
    return not all_toneless().isdisjoint(orphans)


def _is_bytewise(text: str, marked: Counts, toned: Weighed, traces: float, *, torn: bool) -> bool:
    """Tell whether the readings with tones were put in byte by byte (generations A, B and D)."""
    found = _decide(toned, traces) and (torn or not _is_lesson(text, marked))
    if not found and is_backed(toned, traces, text):
        found = not _is_lesson(text, marked)
    doubtful = not traces and toned.score < CERTAIN
    return found and not (doubtful and speaks_of_readings(text))


def _decide(weighed: Weighed, traces: float) -> bool:
    """Tell whether a farm was at work.

    ``traces`` weighs what no person writes; without such a trace, one character alone needs five
    places.
    """
    enough = ENOUGH_SIMPLIFIED if weighed.simplified else ENOUGH
    several = len(weighed.table) >= 2 or weighed.repeated or traces > 0
    return several and weighed.score + traces >= enough


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
    # The first bracket of a run is searched for faster than the character before it.
    opening = tokens.opening_in(text)
    alone = regex(
        f"{opening}(?<=(?<![{HAN})）])(?<![A-Za-z0-9])(?<![A-Za-z0-9] )[{HAN}]{opening})"
        f"{tokens.SYLLABLE} ?[)）](?:[{HAN}]{tokens.READING})*"
        f"(?![{HAN}{tokens.UNKNOWN}]| [{HAN}](?![(（])| ?[A-Za-z0-9])"
    )
    runs = (text[match.start() - 1 : match.end()] for match in alone.finditer(text))
    # Those of `glossed` only: a second pass adds readings of another kind to the list.
    pair = regex(f"([{HAN}])[(（]({tokens.SYLLABLE}) ?[)）]")
    pairs = Counter(found for run in runs for found in pair.findall(run))
    listed = [c for (c, r), n in pairs.items() if 2 * n >= glossed.get(c, {}).get(r, 2 * n + 1)]
    # Each once: no list has a word twice, but menus are named again and again.
    return len(listed) > 0.5 * sum(map(len, glossed.values()))


def _has_blanks_after(text: str, plain: Counts, bracket: str) -> bool:
    """Tell whether nine of ten toneless brackets are followed by a blank or a line end."""
    count = sum(sum(readings.values()) for readings in plain.values())
    if not count:
        return False
    pattern = rf"\((?<=[{HAN}]\()[a-zü]{{1,6}}\)(?= |\n|\Z)"
    if bracket == "（":
        pattern = rf"（(?<=[{HAN}]（)[a-zü]{{1,6}}）(?= |\n|\Z)"
    return len(regex(pattern).findall(text)) >= 0.9 * count
