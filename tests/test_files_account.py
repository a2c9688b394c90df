"""The account of a repair: places with their surroundings, hunks, what was taken out."""

from __future__ import annotations

from unionclean.config import Config
from unionclean.files.account import tell_hunks, tell_places
from unionclean.pipeline import repair_bytes

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


def test_characters_that_decode_could_not_read_are_told_once() -> None:
    """One stray byte, one U+FFFD that was in the file; the second alone was lost before."""
    text = "各级工会认真学习，#积极参加。\n组织职\ufffd工开展活动。\n"
    raw = text.encode().replace(b"#", b"\xff")
    result = repair_bytes(raw.replace("，".encode(), b", "), Config())
    notes = [one for one in tell_places(result, None, recoded=False) if one.finding.after is None]
    assert [(one.finding.step, one.finding.line) for one in notes] == [
        ("decode", 1), ("mojibake", 2),
    ]  # fmt: skip
    both = "各级工会\ufffd认真学习，#积极参加。\n".encode().replace(b"#", b"\xff")
    (note,) = repair_bytes(both, Config()).findings
    assert note.reason.startswith("1 character destroyed")
