"""Bytes become the text they were made from; what cannot be read is kept, and nothing raises."""

from __future__ import annotations

import doctest
import importlib
import random
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import load_cases
from unionclean.labels import codec_name, unknown_encoding
from unionclean.language import load
from unionclean.steps.decode import decode, encode_back
from unionclean.steps.decode.decide import Verdicts, decide_lines
from unionclean.steps.decode.euc_tw import read_euc_tw, write_euc_tw

CASES = load_cases("decode")
HANS = "各级工会组织认真学习，积极参加培训，把各项任务落到实处。"
HANT = "開會的時候，請把手機關掉，並且把會議紀錄交給秘書。"


def raw_of(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    raw: bytes = case["text"].encode(case["codec"])
    return raw


def common_start(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 10**6)


# ------------------------------------------------------------------------------ what stays as it is


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=str(c["label"])) for c in CASES if "kept" in c]
)
def test_valid_utf8_stays(case: dict[str, Any]) -> None:
    decoded = decode(case["kept"].encode())
    assert (decoded.text, decoded.encoding) == (case["kept"], "utf-8")


@pytest.mark.parametrize(
    "text", ["", "a", "\n", "工", HANS, "Ünïcödé", "é", "β", "ё", "5 μm", "\ufffd"]
)
def test_utf8_is_utf8(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, "utf-8", ())


def test_clean_utf8_needs_no_detector() -> None:
    """Neither chardet nor the table is loaded for the input that nearly everybody has."""
    code = (
        "import sys; from unionclean.steps.decode import decode;"
        f"decode({HANS!r}.encode()); decode(b'plain'); decode(b'\\xef\\xbb\\xbfmark');"
        "decode(('The street is long. ' * 300 + 'café').encode());"
        "sys.exit(sorted({'chardet', 'ftfy', 'unionclean.language'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# ----------------------------------------------------------------------------------- one encoding


@pytest.mark.parametrize("case", [pytest.param(c, id=str(c["label"])) for c in CASES if "as" in c])
def test_text_comes_back(case: dict[str, Any]) -> None:
    raw = raw_of(case)
    decoded = decode(raw)
    assert decoded.text == case["text"]
    assert decoded.encoding == case["as"]
    assert decoded.bad == ()
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_byte_order_marks_settle_it(mark: bytes, codec: str, number: int) -> None:
    decoded = decode(number * mark + "乱码".encode(codec))
    assert (decoded.text, decoded.encoding, decoded.bom) == ("乱码", codec, number * mark)
    assert encode_back(decoded) == number * mark + "乱码".encode(codec)


def test_mark_of_utf8_before_gbk_is_taken_off() -> None:
    raw = b"\xef\xbb\xbf" + HANS.encode("gbk")
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.bom) == (HANS, "gb18030", raw[:3])
    assert encode_back(decoded) == raw


@pytest.mark.parametrize("asked", ["gbk", "GB2312", "gb18030", "cp936"])
def test_asked_encoding_is_obeyed(asked: str) -> None:
    raw = HANT.encode("big5")
    decoded = decode(raw, asked)
    assert decoded.encoding == "gb18030"
    assert decoded.text != HANT
    assert encode_back(decoded) == raw


def test_asked_encoding_that_does_not_exist_is_said() -> None:
    decoded = decode(HANS.encode("gbk"), "klingon")
    assert decoded.text == HANS
    assert "klingon" in decoded.warnings[0]


def test_labels_are_widened() -> None:
    labels = {"GBK": "gb18030", "x-euc-tw": "euc_tw", "Big5": "big5hkscs", "rot13": None, "": None}
    assert {label: codec_name(label) for label in labels} == labels


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        *((name, "gb18030") for name in ("GB_2312-80", "x-gbk", "CP936", "windows-936")),
        *((name, "big5hkscs") for name in ("Big-5", "cn-big5", "Big5-HKSCS:2004", "x-x-big5")),
        *(("windows-950", "cp950"), ("MS950", "cp950"), ("hz-gb-2312", "hz"), ("EUC-TW", "euc_tw")),
        *(("GB18030-2022", "gb18030"), ("utf8", "utf-8"), ("utf8mb4", "utf-8")),
        *(("UTF-16LE", "utf-16-le"), ("utf16be", "utf-16-be")),
        *(("Latin1", "cp1252"), ("win-1251", "cp1251"), ("x-sjis", "cp932"), ("TIS-620", "cp874")),
    ],
)
def test_usual_names_are_known(label: str, codec: str) -> None:
    assert codec_name(label) == codec


@pytest.mark.parametrize("label", ["undefined", "idna", "punycode", "hex", "\0", "中文"])
def test_names_that_are_no_encoding_are_refused(label: str) -> None:
    assert codec_name(label) is None
    assert decode(HANS.encode("gbk"), label).text == HANS


