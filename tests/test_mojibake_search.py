"""Searches that are left out, and ways that are not walked, must be those that find nothing."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from unionclean import Config, explain_text, fix_text
from unionclean.chars import regex
from unionclean.language import load
from unionclean.steps.mojibake import repair
from unionclean.steps.mojibake.bound import Prospects, Standing
from unionclean.steps.mojibake.codepages import GBK, HOLE
from unionclean.steps.mojibake.moves import Moves
from unionclean.steps.mojibake.reader import Layout, Reader, look_around
from unionclean.steps.mojibake.readings import READINGS, Reading, find_candidate
from unionclean.steps.mojibake.rightly import WHOLE

MOJIBAKE = Config(only=("mojibake",))
SENTENCES = (
    "昨天下午，大家在礼堂里听了关于安全生产的报告，会后又分成小组讨论了很久。",
    "图书馆新到的几百本书已经上架，读者凭证件就可以借阅，每人最多五本。",
    "雨下了整整一夜，河水涨了不少，村里的人早早起来把粮食搬到高处。",
    "他把旧自行车修好以后，每天骑着它去学校，来回要走二十多里山路。",
    "这家小店的老板很和气，顾客忘了带钱，他总是说下次一起算好了。",
)


def hopeless(lines: int) -> str:
    """Lines as no reading undoes: UTF-8 read as Big5, three of five characters lost."""
    rng = random.Random(7)
    chars = "".join(SENTENCES)
    return "\n".join(
        "".join(rng.choices(chars, k=30)).encode().decode("big5", "replace") for _ in range(lines)
    )


def test_damage_of_another_kind_is_found_after_pages_of_hopeless_damage() -> None:
    before = hopeless(120)
    traditional = "圖書館新到的幾百本書已經上架，讀者憑證件就可以借閱。"
    for wrong, right, clean in (
        ("gb18030", "utf-8", SENTENCES[2][:-1]),
        ("latin-1", "gbk", SENTENCES[2]),
        ("gb18030", "big5", traditional),
    ):
        damaged = clean.encode(right).decode(wrong, "replace")
        fixed = fix_text(f"{before}\n{damaged}\n", MOJIBAKE).splitlines()[-1]
        same = sum(one == other for one, other in zip(clean, fixed, strict=True))
        assert same >= 0.9 * len(clean), (wrong, right, fixed)


def test_a_reading_is_tried_again_on_other_characters_and_after_a_success() -> None:
    prospects = Prospects(load())
    reading = READINGS[0]
    page = frozenset("鐨勪竴涓湪浜嗕笉鍜屾湁澶")
    assert not prospects.is_vain(reading, page)
    for _ in range(100):
        prospects.learn(reading, "x" * 40, page, found=False)
    assert prospects.is_vain(reading, page)
    assert not prospects.is_vain(READINGS[4], page)
    assert not prospects.is_vain(reading, frozenset("いゅチ瓁快眔秨みぃ丁盢"))
    assert not prospects.is_vain(reading, frozenset("鐨勪竴"))  # a word may be so by chance
    prospects.learn(reading, "x" * 40, page, found=True)
    assert not prospects.is_vain(reading, page)


def test_the_bound_lets_pairs_beside_a_lost_byte_pass() -> None:
    model = load()
    clean = "會議紀錄已經整理完畢，請各位同仁查收並且提出意見。" * 2
    damaged = clean.encode("big5").decode("gbk", "replace")
    assert "\ufffd" in damaged
    reading = Reading(GBK, "big5")
    standing = Standing(damaged, ("\n", "\n"), model)
    passed: list[bool] = []
    least = [12.0] * len(damaged)

    def is_worth(raw: str, offsets: list[int]) -> bool:
        passed.append(standing.may_gain(raw, offsets, reading, frozenset(damaged), least))
        return passed[-1]

    find_candidate(damaged, reading, frozenset(damaged), is_worth)
    assert passed == [True]


def _patterns(moves: Moves, raws: list[str], following: str = "", *, dropped: bool) -> set[Any]:
    layers = moves.layers(raws, following, two=False, dropped=dropped)
    return {move.pattern for layer in layers for way in layer.values() for move in way}


def test_the_byte_behind_a_gap_narrows_what_was_lost() -> None:
    """GBK reads most bytes before E4, and so has lost none of those."""
    begun = ["工".encode()[:2].decode("latin-1"), HOLE]
    (alone,) = _patterns(Moves(READINGS[0], Reader("lost")), begun, dropped=False)
    (narrow,) = _patterns(Moves(READINGS[0], Reader("lost")), begun, "\xe4", dropped=False)
    assert len(narrow[2]) * 4 < len(alone[2])


def test_where_private_use_was_stripped_no_single_byte_is_missing() -> None:
    """The byte 80, which GBK cannot read, has left a mark; what has none is half of a pair."""
    begun = "工".encode()[:2].decode("latin-1")
    may_be = {}
    for private in ("lost", "stripped"):
        found = _patterns(Moves(READINGS[0], Reader(private)), [begun], dropped=True)
        may_be[private] = [last for *first, last in filter(None, found) if first == [0xE5, 0xB7]]
    assert any(0x80 in last for last in may_be["lost"])
    assert may_be["stripped"]
    assert not any(0x80 in last for last in may_be["stripped"])


def test_ways_on_which_more_is_missing_than_need_be_are_left_out() -> None:
    moves = Moves(READINGS[0], Reader("lost"))
    whole = "工会".encode().decode("latin-1")
    layers = moves.layers([whole[:2], whole[2:4], whole[4:]], two=True, dropped=True)
    kept = [move for layer in layers for ways in layer.values() for move in ways]
    assert sum(move.cost for move in kept) == 0.0  # nothing is missing
    assert moves.layers(["\xe5", "\xe5"], two=False, dropped=False) == []


def _noise(count: int) -> str:
    """Return lines of Han characters that nothing explains."""
    rng = random.Random(11)
    return "\n".join(
        "".join(chr(rng.randrange(0x4E00, 0x9FA6)) for _ in range(50)) for _ in range(count)
    )


@pytest.mark.parametrize(
    "text",
    [
        "다른 디스크 분할 영역(예: 윈도",
        "데이터 항목 실행 취소",
        "새 항목(요소, 속성",
        "В сцен",
        "В ходе ",
        # Korean read as Latin-1: letters in the middle of its runs are Chinese by chance.
        "설정을 컨텍스트로 바꿉니다. 컨텍스트를 다시 엽니다.".encode("euc-kr").decode("latin-1"),
        # Three of four bytes are lost.
        (SENTENCES[0] * 3).encode().decode("big5", "replace"),
    ],
)
def test_what_chance_explains_stays(text: str) -> None:
    assert fix_text(text, MOJIBAKE) == text


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "latin-1"), ("gbk", "cp437")])
def test_damage_after_pages_that_nothing_explains_is_found(right: str, wrong: str) -> None:
    lines = [f"第{place}次会议讨论了{place}年的工作计划和生活问题。" for place in range(30)]
    damaged = "\n".join(lines).encode(right).decode(wrong)
    fixed = fix_text(f"{_noise(300)}\n{damaged}", MOJIBAKE)
    assert fixed.split("\n")[300:] == lines


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "mac-roman"), ("gbk", "latin-1")])
def test_a_record_damaged_as_those_before_is_not_searched(
    right: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    find_spans = repair.find_spans

    def spy(stretch: str, *more: Any) -> Any:
        searched.append(stretch)
        return find_spans(stretch, *more)

    monkeypatch.setattr(repair, "find_spans", spy)
    damaged = [one.encode(right).decode(wrong) for one in SENTENCES]
    lines = [json.dumps({"text": one}, ensure_ascii=False) + "\n" for one in damaged]
    fixed = [json.loads(line)["text"] for line in fix_text("".join(lines), MOJIBAKE).splitlines()]
    assert fixed == list(SENTENCES)
    assert set(searched) <= set(damaged[:3])
    assert searched


def test_a_record_of_other_damage_is_repaired_after_those_of_one_kind() -> None:
    kinds = [("utf-8", "mac-roman")] * 6 + [("gbk", "latin-1"), ("utf-8", "latin-1")]
    clean = [SENTENCES[place % 5] for place in range(len(kinds))]
    damaged = [one.encode(to).decode(wrong) for one, (to, wrong) in zip(clean, kinds, strict=True)]
    text = "".join(json.dumps({"t": one}, ensure_ascii=False) + "\n" for one in damaged)
    fixed = fix_text(text, MOJIBAKE).splitlines()
    assert [json.loads(line)["t"] for line in fixed] == clean


def test_a_letter_behind_a_broken_line_is_no_part_of_it() -> None:
    """的name is 84 and a letter at the end, which are one character in GBK."""
    lines = [*(one.replace("，", "") for one in SENTENCES), "请在下面的空白处写上您的name"]
    damaged = "\n".join(one.encode().decode("gbk", "replace") for one in lines)
    assert damaged.endswith("鐨刵ame")
    assert fix_text(damaged, MOJIBAKE).endswith("您的name")


def test_one_long_line_of_lenient_damage_is_one_edit() -> None:
    """The part of it that tells the encoding ends inside a character."""
    line = "".join(SENTENCES) * 30
    raw = line.encode("gbk").decode("latin-1")
    damaged = regex(WHOLE).sub(lambda hit: hit[0].encode("latin-1").decode(), raw)
    result = explain_text(damaged, MOJIBAKE)
    assert result.text == line
    assert len(result.changes) == 1


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "mac-roman", "cp1251", "gb18030"])
def test_noise_has_no_repairs(page: str) -> None:
    rng = random.Random(11)
    lines = (bytes(rng.choices(range(32, 256), k=80)).decode(page, "replace") for _ in range(60))
    noise = "\n".join(lines)
    assert fix_text(noise, MOJIBAKE) == noise


def test_a_damaged_line_in_noise_is_repaired() -> None:
    rng = random.Random(11)
    lines = [bytes(rng.choices(range(32, 256), k=80)).decode("latin-1") for _ in range(60)]
    noise = "\n".join(lines)
    damaged = SENTENCES[0].encode("gbk").decode("latin-1")
    assert fix_text(f"{noise}\n{damaged}\n", MOJIBAKE) == f"{noise}\n{SENTENCES[0]}\n"


def test_text_without_damage_is_not_asked_what_marks_swallowed() -> None:
    """Whole pages would be searched for nothing."""
    known = look_around([], "好?好?好?\n", kept=False)
    assert known.reader == Reader()
    assert known.layout == Layout()
