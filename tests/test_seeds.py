"""The five real documents: what a careful editor would make of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from unionclean import fix_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from unionclean import Result

NAMES = ("000", "001", "002", "003", "004")
ANNOTATION = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6} ?[)）]")
HAN = "\u4e00-\u9fff"


@cache
def repaired(folder: Path, number: str) -> Result:
    (path,) = folder.glob(f"{number}_*.txt")
    return fix_bytes(path.read_bytes())


@pytest.mark.parametrize("number", ["001", "002"])
def test_equals_the_editors_version(seeds: Path, number: str) -> None:
    (expected,) = (seeds / "expected").glob(f"{number}_*.txt")
    assert repaired(seeds, number).text == expected.read_text("utf-8")


@pytest.mark.parametrize("number", NAMES)
def test_second_run_changes_nothing(seeds: Path, number: str) -> None:
    once = repaired(seeds, number).text
    assert fix_bytes(once.encode()).text == once


@pytest.mark.parametrize("number", NAMES)
def test_every_change_can_be_taken_back(seeds: Path, number: str) -> None:
    result = repaired(seeds, number)
    assert result.revert() == result.original
    assert not result.warnings


@pytest.mark.parametrize("number", NAMES)
def test_no_annotation_is_left(seeds: Path, number: str) -> None:
    assert ANNOTATION.findall(repaired(seeds, number).text) == []


@pytest.mark.parametrize("number", NAMES)
def test_no_halfwidth_mark_is_left_between_han(seeds: Path, number: str) -> None:
    text = repaired(seeds, number).text
    assert re.findall(f"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]", text) == []


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_pseudo_traditional_becomes_simplified(seeds: Path, number: str) -> None:
    text = repaired(seeds, number).text
    left = set("學會習黨實務於業發產來對時點進導國際無當個這與為現體過還應説說開關書") & set(text)
    assert left == set()


@pytest.mark.parametrize("number", ["002", "003"])
def test_nothing_of_the_author_is_lost(seeds: Path, number: str) -> None:
    result = repaired(seeds, number)
    for placeholder in "×X":
        teaser = result.original.split("\n", 1)[0] if number == "002" else ""
        wanted = result.original.count(placeholder) - teaser.count(placeholder)
        assert result.text.count(placeholder) == wanted


def test_byte_shifted_places_are_exact(seeds: Path) -> None:
    assert "以优异成绩" in repaired(seeds, "001").text
    assert "干净、担当的工会干部队伍" in repaired(seeds, "004").text


def test_zhu_is_right_in_every_place(seeds: Path) -> None:
    text = repaired(seeds, "000").text
    assert "显著成就" in text
    assert all(word in text for word in ("沉着应对", "着力点", "有着落", "随着经济", "着力做好"))
    assert text.count("著") == 1


def test_frame_of_the_page_is_gone_and_its_content_stays(seeds: Path) -> None:
    result = repaired(seeds, "004")
    footer = next(line for line in result.original.splitlines() if line.count("|") > 20)
    names = [name.strip() for name in footer.split("|") if name.strip()]
    assert len(names) == 40
    kept = result.text.splitlines()
    assert [name for name in names if name in kept or f"{name}|" in result.text] == []
    for frame in ("中国工会新闻中国工会新闻", ">>", "字号", "E-mail", "责编", "新闻检索"):
        assert frame not in result.text
    for channel in ("全总要闻", "全总发布会", "劳动观察"):
        assert channel not in kept
    for content in (
        "忠诚党的事业 服务职工群众【2】",
        "李玉赋",
        "2016年01月06日",
        "《求是》",
        "作者为中华全国总工会",
    ):
        assert content in result.text


def test_name_list_keeps_its_blanks(seeds: Path) -> None:
    assert "郑莉 郝赫 朱欣" in repaired(seeds, "001").text
    assert "《中共中央 国务院关于" in repaired(seeds, "000").text
