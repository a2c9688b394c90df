"""What counts as Chinese prose, and what only holds Chinese characters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from unionclean.code_lines import has_code
from unionclean.prose import Lines, find_protected

PROSE = (
    "某某[注:见下文]说得好。",
    "各单位要认真学习，抓好落实。",
    "他说：“今天的会议很重要。”",
    "使用 Python 3.11 编写，共 1,000 行；版本为 v1.2。",
    "打开<b>设置</b>，选择“语言”。",
    "函数f(x)的值为3，栈(stack)为空。",
    "如果文件不存在，系统会返回空值；这时请检查name='config'的设置是否正确，然后再次运行程序。",
)
CODE = (
    'print("你好，世界")',
    "import os  # 导入模块",
    '{"姓名": "张三", "城市": "北京"}',
    "if 名字 == '张三':",
    "值 = '工 会'",
    "结果 = 数据[头:尾]",
    "return 结果;",
    "// 注释，说明",
    "sudo apt install 软件() \\n",
)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_code(line: str) -> None:
    assert not has_code(line)


@pytest.mark.parametrize("line", CODE)
def test_code_is_code(line: str) -> None:
    assert has_code(line)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("各单位要认真学习，抓好落实。", True),
        ("使用 Python 编写的程序", True),
        ("这部电影叫《となりのトトロ》，中文译名是龙猫，非常好看", True),
        ("The capital of China is 北京 and not 上海.", False),
        ("東京と大阪で使われています。", False),
        ("한국어(韓國語) 문장입니다.", False),
        ("12:30", False),
    ],
)
def test_language_of_a_line(text: str, *, chinese: bool) -> None:
    assert Lines(text).is_chinese(len(text) // 2) is chinese


def test_a_line_of_han_in_a_japanese_document_is_japanese() -> None:
    text = "暗黒の前兆の製作者:\nこの設定はあとから変更できます。\n詳しくはヘルプを見てください。\n"
    assert not Lines(text).is_chinese(5)


def test_protected_stretches_are_sorted_and_apart() -> None:
    text = (
        "见https://a.cn/x,y。\n```\nhttp://b.cn `x`\n```\n用`a, b`和<b c='d'>粗体</b>，www.a.cn。"
    )
    spans = list(find_protected(text))
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    shown = [text[start:end] for start, end in spans]
    assert shown == [
        "://a.cn/x,y", "```\nhttp://b.cn `x`\n```", "`a, b`", "<b c='d'>", "</b>", "www.a.cn",
    ]  # fmt: skip


def test_rows_of_a_table() -> None:
    table = "姓名,性别,城市\n张三,男,北京\n李四,女,上海\n"
    prose = "今天,大家都来了,很好。\n明天,大家也来,一起学习。\n后天,大家休息,不来了。\n"
    assert Lines(table).is_protected(5)
    assert not Lines(prose).is_protected(5)
    assert Lines(prose + table).is_protected(len(prose) + 5)


@pytest.mark.parametrize(
    "verses",
    [
        "清风明月夜,白露满庭芳.\n远客闻鸿雁,孤舟泊小塘.\n归心随逝水,何处是吾乡.\n",
        "清风明月夜,白露满庭芳\n君不见长河落日照边关,白发征人何时还\n归心随逝水,何处是吾乡\n",
        "雨下了,街上没有一个人\n你说过的话,我还记得\n等到天亮,我们就走吧\n",
    ],
)
def test_verses_are_no_table_of_two(verses: str) -> None:
    table = "姓名,城市\n张三,北京\n李四,上海\ntimeout,超时时间\n"
    assert Lines(table).is_protected(5)
    assert not Lines(verses).is_protected(5)


def test_names_with_a_slash_are_no_tagged_words() -> None:
    assert Lines("今天/t 天气/n 很/d 好/a ,/w 我们/r 去/v 公园/n\n").is_protected(5)
    assert not Lines("TCP/IP HTTP/S UDP/TCP 三种,都是基础,必须掌握。\n").is_protected(5)
