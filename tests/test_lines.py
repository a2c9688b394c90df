"""Step `lines`: what holds for any text (what it keeps and repairs: tests/cases)."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from layout import SHAPES, TEXTS, run, shaped
from unionclean import fix_text
from unionclean.steps.lines import complete
from unionclean.steps.lines.ends import weigh_ends
from unionclean.steps.lines.weigh import PAIR, SCALES, measure

ROOT = Path(__file__).resolve().parent.parent


def words(text: str) -> str:
    return "".join(char for char in text if char not in " \t\r\n\u3000\u00a0")


@given(TEXTS)
def test_only_line_ends_change(text: str) -> None:
    result = run("lines", text)
    assert words(result.text) == words(text)
    assert "\r" not in result.text
    assert result.revert() == text
    assert run("lines", result.text).text == result.text


@pytest.mark.parametrize(
    "text", ["工会", "工会\n", "工会\n\n", "工会。\n学习。", "", "\n", "\n\n工会。\n学习。\n\n"]
)
def test_ends_of_a_document_without_damage_stay(text: str) -> None:
    assert run("lines", text).text == text


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n \n", "\r\n"])
def test_a_repaired_document_ends_in_one_line_end(end: str) -> None:
    assert run("lines", "第一段。\r\n第二段。" + end).text == "第一段。\n第二段。\n"


def test_a_page_without_an_article_settles_at_once() -> None:
    counties = "桐梓县| 舞钢市| 静安县| 耿马县| 通河县| 密山市| 鄯善县| 巴东县| 曲水县| 古交市"
    footer = f"{counties}| {counties}"
    once = fix_text(f"\r\n{footer}|")
    assert fix_text(once) == once
    assert "\r" not in once


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_time_grows_with_size(
        lambda size: run("lines", "工" + shaped(shape, size) + "x"), 25_000, 200_000
    )


def test_the_table_of_line_ends_is_what_its_script_builds() -> None:
    pytest.importorskip("snownlp")
    if version("opencc-python-reimplemented") != "0.1.7":
        pytest.skip("the table was built with another version")
    script = ROOT / "scripts" / "build_line_ends.py"
    command = [sys.executable, script, "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("inside", "between"),
    [
        (("我们要", "努力学习"), ("味道很好", "下次再来")),
        (("各级部门要", "提高认识"), ("这是什么呢", "大家都说")),
        (("開發的", "軟體"), ("味道很好", "這裡的")),
    ],
)
def test_inside_a_clause_weighs_more_than_between_sentences(
    inside: tuple[str, str], between: tuple[str, str]
) -> None:
    assert weigh_ends(*inside) > 0 > weigh_ends(*between)


def test_scales_rise_and_cover_all_values() -> None:
    for scale in (*SCALES.values(), PAIR):
        limits = [limit for limit, _ in scale]
        assert limits == sorted(set(limits))
        assert limits[-1] == inf
    assert set(measure("“春天来了，花都开", "“开花。")) < set(SCALES)


LINES = st.text("甲编祝好此致请。！…”—─·._-，、:：/0128)] \u3000", min_size=1, max_size=24)


@given(LINES)
def test_a_line_is_complete_wherever_a_search_of_all_of_it_says_so(line: str) -> None:
    whole = rf"{complete._LEADER}|\A{complete._CLOSING}|{complete._END}"
    assert complete.is_complete(line) == bool(
        re.search(whole, line)
        or len(re.findall(complete._FIELD, line)) > 1
        or (line[-1] in complete._FIGURE_ENDS and complete._is_row(line))
    )
