r"""Step `noise`: what sites put between an author's characters so that copies are spoiled.

Readers of the site never saw it (it was hidden, or a symbol on the way), and every copy holds it.
"""

from __future__ import annotations

from heapq import merge
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, regex
from unionclean.edits import Edit, without_overlaps
from unionclean.steps.addresses import CHANGES_WIDTH, HOLDS_SIGNS, find_addresses
from unionclean.steps.backwards import find_backwards

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from unionclean.edits import Note
    from unionclean.steps.base import Context

# The function `jammer` of the forum software Discuz! writes, 5 times or more, a character from
# U+0020 to U+003B, a blank, and one from U+003F to U+007E. HTML makes two blanks one, and none of
# those that begin a line.
_PAIR: Final = "[!-;] [?-~]"
_CODE: Final = f"(?m: ?{_PAIR}|^[?-~]{_PAIR})(?:{_PAIR}| [?-~]){{3,29}} ?"
_CODE_BEGINS: Final = f"{_PAIR}{_PAIR}{_PAIR}"
# One code in ten thousand is made of fewer different characters or of small letters alone; lists
# («, b, c, d») and seats («1 A2 B3 C») are.
_FEWEST_FIRST: Final = 3
_FEWEST_SECOND: Final = 4
_FEWEST_CODES: Final = 3
"""Codes in a text: the software puts one at most of the line ends."""

# Emoji (⏩ and ㊙ among them), dingbats, cards, tiles and signs of games.
_SYMBOLS: Final = "\u23e9-\u23fa\u3297\u3299\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f"
_RUN: Final = f"[{_SYMBOLS}]+"
_TORN: Final = 3.0
"""Nats by which a character is likelier behind the one before the symbols than anywhere: a word."""
_FEWEST_TORN: Final = 4
# Cards, tiles, letters in boxes, ornaments, signs of alchemists: no keyboard offers these, and who
# does write them takes those of one block. Programs that draw at random take them from all.
_UNTYPED: Final = (
    "\U0001f000-\U0001f003\U0001f005-\U0001f0ce\U0001f0d0-\U0001f16f\U0001f210-\U0001f219"
    "\U0001f21b-\U0001f22e\U0001f240-\U0001f24f\U0001f650-\U0001f67f\U0001f700-\U0001f7df"
    "\U0001f800-\U0001f8ff"
)
_FEWEST_UNTYPED: Final = 3
"""Places between Han characters that hold one of these, and blocks that they come from."""
_MOSTLY: Final = 0.3
"""Share of words among what symbols part. At random places it is a half; people part sentences."""

# Converters of office files write every third character or so twice: 图书书馆在上上午开门门. Verse
# doubles as many at most, but side by side (冷冷清清), and mostly in words.
_TWICE: Final = f"([{HAN}])\\1"
_FEWEST_TWICE: Final = 30
_ONE_TWICE: Final = 10  # Han characters, of which one at least is written twice
_SIDE_BY_SIDE: Final = 0.2
_ODD_TWICE: Final = 0.6
"""Share that is no word, nine of ten in such pages: the two are hardly likelier than by chance."""
_WORD_TWICE: Final = 2.0
_BEGINNING: Final = 4_000  # characters that show whether the rest has to be looked at

# Pages that are spoiled by a program hold empty elements, whose name it makes up, and one "id".
_ELEMENT: Final = r'<([a-z]{1,10}) id="([a-z0-9]{4,8})">|</[a-z]{1,10}>'
_FEWEST_ELEMENTS: Final = 3
_FEWEST_NAMES: Final = 3


def find_noise(text: str, context: Context) -> Iterator[Edit | Note]:
    r"""Remove codes, symbols and empty elements that were put in to spoil copies.

    Forums hide a code at the ends of lines, sites of novels put symbols between the characters or
    turn words around (己自) and write their names in letters of both widths, farms put empty
    elements around the article, and converters write characters twice. Each of them follows a rule
    of its own, and only a text that shows it several times is touched: an emoji where an author
    wants one parts sentences or ends them, a random one parts words.

    Damaged: 车窗换了。# z5 H1 @' K, x\n; q) E! V8 A# g车冒烟了。\n6 r% H" G6 k* f\n他停了车。
    Fixed: 车窗换了。\n车冒烟了。\n他停了车。
    Damaged: 你现⚠💯在能说一下情🍀况吗？大桥正是自🃉🕼己被困的地🕋方，先进入病🎡房的是记🛝者。
    Fixed: 你现在能说一下情况吗？大桥正是自己被困的地方，先进入病房的是记者。
    Damaged: 他转过身去ｗww.ｋan5.ｃom，不再说话。她【三●五●中●文●网】也没有追。
    Fixed: 他转过身去，不再说话。她也没有追。
    Kept: 请登录ｗww.ｋan5.ｃom；○甲●乙●丙；网址：Ｗww.kan5.com
    Kept: 今天去爬山🏔️风景很美😄明天接着走💪加油🎉太好了🍀
    Kept: 选项：A. 甲 B. 乙 C. 丙；座位 A1 B2 C3 D4 E5 F6；a, b, c, d, e。
    """
    if not context.evidence.has_han:
        return
    finders: list[Iterator[Edit]] = []
    if context.evidence.holds(_CODE_BEGINS):
        finders.append(_find_codes(text))
    if context.evidence.holds(f"[{_SYMBOLS}]"):
        finders.append(_find_symbols(text))
    if ' id="' in text:
        finders.append(_find_elements(text))
    if _is_doubled(text[:_BEGINNING]):
        finders.append(_find_doubled(text))
    if context.evidence.holds(HOLDS_SIGNS) or context.evidence.holds(CHANGES_WIDTH):
        finders.append(find_addresses(text))
    finders.append(find_backwards(text))
    yield from without_overlaps(merge(*finders))


