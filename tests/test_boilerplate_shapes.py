"""Articles of every shape in the frames of all pages: no line of them is lost."""

from __future__ import annotations

import pytest

from boilerplate_pages import dress, load_pages, load_shapes
from unionclean.edits import Edit, apply_edits
from unionclean.steps.boilerplate.page import find_frame

PAGES = load_pages()
SHAPES = load_shapes()
# Every shape meets each tenth page here, another tenth each; bench/boilerplate.py takes all.
EACH = 10
# Titles that are lost today, all of them entries of menus as well: page, line. An unknown line of
# the page below them may be the title, too.
KNOWN = {
    ("台湾博客七", "公告"),
    ("菜谱站八", "公告"),
    ("菜谱四", "公告"),
    ("招聘七", "公告"),
    ("ugc-baijia", "公告"),
    ("农场十一", "古诗默写"),
    ("汽车论坛十三10", "公告"),
    ("公众号十五", "公告"),
    ("encyclopedia十七12", "公告"),
    ("食譜十七一", "公告"),
    ("百科十七甲", "公告"),
    ("forum-tw-mobile 廿四", "公告"),
    ("forum-discuz 廿四", "公告"),
    ("zhihu-qa 廿四", "公告"),
    ("hk-news 廿四", "公告"),
    ("recipe 廿四", "公告"),
    ("job-post 廿四", "公告"),
    ("wechat 廿四", "公告"),
    ("tieba 廿四", "公告"),
    ("baike 廿四", "公告"),
    ("douban 廿四", "公告"),
    ("toutiao 廿四", "公告"),
    ("poem-site 廿四", "公告"),
    ("wenku 廿四", "公告"),
    ("h-video 廿四", "公告"),
    # Twelve characters of verse, in a frame whose menu is a longer list.
    ("银行公告十七", "蛙声"),
    ("银行公告十七", "古池边"),
    ("银行公告十七", "一只蛙"),
    ("银行公告十七", "跳进了"),
    ("银行公告十七", "月亮"),
    # Messages of programs whose only sentence is one of theirs.
    ("问医十四", "用户名或密码错误"),
    ("问医十四", "登录成功"),
    ("问医十四", "是否保存更改？"),
    ("问医十四", "操作已取消"),
    ("classified 廿四", "用户名或密码错误"),
    ("classified 廿四", "登录成功"),
    ("classified 廿四", "是否保存更改？"),
    ("classified 廿四", "操作已取消"),
}


def _kept(text: str) -> list[str]:
    edits = [item for item in find_frame(text) if isinstance(item, Edit)]
    return [line.strip() for line in apply_edits(text, edits).split("\n")]


def test_there_are_shapes_of_many_kinds() -> None:
    assert len(SHAPES) >= 30
    assert all(len(lines) >= 3 for lines in SHAPES.values())


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_without_a_frame_stays_as_it_is(name: str) -> None:
    assert [e for e in find_frame("\n".join(SHAPES[name]) + "\n") if isinstance(e, Edit)] == []


@pytest.mark.parametrize(("number", "name"), list(enumerate(SHAPES)))
def test_no_line_of_a_shape_is_lost_in_a_frame(number: int, name: str) -> None:
    lost = {
        page.name: missing
        for page in PAGES[number % EACH :: EACH]
        if (missing := set(SHAPES[name]) - set(_kept(dress(page, SHAPES[name]))))
    }
    found = {(page, line) for page, missing in lost.items() for line in missing}
    assert found <= KNOWN
