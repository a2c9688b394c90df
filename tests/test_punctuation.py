"""Step `punctuation`: what holds for any text (what it keeps and repairs: tests/cases)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from layout import SHAPES, TEXTS, run, shaped
from unionclean.steps.punctuation import stops

HALFWIDTH = str.maketrans("，；：？！（）", ",;:?!()")

SENTENCES = (
    "各单位要认真学习（包括自学）；会后，请按时提交总结：成效如何？问题何在？",
    "他说：“今年的任务很重，大家要努力！”说完，他走了。",
    "《办法》（试行）共3章20条，自2024年1月1日起施行；原办法同时废止。",
    "「你好嗎？」她問道，「我很好！」他答：「那就好。」",
)


def folded(text: str) -> str:
    """Return what the step must never change: the text without its marks, doubling and blanks."""
    return "".join(c for c in text.translate(HALFWIDTH) if c not in ",;:。、 \u3000\u00a0\t")


@pytest.mark.parametrize("text", SENTENCES)
def test_folded_sentences_come_back(text: str) -> None:
    assert run("punctuation", text.translate(HALFWIDTH)).text == text
    assert run("punctuation", text).text == text


@given(TEXTS)
def test_only_marks_change(text: str) -> None:
    result = run("punctuation", text)
    assert folded(result.text) == folded(text)
    assert result.revert() == text
    assert run("punctuation", result.text).text == result.text


@given(st.text("0123456789.,:;()!? -", max_size=12))
def test_numbers_stay(number: str) -> None:
    text = f"共有9{number}9个"
    assert run("punctuation", text).text == text


@given(st.text("工会的 ()（）f,。", max_size=20))
def test_brackets_change_in_pairs(text: str) -> None:
    fixed = run("punctuation", text).text
    opened = fixed.count("（") - text.count("（")
    closed = fixed.count("）") - text.count("）")
    assert fixed.count("(") + fixed.count("（") == text.count("(") + text.count("（")
    assert min(opened, closed) >= 0


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_time_grows_with_size(
        lambda size: run("punctuation", "工" + shaped(shape, size) + "x"), 25_000, 200_000
    )


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("f(", "a,", "中"),
        ("甲,乙,丙,丁,戊,己。A. 水 B. 火 C. 木 D. 金\n甲(", " ", "x"),
        ("甲,乙,丙,丁,戊,己。甲(a", "- ", "中),好"),
        ("", "工会,工作,。！、？；甲", ""),
    ],
    ids=["call without end", "place without end", "signs of a formula", "listed marks"],
)
def test_time_grows_with_one_long_line_only(before: str, unit: str, after: str) -> None:
    assert_time_grows_with_size(
        lambda size: run("punctuation", before + unit * (size // len(unit)) + after),
        25_000,
        200_000,
    )


@given(st.text("Ab1.+#_-, 甲", max_size=16))
def test_a_run_of_words_ends_where_a_search_of_all_of_it_says_so(text: str) -> None:
    found = re.search(stops._RUN, text) is not None
    assert stops._ends_run(f"{text},", ",", len(text)) == ("," in text and found)
