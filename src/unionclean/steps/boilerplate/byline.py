"""Cuts a byline into its fields: 来源：人民网 责任编辑：李明 浏览次数：25 字号：大 中 小 打印."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.labels import Kind, kind_of, token_pattern
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    import re

LONGEST_BYLINE = 160  # with everything a government site writes into it, some 100 characters


class Field(NamedTuple):
    """``folded[start:end]`` of a line: a label with its value, a date, a counter, buttons."""

    kind: Kind
    label: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=1024)  # several rules ask the same lines
def split_fields(folded: str) -> tuple[Field, ...]:
    """Cut a byline into fields that cover it; () when the line is anything else."""
    if len(folded) > LONGEST_BYLINE or regex(r"[。!?]").search(folded):
        return ()
    fields: list[Field] = []
    end = 0
    # Every token has a mark, a number, or ends in such a word: 发表于 甲网.
    may_hold = regex(r"[:/|0-9]|[于在] ").search(folded) is not None
    shown = regex(_ADDRESS).sub(_hide, folded) if "://" in folded else folded
    for match in regex(token_pattern()).finditer(shown) if may_hold else ():
        # The date behind 发布时间： is its value, not a field of its own.
        dated = match["date"] and fields and fields[-1].kind == "date" and fields[-1].end == end
        if dated and not folded[end : match.start()].strip():
            fields[-1] = fields[-1]._replace(value=match["date"], end=match.end())
            end = match.end()
            continue
        _close(fields, folded, end, match.start())
        fields.append(_open(match))
        end = match.end()
    _close(fields, folded, end, len(folded))
    return tuple(fields) if any(field.kind != "text" for field in fields) else ()


# The date in an address (https://a.cn/2019/04/07/b/) is no field of the line.
_ADDRESS = "://[!-~]+"


def _hide(address: re.Match[str]) -> str:
    return "~" * len(address[0])


def _open(match: re.Match[str]) -> Field:
    if match["date"]:
        return Field("date", "", match["date"], match.start(), match.end())
    if match["posted"]:
        return Field("date", match["posted"], "", match.start(), match.end())
    if match["views"]:
        return Field("count", "阅读人数", match["viewers"], match.start(), match.end())
    if match["count"]:
        return Field("count", match["count"], match["number"], match.start(), match.end())
    label = (match["label"] or match["people"]).replace(" ", "")
    if match["people"]:
        # A bar behind the label is the layout of one-line credits: pen names are common there.
        return Field("editor", "责编", "", match.start(), match.end())
    return Field(kind_of()[label], label, "", match.start(), match.end())


# Below an article; with an address it is one of those that a site gives of itself.
_FOOT_SOURCE = "本文来源:"

# Buttons that no name of a source or person ends in: 来源：某报 举报.
_BUTTONS = lexicon.word_set("举报 投诉 纠错 打印 收藏 分享 转发 关闭")


def _buttons_behind(value: str) -> str:
    """Return the buttons that stand behind a name, with the blanks before them."""
    rest = value
    while (word := rest.rpartition(" ")[2]) in _BUTTONS and len(word) < len(rest):
        rest = rest[: -len(word)].rstrip()
    return value[len(rest) :]


_COUNT = r" ?\([0-9]{1,6}(?:\)|$)"  # 我要评论(0), whose bracket may be off
_NUMBER_AND_MORE = r"([0-9][0-9.,]*[万亿千kKwW]?\+? ?[次人条个]?) +([^0-9].*)$"


def _close(fields: list[Field], folded: str, start: int, end: int) -> None:
    """Give the characters between two tokens to the field before them, or to a field of text."""
    rest = folded[start:end]
    value = rest.strip(" |()[]【】/·,•" if fields else " |()[]【】/·,•*-")
    if not value:
        if fields and rest.strip():
            fields[-1] = fields[-1]._replace(end=end)
        return
    last = fields[-1] if fields else None
    if last and last.label and not last.value:
        number = regex(_NUMBER_AND_MORE).match(value) if last.kind == "count" else None
        # 点击数：88 打印 关闭, 点击数：88 我要评论(0)
        buttons = regex(_COUNT).sub(" ", number[2]).strip() if number else ""
        if number and segment(buttons, lexicon.TOOLS):
            fields[-1] = last._replace(value=number[1], end=start + rest.index(number[2]))
            fields.append(Field("tool", "", buttons, fields[-1].end, end))
        elif buttons := _buttons_behind(value):
            fields[-1] = last._replace(value=value[: -len(buttons)], end=end - len(buttons))
            fields.append(Field("tool", "", buttons.strip(), fields[-1].end, end))
        else:
            fields[-1] = last._replace(value=value, end=end)
    elif segment(buttons := regex(_COUNT).sub(" ", value).strip(), lexicon.TOOLS):
        fields.append(Field("tool", "", buttons, start, end))
    elif value.startswith(_FOOT_SOURCE) and "://" not in value:
        label, _, name = value.partition(":")
        fields.append(Field("source", label, name.strip(), start, end))
    else:
        fields.append(Field("text", "", value, start, end))
