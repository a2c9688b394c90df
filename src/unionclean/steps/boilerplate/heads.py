"""Lines above the title: the site's name, its greeting, and the entries of its menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.beside import MAX_CHANNEL, continues_table, is_row
from unionclean.steps.boilerplate.core import find_core
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.menu import menu_end
from unionclean.steps.boilerplate.page_words import ONLY_CHANNELS
from unionclean.steps.boilerplate.speech import words_share
from unionclean.steps.boilerplate.witness import (
    is_menu,
    is_sure_menu,
    is_title,
    is_under_path,
    may_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line


def join_head(lines: Sequence[Line], reasons: dict[int, str], first: int) -> None:
    """Add the site's own words above its menu or breadcrumb: its name, its hotline, a channel.

    The title stands below these lines on nearly all pages; where none does, the lines stay.
    """
    # Rows of buttons (打印 纠错 字号) stand below a title.
    menus = [
        index
        for index in range(first)
        if (why := reasons.get(index, "")).startswith("breadcrumb")
        or (why.startswith("menu") and is_sure_menu(lines[index], why))
    ]
    edge = menu_end(reasons, first)
    menus = [index for index in menus if index <= edge]
    if not menus:
        return
    titles = (
        index
        for index in range(menus[-1] + 1, first)
        if index not in reasons and len(lines[index].text) >= 4 and not is_byline(lines[index])
    )
    if next(titles, None) is None:
        return
    unknown = 0
    for index in range(menus[-1]):
        line = lines[index].folded
        if index in reasons or is_under_path(lines, reasons, index):
            continue
        unknown += 1
        if unknown > MAX_NAMES or regex("[.。,!?;]").search(line):
            break
        # A title may stand above the breadcrumb, hardly above the menu.
        above_menu = any(at > index and reasons[at].startswith("menu") for at in menus)
        named = line.endswith(_SITE_ENDS) or above_menu
        if (len(line) <= MAX_CHANNEL and named) or regex(_WELCOME).search(line):
            reasons[index] = "name of the site above its menu"


def join_rows(lines: Sequence[Line], reasons: dict[int, str], first: int) -> None:
    """Add rows and columns of short entries above the title, whatever their words.

    The sections of a site are its own. What tells them from a row of an author (names of people,
    a verse) is that they open the page, that a title follows and that the page shows its frame.
    """
    if not reasons:
        return
    lone = [index for index in range(first) if index not in reasons and not is_row(lines[index])]
    titles = [index for index in lone if len(lines[index].text) >= 4]
    if not titles:
        return
    for index in range(titles[-1]):
        touches = index == 0 or index - 1 in reasons or index + 1 in reasons
        if (
            index not in reasons
            and touches
            and is_row(lines[index])
            and not continues_table(lines, index, reasons)
        ):
            # Below 分享到 stands a row of channels to share in, and that below titles too.
            above = reasons.get(index - 1, "")
            reasons[index] = above if above.startswith("share bar") else "menu: row of entries"
    column: list[int] = []
    for index in range(titles[-1] + 1):
        entry = regex(_SHORT).match(lines[index].folded) and not is_under_path(
            lines, reasons, index
        )
        if entry and index < titles[-1] and index not in reasons:
            column.append(index)
            continue
        if entry and reasons.get(index, "").startswith(("menu", "interface")):
            continue
        column = _without_title(lines, column)
        # Buttons stand on both sides of a stanza as well.
        names = (lines[other] for other in column if lines[other].folded not in lexicon.TOOLS)
        known = sum(map(words_share, names))
        opens = column and (column[0] == 0 or column[0] - 1 in reasons)
        if opens and len(column) >= MIN_COLUMN and known * 4 >= len(column):
            reasons.update(dict.fromkeys(column, "menu: one entry a line"))
        column = []


_SHORT = rf"^[{HAN} ]{{2,6}}$|^[A-Za-z]{{2,10}}$"

# What a document is called that has no other title. Such words are entries of menus too.
_GENRES = lexicon.word_set(
    """
    公告 通知 通告 公示 启事 声明 更正 说明 讣告 致歉 招聘 简介 前言 后记 序言
    公司简介 企业简介 学校简介 医院简介 单位简介 机构简介 协会简介 学院简介 企业文化 发展历程
    公司概况 学校概况 医院概况 学院概况
    """
)

_CHAPTER = "^第[一1] ?[章节编篇部分]"


def keep_genre(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take the name of a kind of document back from ``reasons`` where no other line is the title.

    It stands below the menu, and nothing that may be a title stands between it and the article.
    """
    _keep_headings(lines, reasons)
    named = [index for index in reasons if lines[index].folded in _GENRES]
    core = find_core(lines, reasons) if named else None
    if core is None:
        return
    index = max((index for index in named if index < core.first), default=-1)
    if index < 0 or is_menu(lines[index + 1], reasons.get(index + 1, "")):
        return
    left = [at for at in range(core.first) if at not in reasons and may_name(lines[at])]
    if all(at < index and not is_title(lines[at], core) for at in left):
        del reasons[index]


