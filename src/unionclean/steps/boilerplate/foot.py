"""Where the foot of a proven page begins below its article."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.alike import (
    DATE,
    is_named,
    is_own_field,
    is_signed,
    speaks_of_page,
)
from unionclean.steps.boilerplate.beside import is_headline, is_row
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.core import find_core
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.lexicon import word_set
from unionclean.steps.boilerplate.page_words import words_of
from unionclean.steps.boilerplate.phrases import NUMBERED
from unionclean.steps.boilerplate.speech import heads
from unionclean.steps.boilerplate.tail import MANY_LINES, tail_start
from unionclean.steps.boilerplate.thread import is_reply
from unionclean.steps.boilerplate.witness import are_kin, is_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionclean.steps.boilerplate.core import Core
    from unionclean.steps.boilerplate.layout import Line
    from unionclean.steps.boilerplate.witness import Page

# An office, a date and a note may stand between the article and its foot.
MAX_SIGNATURE = 8
# More short lines than this are a list of the author's, which may hold a word of pages.
MAX_LAST = 3
# Share of the lines of a foot that look like the page's.
MIN_SHARE = 0.3


def foot_lines(page: Page) -> dict[int, str]:
    """Return the lines from the first one of the page's foot on, without what names the author."""
    lines, last, end = page.lines, page.core.last, len(page.lines)
    sure = next((index for index in range(last + 1, end) if index in page.reasons), end)
    most = last + (MAX_SIGNATURE if page.solid else MAX_LAST) + 2
    foot = next(
        (
            index
            for index in range(last + 1, min(sure, most))
            if index in page.seen and may_open(lines[index]) and _is_foot(page, range(index, sure))
        ),
        sure,
    )
    if foot - last > MAX_SIGNATURE + 1 or foot == end:
        foot = _dense_foot(page, foot)
    own = [i for i, line in enumerate(lines) if line.is_paragraph and i not in page.reasons]
    tail = tail_start(lines, page.reasons, own)
    if last < tail <= end - MANY_LINES:
        foot = min(foot, tail)
    while foot - 1 > last and _is_staff(lines[foot - 1]):
        foot -= 1
    rest = range(foot, end)
    if foot == tail < end:
        return dict.fromkeys(others_behind(lines, page.core, rest), "list below the article")
    least = MIN_SOLID_SHARE if page.solid and _is_headed(page) else MIN_SHARE
    if sum(index in page.seen for index in rest) < len(rest) * least:
        return {}
    return dict.fromkeys(others_behind(lines, page.core, rest), "below the article's end")


# Words that a page files its article under: right below it, one a line, most of them in its text.
MIN_TAGS = 2
MAX_TAGS = 12
MIN_USED = 0.6
_TAG = rf"^[{HAN}A-Za-z0-9]{{2,8}}$"
_END = (
    r"^[-—─=~ ·*]*(?:THE ?)?END[-—─=~ ·*]*$|^[(]?本章完[)]?$"
    r"|^[-—─=~·* ]{1,12}(?:完|结束|全文完)[-—─=~·* ]{1,12}$"
)


def tag_lines(page: Page, gone: Mapping[int, str]) -> dict[int, str]:
    """Return the tags between the last paragraph and the foot below it, and the mark of the end."""
    lines, begin = page.lines, page.core.last + 1
    if begin < len(lines) and regex(_END).match(lines[begin].folded):
        return {begin: "end of the article"}
    end = begin
    while end < len(lines) and end not in gone and regex(_TAG).match(lines[end].folded):
        end += 1
    tags = range(begin, end)
    if not MIN_TAGS <= len(tags) <= MAX_TAGS or not page.solid or end not in gone:
        return {}
    if lines[page.core.last].text[-1] not in "。！？”」":
        return {}  # what a colon announces is the author's
    titles = (lines[index].folded for index in range(page.core.first) if index not in gone)
    text = "\n".join((*titles, page.core.text))
    used = sum(lines[index].folded in text for index in tags)
    return dict.fromkeys(tags, "tags of the page") if used >= MIN_USED * len(tags) else {}


# Lines of a foot in a row that show it wherever the article's own short lines end.
DENSE = 5
MIN_DENSE = 3
MAX_TRIED = 5


def _dense_foot(page: Page, sure: int) -> int:
    """Return where the page's lines stand so close together that no list of the author's does."""
    dense = (
        index
        for index in range(page.core.last + 1, sure)
        if index in page.seen
        and may_open(page.lines[index])
        and sum(at in page.seen for at in range(index, index + DENSE)) >= MIN_DENSE
    )
    tried = islice(dense, MAX_TRIED)  # each looks at all that follows
    return next((at for at in tried if _is_foot(page, range(at, sure))), len(page.lines))


# Fields of a thing (退房时间：12:00) may stand behind its description and a button.
MAX_FIELDS = 5


def others_behind(lines: Sequence[Line], core: Core, where: Iterable[int]) -> list[int]:
    """Return which lines below the article are nothing that its author or a reader wrote."""
    signature = _signature(lines, core)
    return [index for index in where if index not in signature and _may_go(lines, core, index)]


def _may_go(lines: Sequence[Line], core: Core, index: int) -> bool:
    line = lines[index]
    return not (
        is_reply(lines, index)
        or is_signed(lines, index)
        or is_named(line)
        or (index <= core.last + 2 and is_byline(line))
        or (index <= core.last + MAX_FIELDS and is_own_field(lines, index))
        or _is_listed(lines, index)
        # Behind a list a paragraph may be the author's.
        or (not core.prose and line.is_paragraph and not speaks_of_page(line))
    )


MIN_ITEMS = 2


