"""Readings of whole words from which the letters with tone marks were lost."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import fix_text
from unionclean.steps.pinyin.tables import load_tables
from unionclean.steps.pinyin.words import find_words

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "经济",
    "发展",
    "管理",
    "研究",
    "系统",
    "技术",
    "方法",
    "内容",
    "学生",
    "教学",
    "质量",
    "工程",
    "设备",
    "产品",
    "市场",
    "服务",
    "环境",
    "结构",
    "电子商务",
    "基本概念",
    "可持续",
    "信息化",
    "责任制",
    "发言人",
]


def drop(letter: str) -> str:
    return letter if letter <= "z" else ""


def drop_and_script_g(letter: str) -> str:
    return "" if letter == "g" or letter > "z" else letter


def question_mark(letter: str) -> str:
    return letter if letter <= "z" else "?"


def gloss(word: str, show: Callable[[str], str], blank: str) -> str:
    readings = [load_tables().first(char) for char in word]
    return f"{word}({blank.join(''.join(map(show, reading)) for reading in readings)})"


@pytest.mark.parametrize("show", [drop, drop_and_script_g, question_mark])
@pytest.mark.parametrize("blank", ["", " "])
@given(seed=st.integers(0, 1_000_000))
def test_readings_of_words_are_removed(show: Callable[[str], str], blank: str, seed: int) -> None:
    random = Random(seed)
    chosen = random.sample(WORDS, 8)
    clean = "。".join(f"我们要做好{word}的工作" for word in chosen) + "。"
    damaged = clean
    for word in chosen:
        damaged = damaged.replace(word, gloss(word, show, blank))
    edits = find_words(damaged)
    # A reading such as yī hardly leaves a letter, so a few may stay; nothing else may go.
    assert len(edits) >= 6
    assert all(damaged[edit.start] == "(" and not edit.new for edit in edits)


def test_whole_readings_go_only_beside_torn_ones() -> None:
    torn = "企业(qy)的管理(gunl)和发展(fzhn)，内部(nib)的定义(dngy)。"
    whole = "还有研究(yánjiū)。"
    assert "(" not in fix_text(torn + whole)
    assert fix_text(whole * 3) == whole * 3


@pytest.mark.parametrize(
    "kept",
    [
        "密码(mm)、基地(jd)、机器(jq)、题目(tm)、地址(dzh)都是缩写。",
        "长度以米(m)计，重量以克(g)计，时间以时(h)计，体积(tj)另算。",
        "数据库(sjk)的表名(bm)、字段(zd)、姓名(xm)、性别(xb)、年龄(nl)、地址(dz)。",
        "函数(f)的变量(x)、参数(n)、常数(c)、时间(t)。",
        "学习(xuexi)、中国(zhongguo)、发展(fazhan)、经济(jingji)。",
        "学习(xué xí)、中国(zhōng guó)、发展(fā zhǎn)、经济(jīng jì)。",
        "发展(fzhn)是个怪词，管理(gunl)也是。",
        "栈(stack)、队列(queue)、树(tree)、图(graph)、表(list)、数组(array)。",
    ],
)
def test_other_brackets_stay(kept: str) -> None:
    assert find_words(kept) == []
