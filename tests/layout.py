"""What the tests of the four layout steps share: running one step, and texts that are costly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from unionclean import Config, explain_text

if TYPE_CHECKING:
    from unionclean.result import Result

PIECES = """
    工会 学习贯彻 會議 的 二十 大精神 张三 李四 ， 。 、 ； ： ？ ！ “ ” 《 》 （ ） 【 】 …… ——
    , ; : ? ! ( ) ,, ?? “学 ”活 Python f(x) 1,000 12:30 3.14 ×× 一、 第一条 - # | http://a.cn/x
    工 会 年 2 0 か 한 é 𠮷 \u2f2f \uf900 \ue63a \u200b \u200d \ufeff \u00ad \x07 ``` `a` <b> &nbsp;
"""
BLANKS = [" ", "  ", "\t", "\u3000", "\u00a0", "\n", "\n\n", "\n\n\n\n", "\r\n", "\u2028", "\x0b"]
TEXTS = st.lists(
    st.sampled_from([*PIECES.split(), *BLANKS]) | st.text(max_size=3), max_size=25
).map("".join)

# Shapes on which a careless regular expression takes quadratic time (scale-reliability, D2).
SHAPES = {
    "blanks": " ",
    "wide blanks": "\u3000",
    "line ends": "\n",
    "carriage returns": "\r",
    "blank lines": " \n",
    "commas": ",",
    "chinese commas": "，",
    "open brackets": "(",
    "bracket pairs": "()",
    "chinese brackets": "(工",
    "questions": "?",
    "letter-spaced": "工 ",
    "spaced marks": "， ",
    "letter-spaced articles": "第 一 条  总 则 ， ",
    "slices": "约[2:15]写道:",
    "halfwidth sentence": "工会,",
    "short lines": "工会\n",
    "backquotes": "`",
    "tags": "<a ",
    "addresses": "http://",
    "zero-width": "工\u200b",
    "escapes": "\x1b[",
}


def run(step: str, text: str) -> Result:
    """Run one step on its own, in as many rounds as it needs."""
    return explain_text(text, Config(only=(step,)))


def shaped(shape: str, size: int) -> str:
    """Return one of the ``SHAPES`` again and again, up to ``size`` characters."""
    return SHAPES[shape] * (size // len(SHAPES[shape]))
