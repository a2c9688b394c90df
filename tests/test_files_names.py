"""Names of an output tree: clean ones stay, damaged ones are restored or stay."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from unionclean.errors import UsageError
from unionclean.files import rename
from unionclean.files.names import NameJudge, Repaired
from unionclean.files.plan import Input
from unionclean.files.rename import repair_names

if TYPE_CHECKING:
    from pathlib import Path

_CLEAN = """
中文.txt 会议纪要.doc 會議紀錄.doc 鷄飛狗跳.txt 涓.txt 浣犲.txt 锛.txt 鑫 陶喆.mp3 丽江(1).jpg
日本語.txt テスト.txt カタカナ 東京タワー.jpg ﾃｽﾄ.txt 한국어.txt 보고서.hwp 사진.jpg
café.txt résumé.pdf Grüße.txt Übersicht.doc naïve Ångström señor.txt ¿qué.txt Dvořák.mp3 Łódź
İstanbul Việt.txt Hồ Çelik Žižek Håkan Mötley Crüe Beyoncé.mp3 l’été àéèù.txt ß é ñ ü ÄÖÜ
привет.txt Отчёт.doc Документы Ελληνικά αβγ.txt Ω עברית العربية ไทย 😀.txt 🇨🇳.png
½.txt £100 50°.txt 10µm ©2020.txt x² §12 ™ … – “a” „quote“ «текст» ±5% 100€
①②③ ★ ■□.txt → ─│┌ ╔═╗ C#U.txt a#Ubcd.txt readme.txt .. % ~$a.doc
"""
CLEAN = tuple(_CLEAN.split())

DAMAGED = (
    ("会议纪要.doc 关于认真学习的通知(1).txt 李 附录_2020.pdf 目录.txt", "gbk", "cp437"),
    ("会议纪要.doc 关于认真学习的通知(1).txt 王.txt 附录_2020.pdf 目录.txt", "gbk", "latin-1"),
    ("会议纪要.doc 关于认真学习的通知(1).txt 附录_2020.pdf 目录.txt", "gbk", "cp850"),
    ("会议纪要.doc 通知.txt 李 附录_2020.pdf 日本語テスト.txt 사진.jpg", "utf-8", "cp437"),
    ("会议纪要.doc 通知.txt 李 附录_2020.pdf 日本語テスト.txt 사진.jpg", "utf-8", "latin-1"),
    ("会议纪要.doc 通知.txt 附录_2020.pdf", "utf-8", "gb18030"),
    ("會議紀錄.doc 通知書.txt 附錄_2020.pdf 目錄 李.txt", "big5", "cp437"),
    ("會議紀錄.doc 通知書.txt 附錄_2020.pdf", "big5", "gb18030"),
    ("会议纪要.doc 关于认真学习的通知.txt 职工书屋开放时间.pdf", "gbk", "cp949"),
)


def _judge(names: list[str] | tuple[str, ...]) -> NameJudge:
    judge = NameJudge()
    for name in names:
        judge.add(name)
    return judge


def _misread(names: str, right: str, wrong: str) -> list[str]:
    return [name.encode(right).decode(wrong) for name in names.split()]


def test_clean_names_stay() -> None:
    judge = _judge(CLEAN)
    assert [name for name in CLEAN if judge.repair(name)] == []


@pytest.mark.parametrize(("names", "right", "wrong"), DAMAGED)
def test_clean_names_stay_beside_damaged_ones(names: str, right: str, wrong: str) -> None:
    judge = _judge([*CLEAN, *_misread(names, right, wrong) * 5])
    assert [(name, judge.repair(name)) for name in CLEAN if judge.repair(name)] == []


@pytest.mark.parametrize(("names", "right", "wrong"), DAMAGED)
def test_damaged_names_are_restored(names: str, right: str, wrong: str) -> None:
    damaged = _misread(names, right, wrong)
    judge = _judge([*damaged, *CLEAN])
    assert [one and one.name for one in map(judge.repair, damaged)] == names.split()


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_names_that_are_no_utf8_are_decoded(encoding: str) -> None:
    names = ["公園", "前言.txt", "後記(2).md" if encoding == "big5" else "后记(2).md", "工作"]
    raw = [os.fsdecode(name.encode(encoding)) for name in names]
    judge = _judge([*raw, *CLEAN])
    assert [one and one.name for one in map(judge.repair, raw)] == names


def test_one_short_name_needs_its_neighbours() -> None:
    short, *others = _misread("陈 会议纪要.doc 附录_2020.pdf", "gbk", "cp437")
    assert _judge([short]).repair(short) is None
    found = _judge([short, *others]).repair(short)
    assert found
    assert (found.name, found.reason) == ("陈", "gbk read as cp437")


def test_a_name_of_another_kind_than_its_neighbours_is_in_doubt() -> None:
    (name,) = _misread("名单", "gbk", "cp437")
    neighbours = 4 * _misread("會議 報告 學校 工作 總結 通知 計劃 照片 資料 合同", "big5", "cp437")
    assert _judge([name]).repair(name) is not None
    assert _judge([name, *neighbours]).repair(name) is None


def test_a_name_that_is_utf8_by_chance_needs_a_tree_that_is_none() -> None:
    (one,) = _misread("一.txt", "gbk", "utf-8")  # U+04BB
    others = [os.fsdecode(name.encode("gbk")) for name in ("会议纪要", "附录.txt")]
    assert _judge([one]).repair(one) is None
    judge = _judge([one, *others, *CLEAN])
    found = judge.repair(one)
    assert found
    assert found.name == "一.txt"
    assert [name for name in CLEAN if judge.repair(name)] == []


@pytest.mark.parametrize("wrong", ["cp437", "cp850", "mac-roman"])
@pytest.mark.parametrize(
    ("names", "right"),
    [
        ("お知らせ.txt 作業の流れ.doc 会議メモ.txt 設定変更.pdf", "cp932"),
        ("사용자안내.hwp 회의자료.hwp 정기보고서.hwp", "cp949"),
    ],
)
def test_japanese_and_korean_names_are_restored(names: str, right: str, wrong: str) -> None:
    damaged = _misread(names, right, wrong)
    judge = _judge(damaged)
    assert [one and one.name for one in map(judge.repair, damaged)] == names.split()


def test_no_japanese_name_is_taken_for_a_chinese_one() -> None:
    damaged = _misread("お知らせ.txt 作業の流れ.doc 会議メモ.txt", "euc-jp", "cp437")
    judge = _judge(damaged)
    assert list(map(judge.repair, damaged)) == [None, None, None]


def test_names_that_macos_took_apart_are_restored() -> None:
    name = unicodedata.normalize("NFD", "会议纪要.doc".encode().decode("latin-1"))
    found = _judge([name]).repair(name)
    assert found
    assert found.name == "会议纪要.doc"


@pytest.mark.parametrize(
    "name",
    [
        "#U4e2d#U002f#U6587",  # a slash: stays an escape, and is no path
        "#U202e#U4e2d.txt",  # turns the direction of the line
        "#Ud800#U4e2d.txt",  # half a character
        "#L110000#U4e2d",  # beyond Unicode
        "会议\n纪要".encode().decode("latin-1"),  # a line end
        ".会议".encode().decode("latin-1") + "\x00",
        ("会" * 90).encode().decode("latin-1")[:200] + "\udcff",
    ],
)
def test_no_name_becomes_unsafe(name: str) -> None:
    found = _judge([name]).repair(name)
    if found:
        assert "/" not in found.name
        assert found.name.replace("#U002f", "").isprintable()


def test_no_name_becomes_too_long() -> None:
    # Each of the pairs becomes a character of three bytes.
    name = os.fsdecode(("会议" * 45).encode("gbk"))
    assert len(os.fsencode(name)) < 255 < len(("会议" * 45).encode())
    assert _judge([name]).repair(name) is None


def _tree(folder: Path, *names: str) -> list[Input]:
    (folder / "c").mkdir()
    for name in names:
        path = folder / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲。\n", "utf-8")
    return [Input(str(folder / "c"), "folder", str(folder / "out"))]


def test_a_repaired_tree_has_nothing_more_to_repair(tmp_path: Path) -> None:
    names = _misread("会议纪要/通知.txt 会议纪要/附录.txt 目录.txt", "gbk", "cp437")
    inputs = _tree(tmp_path, *names)
    _, renames = repair_names(inputs, (), (), writes=True)
    new = [renames.output_of(inputs[0].path, name) for name in names]
    assert new == ["会议纪要/通知.txt", "会议纪要/附录.txt", "目录.txt"]
    assert len(renames.found) == 4
    (tmp_path / "again").mkdir()
    _, again = repair_names(_tree(tmp_path / "again", *new), (), (), writes=True)
    assert again.found == []


def test_two_damages_of_one_name_are_refused(tmp_path: Path) -> None:
    names = ["会议纪要".encode("gbk").decode(wrong) for wrong in ("cp437", "latin-1")]
    with pytest.raises(UsageError, match="would both become 会议纪要; nothing was done"):
        repair_names(_tree(tmp_path, *names), (), (), writes=True)


def test_one_name_in_two_folders_is_no_collision(tmp_path: Path) -> None:
    name = "会议纪要".encode("gbk").decode("cp437")
    _, renames = repair_names(_tree(tmp_path, f"a/{name}", "b/会议纪要"), (), (), writes=True)
    assert [one.name for one in renames.found] == ["会议纪要"]


@pytest.mark.parametrize("twin", ["会议A.txt", "会议a.TXT"])
def test_case_twins_are_refused_where_the_file_system_has_no_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, twin: str
) -> None:
    inputs = _tree(tmp_path, "会议a.txt".encode("gbk").decode("cp437"), twin)
    repair_names(inputs, (), (), writes=True)  # this one tells them apart
    assert list(tmp_path.iterdir()) == [tmp_path / "c"], "the trial leaves nothing"
    monkeypatch.setattr(rename, "_tells_apart", lambda *_: False)
    with pytest.raises(UsageError, match="would both become"):
        repair_names(inputs, (), (), writes=True)


def test_what_is_excluded_is_in_nobodys_way(tmp_path: Path) -> None:
    inputs = _tree(tmp_path, "会议.txt".encode("gbk").decode("cp437"), "会议.txt")
    _, renames = repair_names(inputs, (), ("会议*",), writes=True)
    assert [one.name for one in renames.found] == ["会议.txt"]


def test_what_cannot_be_read_stays_and_is_counted(tmp_path: Path) -> None:
    _, renames = repair_names(
        _tree(tmp_path, os.fsdecode(b"\xff\xfe\x81.txt")), (), (), writes=True
    )
    assert (list(renames.found), renames.left) == ([], 1)


def test_a_reason_is_for_people() -> None:
    assert Repaired("a", ("", "big5hkscs"), 1.0).reason == "was big5hkscs, not UTF-8"