def _find_codes(text: str) -> Iterator[Edit]:
    codes = [match for match in regex(_CODE).finditer(text) if _is_code(match[0])]
    if len({match[0] for match in codes}) >= _FEWEST_CODES:
        for match in codes:
            yield _without(text, match, "code that a forum hid to spoil copies")


def _is_code(found: str) -> bool:
    pairs = regex(_PAIR).findall(found)
    first, second = {pair[0] for pair in pairs}, {pair[2] for pair in pairs}
    small = all("a" <= char <= "z" for char in second)
    return len(first) >= _FEWEST_FIRST and len(second) >= _FEWEST_SECOND and not small


def _without(text: str, match: re.Match[str], reason: str) -> Edit:
    """Return the edit that removes ``match``, and its line where nothing else stands on it."""
    start, end = match.span()
    if (start == 0 or text[start - 1] == "\n") and text.startswith("\n", end):
        end += 1
    return Edit(start, end, "", reason, "likely")


def _find_symbols(text: str) -> Iterator[Edit]:
    """Yield the symbols beside Chinese in a text in which they part words or are drawn."""
    if not (_is_torn(text) or _is_drawn(text)):
        return
    beside = regex(f"[{HAN}{CJK_MARKS}]")
    for match in regex(_RUN).finditer(text):
        start, end = match.span()
        if beside.match(text, max(start - 1, 0)) or beside.match(text, end):
            yield Edit(start, end, "", "symbols put between characters to spoil copies", "likely")


def _is_torn(text: str) -> bool:
    """Tell whether symbols part words, and not only sentences."""
    from unionclean.language import load

    model = load()
    parted = torn = 0
    words: set[str] = set()
    symbols: set[str] = set()
    for match in regex(f"[{HAN}]{_RUN}(?=[{HAN}])").finditer(text):
        before, after = match[0][0], text[match.end()]
        parted += 1
        if model.gain(before, after) >= _TORN:
            torn += 1
            words.add(before + after)
            symbols.update(match[0][1:])
    # One symbol between all characters is an ornament.
    return min(len(words), len(symbols)) >= _FEWEST_TORN and torn >= _MOSTLY * parted


def _is_drawn(text: str) -> bool:
    """Tell whether symbols inside of sentences were drawn at random, between words as well."""
    between = regex(f"(?<=[{HAN}]){_RUN}(?=[{HAN}])").findall(text)
    untyped = [found for run in between if (found := regex(f"[{_UNTYPED}]").findall(run))]
    blocks = {ord(char) >> 7 for found in untyped for char in found}
    return min(len(untyped), len(blocks)) >= _FEWEST_UNTYPED


def _is_doubled(text: str) -> bool:
    """Tell whether characters of ``text`` were written twice that no author doubles."""
    twice = list(regex(_TWICE).finditer(text))
    if len(twice) < _FEWEST_TWICE:
        return False
    if len(twice) * _ONE_TWICE < len(regex(f"[{HAN}]").findall(text)):
        return False
    beside = sum(one.end() == two.start() for one, two in pairwise(twice))
    if beside > _SIDE_BY_SIDE * len(twice):
        return False
    from unionclean.language import load

    model = load()
    chars = [match[1] for match in twice]
    odd = sum(model.gain(char, char) < _WORD_TWICE for char in chars)
    return odd >= _ODD_TWICE * len(chars)


def _find_doubled(text: str) -> Iterator[Edit]:
    """Yield the second one of two equal characters, in a text that shows that it is no word."""
    for match in regex(_TWICE).finditer(text):
        reason = "character that a converter wrote twice"
        yield Edit(match.start() + 1, match.end(), "", reason, "likely")


def _find_elements(text: str) -> Iterator[Edit]:
    """Yield empty elements with the one "id" that a program made up, and their lines."""
    opened = [match for match in regex(_ELEMENT).finditer(text) if match[2]]
    ids = {match[2] for match in opened}
    names = {match[1] for match in opened}
    if len(opened) < _FEWEST_ELEMENTS or len(ids) != 1 or len(names) < _FEWEST_NAMES:
        return
    closed = "".join(f"|</{name}>" for name in sorted(names))
    element = rf'<[a-z]{{1,10}} id="{ids.pop()}">{closed}'
    row = rf"(?m)^[ \t]*(?:[0-9]{{1,2}}\. |• )?(?:(?:{element})[ \t]*)+(?:\n|\Z)"
    for match in regex(f"{row}|{element}").finditer(text):
        yield Edit(*match.span(), "", "empty elements put in to spoil copies", "likely")