@pytest.mark.parametrize(
    ("typed", "meant"), [("gb2321", "gb2312"), ("utf9", "utf-8"), ("bgk", "gbk")]
)
def test_mistyped_name_gets_the_nearest(typed: str, meant: str) -> None:
    assert f"Did you mean '{meant}'?" in unknown_encoding(typed)


def test_gb18030_writes_each_character_in_one_way() -> None:
    """So nothing has to be kept beside its text; of four bytes each hundredth is looked at."""
    pairs = [bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    fours = [
        bytes((first, second, third, 0x30 + (first + second + third) % 10))
        for first in range(0x81, 0xFF)
        for second in range(0x30, 0x3A)
        for third in range(0x81, 0xFF, 10)
    ]
    for raw in (*pairs, *fours):
        text = raw.decode("gb18030", "ignore")
        if len(text) == 1 and text > "\x7f":
            assert text.encode("gb18030") == raw


def test_euc_tw_table_agrees_with_big5() -> None:
    """The same characters, both ways, and every Han character of Big5 is there."""
    han = [bytes((a, b)).decode("big5", "ignore") for a in range(0xA4, 0xFA) for b in range(256)]
    text = "".join(char for char in han if "\u4e00" <= char <= "\u9fff")
    raw = write_euc_tw(text)
    assert raw is not None
    assert len(text) > 13_000
    assert read_euc_tw(raw) == (text, ())


# ------------------------------------------------------------------------------------ hints


def test_other_files_of_the_folder_decide_what_is_short() -> None:
    raw = "公園".encode("big5")  # in GB18030: そ堕
    assert decode(raw, prior={"gb18030": 400}).encoding == "big5hkscs"  # the text is too clear
    short = "一".encode("big5")
    assert decode(short, prior={"big5hkscs": 40}).text == "一"


def test_low_confidence_is_said() -> None:
    decoded = decode("啊".encode("gbk"))
    assert decoded.confidence < 0.8
    assert any("uncertain" in warning for warning in decoded.warnings)


def test_confidence_of_clear_text_is_high() -> None:
    assert decode(HANS.encode("gbk")).confidence > 0.95
    assert decode(HANT.encode("big5")).confidence > 0.95


# ----------------------------------------------------------------------------------- damaged bytes


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("odd", [b"\xff", b"\x00"])
def test_stray_byte_costs_no_character(codec: str, odd: bytes) -> None:
    text = HANT if codec == "big5" else HANS
    raw = text.encode(codec)
    for at in range(1, len(raw)):
        hurt = raw[:at] + odd + raw[at:]
        decoded = decode(hurt)
        assert decoded.text.replace("\ufffd", "").replace("\0", "") == text, at
        assert encode_back(decoded) == hurt
        if odd == b"\xff":
            assert [bad.raw for bad in decoded.bad] == [odd]
            assert decoded.bad[0].byte == at
            assert decoded.text[decoded.bad[0].at] == "\ufffd"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_lost_byte_costs_few_characters(codec: str) -> None:
    """One in UTF-8; in the others, at most those up to an ASCII byte (in Big5 a comma has one)."""
    text = HANT if codec == "big5" else HANS
    raw = text.encode(codec)
    for at in range(len(raw)):
        hurt = raw[:at] + raw[at + 1 :]
        decoded = decode(hurt)
        assert encode_back(decoded) == hurt
        kept = common_start(decoded.text, text) + common_start(decoded.text[::-1], text[::-1])
        assert kept >= len(text) - (1 if codec == "utf-8" else 5), decoded.text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "赩，莫知其極。",
            "！！！！！！",
            "壹貳參四伍六七八九零",
            "囧囧有神",
            "鸎啼花发",
            "㗱㗱㗱！",
        ),
        *(
            "葅。\n忽然太行雪",
            "︰ 世界係盲",
            "証可能已經過期",
            "归C盘",
            "譍門常吏在，登席",
            "頁]，然後按一下",
        ),
    ],
)
def test_odd_characters_at_the_start_are_whole(text: str) -> None:
    raw = text.encode("gb18030")
    assert (decode(raw).text, decode(raw).bad) == (text, ())


@pytest.mark.parametrize(
    ("first", "codec", "rest", "other"),
    [("回報的錯誤", "big5", HANS, "gbk"), ("别忘了，可以按键", "gbk", HANT, "big5")],
)
def test_first_line_in_another_encoding_is_whole(
    first: str, codec: str, rest: str, other: str
) -> None:
    raw = f"{first}\n".encode(codec) + f"{rest}\n{rest}\n".encode(other)
    assert decode(raw).text == f"{first}\n{rest}\n{rest}\n"


