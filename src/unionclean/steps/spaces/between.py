"""Blanks between two Han characters: the author's, or nobody's."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, CJK_MARKS, HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.spaces.apart import find_apart
from unionclean.steps.spaces.fields import find_repeated
from unionclean.steps.spaces.layout import (
    SURNAMES,
    Gap,
    is_padded,
    is_series,
    is_spelled,
    without_layout,
)
from unionclean.steps.spaces.tally import PROVEN, Tally
from unionclean.steps.spaces.words import WORD, gain, joins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# How much likelier a gap is in damaged text than as an author's blank, in nats, by the gain of the
# pair of characters around it. Measured (bench/results/layout.md): of 15,000 random places in
# newspaper text 27 % have a gain of 4 and more, 15 % of 2 to 4, 33 % below 0; of 3,000 blanks that
# authors put between Han characters 0.3 %, 1.5 % and 70 %.
_SURE_WORD = 4.0
_WEIGHTS = ((_SURE_WORD, 4.2), (WORD, 2.2), (0.0, 0.0))
_WEIGHT_BELOW = -0.75

# Digits, and what else stands in rows of single characters without being Han or a pause.
_SIGNS = "0-9０-９Ａ-Ｚａ-ｚ．％／∶×·—…"
_SPACED = "blank between letter-spaced characters"
# Of neighbours in running text 40 % form words, of the members of a row (红 橙 黄 绿) few or all.
_SHARE_OF_WORDS = 0.25
_FEWEST_SPACED = 3  # gaps; then rows with digits are letter-spaced too
_CLAUSE_END = "[，。；]"
_NEAR = 60  # characters: about two clauses to either side, or the length of a book title

# Eight parts of seven characters: longer lines are not set for the eye.
_LONGEST_PATTERN = 64
_LONGEST_VERSE = 16  # two clauses of seven characters, with marks

_FUNCTION_WORDS = frozenset(
    "的了是在和与與及对對把被从從向为為以而并並也都就将將这這那有不等要会會能很还還又再才更最"
    "我你他她去来來到给給没沒吗嗎呢吧"
)
_FEWEST_WORDS, _FEWEST_APART = 8, 2  # words in all lines, and words of grammar among them

_NUMBERS = "一二三四五六七八九十百千万萬亿億两兩〇零"


# The number of an article or chapter, and what a sentence has before one that it cites.
_ARTICLE = f"第[{_NUMBERS}0-9]{{1,5}}[条條章节節编編篇卷]"
_LONGEST_HEAD = 60  # with its blanks
_DATELINE = "[日讯訊][电電]|[0-9]日|[^电電通][讯訊]|[^拍][摄攝]"
_LONGEST_DATELINE = 25
_CITES = "照据據反的和至及与與或依按自由法例定为為在对對有"


def find_between(text: str, gaps: list[Gap], *, torn: bool) -> Iterator[Edit]:
    """Yield an edit for each gap that nobody wrote; ``torn`` says that machines put some there."""
    gaps = without_layout(text, gaps)
    spaced = set(_letter_spaced(text, gaps))
    if spaced:
        apart = {gap for gap in gaps if _sets_apart(text, gap)}
        gaps = [gap for gap in gaps if gap not in apart]
        spaced -= apart
    for gap in gaps:
        if gap in spaced:
            yield Edit(gap.start, gap.end, "", _SPACED)
    if len(spaced) >= _FEWEST_SPACED:
        yield from _find_spaced_signs(text)
    rest = [gap for gap in gaps if gap not in spaced and not _is_meant(text, gap)]
    segmented = _segmented_lines(text, {gap[2:] for gap in gaps})
    document = Tally([PROVEN] * 2 if spaced else [])
    rows = {gap.first for gap in spaced}
    by_line: dict[int, Tally] = defaultdict(Tally)
    weights = {gap: _weight(text, gap) for gap in rest}
    if not (spaced or segmented or torn or any(weight > 0 for weight in weights.values())):
        return  # nothing can prove anything, as in most documents
    apart = find_apart(text, rest)
    passed = _find_spelled(text, weights) | find_repeated(text, rest) | apart
    for gap, weight in weights.items():
        if gap in passed:
            continue
        # One blank in a line without marks may be the layout of a title.
        alone = weight > 0 and (weight == PROVEN or _is_near_mark(text, gap))
        document.add(weight, enough_alone=alone)
        by_line[gap.first].add(weight, enough_alone=alone)
    for gap in rest:
        if gap in apart:
            continue
        line = by_line[gap.first]
        proven = document.is_proof or line.is_proof or gap.first in segmented
        if spaced and gap.first not in rows and line.is_against and not _has_clauses(text, gap):
            continue  # a list of titles among letter-spaced lines is the author's
        # In a heading the blank may part its halves, whatever the document is like.
        if proven or (torn and (_is_near_mark(text, gap) or weights[gap] > 0)):
            yield Edit(gap.start, gap.end, "", "blank inside a phrase")


def _sets_apart(text: str, gap: Gap) -> bool:
    """Tell whether the gap is the author's among letter-spaced characters: 第 一 章  总 则.

    It is wider than the blanks around it, and stands behind the number of an article or, in a line
    without marks, where no word goes on.
    """
    start, end = gap.start, gap.end
    if (
        text[start:end] == " "
        or text[start - 2 : start - 1] != " "
        or text[end + 1 : end + 2] != " "
    ):
        return False
    if start - gap.first <= _LONGEST_HEAD:
        before = text[gap.first : start].replace(" ", "")
        if regex(rf"{_ARTICLE}\Z").match(before):
            return True
    return not _is_near_mark(text, gap) and gain(text[start - 1], text[end]) < WORD


def _find_spelled(text: str, weights: dict[Gap, float]) -> set[Gap]:
    """Return the gaps of short items that are spelled out, where most gaps in words are theirs."""
    inside = [gap for gap, weight in weights.items() if weight > 0]
    spelled = {gap for gap in inside if is_spelled(text, gap)}
    return spelled if len(spelled) > 1 and 2 * len(spelled) >= len(inside) else set()


def is_strange(text: str, gap: Gap) -> bool:
    """Tell whether the gap is wider than a blank, inside a sentence."""
    return text[gap.start : gap.end] != " " and _is_near_mark(text, gap)


def _is_near_mark(text: str, gap: Gap) -> bool:
    first, last = max(gap.first, gap.start - _NEAR), min(gap.last, gap.end + _NEAR)
    return regex("[，。；、：,;]").search(text, first, last) is not None


def _has_clauses(text: str, gap: Gap) -> bool:
    """Tell whether the line of the gap has a mark that only sentences have."""
    return regex(_CLAUSE_END).search(text, gap.first, gap.last) is not None


def _find_spaced_signs(text: str) -> Iterator[Edit]:
    """Yield the blanks of rows of single characters, some of them signs: 2 0 2 4 年 1 月 2-0 3."""
    one = f"(?:[0-9][-/.:][0-9]|[{HAN}{CJK_MARKS}{_SIGNS}.%:/-])"
    # A row ends with a blank, or with a digit where text goes on without one.
    last = rf"(?:{one}(?![^\s])|[{_SIGNS}](?=[{HAN}{CJK_MARKS}]))"
    lines = Lines(text)
    first_bar = cache(partial(text.find, " | "))  # of numbered notation, once for each line
    for row in regex(rf"(?<![!-~])(?:{one} ){{3,}}{last}").finditer(text):
        if 0 <= first_bar(*lines.at(row.start())) <= row.end():
            continue
        # Where digits stand one by one, so does all of the row: 1 月 3 日 电.
        ascii_or_sign = f"[!-~{_SIGNS}]"
        blank = f" (?={ascii_or_sign}|(?<={ascii_or_sign} ))"
        digits = regex("[0-9０-９] [0-9０-９]").search(row[0]) is not None
        for found in regex(" " if digits else blank).finditer(text, *row.span()):
            yield Edit(found.start(), found.end(), "", _SPACED)


def _letter_spaced(text: str, gaps: list[Gap]) -> Iterator[Gap]:
    """Yield the gaps of rows of four and more characters that stand one by one."""
    rows = groupby(enumerate(gaps), key=lambda item: item[1].start - 2 * item[0])
    for _, items in rows:
        row = [gap for _, gap in items]
        if len(row) < 3 or any(gap.end - gap.start != 1 for gap in row):
            continue
        chars = text[row[0].start - 1 : row[-1].end + 1 : 2]
        before = text[max(0, row[0].start - 2) : row[0].start - 1]
        if regex(f"[{HAN}]").match(before) or regex(f"[{HAN}]").match(text, row[-1].end + 1):
            continue
        words = [gain(a, b) >= WORD for a, b in pairwise(chars)]
        # 东 南 西 北 and other fixed rows are words throughout; running text is not.
        if len(words) > sum(words) >= _SHARE_OF_WORDS * len(words) and not is_series(chars):
            yield from row


def _segmented_lines(text: str, lines: Iterable[tuple[int, int]]) -> set[int]:
    """Return where lines begin in which every word stands apart, as word segmenters write them.

    Lists of names are as dense, but hold no marks and no words of grammar.
    """
    found: set[int] = set()
    number = apart = 0
    for first, last in lines:
        line = text[first:last]
        words = regex(f"[{HAN}]+").findall(line)
        blanks = len(regex(f"[{HAN}] (?=[{HAN}])").findall(line))
        if sum(map(len, words)) > 2.5 * len(words) or 2 * blanks < len(words):
            continue
        if regex(_CLAUSE_END).search(line):
            found.add(first)
            number += len(words)
            apart += sum(word in _FUNCTION_WORDS for word in words)
    return found if number >= _FEWEST_WORDS and apart >= _FEWEST_APART else set()


def _is_meant(text: str, gap: Gap) -> bool:
    """Tell whether the gap looks like one that people write."""
    left, right = text[gap.start - 1], text[gap.end]
    if is_padded(text, gap):
        return True
    if "第" in text[max(0, gap.start - 7) : gap.end + 1] and _is_beside_article(text, gap):
        return True
    if right in SURNAMES and _is_between_names(text, gap):
        return gain(left, right) < WORD
    if left in "电電讯訊日摄攝" and gap.start - gap.first < _LONGEST_DATELINE:
        before = text[max(gap.first, gap.start - 2) : gap.start]
        return regex(_DATELINE).match(before) is not None and gain(left, right) < WORD
    title = text.rfind("《", max(gap.first, gap.start - _NEAR), gap.start)
    if title >= 0 and text.find("》", title, gap.start) < 0:
        return gain(left, right) < WORD and gap.start - title > 3
    if is_patterned(text, gap):
        return gain(left, right) < _SURE_WORD  # verses part no words
    return _is_after_label(text, gap)


def _is_beside_article(text: str, gap: Gap) -> bool:
    """Tell whether the gap is beside the number of an article or chapter: 第二条 企业应当."""
    number = gap.end
    if text[number] != "第":
        found = regex(f"{_ARTICLE}\\Z").search(text[max(gap.first, gap.start - 7) : gap.start])
        if found is None:
            return False
        number = gap.start - len(found[0])
    before = text[max(gap.first, number - 2) : number]
    return (
        regex(f"{_ARTICLE}[{BLANKS}]").match(text, number) is not None
        and (not before or before[-1] in BLANKS)
        and (len(before) < 2 or before[0] not in _CITES)
    )


def _is_after_label(text: str, gap: Gap) -> bool:
    """Tell whether a line without marks begins with a label of two characters: 注意 磁盘分区."""
    if gap.start - gap.first != 2 or text[gap.start : gap.end] != " ":
        return False
    return not _is_near_mark(text, gap) and gain(text[gap.start - 1], text[gap.end]) < WORD


def _is_between_names(text: str, gap: Gap) -> bool:
    name = f"[{SURNAMES}][{HAN}]{{1,2}}"
    bound = rf"(?=[{BLANKS}，。、；：）」』”…)]|\Z|等|报道|報道|摄|攝)"
    before = text[max(gap.first, gap.start - 4) : gap.start]
    after = text[gap.end : min(gap.last, gap.end + 6)]
    left, right = regex(rf"{name}\Z").search(before), regex(name + bound).match(after)
    if left is None or right is None or not _FUNCTION_WORDS.isdisjoint(left[0] + right[0]):
        return False
    # 各方面 关注: what stands before or inside belongs to a word.
    start = left.start()
    inside = start > 0 and is_han(before[start - 1]) and joins(before[start - 1], left[0][0])
    return not (inside and joins(*right[0][:2]))


def is_patterned(text: str, gap: Gap) -> bool:
    """Tell whether blanks part the line into equal parts (verses, mottoes) or space out a title."""
    if gap.last - gap.first > _LONGEST_PATTERN:
        return False
    parts = [len(part) for part in regex(f"[{BLANKS}]+").split(text[gap.first : gap.last].strip())]
    if len(set(parts)) != 1:
        return False
    if parts[0] == 1:
        return 1 < len(parts) <= 3
    return len(parts) > 1 and _LONGEST_VERSE >= parts[0] > 2


def _weight(text: str, gap: Gap) -> float:
    """Return how much likelier the gap is as damage than as the author's, in nats."""
    left, right = text[gap.start - 1], text[gap.end]
    gained = gain(left, right)
    if left in _NUMBERS and gained >= 0:
        before = text[max(gap.first, gap.start - 9) : gap.start]
        if regex(f"[^{_NUMBERS}][{_NUMBERS}]{{2,}}\\Z").search(before):
            return PROVEN  # 二十 大: a number is not parted from what it counts
    if left == right or (right == "的" and gained < WORD):
        return 0.0  # 啦 啦 啦, 别 别走: people write so; and hardly one before 的
    return next((weight for least, weight in _WEIGHTS if gained >= least), _WEIGHT_BELOW)
