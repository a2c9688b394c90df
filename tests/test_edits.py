"""Edits: applied, inverted and traced back without losing a character."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean.edits import (
    Edit,
    LineIndex,
    OffsetMap,
    apply_edits,
    compose_edits,
    diff_same_length,
    follow,
    invert_edits,
)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("工会abc, ，(（\n𠮷", max_size=40))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Edit(a, b, draw(st.text("新字x", max_size=3))) for a, b in pairs]


def test_no_edits_return_the_same_object() -> None:
    text = "工会工作" * 3
    assert apply_edits(text, []) is text


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(2, 3, ""), Edit(0, 1, "")],
        [Edit(0, 2, ""), Edit(1, 3, "")],
        [Edit(0, 9, "")],
        [Edit(2, 1, "")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("工会工作", edits)


@given(texts_with_edits())
def test_inverted_edits_give_the_text_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    fixed = apply_edits(text, edits)
    assert apply_edits(fixed, list(invert_edits(text, edits))) == text


@given(texts_with_edits())
def test_kept_characters_map_to_themselves(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    fixed = apply_edits(text, edits)
    where = OffsetMap(edits)
    replaced = {i for e in edits for i in range(e.start, e.end)}
    sources = [where.source(i) for i in range(len(fixed))]
    assert sources == sorted(sources)
    kept = [i for i in range(len(text)) if i not in replaced]
    assert set(kept) <= set(sources) | {len(text)}
    for offset, source in enumerate(sources):
        if source in kept and sources.count(source) == 1:
            assert fixed[offset] == text[source]


@given(st.lists(st.sampled_from([("后", "後"), ("后", "后"), ("a", "b"), ("\n", "\n")])))
def test_same_length_difference_rebuilds_the_text(pairs: list[tuple[str, str]]) -> None:
    before = "".join(old for old, _ in pairs)
    after = "".join(new for _, new in pairs)
    edits = list(diff_same_length(before, after, "x"))
    assert apply_edits(before, edits) == after
    assert all(before[e.start : e.end] != e.new for e in edits)


def test_same_length_difference_refuses_other_lengths() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(diff_same_length("工会", "工", ""))


def test_lines_and_columns_count_from_one() -> None:
    lines = LineIndex("甲\n乙丙\n")
    assert [lines.locate(i) for i in range(6)] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1)]


def test_nothing_to_compose() -> None:
    assert list(compose_edits((), ())) == []


def test_edits_apart_stay_apart() -> None:
    first = [Edit(0, 1, ""), Edit(5, 6, "XY")]  # abcdefgh -> bcdeXYgh
    second = [Edit(1, 2, "C")]  # -> bCdeXYgh
    composed = list(compose_edits(first, second))
    assert [edit[:3] for edit in composed] == [(0, 1, ""), (2, 3, "C"), (5, 6, "XY")]


def test_edits_that_touch_become_one() -> None:
    first = [Edit(1, 4, "")]  # 學(xué)習 loses its bracket ...
    second = [Edit(0, 2, "学习")]  # ... and then both characters change
    assert [edit[:3] for edit in compose_edits(first, second)] == [(0, 5, "学习")]


@st.composite
def _edits(draw: Any, text: str) -> list[Edit]:
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return [Edit(start, end, draw(st.text("xyz", max_size=3))) for start, end in pairs]


@given(st.data(), st.text("abcdef", max_size=12))
def test_composed_edits_do_what_both_lists_do(data: Any, text: str) -> None:
    first = data.draw(_edits(text))
    between = apply_edits(text, first)
    second = data.draw(_edits(between))
    composed = list(compose_edits(first, second))
    assert apply_edits(text, composed) == apply_edits(between, second)


@given(texts_with_edits())
def test_kept_characters_are_followed(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    fixed = apply_edits(text, edits)
    replaced = {i for e in edits for i in range(e.start, e.end)}
    kept = [i for i in range(len(text)) if i not in replaced]
    followed = list(follow(range(len(text)), edits))
    assert [fixed[i] for i in followed] == [text[i] for i in kept]
    assert followed == sorted(set(followed))


def test_composed_edits_are_as_sure_as_the_least_sure_of_them() -> None:
    first = [Edit(1, 4, "", "reading", "exact")]
    second = [Edit(1, 3, "甲", "lost", "guess"), Edit(5, 6, "", "reading", "exact")]
    composed = list(compose_edits(first, second))
    assert [(edit.reason, edit.certainty) for edit in composed] == [
        ("reading", "guess"),
        ("reading", "exact"),
    ]