@pytest.mark.parametrize("end", [None, -1])
@pytest.mark.parametrize("tail", ["", "\nORG:华北电力大学\n第二行"])
def test_text_that_begins_inside_a_character(end: int | None, tail: str) -> None:
    raw = ("请输入一个整数" + tail).encode("gb18030")[1:end]
    decoded = decode(raw)
    assert decoded.text.startswith("\ufffd输入一个整")
    assert (decoded.encoding, decoded.bad[0].raw) == ("gb18030", raw[:1])
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("gb18030", "北京市朝阳区建国路88号"),
        ("gb18030", "服务热线：400"),
        ("gb18030", "北京烤鸭店"),
        ("gb18030", "軟體開發工程師"),
        ("big5hkscs", "國立臺灣大學"),
        ("big5hkscs", "香港仔隧道"),
        ("big5hkscs", "早晨，阿Sir"),
        ("big5hkscs", "公告欄上的通知已經更新"),  # 膚i欄, in step again after the i
        ("euc_tw", "聯絡我們"),
        ("utf-8", "数据 c"),
        ("utf-16-le", "返回的结果"),
        ("utf-16-be", "角東站"),
        ("utf-16-le", "\u3000\u3000山里人家的早晨"),
        ("utf-16-be", "\u3000\u3000山里人家的早晨"),
    ],
)
def test_short_text_that_begins_inside_a_character(codec: str, text: str) -> None:
    raw = (write_euc_tw(text) or b"" if codec == "euc_tw" else text.encode(codec))[1:]
    decoded = decode(raw)
    assert (decoded.encoding, decoded.text) == (codec, "\ufffd" + text[1:])
    assert decoded.bad[0].byte == 0
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(
    "text", ["甲A聯賽今天開始", "阿Q正傳是魯迅寫的", "卡O平衡", "頁]，然後按一下"]
)
def test_a_letter_behind_the_first_character_is_no_half(text: str) -> None:
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("text", ["białoruski", "Hasło zostało zmienione.", "słownik"])
def test_letters_with_marks_are_no_characters_of_big5(text: str) -> None:
    """The pairs of ło are 這 each, which no word of small letters has inside."""
    decoded = decode(text.encode("iso8859-2"))
    assert decoded.text == text
    assert decoded.confidence < 0.9  # neighbours have other letters there


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["的想法", "人人有", "系统设置界面"])
def test_short_utf16_that_lost_its_last_byte(codec: str, text: str) -> None:
    assert decode((text + "工").encode(codec)[:-1]).text == text + "\ufffd"


@pytest.mark.parametrize(
    ("codec", "text"), [("gb18030", "参与一场伟"), ("gb18030", "您配货的速度越来越慢，送")]
)
def test_field_that_was_cut_keeps_its_last_whole_character(codec: str, text: str) -> None:
    raw = b"410,2009-05-13," + (text + "大").encode(codec)[:-1] + b",14.5\n"
    assert decode(raw).text == f"410,2009-05-13,{text}\ufffd,14.5\n"


@pytest.mark.parametrize("odd", [b"\xff", b"\x00"])
def test_stray_byte_in_euc_tw(odd: bytes) -> None:
    raw = write_euc_tw(HANT) or b""
    for at in range(1, len(raw)):
        decoded = decode(raw[:at] + odd + raw[at:])
        assert decoded.text.replace("\ufffd", "").replace("\0", "") == HANT
        assert encode_back(decoded) == raw[:at] + odd + raw[at:]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_cut_last_character_is_reported(codec: str) -> None:
    text = HANT if codec == "big5hkscs" else HANS
    raw = text.encode(codec)[:-1]
    decoded = decode(raw)
    assert decoded.encoding == codec
    assert decoded.text == text[:-1] + "\ufffd"
    assert encode_back(decoded) == raw
    assert len(decoded.warnings) == 1


def test_one_bad_byte_in_a_long_file() -> None:
    raw = bytearray((HANS + "\n").encode() * 500)
    raw.insert(999, 0xFF)
    decoded = decode(bytes(raw))
    assert (decoded.encoding, len(decoded.bad)) == ("utf-8", 1)
    assert decoded.text.replace("\ufffd", "") == (HANS + "\n") * 500


def test_bad_bytes_are_counted_in_the_warning() -> None:
    decoded = decode(HANS.encode("gbk") + b"\xff\xff\n" + HANS.encode("gbk"), "gbk")
    assert decoded.warnings[0].startswith("2 bytes could not be read as gb18030")


