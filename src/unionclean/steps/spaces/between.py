"""Blanks between two Han characters: the author's, or nobody's."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import BLANKS, HAN, regex
from unionclean.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gap(NamedTuple):
    """Blanks ``text[start:end]`` between Chinese characters of the line ``text[first:last]``."""

    start: int
    end: int
    first: int
    last: int


# A pair of characters that is this much likelier than chance (nats) forms a word.
_WORD = 2.0

# Nothing begins with the one or ends with the other, so a blank there is inside a phrase.
_NEVER_FIRST = "的们們吗嗎吧呢"
_NEVER_LAST = "和与與及或把被从從并並且而但若各每"
_NUMBERS = "一二三四五六七八九十百千万萬亿億两兩〇零几幾"

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
    "范彭郎鲁韦马苗凤方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常乐于傅齐康伍余元顾孟黄穆萧尹姚邵汪毛"
    "戴宋庞熊纪项祝董梁杜阮蓝季贾路江童郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万卢丁邓石崔吉龚程邢裴"
    "陆翁荀甄封段巫焦谷侯宁刘景叶白赖乔谭温阎易廖耿文欧关曾沙游肖向古闫付鄢漆郑"
    "趙錢孫吳鄭馮陳衛蔣瀋韓楊許呂張嚴華謝鄒蘇魯韋馬鳳費賀湯羅畢樂齊顧黃蕭龐紀項藍賈鐘鍾駱盧鄧龔"
    "陸寧劉葉賴喬譚閻歐關"
)


def find_between(text: str, gaps: list[Gap]) -> Iterator[Edit]:
    """Yield an edit for each gap that nobody wrote."""
    spaced = set(_letter_spaced(text, gaps))
    rest = [gap for gap in gaps if gap not in spaced and not _is_meant(text, gap)]
    weights = [_weight(text, gap) for gap in rest]
    prose = [_is_prose(text, gap) for gap in rest]
    proven = sum(weights) + (2 if spaced else 0)
    share = proven / (len(gaps) or 1)
    for gap in spaced:
        yield Edit(gap.start, gap.end, "", "blank between letter-spaced characters")
    for gap, weight, in_prose in zip(rest, weights, prose, strict=True):
        # A blank that a machine put falls into a word at every second or third place; one that
        # people put, at hardly any (measured: bench/results/layout.md).
        if (proven >= 1.5 and share >= 0.3 and (in_prose or share >= 0.5)) or (
            in_prose and weight >= 1
        ):
            yield Edit(gap.start, gap.end, "", "blank inside a phrase")


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
        words = [_gain(a, b) >= _WORD for a, b in pairwise(chars)]
        # 东 南 西 北 and other fixed rows are words throughout; running text is not.
        if any(words) and not all(words):
            yield from row


def _is_prose(text: str, gap: Gap) -> bool:
    """Tell whether the author of the line writes marks, so that blanks are not his marks."""
    return regex("[，。；、]").search(text, gap.first, gap.last) is not None


def _is_meant(text: str, gap: Gap) -> bool:
    """Tell whether the gap looks like one that people write."""
    left = text[max(gap.first, gap.start - 12) : gap.start]
    right = text[gap.end : min(gap.last, gap.end + 12)]
    name = f"[{_SURNAMES}][{HAN}]{{1,2}}"
    bound = rf"(?=[{BLANKS}，。、；：）」』”…)]|\Z|等|报道|報道|摄|攝)"
    if regex(rf"{name}\Z").search(left) and regex(name + bound).match(right):
        return _gain(left[-1], right[0]) < _WORD
    if regex("[电電讯訊日摄攝]\\Z").search(left) and gap.start - gap.first < 25:
        return True
    title = text.rfind("《", gap.first, gap.start)
    if title >= 0 and text.find("》", title, gap.start) < 0:
        return _gain(left[-1], right[0]) < _WORD and gap.start - title > 3
    # Verses and mottoes: parts of one length on both sides.
    parts = [len(part) for part in regex(f"[{BLANKS}]+").split(text[gap.first : gap.last].strip())]
    return len(parts) > 1 and parts[0] > 2 and len(set(parts)) == 1


def _weight(text: str, gap: Gap) -> float:
    """Return how surely the gap falls inside a word or phrase: 0, 0.5 or 1."""
    left, right = text[gap.start - 1], text[gap.end]
    if right in _NEVER_FIRST or left in _NEVER_LAST or _gain(left, right) >= _WORD:
        return 1.0
    if left in _NUMBERS and regex(f"[{HAN}]").match(right) and gap.start - gap.first > 3:
        return 1.0
    return 0.5 if left == "的" else 0.0


def _gain(left: str, right: str) -> float:
    """Return how much likelier than by chance ``right`` stands after ``left``, in nats."""
    if not (regex(f"[{HAN}]").match(left) and regex(f"[{HAN}]").match(right)):
        return 0.0
    from unionclean.language import load

    model = load()
    return model.pair(left, right) - model.char(right)
