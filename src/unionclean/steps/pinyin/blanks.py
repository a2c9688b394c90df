"""No-break and wide blanks that the farm's code page lacks, so that each became "?": «2021?年».

Which marks were blanks is judged on the whole page. Some stand where nobody asks anything; where
there are several of these, the marks beside which a blank is usual were blanks as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, is_han, regex
from unionclean.language import load
from unionclean.steps.pinyin.tokens import PAUSES, READING, SYLLABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS: Final = frozenset(
    regex("[^ ]+").findall(
        "摘要 引言 前言 目的 方法 結果 结果 結論 结论 關鍵詞 关键词 關鍵字 关键字 作者簡介 作者简介"
        " 參考文獻 参考文献 文獻標識碼 文献标识码 文獻標志碼 文献标志码 文章編號 文章编号 收稿日期"
        " 基金項目 基金项目 中圖分類號 中图分类号 中國圖書分類號"
    )
)
"""What journals space out, or set apart from the text."""

UNITS: Final = frozenset("年月日時时分秒個个名次位元倍章節节條条頁页張张版期卷歲岁")
SUMMARY: Final = frozenset({"摘要", "关键词", "關鍵詞"})
"""Labels at the begin of a line that nobody puts a question with: «摘 要?圖書館»."""
COUNTED: Final = frozenset("圖图表式第約约共")
"""Characters before a number behind which nobody asks: «圖?1»."""

FEWEST: Final = 2
"""Marks on a page that nobody can have asked with, beside which the others are believed."""
WORD: Final = 2.0
"""Nats by which the second character is likelier behind the first one than anywhere: a word."""
SHOUTED: Final = 3
"""Marks in a row that people write, too, where nothing but the page speaks for blanks."""
SHORT: Final = 24
"""Characters of a line without a sentence: a title, or names."""
AROUND: Final = 40
"""Characters beside a mark that are looked at, readings included."""
MORE: Final = "…"
"""Stands for the rest of a line that is longer."""

_ASKS: Final = "[吗嗎呢么麼嘛吧啊什何谁誰哪怎几幾多孰啥咋否你您妳]|[没沒]有|[难難]道|(.)[不没沒]\\1"
"""What questions have, or what is said to somebody."""
_MOMENT: Final = "(?:[0-9]{1,2}:[0-9]{2}|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
_VALUE: Final = f"[{HAN}]{{2,6}}[:：] ?[A-Za-z0-9 ,.-]{{1,20}}"
_SPEAKS: Final = "答說说問问道稱称"
_ANSWERS: Final = frozenset("我你您妳他她是不对對嗯好")
_MEASURE: Final = r"(?<![A-Za-z])[kcdmμ]?m|/s"
"""Behind these the mark was an exponent: «100?m?»."""
_APART: Final = (
    f"(?<![?？{PAUSES.replace(':', '').replace('：', '')}“「『(（][?])(?<![?] [?])(?<![?]  [?])"
)
"""What does not stand before the first mark; that is searched for faster than what is not there."""
_GAP: Final = f"[?]{_APART}(?: {{0,2}}[?])* {{0,2}}"
_FOLLOWED: Final = f"(?![ ?？{PAUSES}”」』)）]|[(（]?{SYLLABLE} ?[)）])"


class _Place(NamedTuple):
    """Marks that may stand for blanks, with the blanks beside them and the text around them."""

    start: int
    end: int
    marks: int
    before: str  # on the line, without readings
    after: str
    parted: bool  # a blank stands between two marks


def lost_blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where "?" stands for blanks: the bounds of each such place, and what belongs there."""
    places = list(_places(text))
    if not places:
        return
    sure = [_is_sure(place) for place in places]
    asked = sum(not found and _asks(place) for place, found in zip(places, sure, strict=True))
    believed = sum(sure) >= FEWEST and sum(sure) > asked
    tight = frozenset(regex(f"[0-9]([{UNITS}])").findall(text))
    for place, found in zip(places, sure, strict=True):
        if found or (believed and _is_likely(place)):
            yield place.start, place.end, _blank_for(place, tight)