def test_utf8_keeps_its_good_bytes_beside_any_damage() -> None:
    """One byte added, and one written over, in each of three lines."""
    whole = HANS.encode()
    added = whole[:4] + b"\xff" + whole[4:]
    over = whole[:6] + b"\xff" + whole[7:]
    raw = b"\n".join((added, over, whole))
    decoded = decode(raw)
    start = HANS[:2] + "\ufffd"
    assert decoded.text == f"{start}{HANS[2:]}\n{start}{HANS[3:]}\n{HANS}"
    assert [bad.raw for bad in decoded.bad] == [b"\xff", b"\xff" + whole[7:9]]
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(("codec", "text"), [("gb18030", HANS), ("big5", HANT)])
def test_byte_written_over_costs_one_character(codec: str, text: str) -> None:
    text = f"{text}\n{text}\n{text}"
    raw = text.encode(codec)
    for at in range(len(HANS) * 2, len(HANS) * 3):
        hurt = raw[:at] + b"\xff" + raw[at + 1 :]
        decoded = decode(hurt)
        assert encode_back(decoded) == hurt
        kept = common_start(decoded.text, text) + common_start(decoded.text[::-1], text[::-1])
        assert kept >= len(text) - 2, decoded.text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf16_finds_its_step_again(codec: str, mark: str) -> None:
    text = (HANS + "\n") * 8
    raw = (mark + text).encode(codec)
    at = 200 + len(mark) * 2
    for hurt in (raw[:at] + b"\xff" + raw[at:], raw[:at] + raw[at + 1 :]):
        decoded = decode(hurt)
        assert decoded.encoding == codec
        kept = common_start(decoded.text, text) + common_start(decoded.text[::-1], text[::-1])
        assert kept >= len(text) - 2
        assert encode_back(decoded) == hurt


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [HANS, f"{HANS}\n{HANS}"])
def test_stray_byte_does_not_change_the_order_of_utf16(codec: str, text: str) -> None:
    """Out of step, each order of the bytes looks more like the other one."""
    raw = text.encode(codec)
    for at in range(2, len(raw) - 24, 2):
        hurt = raw[:at] + b"\xff" + raw[at:]
        decoded = decode(hurt)
        assert decoded.encoding == codec
        kept = common_start(decoded.text, text) + common_start(decoded.text[::-1], text[::-1])
        assert kept >= len(text) - 1, at
        assert encode_back(decoded) == hurt


def test_any_byte_of_short_utf16_may_be_too_many() -> None:
    for size in range(6, 15):
        raw = HANS[:size].encode("utf-16-be")
        for at in range(len(raw)):
            hurt = raw[:at] + b"\x01" + raw[at:]
            decoded = decode(hurt, "utf-16-be")
            assert all(bad.raw for bad in decoded.bad)
            assert encode_back(decoded) == hurt
            assert encode_back(decode(hurt)) == hurt


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf16_saved_as_bytes_has_its_line_ends_back(codec: str, mark: str) -> None:
    """Some programs write 0D 0A for each 0A, that of 上 (4E0A) among them."""
    text = f"{mark}第一行，认真学习。\n上一页，下一页。\n{HANS}\n"
    raw = text.encode(codec).replace(b"\n", b"\r\n")
    decoded = decode(raw)
    assert (decoded.text, decoded.bad) == (text.removeprefix(mark), ())
    assert encode_back(decoded) == raw


def test_utf16_in_two_orders() -> None:
    raw = (HANS + "\n").encode("utf-16-le") + (HANT + "\n").encode("utf-16-be")
    decoded = decode(raw)
    assert (decoded.text, decoded.bad) == (f"{HANS}\n{HANT}\n", ())
    assert encode_back(decoded) == raw


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_mark_of_utf16_may_lie(codec: str) -> None:
    text = HANT if codec == "big5" else HANS
    raw = b"\xff\xfe" + text.encode(codec)
    decoded = decode(raw)
    assert (decoded.text, decoded.bom) == (text, b"\xff\xfe")
    assert encode_back(decoded) == raw


def test_text_cut_at_both_ends_is_put_into_step() -> None:
    raw = "在多标签界面中，切换到左侧或右侧的标签。".encode("gbk")[1:-1]
    decoded = decode(raw)
    assert decoded.text == "\ufffd多标签界面中，切换到左侧或右侧的标签\ufffd"
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Les changements n’ont pas été enregistrés. Vérifiez l’adresse, s’il te plaît."),
        ("cp1253", "Κάντε κλικ εδώ για να επιλέξετε όλα τα αντικείμενα της σελίδας"),
        ("cp1250", "Zażółć gęślą jaźń. „Upewnij się”, że hasła w obu polach są zgodne."),
        ("cp1251", "Сохраните изменения и выберите дату и время из главного списка."),
    ],
)
@pytest.mark.parametrize("odd", [b"\xff", b"\x81"])
def test_odd_byte_does_not_change_the_language(codec: str, text: str, odd: bytes) -> None:
    """chardet rejects an encoding for one byte that it does not hold."""
    raw = text.encode(codec)
    at = len(raw) // 2
    hurt = raw[:at] + odd + raw[at:]
    decoded = decode(hurt)
    assert decoded.text.startswith(text[: at - 1])
    assert decoded.text.endswith(text[at + 1 :])
    assert encode_back(decoded) == hurt


