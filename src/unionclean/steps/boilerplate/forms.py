"""Lines that software prints, told by their form in a row: archives, records, file names, buttons.

One such line may be anybody's. Several side by side, outside an article that says nothing of them,
are written by a program: the months of a blog with their counts (2017年(1)), what it counts of
its owner (博文数量: 498), the names of pictures (top_nav_01), buttons one a line (分享, 收藏).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.beside import is_headline, is_related_heading
from unionclean.steps.boilerplate.columns import entry_of, may_close_with_places
from unionclean.steps.boilerplate.core import find_core
from unionclean.steps.boilerplate.credits import is_unfilled
from unionclean.steps.boilerplate.layout import line_of, per_line
from unionclean.steps.boilerplate.lexicon import PLAIN_TOOLS, TOOLS, word_set
from unionclean.steps.boilerplate.page_words import is_english
from unionclean.steps.boilerplate.short import is_alike
from unionclean.steps.boilerplate.speech import words_share
from unionclean.steps.boilerplate.stamps import STAMP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from unionclean.steps.boilerplate.core import Core
    from unionclean.steps.boilerplate.layout import Line

# So many lines of one form stand side by side.
MIN_ROW = 3
_BULLETS = "-•*· "
# 2017年(1), 2012年06月(12), 2008-05 (3), June 2010 (4)
_ARCHIVE = (
    r"^(?:(?:19|20)[0-9]{2} ?(?:年(?: ?[0-9]{1,2} ?月)?|[-/.][0-9]{1,2})?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (?:19|20)[0-9]{2}) ?[(\[] ?[0-9]{1,5} ?[)\]]$"
)
_ARCHIVE_HEADING = r"^(?:文章|日志|博文|博客|随笔|帖子|按月)?(?:存档|归档|档案)(?:分类)?:?$"
# What a blog or a forum keeps of its owner; of these only sites speak.
_SITES_OWN = word_set(
    """
    博客访问 博文数量 博客积分 博客等级 博客排名 博文 日志总数 日志数 日志数量 评论数量 留言数量
    总访问量 今日访问 昨日访问 本月访问 访问总量 访问统计 注册时间 注册日期 最后登录 最后登陆
    上次登录 在线时间 用户组 阅读权限 技术积分 开博时间 建站时间 建立时间 关注人气 博主等级
    """
)
_RECORD = _SITES_OWN | word_set(
    """
    积分 等级 排名 原创 转载 译文 评论 粉丝 文章 文章数 主题 主题数 帖子 帖子数 金钱 金币 威望 贡献
    精华 访问 访问量 浏览 浏览量 好友 关注 来访 状态 头衔 性别 经验 随笔 获赞 收藏 回复 人气
    """
)
_VALUE = (
    r"^(?:[0-9][0-9,.]*[万wWkK+]* ?[次篇个分条枚点级人天名位帖小时]{0,2}"
    r"|[0-9]{4}[-/.].{3,14}|[^ ,。]{1,6})$"
)
MIN_NUMBERS = 2
# dushi_top_nav_01, header-logo-2
_FILE_NAME = r"^[a-z]{2,20}(?:[_-][a-z0-9]{1,16}){1,6}$"
# Buttons stand this near to the edge.
NEAR = 12


def form_lines(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the lines outside the article that a program printed in a row of one form."""
    kinds: list[tuple[Callable[[Line], bool], str]] = [
        (_is_archive, "menu: archive of a blog"),
        (_is_record, "record of a member"),
        (_is_file_name, "interface: names of pictures"),
        (is_button, "share bar: buttons one a line"),
    ]
    rows = [(row, why) for of_form, why in kinds for row in _rows(lines, reasons, of_form)]
    tail = _lists_below(lines)
    unfilled = any(map(is_unfilled, lines[-NEAR:]))
    if not (rows or tail or unfilled):
        return {}
    core = find_core(lines, reasons)
    if core is None or not core.prose or not core.plain:
        return {}
    found: dict[int, str] = {}
    for row, why in rows:
        if _fits(lines, {**reasons, **found}, core, row, why):
            found |= dict.fromkeys(row, why)
            if why.endswith("blog"):
                found[row[0] - 1] = why
    found |= dict.fromkeys(_unfilled(lines, reasons, core), "editor credit")
    if tail and core.last < tail[0]:
        found |= dict.fromkeys(tail, "related pages: lists below the article")
    return {index: why for index, why in found.items() if index not in reasons}