def _places(text: str) -> Iterator[_Place]:
    for match in regex(f"{_GAP}{_FOLLOWED}").finditer(text):
        start, end = match.span()
        before = text[max(start - AROUND, 0) : start].rpartition("\n")[2]
        after = text[end : end + AROUND].partition("\n")[0]
        before = (MORE if len(before) == AROUND else "") + regex(READING).sub("", before)
        after = regex(READING).sub("", after) + (MORE if len(after) == AROUND else "")
        parted = "? " in match[0].rstrip()
        yield _Place(start, end, match[0].count("?"), before, after, parted)


def _blank_for(place: _Place, tight: frozenset[str]) -> str:
    """Return what belongs to ``place``: a blank, but none before a unit of those in ``tight``."""
    left, right = place.before.strip()[-1:], place.after.strip()[:1]
    counted = left.isdigit() and right in tight
    spaced = place.before.endswith(" ")
    return "" if spaced or not left or not right or counted or _is_in_label(place) else " "


def _is_sure(place: _Place) -> bool:
    """Tell whether nobody can have asked with the marks of ``place``."""
    before, after = place.before.rstrip(), place.after
    if not before:
        # «?代表一個字母» explains the sign.
        return not after or place.parted or after.rstrip().endswith("?")
    if not after:
        return place.parted or (before[0] == "?" and not _asks(place))
    if place.parted:
        return not (is_han(before[-1]) and _asks(place))
    if before[-1].isdigit() and after[0] in UNITS:
        return True
    if before[-1] in COUNTED and after[0].isdigit():
        return True
    if place.before.endswith(" ") and regex("[a-z]{2}[?][a-z]{2}").fullmatch(
        before[-2:] + "?" + after[:2]
    ):
        return " :" not in after  # else a choice in a program
    if place.marks == 1 and regex("[ \u3000]+").sub("", place.before) in SUMMARY:
        return is_han(after[0])
    numbered = regex(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}").fullmatch(place.before)
    if numbered and is_han(after[0]):
        return True
    return _is_in_label(place) or _begins_label(place) or _is_between_fields(place)


def _is_in_label(place: _Place) -> bool:
    """Tell whether the marks stand inside a label that is spaced out: «作?者?簡?介»."""
    spaced = regex("[? \u3000]+")
    before, after = spaced.sub("", place.before)[-5:], spaced.sub("", place.after)[:5]
    return any(
        before.endswith(label[:at]) and after.startswith(label[at:])
        for label in LABELS
        for at in range(1, len(label))
    )


def _begins_label(place: _Place) -> bool:
    """Tell whether a label begins behind the marks, as in «A?文章編號:»."""
    begun = regex(f"[{HAN}]{{2,6}}(?=[:：])").match(place.after)
    return bool(begun and begun[0] in LABELS)


def _is_between_fields(place: _Place) -> bool:
    """Tell whether the marks part fields of a page: «16:43:46??點擊次數:1408», «網站 ? 來源:»."""
    spaced = place.before.endswith(" ") and place.end - place.start > place.marks
    if regex(f"[{HAN}]{{2,6}}(?<![{_SPEAKS}])[:：]").match(place.after):
        return spaced or regex(f"(?:{_MOMENT}|{_VALUE}) *\\Z").search(place.before) is not None
    return spaced and regex(_MOMENT).match(place.after) is not None


def _asks(place: _Place) -> bool:
    """Tell whether what ends at the marks is worded as a question."""
    return regex(_ASKS).search(_clause(place)) is not None


def _clause(place: _Place) -> str:
    return regex(f"[{PAUSES}“”]").split(place.before)[-1].strip()


def _is_likely(place: _Place) -> bool:
    """Tell whether a blank is usual where the marks stand, on a page of lost blanks."""
    before, after = place.before.rstrip(), place.after
    if not before:
        return place.marks == 1
    if not after or after[0] in _ANSWERS or _asks(place):
        return False
    left, right = before[-1], after[0]
    if place.marks >= SHOUTED:
        return False
    if not is_han(left) or not is_han(right):
        latin = left.isascii() and right.isascii()
        return not latin and regex(f"(?:{_MEASURE})\\Z").search(before) is None
    if _clause(place) in LABELS:
        return True
    label = regex("([^:：]+)[:：]").match(before)
    begin = label.end() if label and regex("[? 　]+").sub("", label[1]) in LABELS else 0
    line = before[begin:] + after
    title = (
        len(line) <= SHORT and regex(f"[{PAUSES}“”{MORE}]").search(line.replace("?", "")) is None
    )
    return title or load().gain(left, right) >= WORD