def _is_listed(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is of a numbered list below words that announce it as no page does."""
    first = index
    while first and regex(NUMBERED).match(lines[first].folded):
        first -= 1
    heading = lines[first]
    items = lines[first + 1 : first + 1 + MIN_ITEMS]
    return (
        heading.folded.endswith(":")
        and not heads(heading)
        and len(items) == MIN_ITEMS
        and all(regex(NUMBERED).match(item.folded) for item in items)
        and not any(map(speaks_of_page, items))
    )


# Who signs a text may have several names; a date further below is the page's.
MAX_SIGNERS = 3
_ENDS = "。！!？?~～…”"
_SIGNER = rf"^[{HAN} ()·]{{2,30}}$"


def _signature(lines: Sequence[Line], core: Core) -> range:
    """Return who signs the article, whatever the name, and the date below: 图书馆, 2023年7月3日.

    Headlines have dates as well, but there are several of them, and a heading stands above.
    """
    begin = core.last + 1
    while begin < len(lines) and lines[begin].text[-1] in _ENDS:
        begin += 1  # a wish, which is no paragraph
    for at in range(begin, min(begin + MAX_SIGNERS + 1, len(lines))):
        folded = lines[at].folded
        if regex(DATE).search(folded):
            after = lines[at + 1 : at + 1 + MAX_SIGNERS]
            dated = any(regex(DATE).search(line.folded) for line in after)
            return range(0) if dated else range(begin, at + 1)
        if not regex(_SIGNER).match(folded) or heads(lines[at]):
            break
    return range(0)


# Reasons that say where a line stands or what words it has, and not that it is the page's.
_SOFT = ("interface", "behind the page's foot", "below the article's end")


def keep_kin(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take lines back from the foot in ``reasons`` that go on with the article's own words."""
    core = find_core(lines, reasons)
    if core is None:
        return
    foot = next((index for index in sorted(reasons) if index > core.last), len(lines))
    end = foot
    while reasons.get(end, "").startswith(_SOFT):
        end += 1
    if are_kin(lines, range(foot, end), core):
        for index in range(foot, end):
            del reasons[index]


# Headings that an author sets over his own last lines.
_OWN_HEADINGS = word_set(
    """
    联系方式 联系我们 参考资料 参考文献 注释 译文 说明 附件 目录 备注 简介 作者简介
    公告 通知 活动 问题 附录 报名方式 投稿方式 投稿邮箱 交通 地址 电话 版权 声明 资料
    答案 历史 简历 更新 下载 资料来源 图片 视频 音乐
    """
)


def may_open(line: Line) -> bool:
    """Tell whether a foot may begin with a line that no rule took."""
    return is_exact(line) and line.folded.strip(" :") not in _OWN_HEADINGS


# Share of the lines above the first sure one of a foot that look like the page's; where there is
# no sure one, so many lines.
MIN_FOOT_SHARE = 0.5
MIN_FOOT = 5
# Behind an article of paragraphs alone no list of the author's stands; behind one that speaks of
# pages more of his lines may look like the page's.
MIN_SOLID_SHARE = 0.15
MIN_ABOUT_SHARE = 0.5
# No longer line stands there that is neither the page's nor the author's.
MAX_LOOSE = 16
MAX_SOLID_LOOSE = 30
# A form to fill in has labels without a value.
MAX_LABEL = 7


def _is_foot(page: Page, where: range) -> bool:
    """Tell whether lines above the first sure one of the page are its own too."""
    shown = 0
    headed = False
    longest = MAX_SOLID_LOOSE if page.solid else MAX_LOOSE
    for index in where:
        line = page.lines[index]
        known = index in page.seen
        under = headed and not known and is_headline(line)
        headed = heads(line) or under or (known and line.folded[-1] == ":")
        if known or headed:
            shown += 1
        elif (
            (len(line.text) > longest and not is_row(line))
            or line.text[-1] in "。；"
            or (line.text[-1] == "：" and len(line.text) > MAX_LABEL)
            or (line.is_prose and not words_of(line.folded) and not _may_boast(page, line, shown))
            or is_own_field(page.lines, index)
        ):
            return False
    least = MIN_SOLID_SHARE if page.solid else MIN_FOOT_SHARE
    if shown < len(where) * (least if page.core.plain else MIN_ABOUT_SHARE):
        return False
    if where.stop < len(page.lines):
        return True
    return shown >= (MIN_HEADED_FOOT if page.solid and _is_headed(page) else MIN_FOOT)


# What an account says of itself stands among the buttons below a video.
MIN_BEFORE_BOAST = 4


def _may_boast(page: Page, line: Line, shown: int) -> bool:
    """Tell whether a short remark without a full stop stands behind several lines of the page."""
    return page.solid and shown >= MIN_BEFORE_BOAST and line.text[-1] not in _ENDS


# Lines above an article that rules took for certain: then its foot needs less proof.
MIN_HEAD = 6
MIN_HEADED_FOOT = 3


def _is_headed(page: Page) -> bool:
    return sum(index < page.core.first for index in page.reasons) >= MIN_HEAD


# 【编辑】小满
_BRACKETED = (
    rf"^[\[【(](?:责任编辑|责编|编辑|审核|校对|责任校对|终审|初审|监制)[\])】] ?[{HAN}]{{2,4}}$"
)
# A pen name, a nickname.
MAX_STAFF = 6


def _is_staff(line: Line) -> bool:
    """Tell whether a line credits somebody of the page, whatever the name: 编辑：小林."""
    if regex(_BRACKETED).match(line.folded):
        return True
    fields = split_fields(line.folded)
    return bool(fields) and all(
        field.kind in {"editor", "staff"} and 0 < len(field.value) <= MAX_STAFF for field in fields
    )
