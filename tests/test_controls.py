"""Step `controls`: what holds for any text (what it keeps and repairs: tests/cases)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from growth import assert_time_grows_with_size
from layout import SHAPES, TEXTS, run, shaped
from unionclean.chars import is_han
from unionclean.steps.controls import _RADICALS

# Everything the step may change; all other characters of Unicode must come out as they went in.
TOUCHED = {"Cc", "Cf", "Zl", "Zp"}
ALSO_TOUCHED = {"\u00a0", "\u034f", "\u115f", "\u1160", "\ufe0e", "\ufe0f", "\u3164", "\uffa0"}


def test_no_other_character_of_unicode_changes() -> None:
    kept = [
        char
        for char in map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x110000)))
        if unicodedata.category(char) not in TOUCHED
        and char not in ALSO_TOUCHED
        and not unicodedata.name(char, "").startswith(
            ("KANGXI", "CJK RADICAL", "CJK COMPAT", "PRESENTATION FORM FOR VERTICAL")
        )
    ]
    text = "中".join(kept)
    assert run("controls", text).text == text
    assert len(kept) > 1_000_000


def test_every_look_alike_becomes_one_han_character() -> None:
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFA6D), (0x2F800, 0x2FA1D)):
        for char in map(chr, range(first, last + 1)):
            fixed = run("controls", f"中{char}文").text
            assert len(fixed) == 3
            assert is_han(fixed[1]) or not unicodedata.decomposition(char)


def test_marks_of_vertical_lines_stand_upright() -> None:
    text = "他説︓︽水滸傳︾︵第三回︶︐好︕真的︖﹃嗯﹄︒"
    assert run("controls", text).text == "他説：《水滸傳》（第三回），好！真的？『嗯』。"
    assert run("controls", "她笑了︶︿︶︒").text == "她笑了︶︿︶︒"  # one mark tells nothing


def test_radicals_stand_for_unified_characters() -> None:
    for radical, char in _RADICALS.items():
        assert unicodedata.name(radical).startswith("CJK RADICAL")
        assert unicodedata.name(char).startswith("CJK UNIFIED")
        fitting = unicodedata.normalize("NFKC", radical)
        assert fitting in (radical, char)


@given(TEXTS)
def test_only_suspects_are_removed(text: str) -> None:
    result = run("controls", text)
    assert result.revert() == text
    assert run("controls", result.text).text == result.text
    for edit in result.edits.get("controls", ()):
        assert len(edit.new) <= edit.end - edit.start


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_time_grows_with_size(
        lambda size: run("controls", "工" + shaped(shape, size) + "x"), 25_000, 200_000
    )
