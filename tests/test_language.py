"""The language model tells good readings from wrong ones; its table is what its script builds."""

from __future__ import annotations

import math
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean.language import load

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "unionclean" / "data" / "language.txt"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("工会工作", "宸ヤ細宸ヤ綔"),  # UTF-8 read as GB18030
        ("會議紀錄", "穦某魁"),  # Big5 read as GB18030
        ("学习精神", "悝炾儕朸"),  # GB18030 read as Big5
        ("你好", "콱봤"),  # GB18030 read as EUC-KR
        ("人民政府", "ÈËÃñÕþ¸®"),  # GB18030 read as Latin-1
        ("佢哋唔係香港人", "佢哋唔係香港亻"),
        ("Привет", "оПХБЕР"),  # KOI8-R read as Windows-1251 swaps the cases
        ("café", "cafÃ©"),
    ],
)
def test_good_reading_wins(good: str, bad: str) -> None:
    model = load()
    assert model.score(good) > model.score(bad) + 4


def test_both_scripts_are_known() -> None:
    model = load()
    for simplified, traditional in (("学习", "學習"), ("网络", "網路"), ("这里", "這裡")):
        assert abs(model.score(simplified) - model.score(traditional)) < 5


@given(st.text(max_size=60))
def test_score_is_the_sum_of_its_parts(text: str) -> None:
    model = load()
    parts = [model.char(text[0])] if text else []
    parts += [model.pair(a, b) for a, b in pairwise(text)]
    assert all(part <= 0 for part in parts)
    assert model.score(text) == pytest.approx(sum(parts))


@pytest.mark.parametrize("before", "的工會，我佢")
def test_probabilities_after_a_character_add_up_to_one_at_most(before: str) -> None:
    model = load()
    followers = [line[0] for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    total = sum(math.exp(model.pair(before, char)) for char in followers)
    assert 0.7 < total < 1.2  # levels are rounded to a quarter of a nat


def test_the_order_of_questions_does_not_matter() -> None:
    # A process sees one document after the other: the first must not decide about the next.
    fresh, used = load.__wrapped__(), load.__wrapped__()
    for char in "\ue55fÃ€ï¼あ한Жñ":
        used.char(char)
        used.pair(char, "中")
        used.pair("中", char)
    assert used.rare.pattern == fresh.rare.pattern
    assert used.score("Ã中あ文") == fresh.score("Ã中あ文")


def test_rare_pattern_matches_what_good_text_hardly_holds() -> None:
    rare = load().rare
    assert not rare.search("各级工会组织认真学习，開會的時候請把手機關掉。ABC 123")
    assert rare.search("穦某魁")
    assert rare.search("\ue55f")


def test_table_fits_into_the_wheel_and_is_sorted() -> None:
    assert TABLE.stat().st_size < 2_000_000
    lines = [x for x in TABLE.read_text("utf-8").splitlines() if not x.startswith("#")]
    assert lines == sorted(lines)
    assert len({line[0] for line in lines}) == len(lines)


def test_table_is_what_the_script_builds() -> None:
    pytest.importorskip("jieba")
    if version("jieba") != "0.42.1" or version("opencc-python-reimplemented") != "0.1.7":
        pytest.skip("the table was built from other versions")
    import build_language

    assert build_language.build() == TABLE.read_text("utf-8")
