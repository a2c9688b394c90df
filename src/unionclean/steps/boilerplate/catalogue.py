"""The card of an office's catalogue above what it publishes: 索引号, 组配分类, 公开方式.

An office files what it publishes, and its site prints the card between title and text, one field a
line or its label and value one below the other. The number and the class of the card are the
site's; who published, under what number and when is the author's, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Fields that only such a card has, and those that go beside one of them.
_SURE = word_set("索引号 信息索引号 信息索取号 索取号 组配分类 公开目录 公文目录")
_CARD = _SURE | word_set(
    """
    主题分类 信息分类 信息类别 体裁分类 公文种类 公文时效 服务对象 服务对象分类 有效性 有效性状态
    效力状态 时效状态 公开方式 公开范围 公开形式 公开时限 公开属性 公开类别 公开类型 公开程序
    公开期限 载体形式 记录形式 语种 信息有效性 所属主题 一级分类 二级分类
    """
)
# Fields of the same card that stay.
_OWN = word_set(
    """
    发布机构 发布单位 发布部门 发文机关 发文机构 发文单位 制发机关 信息来源 来源 文号 发文字号
    发文文号 发布文号 标题 名称 信息名称 成文日期 发文日期 发布日期 公开日期 生成日期 印发日期
    公布日期 生效日期 废止日期 失效日期 主题词 关键词 内容概述 公开责任部门 责任部门
    """
)
_FIELDS = _CARD | _OWN
# The card stands above the text, and has no longer values.
MAX_HEAD = 80
LONGEST = 60
# A field is no further from another one of the card: label, value, label.
NEAR = 3
_REASON = "card of an office's catalogue"


@per_line
def _label(line: Line) -> str:
    """Return the label that a line begins with, "" for none."""
    label, colon, _ = line.folded.partition(":")
    return label.replace(" ", "").strip("-•*·【[") if colon and len(label) <= LONGEST_LABEL else ""


LONGEST_LABEL = 14


def catalogue_lines(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the lines of the card that name nothing of the author's."""
    first = next((i for i, line in enumerate(lines[:MAX_HEAD]) if line.is_paragraph), MAX_HEAD)
    head = range(min(first, len(lines)))
    labels = {i: label for i in head if (label := _label(lines[i])) in _FIELDS}
    row = _rows_without_colons(lines, head)
    if row:
        return row
    if _SURE.isdisjoint(labels.values()) or len(set(labels.values())) < MIN_FIELDS:
        return {}
    if any("索引号" in line.folded for line in lines if line.is_prose):
        return {}  # the rules for such cards
    found = {at: _REASON for at in head if at not in reasons and _is_unfilled(lines[at])}
    for index, label in labels.items():
        beside = any(at in labels for at in range(index - NEAR, index + NEAR + 1) if at != index)
        if not beside or index in reasons:
            continue
        if label not in _CARD and not _is_empty(lines, index, labels):
            continue
        if _more_fields(lines[index]) or len(lines[index].text) > LONGEST:
            continue
        found[index] = _REASON
        value = index + 1
        empty = lines[index].folded.rstrip().endswith(":")
        if empty and value < first and value not in labels and _is_value(lines, value, labels):
            found[value] = _REASON
    return found


MIN_FIELDS = 2


def _is_empty(lines: Sequence[Line], index: int, labels: Mapping[int, str]) -> bool:
    """Tell whether a field was never filled in: the next line is a label too."""
    return lines[index].folded.endswith(":") and index + 1 in labels


# A card whose fields stand side by side: 索 引 号 20191202-1 分 类 其他, 名 称 and the title.
_NUMBERED = r"^(?:信息)?索 ?引 ?号 [0-9A-Za-z/()-]{6,40}(?: |$)"
_NAMED = r"^(?:标 ?题|名 ?称|信息名称)[: ]+(.{6,90})$"


def _rows_without_colons(lines: Sequence[Line], head: range) -> dict[int, str]:
    """Return the row with the number and the class, and the name that is the title below."""
    bare = {i: regex(r" +").sub(" ", lines[i].folded) for i in head}
    found = {
        index: _REASON
        for index, row in bare.items()
        if regex(_NUMBERED).match(regex(r"^索 引 号").sub("索引号", row))
        and not any(label in row.replace(" ", "") for label in _OWN if len(label) > 2)
    }
    if not found:
        return {}
    for index in head:
        named = regex(_NAMED).match(regex(r"^(?:名 称|标 题)").sub("名称", bare[index]))
        below = (lines[at].folded for at in range(index + 1, min(index + NEAR_TITLE, len(lines))))
        if named and named[1] in below:
            found[index] = _REASON
    return found


NEAR_TITLE = 8


def _is_unfilled(line: Line) -> bool:
    """Tell whether a row is labels of the card without a value: 信息来源: 关键词:."""
    *labels, rest = line.folded.split(":")
    return (
        len(labels) > 1
        and not rest.strip()
        and all(label.replace(" ", "") in _FIELDS for label in labels)
    )


def _more_fields(line: Line) -> bool:
    """Tell whether a line has fields of the author's too."""
    return line.folded.count(":") > 1 and any(f"{label}:" in line.folded for label in _OWN)


def _is_value(lines: Sequence[Line], index: int, labels: Mapping[int, str]) -> bool:
    """Tell whether a line between two labels is the value of the first."""
    line = lines[index]
    return ":" not in line.folded and not line.is_prose and index + 1 in labels