# A menu shows itself in the first lines, none of which says anything.
LOOK_AT = 100
FEW_LINES = (5, 7)
FEW_SHOWN = 3
MIN_STEPS = 2  # of a path, one a line
_MARKS = frozenset("，。！？；")


def may_hold_block(text: str) -> bool:
    """Tell whether one end of a text has short lines several of which are entries of a page.

    Asked of every document, most of which have a sentence there.
    """
    bare = text.strip()
    if regex(STAMP).match(bare[bare.rfind("\n") + 1 :]):
        return True
    head, tail = bare[:LOOK_AT].split("\n"), bare[-LOOK_AT:].split("\n")
    return (
        _may_be_rows(head)
        or _may_be_rows(tail[::-1])
        or (len(tail) >= FEW_LINES[0] and may_close_with_places(tail[-FEW_LINES[1] :]))
    )


def _may_be_rows(rows: Sequence[str]) -> bool:
    """Tell whether the outer rows of a text look printed; the first sentence ends them."""
    if len(rows) < FEW_LINES[0]:
        return False
    if sum(row[:1] in _STEP_MARKS for row in rows) >= MIN_STEPS:
        return True
    shown: list[str] = []
    for row in rows[: FEW_LINES[1]]:
        if not _MARKS.isdisjoint(row):
            break
        shown.append(row.strip())
    if len(shown) < FEW_LINES[0]:
        return False
    shown = list(filter(None, shown))
    if sum(map(is_alike, map(line_of, shown))) >= FEW_SHOWN:
        return True
    return sum(regex(_PRINTED).search(row) is not None for row in shown) >= MIN_ROW


_STEP_MARKS = (">", "＞")
# What a row of an archive or the name of a picture cannot do without.
_PRINTED = r"[0-9][)\]）]$|^[a-z]+[_-]|[：:] ?[0-9]"


def _rows(
    lines: Sequence[Line], reasons: Mapping[int, str], of_form: Callable[[Line], bool]
) -> Iterator[list[int]]:
    """Yield the stretches of different lines of one form; a line that a rule took parts none."""
    row: list[int] = []
    for index, line in enumerate(lines):
        if of_form(line):
            row.append(index)
        elif index not in reasons:
            if len({lines[at].folded for at in row}) >= MIN_ROW:
                yield row
            row = []
    if len({lines[at].folded for at in row}) >= MIN_ROW:
        yield row


def _fits(
    lines: Sequence[Line], gone: Mapping[int, str], core: Core, row: Sequence[int], why: str
) -> bool:
    """Tell whether a row stands outside the article, which says nothing of it."""
    above = row[0] - 1
    announced = above >= 0 and lines[above].text[-1] in "：:，,、"
    told = "\n".join(line.folded for line in lines[core.first : core.last + 1] if line.is_prose)
    if announced or any(lines[index].folded in told for index in row):
        return False
    if why.startswith("share bar"):
        # Below the title a lead may stand, and the buttons below that.
        near = row[-1] < NEAR or row[0] >= len(lines) - NEAR
        return near and any(lines[index].folded in TOOLS - PLAIN_TOOLS for index in row)
    if core.first <= row[0] <= core.last:
        return False
    if why.endswith("blog"):
        heading = lines[above].folded.strip(_BULLETS) if above >= 0 else ""
        return regex(_ARCHIVE_HEADING).match(heading) is not None
    if why.startswith("record"):
        labels = {_label(lines[index]) for index in row}
        numbers = sum(regex("[0-9]").search(lines[index].folded) is not None for index in row)
        if labels.isdisjoint(_SITES_OWN) or numbers < MIN_NUMBERS:
            return False
    # What stands outside of the row is the page's too: below a title a row may be the author's.
    outer = range(row[0]) if row[0] < core.first else range(row[-1] + 1, len(lines))
    left = [index for index in outer if index not in gone and not _is_outer(lines[index])]
    return len(outer) > 0 and not left


