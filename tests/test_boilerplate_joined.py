"""Pages whose line ends became blanks: what the rules read, and what they must leave."""

from __future__ import annotations

import pytest

from boilerplate_pages import Page, load_pages, load_shapes
from growth import assert_time_grows_with_size
from unionclean import fix_text
from unionclean.edits import Edit, apply_edits
from unionclean.steps.boilerplate.joined import part_lines
from unionclean.steps.boilerplate.page import find_frame

ARTICLE = (
    "周日下午教你修旧书 书脊开裂、书页脱落，扔了可惜。周日下午两点，请修书师傅教大家修旧书。"
    " 每人限带两本，古籍不修。名额二十个，电话报名。"
)
HEAD = "城南图书馆 首页 读者服务 数字资源 联系我们 当前位置：首页 > 活动预告 > 正文 "
FOOT = " 【打印】【关闭】 上一篇：少儿绘本会 下一篇：闭馆通知 版权所有 城南图书馆 苏ICP备10000000号"


def clean(text: str) -> str:
    return apply_edits(text, [item for item in find_frame(text) if isinstance(item, Edit)])


def joined(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n") if line.strip()) + "\n"


def bare(text: str) -> str:
    return "".join(text.split())


# Nothing changes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "第一章 总则 第二章 会员 第三章 组织 第四章 经费 首页 目录 返回 上一章 下一章",
        "运动会设 跳绳 拔河 跳远 铅球 接力 五个项目 请到工会办公室 登录 报名 打印 表格 关于我们",
        # Buttons in brackets, one after the other, in the manual of a program.
        "點選 [編輯] 即可修改。 [關閉] 離開視窗。 [列印] 列印。 [首頁] 回第一頁。 [搜尋] 找字。",
    ],
)
def test_text_of_an_author_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("name", sorted(load_shapes()))
def test_articles_of_every_shape_stay(name: str) -> None:
    text = joined("\n".join(load_shapes()[name]))
    assert clean(text) == text


# What goes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_page_of_one_line_loses_its_frame(end: str) -> None:
    assert clean(HEAD + ARTICLE + FOOT + end) == ARTICLE + end


def test_lines_are_told_from_blanks_inside_them() -> None:
    text = (
        "首页 新闻 English 首页 > 新闻 > 正文 Nginx 日志按天切割的做法 发表于 2019-06-02 10:11"
        " 来源：某报 作者：李明 最近的日志实在太大，如果直接用 readlines() 内存就爆了。"
        " 上一篇： 秋收 下一篇： 没有了 Copyright 2019 某网 All Rights Reserved"
    )
    parted = part_lines(text)
    assert parted.replace("\n", " ") == text
    assert parted.split("\n") == [
        "首页",
        "新闻",
        "English",
        "首页 > 新闻 > 正文",
        "Nginx 日志按天切割的做法",
        "发表于 2019-06-02 10:11 来源：某报 作者：李明",
        "最近的日志实在太大，如果直接用 readlines() 内存就爆了。",
        "上一篇： 秋收",
        "下一篇： 没有了",
        "Copyright 2019 某网 All Rights Reserved",
    ]


def test_composed_pages_of_one_line() -> None:
    """No sentence of an article goes; of 13,000 lines of frames most do, if fewer than in lines."""
    frames = left = 0
    lost: list[str] = []
    for page in load_pages():
        text = bare(clean(joined(page.text)))
        article = [bare(line) for line in page.article if bare(line)]
        frame = [bare(line) for line in page.frame if bare(line)]
        shown = [line for line in frame if not any(line in own for own in article)]
        frames += len(shown)
        left += sum(line in text for line in shown)
        lost += [line for line in article if line not in text and line[-1] in "。！”"]
    assert lost == []
    assert left < 0.25 * frames


SAMPLE = [pytest.param(page, id=page.name) for page in load_pages()[::25]]


@pytest.mark.parametrize("page", SAMPLE)
def test_a_second_run_changes_nothing(page: Page) -> None:
    fixed = fix_text(joined(page.text))
    assert fix_text(fixed) == fixed


# Speed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "工会新闻 ",
        "使用 Python 语言 ",
        "这个很长的语言工具，很 ",
        "版权所有 某 ",
        "2019-01-02 ",
    ],
)
def test_time_grows_with_size(unit: str) -> None:
    def work(size: int) -> object:
        return find_frame(HEAD + ARTICLE + " " + unit * (size // len(unit)) + FOOT)

    assert_time_grows_with_size(work, 20_000, 160_000)
