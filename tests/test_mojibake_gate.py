"""The gate of mojibake: what clean text passes quickly, and that no damage gets through with it."""

from __future__ import annotations

import unicodedata

import pytest

from unionclean import Config, fix_text
from unionclean.evidence import distinct
from unionclean.language import load
from unionclean.steps.mojibake.facts import known
from unionclean.steps.mojibake.hopes import find_hopes
from unionclean.steps.mojibake.native import guess_language, own_han, without_native
from unionclean.steps.mojibake.readings import possible_readings
from unionclean.steps.mojibake.repair import Repairer
from unionclean.steps.mojibake.sieve import Sieve
from unionclean.steps.mojibake.suspects import find_suspects, find_windows

ONLY = Config(only=("mojibake",))
SENTENCE = "我们在北京开会，讨论明年的工作计划，大家都很高兴。"
TRADITIONAL = "我們在臺北開會，討論明年的工作計畫，大家都很高興。"
JAPANESE = (
    "この文書は日本語で書かれています。戦闘の経験値は隊員ごとに記録され、次の階級へ進みます。"
    "圧縮したファイルを展開してから、設定を確認してください。読み込みが終わると画面が変わります。\n"
)
RUSSIAN = "Этот документ написан по-русски, и в нём нет ничего, кроме обычных слов.\n"
KOREAN = "이 문서는 한국어로 쓰여 있습니다. 설정을 확인하고 다음 단계로 이동하십시오.\n"
VIETNAMESE = "Tài liệu này được viết bằng tiếng Việt, và mọi người đều có thể đọc được nó.\n"
MARKS = unicodedata.normalize("NFD", VIETNAMESE + VIETNAMESE.upper())

# Places of clean text with rare characters, of which each was searched before.
RARE = [
    "骏马且嘶鸣，满心欣又喜，足下正趯趯。",
    "漫托鹍弦传恨意，云鬟日夕似飞蓬。",
    "他們在鷲嶺的垚城停留，麴先生彈了一曲，邨民都很高興。",
    "早知係噉𠻺唔鬼去𠻹啊.",
    "你睩住我做乜嘢啊？",
    "碧玉箫・乌兔相催，日月走东西。",
    "里面的主角：小猪、小老鼠和小鳄鱼深得囡囡的喜欢。真的吗??",
    "・須賈大夫誶范叔・正宮/端正好",
    "eine äußerst schöne Reise",
    "« déjà », répéta-t-elle, « là-bas »",
]
PLACES = ("{}", "他在信里写道：{}，然后就走了。", "這裡有{}三個字")
WORDS = (SENTENCE, TRADITIONAL, "会议室", "讀書人", "明年的工作")


def damaged() -> list[tuple[str, str]]:
    found = []
    for reading in possible_readings("Ã¤Ã¶" * 4):
        for word in WORDS:
            raw = word.encode(reading.right, "ignore")
            for errors in ("replace", "ignore"):
                text = raw.decode(reading.wrong.codecs[0], errors)
                found += [(reading.reason, place.format(text)) for place in PLACES]
    return found


def test_nothing_that_is_repaired_is_called_hopeless() -> None:
    """The search itself is the measure."""
    repaired = 0
    for reason, stretch in damaged():
        suspects = find_suspects(frozenset(stretch))
        repairer = Repairer(stretch, suspects, load())
        doubles = list(repairer.double_edits(0, len(stretch)))
        repairs = repairer.repairs(0, len(stretch))
        if doubles or repairs:
            repaired += 1
            hopes = find_hopes(stretch, ("\n", "\n"), suspects.both, load())
            assert hopes.double or not doubles, (reason, stretch)
            readings = {repair.reading for repair in repairs}
            assert hopes.readings is None or readings <= hopes.readings, (reason, stretch)
    assert repaired > 300


@pytest.mark.parametrize("text", RARE)
def test_rare_characters_of_clean_text_are_proven_to_be_none(text: str) -> None:
    suspects = find_suspects(frozenset(text)).both
    assert not find_hopes(text, ("\n", "\n"), suspects, load())
    assert fix_text(text, ONLY) == text


def test_what_is_known_about_a_character_fits_into_its_bits() -> None:
    """No two facts share a bit: an ASCII letter has none, and each kind is somewhere."""
    usual, begins, sign = (known[char] for char in ("\u4e2d", "\u95e8", "\u8def"))
    assert usual & 0x7F
    assert begins.bit_length() <= 53
    assert sign >> 52 & 1
    assert sign >> 48 & 1  # C2 B7 in GBK: the middle dot of UTF-8


@pytest.mark.parametrize("unit", [JAPANESE, RUSSIAN, KOREAN, VIETNAMESE, MARKS])
def test_a_language_is_told_by_its_letters_in_short_and_long_texts(unit: str) -> None:
    text = unit * 8
    language = guess_language(text)
    assert language is not None
    suspects = without_native(text, find_suspects(frozenset(text)))
    assert language.letters <= suspects.native
    assert not suspects.strong & (language.letters | own_han(language))
    short, long = Sieve().sift(text), Sieve().sift(unit * 8_000)
    assert long.language == short.language == language
    assert long.chars == short.chars
    assert without_native(text, find_suspects(long.chars)) == suspects
    assert len(long.places or "") < len(unit * 8_000) / 100


