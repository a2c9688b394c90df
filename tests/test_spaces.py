"""Step `spaces`: what holds for any text (what it keeps and repairs: tests/cases)."""

from __future__ import annotations

import random

import pytest
from hypothesis import given

from growth import assert_time_grows_with_size
from layout import SHAPES, TEXTS, run, shaped

SENTENCES = (
    "各单位要认真学习会议精神，结合实际制定工作方案，明确责任分工，确保各项任务按时完成。",
    "今年以来，全市经济运行总体平稳，主要指标保持增长，居民收入稳步提高，社会大局和谐稳定。",
    "会议強調，各級機關要切實轉變作風，深入基層調查研究，傾聽群眾意見，解決實際困難。",
)


def without_blanks(text: str) -> str:
    return "".join(char for char in text if not char.isspace())


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("share", [0.05, 0.2, 1.0])
def test_random_blanks_go_again(seed: int, share: float) -> None:
    rng = random.Random(seed)
    clean = "\n".join(rng.sample(SENTENCES, 3)) + "\n"
    damaged = "".join(
        char + (" " if char != "\n" and rng.random() < share else "") for char in clean
    )
    fixed = run("spaces", damaged).text
    left = fixed.count(" ")
    assert without_blanks(fixed) == without_blanks(clean)
    assert left == 0 or share < 0.1


@given(TEXTS)
def test_only_blanks_are_removed(text: str) -> None:
    result = run("spaces", text)
    assert without_blanks(result.text) == without_blanks(text)
    assert result.text.count("\n") == text.count("\n")
    assert result.revert() == text
    assert run("spaces", result.text).text == result.text


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_time_grows_with_size(
        lambda size: run("spaces", "工" + shaped(shape, size) + "x"), 25_000, 200_000
    )


@pytest.mark.parametrize(
    "unit",
    ["新 华 社 北 京 1 月 3 日 电 hello ", "空格：变成“中 国 人 民”，这 里 是。"],
    ids=["rows of signs", "quoted examples"],
)
def test_time_grows_with_one_long_line_only(unit: str) -> None:
    assert_time_grows_with_size(lambda number: run("spaces", unit * number), 3_000, 24_000)