@pytest.mark.parametrize("text", ["leçon à répéter", "Øl og brød på bordet", "Déjà vu, fenêtre"])
def test_few_letters_with_marks_are_no_han(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Città e Unità", "cp1252"),
        ("Señor Núñez", "cp1252"),
        ("Děkuji, Václav Dvořák", "cp1250"),
        ("çağrı merkezi", "cp1254"),
        ("Preis: 5 €", "iso8859-15"),
        ("안녕하세요, 파일을 찾을 수 없습니다", "johab"),
    ],
)
def test_rare_encodings_need_more_than_a_tie(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("text", ["x轴", "app呢", "qq群里", "k歌", "点x再点y", "按a键", "卡拉ok"])
def test_han_beside_a_small_letter_stays_chinese(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


def test_noise_is_read_without_confidence() -> None:
    noise = random.Random(4).randbytes(3000)
    decoded = decode(noise)
    assert decoded.confidence < 0.8 or decoded.bad
    assert decoded.warnings
    assert encode_back(decoded) == noise


NEWS = (
    "本报北京讯：全国各地的工会组织最近举行了一系列活动，帮助困难职工解决生活中的实际问题。"
    "记者从有关部门了解到，今年以来已有三百多万名职工得到了帮助，各项工作正在顺利进行。"
)


def test_what_is_left_of_gbk_is_said_to_be_destroyed() -> None:
    left = (NEWS * 2).encode("gbk").decode("utf-8", "ignore")
    decoded = decode(left.encode())
    assert (decoded.text, decoded.encoding) == (left, "utf-8")
    (count,) = re.findall(r"of some (\d+) characters .* destroyed before", decoded.warnings[0])
    assert abs(int(count) - len(NEWS * 2)) <= len(NEWS * 2) // 3


@pytest.mark.parametrize(
    "text",
    [
        "«Здравствуйте», ±5 °C, §3, α и β: привет, мир! " * 20,
        "/ˈθɪŋkɪŋ/ /ˈmʌðə/ /ðə ˈɹɪvə βæŋk/ [χaˈʁaʃ] " * 20,
        "שלום عليكم Привет γειά " * 30,
        "Điều này chỉ là một thử nghiệm nhỏ. " * 20,
        "±×÷°§¶µ¼½¾ αβγδε абвгд אבגדה ابتثج " * 9,
    ],
)
def test_many_alphabets_are_not_what_is_left_of_bytes(text: str) -> None:
    assert decode(text.encode()).warnings == ()


# ------------------------------------------------------------------------------------ mixed files


def test_mixed_lines_are_read_each_in_its_own_encoding() -> None:
    lines = [(HANS, "gbk"), (HANS, "utf-8"), (HANT, "big5"), ("plain", "ascii")] * 3
    raw = b"\n".join(text.encode(codec) for text, codec in lines)
    decoded = decode(raw)
    assert decoded.text == "\n".join(text for text, _ in lines)
    assert {piece.encoding for piece in decoded.pieces} == {"gb18030", "utf-8", "big5hkscs"}
    assert decoded.pieces[0].start == 0
    assert decoded.pieces[-1].end == len(decoded.text)
    assert all(a.end == b.start for a, b in zip(decoded.pieces, decoded.pieces[1:], strict=False))
    assert encode_back(decoded) == raw
    assert any("mixes" in warning for warning in decoded.warnings)


@pytest.mark.parametrize("line", ["是否保存？", "￥1,299.00元"])
def test_line_of_gbk_that_is_nearly_valid_utf8(line: str) -> None:
    """All of its bytes but one are valid UTF-8."""
    around = f"{HANS}\n".encode()
    decoded = decode(around + line.encode("gbk") + b"\n" + around)
    assert decoded.text == f"{HANS}\n{line}\n{HANS}\n"


@pytest.mark.parametrize("spend", [40, 2_000, 40_000])
@pytest.mark.parametrize("width", [3, 5, 11, 40])
def test_what_was_decided_on_a_line_stands_only_where_it_would_be_decided_again(
    monkeypatch: pytest.MonkeyPatch, spend: int, width: int
) -> None:
    """Whatever the credit was before, and wherever what may be spent runs out."""
    monkeypatch.setattr("unionclean.steps.decode.limits._SPEND", spend)
    raws = [(HANS * 3).encode("gbk"), (HANT * 2).encode("big5"), (HANS + HANT).encode()]
    lines = [raw[at : at + width] for raw in raws for at in range(0, len(raw), width)]
    random.Random(5).shuffle(lines)
    raw, model = b"\n".join([*lines, *lines[::3]]), load()
    every = set(range(raw.count(b"\n") + 1))
    verdicts: Verdicts = {}
    for odd in (None, 0, 200, 5, 60):
        again = list(decide_lines(raw, "gb18030", every, model, verdicts, odd=odd))
        assert again == list(decide_lines(raw, "gb18030", every, model, {}, odd=odd))


def test_short_line_of_utf8_among_gbk() -> None:
    """[设置] reads as [璁剧疆] there, which is not bad enough."""
    around = f"{HANS}\n".encode("gbk")
    assert decode(around + "[设置]\n".encode() + around).text == f"{HANS}\n[设置]\n{HANS}\n"


@pytest.mark.parametrize("bad", [b"\xff", b"\x81"])
def test_russian_line_with_a_bad_byte_stays_utf8(bad: bytes) -> None:
    raw = f"{HANS}\nФайл не най".encode() + bad + f"ден на диске\n{HANS}\n".encode()
    decoded = decode(raw)
    assert decoded.text == f"{HANS}\nФайл не най\ufffdден на диске\n{HANS}\n"


def test_list_of_rare_characters_is_not_mixed() -> None:
    """Characters no dictionary holds read about as well in Big5, and are not: nothing shows it."""
    rng = random.Random(7)
    rows = ["".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(9)) for _ in range(300)]
    decoded = decode("\n".join(rows).encode("gbk"), prior={"gb18030": 9})
    assert (decoded.text, decoded.pieces) == ("\n".join(rows), ())


def test_one_line_of_another_encoding_in_verse() -> None:
    verse = "騮馬照金鞍，轉戰入皐蘭。\n旄頭四光芒，爭戰若蜂攢。\n".encode("gbk") * 20
    raw = verse + HANT.encode("big5") + b"\n" + HANS.encode() + b"\n" + verse
    decoded = decode(raw)
    assert decoded.text == verse.decode("gbk") + f"{HANT}\n{HANS}\n" + verse.decode("gbk")
    names = [piece.encoding for piece in decoded.pieces]
    assert names == ["gb18030", "big5hkscs", "utf-8", "gb18030"]
    assert encode_back(decoded) == raw


def test_encoding_may_change_inside_a_line() -> None:
    raw = HANS.encode("gbk") + HANS.encode() + HANS.encode("gbk")
    decoded = decode(raw)
    assert decoded.text == HANS * 3
    assert encode_back(decoded) == raw


def test_span_that_ends_just_before_the_end_of_a_piece() -> None:
    """A line is looked at 192 bytes at a time; what is left of the next span proves nothing."""
    for odd in "银翁琴":
        end = odd + "行的业务，都已经办好。"
        raw = (HANS * 4)[:70].encode("gbk") + HANT.encode("big5") + end.encode("gbk")
        decoded = decode(raw)
        assert HANT[1:-1] in decoded.text
        assert decoded.text.endswith(end[1:])
        assert encode_back(decoded) == raw


def test_lost_byte_in_a_very_long_line_shifts_only_its_neighbours() -> None:
    text = HANS * 300
    raw = text.encode("gbk")
    hurt = raw[:8001] + raw[8002:]
    decoded = decode(hurt)
    assert len(decoded.text) == len(text)
    assert sum(a != b for a, b in zip(decoded.text, text, strict=True)) <= 2
    assert encode_back(decoded) == hurt


LOG = "2024-01-02 备份完成\r\n上传文件：资料.zip 大小 3 MB\r\nDone.\r\n"
WIDE = LOG.encode("utf-16-le")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(f"{HANS}\n".encode("gbk") + WIDE, f"{HANS}\n{LOG}", id="appended to GBK"),
        pytest.param(
            f"{HANS}\n".encode() + WIDE * 2, f"{HANS}\n{LOG}{LOG}", id="appended to UTF-8"
        ),
        pytest.param(b"first line\r\n" + WIDE, f"first line\r\n{LOG}", id="appended to ASCII"),
        pytest.param(
            b"one\r\n" + "two words\r\n".encode("utf-16-le"), "one\r\ntwo words\r\n", id="no Han"
        ),
        pytest.param(
            WIDE + f"{HANS}\r\n".encode("gbk") + WIDE, f"{LOG}{HANS}\r\n{LOG}", id="GBK inside"
        ),
        pytest.param(
            f"{HANT}\n".encode("big5") + LOG.encode("utf-16-be"), f"{HANT}\n{LOG}", id="big end"
        ),
        pytest.param(
            f"{HANS}\n".encode("gbk") + b"\xff\xfe" + WIDE, f"{HANS}\n\ufeff{LOG}", id="with a mark"
        ),
    ],
)
def test_lines_of_utf16_among_others(raw: bytes, text: str) -> None:
    """What PowerShell and `cat` make: it appends UTF-16 to a file of any encoding."""
    decoded = decode(raw)
    assert decoded.text == text
    assert decoded.bad == ()
    assert len({piece.encoding for piece in decoded.pieces}) == 2
    assert encode_back(decoded) == raw
    if raw.startswith(WIDE):
        marked = decode(b"\xff\xfe" + raw)
        assert (marked.text, marked.bom) == (text, b"\xff\xfe")
        assert encode_back(marked) == b"\xff\xfe" + raw


