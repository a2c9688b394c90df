"""Kinds of mojibake that are met seldom, names alone, and lines beside talk of encodings."""

from __future__ import annotations

import pytest

from unionclean import Config, explain_text, fix_text
from unionclean.steps.mojibake.codepages import CP1251, LATIN, byte_table, repertoire
from unionclean.steps.mojibake.foreign import is_odd_cyrillic
from unionclean.steps.mojibake.plausible import is_utf8
from unionclean.steps.mojibake.readings import READINGS, possible_readings
from unionclean.steps.mojibake.suspects import find_suspects

ONLY = Config(only=("mojibake",))
SIMPLIFIED = "春天开会讨论工作计划"
TRADITIONAL = "春天開會討論工作計畫"
INSIDE = "他在信里写道：{}，然后就走了。"

GOOD = [
    "Он сказал: «Привет, мир!» — и ушёл домой.",
    "В начале было Слово, и Слово было у Бога.",
    "Здраво, свете! Како си данас? Ђорђе, љубав, њива, џеп.",
    "Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν.",
    "Καλημέρα κόσμε! Τι κάνεις σήμερα; Όλα καλά.",
    "สวัสดีครับ วันนี้อากาศดีมาก ขอบคุณครับ",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "İstanbul'da güzel bir gün, çiçek ve şeker.",
    "ｺﾝﾋﾟｭｰﾀ ﾌﾟﾘﾝﾀ ﾃﾞｨｽﾌﾟﾚｲ",
    "斬撃、打撃、火炎、冷気、秘術の六種類。",
    "ÄÖÜß、ÅÄÖ、ÆØÅ 都是字母。",
    "他在黑板上写了 àâçé 和 ÀÂÇÉ。",
    "单位有 °C、±5、×10、µm、½、¾ 等。",
]


@pytest.mark.parametrize("text", GOOD)
def test_other_alphabets_stay(text: str) -> None:
    assert fix_text(text, ONLY) == text
    assert fix_text(f"他说：\n{text}\n然后就走了。", ONLY) == f"他说：\n{text}\n然后就走了。"


PAGES = "cp1250 cp1251 cp1254 cp1258 iso8859-2 iso8859-5 iso8859-9 iso8859-15 koi8-r cp852 cp866"


def read_as(text: str, right: str, wrong: str) -> str:
    """Bytes that ``wrong`` does not have stay controls, as in browsers."""
    raw = text.encode(right)
    return "".join(bytes((byte,)).decode(wrong, "ignore") or chr(byte) for byte in raw)


@pytest.mark.parametrize("place", ["{}", INSIDE, "第一行\n{}\n第三行"])
@pytest.mark.parametrize("right", ["gbk", "utf-8"])
@pytest.mark.parametrize("wrong", PAGES.split(" "))
def test_code_pages_of_other_countries(wrong: str, right: str, place: str) -> None:
    damaged = place.format(read_as(SIMPLIFIED, right, wrong))
    assert fix_text(damaged, ONLY) == place.format(SIMPLIFIED)


@pytest.mark.parametrize("wrong", ["cp437", "cp850", "mac-roman", "koi8-r", "cp1251", "cp949"])
def test_big5_in_other_code_pages(wrong: str) -> None:
    assert fix_text(read_as(TRADITIONAL, "cp950", wrong), ONLY) == TRADITIONAL


CHAINS = [
    (("utf-8", "cp1252"), ("utf-8", "cp1252")),
    (("utf-8", "gb18030"), ("utf-8", "latin-1")),
    (("gbk", "latin-1"), ("utf-8", "gb18030")),
    (("gbk", "cp437"), ("utf-8", "cp437")),
    (("cp950", "latin-1"), ("utf-8", "latin-1")),
    (("cp950", "gb18030"), ("utf-8", "gb18030")),
    (("utf-8", "latin-1"), ("utf-8", "mac-roman")),
]


@pytest.mark.parametrize(("first", "second"), CHAINS)
@pytest.mark.parametrize("place", ["{}", INSIDE])
def test_two_misreadings(first: tuple[str, str], second: tuple[str, str], place: str) -> None:
    clean = TRADITIONAL if first[0] == "cp950" else "春天开会工作安排"
    damaged = read_as(read_as(clean, *first), *second)
    assert fix_text(place.format(damaged), ONLY) == place.format(clean)


@pytest.mark.parametrize("tail", ["UR", "te", "ma", "IC"])
def test_a_letter_behind_what_was_misread_twice(tail: str) -> None:
    clean = f"页面的标题或者是，{tail}"
    once = clean.encode().decode("gb18030", "replace")
    damaged = once.encode().decode("gb18030", "replace")
    assert "\ufffd" not in damaged
    assert fix_text(damaged, ONLY) == clean


