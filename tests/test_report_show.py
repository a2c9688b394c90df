"""What reaches a terminal: nothing that could write on it, and columns that fit."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean.report.show import clip, count, show, show_path, width


@pytest.mark.parametrize("text", ["", "abc", "學(xué)習，「好」 ～", "[red]x[/red]", "é\u0301"])
def test_what_is_printable_stays(text: str) -> None:
    assert show(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),  # C1: an escape sequence in one character
        ("a\nb\r\t", "a\\nb\\r\\t"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u200b\ufeff\u3000\xa0", "\\u200b\\ufeff\\u3000\\xa0"),
        ("\ue63a", "\\ue63a"),  # private use: lost bytes, different in every font
        ("\U000e0041", "\\U000e0041"),
        ("\udc80", "\\udc80"),
    ],
)
def test_what_is_not_is_spelled_out(text: str, shown: str) -> None:
    assert show(text) == shown


@given(st.text())
def test_nothing_unprintable_gets_through(text: str) -> None:
    assert show(text).isprintable()


@given(st.binary(max_size=40))
def test_any_file_name_can_be_shown(name: bytes) -> None:
    shown = show_path(os.fsdecode(name.replace(b"\0", b"")))
    assert shown.isprintable()
    shown.encode("utf-8")


def test_width_counts_columns() -> None:
    assert width("a學，b") == 6
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1


def test_clip_keeps_both_ends() -> None:
    assert clip("甲" * 40) == "甲" * 40
    assert clip("甲" * 30 + "乙" * 30) == "甲" * 20 + "…(20)…" + "乙" * 20


def test_count_knows_singular_and_plural() -> None:
    assert [count(number, "place") for number in (0, 1, 1200)] == [
        "0 places", "1 place", "1,200 places",
    ]  # fmt: skip