@pytest.mark.parametrize(
    "text",
    [
        "上海，一九四九年。\r\n人们都上街了。\r\n",  # 上 is 0A 4E, in which a line seems to end
        "Россия и Китай\r\n上海 123\r\n한국어 문장\r\n上海\r\n",
        "abc\r\n\u2713 完成 \u3447\r\n\u4e0a\u4e0a\r\n",
    ],
)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_of_odd_characters_is_no_mixture(codec: str, text: str) -> None:
    decoded = decode(("\ufeff" + text).encode(codec))
    assert (decoded.text, decoded.encoding, decoded.pieces) == (text, codec, ())


@pytest.mark.parametrize(
    "raw",
    [
        "王伟\0北京\0".encode("gbk") * 9,
        "王伟\r\n\0北京\r\n\0".encode("gbk") * 9,
        b"key\0value\0\nnext\0line\0\n" + HANS.encode(),
    ],
)
def test_nul_between_fields_is_no_utf16(raw: bytes) -> None:
    decoded = decode(raw)
    assert decoded.encoding in {"gb18030", "utf-8"}
    assert (decoded.text, decoded.pieces) == (raw.decode(decoded.encoding), ())


@pytest.mark.parametrize("size", [8, 512, 4096])
@pytest.mark.parametrize("codec", ["gbk", "big5", "utf-8", "utf-16-le"])
def test_block_of_nul_says_nothing_about_the_encoding(codec: str, size: int) -> None:
    """A disk leaves such blocks in a file after a crash."""
    text = f"{HANT if codec == 'big5' else HANS}\n"
    for before in (4, 12, 28):
        raw = text[:before].encode(codec) + b"\0" * size + (text * 3).encode(codec)
        decoded = decode(raw)
        assert decoded.text == text[:before] + (b"\0" * size).decode(codec) + text * 3
        assert encode_back(decoded) == raw


