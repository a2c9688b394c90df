"""Blanks with which an author sets quotations, remarks and references apart: 有个 “导引” 模式."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.spaces.words import joins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.steps.spaces.layout import Gap

# Machines put blanks anywhere, so they stand before few of the quotations. An author who sets them
# apart does so before most, and many times as often as blanks stand between other characters.
_SHARE = 0.5
_TIMES = 4
_DENSE = 0.2  # of the places between Han: here programs cut the text into words, and no author

_KINDS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"))
_REFERENCE = "第 [0-9][0-9.]{0,8} ?[章节節条條页頁卷篇]"
_LONGEST_REFERENCE = 13
_LONGEST_TERM = 7

# What heads a note, and tells its kind: 术语 伪造的车票; 进一步 避免询问.
_NOTE_WORDS = (
    "说明|說明|注意|警告|提示|提醒|技巧|窍门|竅門|术语|術語|词汇|詞彙|文化|社区|社群|基础|基礎|基础知识|基礎知識"
    "|回到基础|回到基礎|进阶|進階|进一步|進一步|进阶阅读|進階閱讀|延伸阅读|延伸閱讀|补充|補充|补充说明|補充說明"
    "|工具|文档|文件|参考|參考|安全|快速|快速查阅|快速查閱|背景|历史|歷史|替代方案|替代|示例|范例|範例|例子|附注|附註|备注|備註"
)
_LONGEST_NOTE = 40


def find_apart(text: str, gaps: Iterable[Gap]) -> set[Gap]:
    """Return the gaps that set a quotation, a remark or a reference (见 第 3 章 “存档”) apart."""
    single = [gap for gap in gaps if text[gap.start : gap.end] == " "]
    rate = _rate(text) if single else 1.0
    if rate > _DENSE:
        return set()
    found = {gap for gap in single if _is_beside_reference(text, gap) or _is_after_kind(text, gap)}
    found |= _find_terms(text, single)
    for left, right in _KINDS:
        beside = [gap for gap in single if text[gap.end] == left or text[gap.start - 1] == right]
        if not beside:
            continue
        places = len(regex(f"{left}(?<=[{HAN}]{left})").findall(text))
        places += len(regex(f"{right}(?=[{HAN}])").findall(text))
        share = len(beside) / (places + len(beside))
        if share >= _SHARE and share >= _TIMES * rate:
            found.update(beside)
    return found


def _find_terms(text: str, gaps: list[Gap]) -> set[Gap]:
    """Return the gaps beside words that blanks set apart again and again: 来自 测试版 的."""
    bound = f"[^{HAN}]"
    beside: dict[str, dict[int, list[Gap]]] = defaultdict(lambda: defaultdict(list))
    for gap in gaps:
        if joins(text[gap.start - 1], text[gap.end]):
            continue
        after = regex(f"[{HAN}]{{2,6}}(?={bound}|\\Z)").match(text, gap.end)
        before = regex(f"(?:\\A|{bound})([{HAN}]{{2,6}})\\Z").search(
            text[max(0, gap.start - _LONGEST_TERM) : gap.start]
        )
        if after:
            beside[after[0]][after.start()].append(gap)
        if before:
            beside[before[1]][gap.start - len(before[1])].append(gap)
    return {
        gap
        for term, places in beside.items()
        if len(places) > 1 and len(places) >= _SHARE * text.count(term)
        for gaps in places.values()
        for gap in gaps
    }


def _rate(text: str) -> float:
    """Return the share of the places between characters that have a blank between two Han."""
    apart = len(regex(f" (?<=[{HAN}] )(?=[{HAN}])").findall(text))
    runs = regex(f"[{HAN}]+").findall(text)
    return apart / max(1, apart + sum(map(len, runs)) - len(runs))


def _is_beside_reference(text: str, gap: Gap) -> bool:
    """Tell whether a reference with blanks of its own stands beside the gap: 在 第 5.2.3 节."""
    if regex(_REFERENCE).match(text, gap.end) is not None:
        return True
    before = text[max(gap.first, gap.start - _LONGEST_REFERENCE) : gap.start]
    return regex(rf"{_REFERENCE}\Z").search(before) is not None


def _is_after_kind(text: str, gap: Gap) -> bool:
    """Tell whether the gap follows the kind of a note at the head of its line: 说明 系统时钟."""
    if gap.last - gap.first > _LONGEST_NOTE:
        return False
    kind = text[gap.first : gap.start].strip()
    line = text[gap.first : gap.last].strip()
    return regex(f"(?:{_NOTE_WORDS})").fullmatch(kind) is not None and line[-1] not in "。！？；"