@pytest.mark.parametrize("name", ["张伟", "王芳", "李娜", "刘洋", "孙丽", "李小龙", "陈丽华"])
@pytest.mark.parametrize("place", ["他叫{}，今年三十岁。", "昨天{}来过。"])
def test_a_name_alone_in_a_sentence(name: str, place: str) -> None:
    damaged = place.format(name.encode("gbk").decode("latin-1"))
    assert fix_text(damaged, ONLY) == place.format(name)


VERSE = ["遥夜泛清瑟西风生翠萝", "清瑟怨遥夜绕弦风雨哀", "羽檄交驰日夕闻笛"]


@pytest.mark.parametrize("line", VERSE)
@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "gb18030"), ("gbk", "latin-1"), ("gbk", "cp437")]
)
def test_verse_of_rare_characters(line: str, right: str, wrong: str) -> None:
    assert fix_text(line.encode(right).decode(wrong, "replace"), ONLY) == line


@pytest.mark.parametrize("text", ["不错不错", "一般一般一般一般"])
@pytest.mark.parametrize("wrong", ["latin-1", "cp437"])
def test_words_that_are_repeated(text: str, wrong: str) -> None:
    assert fix_text(text.encode("gbk").decode(wrong), ONLY) == text


def test_a_reading_that_leaves_bytes_over_does_not_win() -> None:
    for clean in ("在导航的", "遮罩可以", "限于至少", "这很容易", "照片和视"):
        damaged = clean.encode("gbk").decode("latin-1")
        assert fix_text(damaged, ONLY) == clean


BESIDE = [
    "这个编辑器可以处理 UTF-8 编码的文本。",
    "如果文档用的是老式编码，最好先转换为 UTF-8。",
    "視訊的編碼與解碼由外掛程式負責。",
]


@pytest.mark.parametrize("line", BESIDE)
def test_a_line_that_only_names_an_encoding_introduces_no_example(line: str) -> None:
    damaged = SIMPLIFIED.encode("gbk").decode("latin-1")
    assert fix_text(f"{line}\n{damaged}\n{line}", ONLY) == f"{line}\n{SIMPLIFIED}\n{line}"


def test_an_example_beside_what_it_was_is_reported() -> None:
    garbled = SIMPLIFIED.encode().decode("gb18030", "replace")
    text = f"原文：{SIMPLIFIED}\n\n保存：UTF-8，读取：GBK\n\n结果：{garbled}"
    result = explain_text(text, ONLY)
    assert not result.changed
    assert any("quoted" in finding.reason for finding in result.findings)


def test_russian_is_told_from_bytes_of_gbk() -> None:
    assert not is_odd_cyrillic("Привет, мир! Как дела? Сегодня хорошая погода.")
    assert is_odd_cyrillic("春天开会讨论工作计划".encode("gbk").decode("koi8-r"))


def test_bytes_of_a_few_characters_may_be_utf8_by_chance() -> None:
    assert not is_utf8("之前也住".encode("gbk").decode("latin-1"))
    assert is_utf8("Привет".encode().decode("latin-1"))


def test_seldom_pages_are_read_only_where_a_character_says_so() -> None:
    usual = find_suspects(frozenset("ÄÖÜäöüßéèàç")).both
    assert set(possible_readings("ÄÖÜäöüß", usual)) <= set(READINGS)
    greek = find_suspects(frozenset("ΦΡΊόψΞ")).both
    assert {reading.wrong.name for reading in possible_readings("ΦΡΊόψΞ", greek)} > {
        "windows-1253",
        "windows-1252",
    }


def test_controls_stand_for_bytes_that_a_page_does_not_have() -> None:
    assert byte_table(CP1251)[0x98] == "\x98"  # 98 is undefined there
    assert byte_table(CP1251)[0x99] != "\x99"  # and 99 is the sign ™
    assert byte_table(LATIN)[0x99] == "\x99"
    assert "™" in repertoire(CP1251)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        *(("utf-8", wrong) for wrong in ("gb18030", "cp437", "mac-roman", "cp949", "cp932")),
        *(("gbk", wrong) for wrong in ("latin-1", "big5", "cp949", "cp850", "koi8-r", "cp866")),
        *(("cp950", wrong) for wrong in ("gb18030", "latin-1", "cp850", "koi8-r")),
    ],
)
@pytest.mark.parametrize("errors", ["strict", "replace"])
def test_exact_edits_give_the_damage_back(right: str, wrong: str, errors: str) -> None:
    """Where bytes left a mark, too: what was guessed is not called exact."""
    lines = (
        "明天上午九点在会议室开会，请大家准时参加。",
        "他的电话是13800138000，住在北京市海淀区。",
        "这本书讲的是三个年轻人的故事",
        "數據庫連接失敗，請稍後重試。",
    )
    for line in lines:
        try:
            damaged = line.encode(right).decode(wrong, errors)
        except UnicodeError:
            continue
        result = explain_text(damaged, ONLY)
        for change in result.changes:
            if change.certainty == "exact" and " read as " in change.reason:
                assert change.after in line
                assert change.after.encode(right).decode(wrong) == change.before