def test_iso_2022_cn() -> None:
    first = b"Subject: \x1b$)A\x0e" + bytes(b & 0x7F for b in "学习贯彻".encode("gb2312")) + b"\x0f"
    # Both planes of CNS 11643, as glibc's iconv writes them; the third plane has no table here.
    second = b'\x1b$)G\x0edD\x1b$*H\x1bN!"z>\x0f!\n\x1b$+I\x0e\x1bO!!\n'
    raw = first + b"\n" + second
    for found in (decode(raw), decode(raw, "ISO-2022-CN")):
        assert found.encoding == "iso2022_cn"
        assert found.text == "Subject: 学习贯彻\n會乜議!\n\ufffd\n"
        assert [bad.raw for bad in found.bad] == [b"\x1bO!!"]
        assert encode_back(found) == raw
    assert decode(b"The escape \x1b$)A designates GB2312.\n").encoding == "utf-8"


@pytest.mark.parametrize("codec", ["cp037", "cp500", "cp1140"])
def test_ebcdic(codec: str) -> None:
    raw = "The members met in Beijing, on the 3rd of May.".encode(codec)
    found = decode(raw)
    assert found.text.encode(codec) == raw
    assert not found.warnings
    found = decode(raw + b"\x0eLoQwY\xba\x0f")
    assert found.confidence == 0
    assert found.warnings
    assert encode_back(found) == raw + b"\x0eLoQwY\xba\x0f"


_CODES = (b"\x1b[1;31m", b"\x1b[m", b"\x1b[1m\x1b[32m")


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(("codec", "text"), [("big5hkscs", HANT + "許功蓋"), ("gb18030", HANS)])
@pytest.mark.parametrize("seed", range(6))
def test_colour_between_the_halves_of_a_character(
    seed: int, codec: str, text: str, asked: bool
) -> None:
    """Bulletin boards: a terminal's code inside of characters, and others beside them."""
    rng = random.Random(seed)
    text = f"\x1b[1m{text}\x1b[m\r\n" * 4
    raw = b"".join(
        char[:1] + rng.choice(_CODES) + char[1:] + b"\x1b[0m" * rng.randrange(2)
        if len(char) == 2 and rng.random() < 0.2
        else char
        for char in (one.encode(codec) for one in text)
    )
    found = decode(raw, codec if asked else None)
    bare = re.compile(r"\x1b\[[0-9;]*m")
    assert bare.sub("", found.text) == bare.sub("", text)
    assert not found.bad
    assert encode_back(found) == raw