def _is_outer(line: Line) -> bool:
    """Tell whether a line above a row is no title: the day and its hour, names between bars."""
    return "|" in line.folded or regex(_TODAY).search(line.folded) is not None


_TODAY = r"(?:19|20)[0-9]{2} ?[年-].{3,8}星期.{0,12}$"


def _unfilled(lines: Sequence[Line], gone: Mapping[int, str], core: Core) -> list[int]:
    """Return a credit that nobody filled in below the article, with nothing but buttons behind."""
    end = len(lines)
    while end > core.last + 1 and (end - 1 in gone or is_button(lines[end - 1])):
        end -= 1
    last = end - 1
    if last < 1 or not is_unfilled(lines[last]) or not lines[last - 1].is_paragraph:
        return []
    return [last, *(index for index in range(end, len(lines)) if index not in gone)]


@per_line
def _is_archive(line: Line) -> bool:
    return regex(_ARCHIVE).match(line.folded.strip(_BULLETS)) is not None


@per_line
def _label(line: Line) -> str:
    label, colon, value = line.folded.strip(_BULLETS).partition(":")
    known = colon and regex(_VALUE).match(value.strip())
    return label.replace(" ", "") if known else ""


@per_line
def _is_record(line: Line) -> bool:
    return _label(line) in _RECORD


@per_line
def _is_file_name(line: Line) -> bool:
    return regex(_FILE_NAME).match(line.text) is not None


@per_line
def is_button(line: Line) -> bool:
    """Tell whether a line is one button: 分享, 文字大小."""
    word = entry_of(line)
    return 2 <= len(word) <= LONGEST_BUTTON and word in TOOLS and not is_english(word)


LONGEST_BUTTON = 8
# Different headings that only sites set over lists below an article.
MIN_HEADINGS = 2
MIN_UNDER = 2
MAX_TAIL = 80


def _lists_below(lines: Sequence[Line]) -> range:
    """Return the lists of other pages at the end of a document: headings with headlines below."""
    begin = len(lines)
    while begin and len(lines) - begin < MAX_TAIL and _may_list(lines[begin - 1]):
        begin -= 1
    headings = [at for at in range(begin, len(lines)) if is_related_heading(lines[at])]
    if not headings or begin == 0:
        return range(0)
    tail = range(headings[0], len(lines))
    names = {lines[at].folded.strip(":") for at in headings} & _ONLY_SITES
    under = len(tail) - len(headings)
    different = len({lines[at].folded for at in headings}) >= MIN_HEADINGS
    told = lines[headings[0] - 1].is_prose
    return tail if names and different and told and under >= MIN_UNDER else range(0)


@per_line
def _may_list(line: Line) -> bool:
    return not line.is_paragraph and (
        is_headline(line) or is_related_heading(line) or words_share(line)
    )


# No author sets these over a list of his own.
_ONLY_SITES = word_set(
    """
    热门推荐 猜你喜欢 猜您喜欢 点击排行 点击排行榜 热门文章 最新文章 热门新闻 热点新闻 随机推荐
    随机文章 热门排行 阅读排行 阅读排行榜 热门阅读 热文推荐 推荐文章 栏目推荐 热点推荐 最新更新
    本周热门 今日热点 热点排行 热门标签 为你推荐 为您推荐 大家都在看 精彩推荐 频道推荐 本栏推荐
    热门资讯 最新资讯 推荐资讯 热门点击 本类推荐 最近更新 热门话题 热门搜索 一周热门 今日推荐
    """
)
