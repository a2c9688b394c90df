"""Lines whose blanks are layout: forms, columns, rows of names, characters over their readings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import BLANKS, HAN, regex
from unionclean.steps.spaces.fields import head_gaps, parts_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
    "范彭郎鲁韦马苗凤方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常乐于傅齐康伍余元顾孟黄穆萧尹姚邵汪毛"
    "戴宋庞熊纪项祝董梁杜阮蓝季贾路江童郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万卢丁邓石崔吉龚程邢裴"
    "陆翁荀甄封段巫焦谷侯宁刘景叶白赖乔谭温阎易廖耿文欧关曾沙游肖向古闫付鄢漆郑"
    "趙錢孫吳鄭馮陳衛蔣瀋韓楊許呂張嚴華謝鄒蘇魯韋馬鳳費賀湯羅畢樂齊顧黃蕭龐紀項藍賈鐘鍾駱盧鄧龔"
    "陸寧劉葉賴喬譚閻歐關习栗韓俞闻聞尹仇鹿寇茹仲佘佟冀尚应應宗宣郁单單杭洪包左荣榮翁曲隋车車"
    "屈项桂巩鞏卓蔺藺牛祁褚晏柴瞿阳陽饶饒劳勞戚敖展商靳缪繆干解强強鲍鮑房丛叢岳"
)


class Gap(NamedTuple):
    """Blanks ``text[start:end]`` between Chinese characters of the line ``text[first:last]``."""

    start: int
    end: int
    first: int
    last: int


_FILL_IN = "____"
_DATE = f"年[{BLANKS}]+月[{BLANKS}]+日"

_SHORT = 20  # characters; with a title and a name, or a caption and its text
_WIDE = f"[{BLANKS}]{{2,}}|[\u3000\t]"
_FEWEST_WIDE = 2
# One wide blank may be a stray one; with 姓 名, a number or a rule to each side of it, it is none.
_CELL = f"(?:[{HAN}] [{HAN}]|[!-~]{{1,40}}|[{HAN}]{{2,8}})"
_CELLS = f"[ ]*+{_CELL}(?: {{2,}}{_CELL}){{1,20}} *\r?\\Z"

# Characters that are counted off one by one: 甲 乙 丙 丁.
_SERIES = (
    "甲乙丙丁戊己庚辛壬癸",
    "子丑寅卯辰巳午未申酉戌亥",
    "一二三四五六七八九十百千",
    "日一二三四五六",
    "红赤橙黄绿青蓝靛紫紅綠藍棕褐黑白灰粉金银銀",
    "零壹贰叁肆伍陆柒捌玖拾",
    "金木水火土日月",
    "乾坤坎離艮震巽兌离兑",
    "东東南西北中春夏秋冬",
    "宫宮商角徵羽",
    "生旦净淨末丑",
    "点點横橫竖豎撇捺提折钩鉤",
)

_ALIGNED = 3  # items; two words above two words may be chance
_MOST_ALIGNED = 200
_SYLLABLE = rf"[^{HAN}\s，。；：？！]{{1,7}}"  # a reading, or a number of musical notation

# Of the neighbours in running text half rise.
_FEWEST_SORTED = 12
_SHARE_SORTED = 0.9

# Characters for reading or writing practice, one by one: at least three rows of one length.
_ROW = rf"[{BLANKS}]*(?:[{HAN}][ \u3000]){{2,11}}[{HAN}][{BLANKS}\r]*\Z"
_ROWS = 3
# Characters to learn, or of one kind, behind what they are, most items one character long:
# 生字：春 天 花 鸟, “必”的笔顺：点 斜钩 点 撇 点
_CHARACTERS = (
    rf"(?:“[{HAN}]”)?[{HAN}]{{1,6}}[：:] ?((?:[{HAN}]{{1,4}}[ \u3000]){{2,11}}[{HAN}]{{1,4}})\Z"
)


# A word of two characters or a name, padded to the length of those above or beside it.
_HEAD = f"(?:\\A|[\\r\\n·◆●■□○☆★◇【])[{HAN}]\\Z"
_HEAD_END = f"[{HAN}](?:[】·：:\\r\\n]|\\Z|[{BLANKS}][{HAN}]{{3}}[\\r\\n])"
_BEFORE_PADDED = "\r\n·◆●■□○☆★◇【，、：,: \u00a0\u3000"
_BOUNDS = "，。、：；（）《》【】"
_LONGEST_ITEM = 4  # with the blank in one half: three characters
_NAME_BEFORE = f"(?:\\A|[\\r\\n，、：,:]|[0-9，、：,:][{BLANKS}])[{SURNAMES}]\\Z"
_NAME_END = f"[{HAN}][0-9*](?![0-9年月日])"


# A speaker padded to the width of the others, before his words: 母　亲　（自语）又下雨了。
_CUE = rf"^[{HAN}]\u3000[{HAN}]\u3000(?=[^\s])(?![{HAN}]\u3000)"
LONGEST_CUE = 3  # characters of a speaker, with the blank in it
_CUES = 2


_ITEM = r"\A(?:[>*•-]|[0-9]{1,2}[.、)）]) *"  # what a line of a list or a quotation begins with

# A line about blanks shows some in quotation marks: 空格：识别结果变成“中 国 人 民 银 行”. Where
# machines put blanks everywhere, they part these words as well.
_ABOUT_BLANKS = "空格|空白"
_SHOWN = "“[^“”\n]{3,60}”|「[^「」\n]{3,60}」"


def is_padded(text: str, gap: Gap) -> bool:
    """Tell whether the gap pads a heading or label (前 言, ◆俳 句：) or an author (李 明2，)."""
    before = text[max(0, gap.start - 3) : gap.start]
    if gap.end - gap.start != 1 or (len(before) > 1 and before[-2] not in _BEFORE_PADDED):
        return False
    return (
        regex(_HEAD).search(before) is not None
        and regex(_HEAD_END).match(text, gap.end) is not None
    ) or (
        regex(_NAME_BEFORE).search(before) is not None
        and regex(_NAME_END).match(text, gap.end) is not None
    )


def is_spelled(text: str, gap: Gap) -> bool:
    """Tell whether the gap spells out a short item between two marks (、适 应 症、药 理、)."""
    before, after = text[max(0, gap.start - 4) : gap.start], text[gap.end : gap.end + 4]
    left = regex(f"[{_BOUNDS}]((?:[{HAN}] )?[{HAN}])\\Z").search(before)
    right = regex(f"((?:[{HAN}] )?[{HAN}])[{_BOUNDS}]").match(after)
    return left is not None and right is not None and len(left[1]) + len(right[1]) <= _LONGEST_ITEM


def without_layout(text: str, gaps: list[Gap]) -> list[Gap]:
    """Return the gaps whose lines are not laid out by hand."""
    if _is_form(text):
        return []
    lines = dict.fromkeys((gap.first, gap.last) for gap in gaps)
    laid_out = {first for first, last in lines if _is_laid_out(text, first, last)}
    rows = [line for line in lines if regex(_ROW).match(text[slice(*line)])]
    laid_out |= _beside_rows(rows, laid_out)
    cues = {found.start() for found in regex(_CUE, re.MULTILINE).finditer(text)}
    cues = cues if len(cues) >= _CUES else set()
    kept = _shown_gaps(text, lines) | head_gaps(text)
    kept.update(at for date in regex(_DATE).finditer(text) for at in range(*date.span()))
    return [
        gap
        for gap in gaps
        if gap.first not in laid_out
        and gap.start not in kept
        and not parts_fields(text, gap)
        and not (gap.first in cues and gap.start - gap.first <= LONGEST_CUE)
    ]


def is_series(items: Iterable[str]) -> bool:
    """Tell whether all items are characters that are counted off: 甲 乙 丙, 棕 黑 红."""
    found = set(items)
    return any(found.issubset(series) for series in _SERIES)


def _is_sorted(line: str) -> bool:
    """Tell whether the characters of a line rise in Unicode, as those of a character set do."""
    chars = regex(f"[{HAN}]").findall(line)
    rising = sum(one < other for one, other in pairwise(chars))
    return len(chars) >= _FEWEST_SORTED and rising >= _SHARE_SORTED * (len(chars) - 1)


def _shown_gaps(text: str, lines: Iterable[tuple[int, int]]) -> set[int]:
    """Return where blanks stand in the quotation marks of the lines that are about blanks."""
    about = [line for line in lines if regex(_ABOUT_BLANKS).search(text, *line)]
    spans = [span.span() for line in about for span in regex(_SHOWN).finditer(text, *line)]
    return {at for span in spans for at in range(*span)}


def _beside_rows(rows: list[tuple[int, int]], laid_out: set[int]) -> set[int]:
    """Return the rows of characters in a block of which one row is laid out by hand."""
    found = set(laid_out)
    for step in (1, -1):
        for one, other in pairwise(rows[::step]):
            upper, lower = (one, other)[::step]
            if upper[1] + 1 == lower[0] and one[0] in found:
                found.add(other[0])
    return found


def _is_form(text: str) -> bool:
    """Tell whether a third of the lines have something to fill in: then all is set by hand."""
    if text.count(_FILL_IN) < 2:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return 3 * sum(_FILL_IN in line for line in lines) >= len(lines)


def _is_laid_out(text: str, first: int, last: int) -> bool:
    line = regex(_ITEM).sub("", text[first:last].strip(" \t\r\u3000"))
    if regex("[，。；！？,;]").search(line):
        return False
    return (
        _FILL_IN in line
        or _has_columns(line)
        or _is_row(text, first, last)
        or _is_titled(text, first, last, line)
        or regex(_DATE).search(line) is not None
        or _is_row_of_names(line)
        or _is_row_behind_label(line)
        or is_series(line.split())
        or _is_sorted(line)
        or _is_aligned(text, first, last, len(line.split()))
        or _is_row_of_characters(text, first, last, len(line.split()))
    )


def _has_columns(line: str) -> bool:
    """Tell whether blanks of two widths part the line: wide ones columns, narrow ones names."""
    runs = regex(f"[{BLANKS}]+").findall(line)
    wide = sum(regex(_WIDE).match(run) is not None for run in runs)
    return wide >= _FEWEST_WIDE and len(set(runs)) > 1


def _is_row(text: str, first: int, last: int) -> bool:
    """Tell whether the line and one beside it are of two or more cells, padded words in them."""
    return regex(_CELLS).match(text[first:last]) is not None and any(
        regex(_CELLS).match(_beside(text, first, last, step)[0]) for step in (-1, 1)
    )


def _is_titled(text: str, first: int, last: int, line: str) -> bool:
    """Tell whether the line is one of several like 主任医师　王 芳, with a blank between fields."""
    if "\u3000" not in line or len(line) > _SHORT:
        return False
    pattern = rf"[^，。；！？\n\u3000]{{1,12}}\u3000[^，。；！？\n]{{1,{_SHORT}}}\Z"
    return any(
        regex(pattern).match(_beside(text, first, last, step)[0].strip(" \r\u3000"))
        for step in (-1, 1)
    )


def _is_row_of_names(line: str) -> bool:
    """Tell whether the line is a row of names, some of them padded: 编委：王 刚 李 明 张建国."""
    line = regex(rf"[{HAN} \u3000]{{2,8}}[:：][{BLANKS}]*").sub("", line, count=1)
    if "、" in line:
        name = regex(rf"[{SURNAMES}](?:\u3000[{HAN}]|[{HAN}]{{1,2}})\Z")
        return all(map(name.match, line.split("、")))
    rest = regex(rf"[{SURNAMES}][{BLANKS}][{HAN}](?:[{BLANKS}]+|\Z)").sub("", line)
    return (
        rest != line
        and regex(rf"(?:[{SURNAMES}][{HAN}]{{2}}(?:[{BLANKS}]+|\Z))*\Z").match(rest) is not None
    )


def _is_row_behind_label(line: str) -> bool:
    found = regex(_CHARACTERS).match(line)
    items = found[1].split() if found else []
    return 2 * sum(len(item) == 1 for item in items) > len(items)


def _is_aligned(text: str, first: int, last: int, items: int) -> bool:
    """Tell whether the line above or below holds a reading or a note for each item."""
    if not _ALIGNED <= items <= _MOST_ALIGNED:
        return False
    pattern = rf"\s*(?:{_SYLLABLE}\s+){{{items - 1},{_MOST_ALIGNED}}}{_SYLLABLE}\s*\Z"
    return any(
        len(other.split()) >= items and regex(pattern).match(other)
        for other in (_beside(text, first, last, -1)[0], _beside(text, first, last, 1)[0])
    )


def _beside(text: str, first: int, last: int, step: int) -> tuple[str, int, int]:
    """Return the line before (-1) or after (1) the line ``text[first:last]``, and its place."""
    if step < 0:
        if not first:
            return "", 0, 0
        start = text.rfind("\n", 0, first - 1) + 1
        return text[start : first - 1], start, first - 1
    if last >= len(text):
        return "", last, last
    end = text.find("\n", last + 1)
    end = len(text) if end < 0 else end
    return text[last + 1 : end], last + 1, end


def _is_row_of_characters(text: str, first: int, last: int, items: int) -> bool:
    """Tell whether single characters stand in rows of one length, as in a copybook."""
    if not regex(_ROW).match(text[first:last]):
        return False
    rows = 1
    for step in (-1, 1):
        place = (first, last)
        for _ in range(_ROWS - 1):
            other, *found = _beside(text, *place, step)
            if not other.strip():  # stanzas of two lines
                other, *found = _beside(text, found[0], found[1], step)
            if len(other.split()) != items or not regex(_ROW).match(other):
                break
            place = (found[0], found[1])
            rows += 1
    return rows >= _ROWS