def test_colours_around_characters_of_another_encoding() -> None:
    line = "\x1b[1m中\x1b[m中文，好\x1b[31m的\x1b[m\n"
    raw = (line * 3).encode() + HANS.encode("gb18030")
    found = decode(raw)
    assert found.text == line * 3 + HANS
    assert encode_back(found) == raw


def test_hz_whose_lines_do_not_end_their_stretch() -> None:
    raw = HANS.encode("hz").replace(b"~}", b"") + b"\n"
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding) == (HANS + "\n", "hz")
    assert encode_back(decoded) == raw


@pytest.mark.parametrize("at", [0, 8, 10])
def test_hz_with_a_stray_byte(at: int) -> None:
    raw = "用户名 abc".encode("hz")
    hurt = raw[:at] + b"\xff" + raw[at:]
    decoded = decode(hurt)
    assert (decoded.encoding, decoded.text.replace("\ufffd", "")) == ("hz", "用户名 abc")
    assert [bad.raw for bad in decoded.bad] == [b"\xff"]
    assert encode_back(decoded) == hurt


@pytest.mark.parametrize("raw", [b"echo ~{one,two}", b"x = ~{ab}~{cd}\n", b"~{abcd", b"~{a1b2c3"])
def test_braces_after_a_tilde_are_no_hz(raw: bytes) -> None:
    assert decode(raw).text == raw.decode()


def test_utf8_cut_into_records() -> None:
    """A database that counts bytes leaves half a character at the end of a field."""
    rows = [(HANS + HANT).encode()[: 60 + n] for n in range(9)]
    raw = b"\n".join(rows)
    decoded = decode(raw)
    for row, text in zip(rows, decoded.text.split("\n"), strict=True):
        good = row.decode("utf-8", "ignore")
        assert text == good + "\ufffd" * (len(good.encode()) < len(row))
    assert encode_back(decoded) == raw


@pytest.mark.parametrize("other", [HANT.encode("big5"), HANS.encode()])
def test_clear_beginning_does_not_hide_another_encoding(other: bytes) -> None:
    """A few lines decide on a clear document; the others are looked at all the same."""
    rows = [HANS.encode("gbk")] * 40
    for place in (1, 7, 20, 39):
        mixed = [*rows[:place], other, *rows[place:]]
        decoded = decode(b"\n".join(mixed))
        wanted = HANT if other == HANT.encode("big5") else HANS
        assert decoded.text.split("\n") == [HANS] * place + [wanted] + [HANS] * (40 - place)


# --------------------------------------------------------------------------------- for any bytes

CODECS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "cp949", "koi8-r")
PARTS = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [HANS.encode("gbk"), HANT.encode("big5"), HANS.encode(), b"\n", b"~{", b"<p>", b"\x1b[m"]
    ),
    st.builds(
        lambda text, codec: text.encode(codec, "ignore"),
        st.text(st.sampled_from("工会學習会議，。€ABC \n"), max_size=8),
        st.sampled_from(CODECS),
    ),
)


@given(st.lists(PARTS, max_size=8).map(b"".join))
@settings(max_examples=400)
@example(b"\xff")
@example(b"\x80")
@example(bytes(range(256)))
@example(b"\xff\xfe\x00\xd8")
@example(b"\x84\x31\x95\x33\xff")
@example(b"~{VPND~}\n~{VP")
@example("ａ／＼‧".encode("cp950") + b"\xa1\xfe\xa2\x40")
def test_no_byte_is_ever_lost(raw: bytes) -> None:
    decoded = decode(raw)
    assert encode_back(decoded) == raw
    assert "\udc80" not in decoded.text
    assert 0 <= decoded.confidence <= 1
    places = [bad.at for bad in decoded.bad]
    assert places == sorted(set(places))
    assert all(decoded.text[at] == "\ufffd" for at in places)
    assert all(raw[bad.byte : bad.byte + len(bad.raw)] == bad.raw for bad in decoded.bad)


@given(
    st.lists(PARTS, max_size=5).map(b"".join),
    st.sampled_from(
        ["gbk", "big5", "cp950", "utf-8", "utf-16", "hz", "euc-tw", "cp932", "cp037", "utf-7"]
    ),
)
def test_no_byte_is_lost_in_an_asked_encoding(raw: bytes, asked: str) -> None:
    decoded = decode(raw, asked)
    assert encode_back(decoded) == raw


@pytest.mark.parametrize(
    "name",
    [
        *("__init__", "declared", "rebuild", "lattice", "choose", "mend", "seven_bit", "colour"),
        "ebcdic",
    ],
)
def test_docstring_examples_run(name: str) -> None:
    home = "unionclean.steps.decode" + ("" if name == "__init__" else f".{name}")
    assert doctest.testmod(importlib.import_module(home)).failed == 0