def test_marks_by_themselves_are_no_vietnamese() -> None:
    """Windows-1258 has five of them, so what was misread in it is full of marks on any letter."""
    garbled = (SENTENCE * 8).encode("gbk").decode("cp1258", "ignore") + "ăâđêôơưÂÊÔ\u0300\u0301"
    suspects = find_suspects(frozenset(garbled))
    assert without_native(garbled, suspects) == suspects


@pytest.mark.parametrize(
    ("line", "codec"),
    [
        ("모든 사람은 자국내에서 이동 및 거주의 자유에 대한 권리를 가진다.", "euc-kr"),
        ("현재 활동 개요를 열고 검색 입력을 시작합니다.", "euc-kr"),
        ("オークのリーダーが村に移動しました！奴は私が思っていたほど間抜けではない", "euc-jp"),
    ],
)
def test_a_line_of_another_language_has_no_words_of_chinese(line: str, codec: str) -> None:
    """A few bytes of it are a Chinese word by chance: µ¿ is of 이동, and ÀÌµ¿ would be 隧道."""
    text = line.encode(codec).decode("latin-1")
    assert fix_text(text, ONLY) == text


def test_a_text_that_only_begins_in_a_language_is_sifted_as_a_whole() -> None:
    """Kana at the head and Chinese after it: the kanji of the rest are no letters of its own."""
    kana = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    text = f"{kana}\n" + f"{SENTENCE}浣犲ソ，涓浗，宸ヤ細\n" * 9_000
    assert guess_language(text) is not None
    sieved = Sieve()
    sieved.sift(SENTENCE * 10_000)
    assert not find_suspects(sieved.sift(text).chars).both.isdisjoint("浣犲涓")
    short = f"{kana}\n{SENTENCE}\n浣犲ソ涓栫晫锛屼粖澶╁ぉ姘斿緢濂斤紝鎴戜滑鍑哄幓璧拌蛋銆傦紝\n"
    assert fix_text(short, ONLY) == fix_text(short * 1, ONLY) != short


@pytest.mark.parametrize("unit", [JAPANESE, RUSSIAN, KOREAN, VIETNAMESE, MARKS])
@pytest.mark.parametrize("wrong", ["gb18030", "latin-1"])
def test_a_damaged_line_among_others_of_a_language_is_restored(unit: str, wrong: str) -> None:
    clean = "会议讨论了明年的工作计划，全体职工一致同意这个方案，大家都很高兴"
    line = clean.encode().decode(wrong, "strict" if wrong == "latin-1" else "replace")
    fixed = fix_text(unit * 6 + line + "\n" + unit * 6, ONLY)
    assert fixed.startswith(unit * 6)
    assert fixed.endswith("\n" + unit * 6)
    assert fixed.count(clean[:8]) == 1


def test_windows_come_from_the_same_characters_by_set_and_by_pattern() -> None:
    text = "\n".join([*RARE, *(text for _, text in damaged()[::7])])
    warm = Sieve()
    warm.sift(SENTENCE * 10_000)
    rare = Sieve().sift_all(text)
    assert warm.sift_all(text) == rare
    suspects = find_suspects(frozenset(text))
    assert find_suspects(rare.chars) == suspects
    assert len(list(find_windows(text, suspects, rare))) > 100


def test_what_was_read_before_does_not_decide_which_characters_are_asked_about() -> None:
    """Letters of pinyin are plain, and yet they say that Â is a letter of the text's language."""
    text = "这是一段很普通的文字Â 里面有 café 和 Mário 两个词Â 结束。"
    assert fix_text(text, ONLY) == text
    fix_text(SENTENCE * 10_000, ONLY)
    assert fix_text(text, ONLY) == text


@pytest.mark.parametrize(
    "text",
    [
        "&#26032;&#25919;&#24220;&#30340;&#24037;&#20316;",
        "\\u65b0\\u653f\\u5e9c\\u7684\\u5de5\\u4f5c",
        "%E6%96%B0%E6%94%BF%E5%BA%9C%E7%9A%84",
        "=E6=96=B0=E6=94=BF=E5=BA=9C=E7=9A=84",
        "他说：&#26032;&#25919;&#24220;&#30340;，然后走了。",
    ],
)
def test_escapes_are_found_in_short_and_long_processes(text: str) -> None:
    """A process that has seen much sifts by a pattern, which knows where the signs stand."""
    before = fix_text(text, ONLY)
    assert "新政府的" in before
    assert fix_text(SENTENCE * 10_000, ONLY) == SENTENCE * 10_000
    assert fix_text(text, ONLY) == before


def test_distinct_characters_are_those_of_the_set() -> None:
    text = (SENTENCE + JAPANESE) * 2_000 + TRADITIONAL
    assert distinct(text) == set(text)
