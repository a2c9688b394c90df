"""The account of a repair: composed edits, places with their surroundings, hunks."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from unionclean.config import Config
from unionclean.edits import Edit, apply_edits
from unionclean.files.account import compose_edits, tell_hunks, tell_places
from unionclean.pipeline import repair_bytes


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


DAMAGED = "工 会 工 作 要 做 好,服 务 职 工,\n做 好 工 作?没 有。\n" * 3


def test_hunks_hold_the_original_and_the_result() -> None:
    result = repair_bytes(DAMAGED.encode(), Config())
    for hunk in tell_hunks(result):
        before = "".join(text for mark, text in hunk.pieces if mark != "+")
        after = "".join(text for mark, text in hunk.pieces if mark != "-")
        assert before in result.original
        assert after in result.text
        assert before != after


def test_every_edit_is_told_and_samples_are_the_first_of_each_step() -> None:
    result = repair_bytes(DAMAGED.encode(), Config())
    everything = tell_places(result, None, recoded=False)
    assert [place.finding for place in everything] == list(result.changes)
    first = {place.finding.step: place for place in reversed(everything)}
    samples = tell_places(result, 1, recoded=False)
    assert {place.finding.step: place for place in samples} == first


def test_places_have_their_neighbours_as_the_step_met_them() -> None:
    result = repair_bytes("好,服务职工。\n".encode(), Config(only=("decode", "punctuation")))
    (place,) = tell_places(result, None, recoded=False)
    assert (place.left, place.finding.before, place.right) == ("好", ",", "服务职工。\n")
    assert (place.finding.line, place.finding.column) == (1, 2)


def test_bad_bytes_and_a_foreign_encoding_are_places_too() -> None:
    raw = ("各级工会组织认真学习，积极参加培训。\n" * 5).encode("gb18030")
    result = repair_bytes(raw + b"\xff\n", Config())
    findings = [place.finding for place in tell_places(result, None, recoded=True)]
    assert "gb18030" in findings[0].reason
    bad = [one for one in findings if one.after is None and "0xFF" in one.reason]
    assert [(one.line, one.column) for one in bad] == [(6, 1)]