def _keep_headings(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take words back that are buttons elsewhere, and here the headings of what follows.

    引言 and 概要 head a paragraph, 目录 the chapters of a law or a report.
    """
    for index in [at for at in reasons if at + 1 < len(lines) and at + 1 not in reasons]:
        word, below = lines[index].folded.replace(" ", ""), lines[index + 1]
        if (word in _HEADINGS and below.is_paragraph) or (
            word == "目录" and regex(_CHAPTER).match(below.folded)
        ):
            del reasons[index]


_HEADINGS = frozenset(("引言", "概要"))


def _without_title(lines: Sequence[Line], column: list[int]) -> list[int]:
    """Return a column without its end from a line on that may be the title: 数控车工.

    Below a title stand buttons (分享, 举报), above it the names of channels.
    """
    end = last = len(column)
    while last and not words_share(lines[column[last - 1]]):
        last -= 1
    for at in range(len(column) - 1, -1, -1):
        line = lines[column[at]]
        if line.folded.replace(" ", "") in ONLY_CHANNELS:
            return column[:end]
        if not words_share(line):
            end = at
    return column[:last]


# Entries in a column; a quarter of them must be words of sites, which no stanza reaches.
MIN_COLUMN = 4


# The name of the site, its name in English, its hotline, its greeting, the date.
MAX_NAMES = 5
_SITE_ENDS = (*lexicon.CHANNEL_ENDS, "网", "网站", "官网", "首页", "吧", "门户")
_WELCOME = (
    r"^今天是.{0,24}$|^欢迎(?:光临|访问|来到|进入|登录|您)|^(?:客服|咨询|服务|全国|新闻)?热线[:0-9]"
    r"|^(?:客服|咨询|服务)电话[:0-9]"
)


# What turns the leaves of a newspaper on the web; two such lines show one.
_LEAVES = (
    r"(?:展开|收缩)通版|(?:版面|标题)(?:导航|概览|目录)|[上下]一[版期]|数字报|按日期检索"
    r"|放大.{0,3}缩小"
)
MIN_LEAVES = 2
# 第A05版:民生; 河湾日报数字报; 临溪日报 数字报 A3版:副刊
_LEAF = rf"第?[A-Z]?[0-9]{{1,3}}版(?: ?[:·] ?[{HAN}·]{{1,10}})?"
_PAPER = (
    rf"^(?:{_LEAF}|当前版: ?[0-9A-Z]{{1,4}}版"
    rf"|[{HAN}]{{2,8}}报 ?(?:数字报|电子[版报])?(?: {_LEAF})?|按日期检索"
    rf"|(?=.{{0,40}}国内统一(?:连续出版物|刊)号)[^。]{{12,80}})$"
)


def paper_lines(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the name and the leaf of a newspaper, and its other titles, above an article."""
    shown = sum(regex(_LEAVES).search(lines[index].folded) is not None for index in reasons)
    core = find_core(lines, reasons) if shown >= MIN_LEAVES else None
    if core is None:
        return {}
    found = {at for at in range(core.first) if regex(_PAPER).match(lines[at].folded)}
    # The other titles stand under a heading down to a button, and one of them is the article's.
    for index in range(core.first):
        if lines[index].folded != "标题导航":
            continue
        end = next((at for at in range(index + 1, core.first) if at in reasons), index)
        below = {line.folded for line in lines[end : core.first]}
        titles = range(index + 1, end)
        if any(lines[at].folded in below for at in titles):
            found.update(titles)
    return {index: "leaf of a newspaper" for index in found if index not in reasons}
