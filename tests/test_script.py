"""The step `script`: which script a text is in, and what is converted without being asked."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import Config, convert, explain_text, fix_text
from unionclean.edits import apply_edits
from unionclean.evidence import Evidence
from unionclean.steps import Context, Rewrite
from unionclean.steps.script import (
    find_script,
    measure_script,
    overconverted,
    paragraphs,
    wording,
)
from unionclean.steps.script.alphabets import (
    holds_traditional,
    leans,
    only_simplified,
    only_traditional,
    tally,
)
from unionclean.steps.script.kept import count_kept
from unionclean.steps.script.senses import weigh_senses
from unionclean.steps.script.verdict import judge_script

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ("script",)
PSEUDO = "會議之后，干部們深入到村子里去，聯系群眾，面對復雜的關系，發揮著作用。"
SIMPLE = "会议之后，干部们深入到村子里去，联系群众，面对复杂的关系，发挥着作用。"
TAIWAN = "後來他回到家裡，乾脆把麵條吃了，隨著時間過去，只剩下一隻碗。"
HONG_KONG = "衞生署説，市民回到家裏後應先洗手，隨着天氣轉冷，環境乾燥也要留意。"


def run(text: str, **settings: object) -> str:
    return fix_text(text, Config(only=SCRIPT, **settings))


# What stays.


@pytest.mark.parametrize("text", [TAIWAN, HONG_KONG, SIMPLE, "", "plain text", "カナと漢字の後"])
def test_auto_keeps_what_is_not_pseudo_traditional(text: str) -> None:
    assert run(text) == text


@pytest.mark.parametrize("text", [TAIWAN, HONG_KONG, SIMPLE, PSEUDO])
def test_keep_converts_nothing(text: str) -> None:
    assert run(text, to="keep") == text


@pytest.mark.parametrize("text", [SIMPLE, "显著的著作", "李乾元的乾坤袋", "他说：\n著名的后果"])
def test_simplified_is_never_touched_on_the_way_to_simplified(text: str) -> None:
    assert run(text, to="s") == text
    assert run(text, to_config="tw2sp") == text


def test_a_few_traditional_quotations_stay_and_are_noted() -> None:
    text = f"{SIMPLE}\n{SIMPLE}\n「{TAIWAN}」\n{SIMPLE}\n"
    result = explain_text(text, Config(only=SCRIPT))
    assert result.text == text
    assert [finding.reason for finding in result.findings] == [
        "left as it is: 9 of 27 characters are Traditional"
    ]


# What is converted.


def test_pseudo_traditional_becomes_simplified() -> None:
    assert run(PSEUDO) == SIMPLE


def test_where_the_table_left_zhe_alone_zhu_is_the_authors() -> None:
    text = f"{PSEUDO[:-6]}，迎着風，沿着路，他執著地走著。".replace("走著", "走着")
    assert "执著" in run(text)
    assert "执着" in run(text.replace("着", "著"))


def test_the_wording_of_traditional_authors_is_not_modernised_in_converted_text() -> None:
    assert "沈静" in run(f"{PSEUDO}沈靜主持會議。")
    assert "沉静" in run(f"{TAIWAN}他很沈靜。", to="s")


def test_simplified_lines_of_a_pseudo_page_keep_their_characters() -> None:
    footer = "显著位置：责任编辑乾元，著者联系电话"
    assert run(f"{PSEUDO}\n{PSEUDO}\n{footer}\n") == f"{SIMPLE}\n{SIMPLE}\n{footer}\n"


def test_pseudo_lines_of_a_mostly_simplified_page_are_converted_when_certain() -> None:
    text = (
        f"{SIMPLE}\n{SIMPLE}\n{PSEUDO}制度的后續系統，面粉与面條，干了這杯，山谷里的云\n{SIMPLE}\n"
    )
    fixed = run(text)
    assert not only_traditional() & set(fixed)


def context_after(step: str, text: str) -> Context:
    return Context(Config(), Evidence(text), steps_done={step})


def test_removed_annotations_tell_that_a_short_text_was_converted() -> None:
    text = "學習貫徹落實，加強隊伍建設"
    assert find_script(text, Context(Config(), Evidence(text))) == ()
    found = find_script(text, context_after("pinyin", text))
    assert isinstance(found, Rewrite)
    assert found.text == "学习贯彻落实，加强队伍建设"


def test_long_genuine_text_withstands_removed_annotations() -> None:
    text = f"「{TAIWAN}」" * 5
    assert find_script(text, context_after("pinyin", text)) == ()


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        (TAIWAN, "s", "后来他回到家里，干脆把面条吃了，随着时间过去，只剩下一只碗。"),
        (HONG_KONG, "s", "卫生署说，市民回到家里后应先洗手，随着天气转冷，环境干燥也要留意。"),
        (PSEUDO, "s", SIMPLE),
        (
            SIMPLE,
            "tw",
            "會議之後，幹部們深入到村子裡去，聯繫群眾，面對複雜的關係，發揮著作用。",
        ),
        (
            PSEUDO,
            "hk",
            "會議之後，幹部們深入到村子裏去，聯繫羣眾，面對複雜的關係，發揮着作用。",
        ),
        (
            SIMPLE,
            "t",
            "會議之後，幹部們深入到村子裏去，聯繫羣衆，面對複雜的關係，發揮着作用。",
        ),
        (TAIWAN, "tw", TAIWAN),
        (HONG_KONG, "hk", HONG_KONG),
    ],
)
def test_conversion_on_request(text: str, target: str, expected: str) -> None:
    assert run(text, to=target) == expected
    assert run(expected, to=target) == expected


@pytest.mark.parametrize("config", ["t2tw", "tw2t", "t2hk", "hk2t", "t2jp"])
def test_conversions_between_traditional_forms_leave_simplified_text(config: str) -> None:
    assert run("用户在后台发现了问题", to_config=config) == "用户在后台发现了问题"
    assert run("国学", to_config="jp2t") == "國學"


def test_vocabulary_is_converted_only_on_request() -> None:
    text = "软件的信息"
    assert run(text, to="tw") == "軟件的信息"
    assert run(text, to_config="s2twp") == "軟體的資訊"


# Edits.


@pytest.mark.parametrize("settings", [{}, {"to": "tw"}, {"to_config": "s2twp"}])
@given(
    text=st.lists(
        st.sampled_from(
            [PSEUDO, SIMPLE, TAIWAN, "软件的信息与程序", "著", "里", "a ", "\n", "\r\n"]
        )
    ).map("".join)
)
def test_edits_lead_to_the_text_and_back(settings: dict[str, str], text: str) -> None:
    config = Config(only=SCRIPT, **settings)
    found = find_script(text, Context(config, Evidence(text)))
    if isinstance(found, Rewrite):
        assert apply_edits(text, list(found.edits())) == found.text
    result = explain_text(text, config)
    assert result.revert() == text
    assert fix_text(result.text, config) == result.text


def test_clean_simplified_text_loads_neither_tables_nor_the_engine() -> None:
    program = (
        "import sys; from unionclean import fix_text, Config;"
        "fix_text('各级工会组织——认真学习，积极参加培训。', Config(only=('script',)));"
        "print([name for name in sys.modules if name.startswith('unionclean.steps.script.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['unionclean.steps.script.gate']"


# Verdicts.


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLE, "simplified"),
        (TAIWAN * 2, "traditional-tw"),
        (HONG_KONG, "traditional-hk"),
        ("學而時習之，不亦說乎？", "traditional"),
        (PSEUDO, "pseudo-traditional"),
        (f"{SIMPLE}\n{SIMPLE}\n{TAIWAN}", "mixed"),
        ("", "unknown"),
        ("三十三天", "unknown"),
        ("カタカナの後で漢字を書く", "unknown"),
    ],
)
def test_scripts_are_told_apart(text: str, script: str) -> None:
    assert measure_script(text).script == script


def test_passages_of_a_mixed_document_are_told_apart() -> None:
    text = f"{SIMPLE}\n\n{PSEUDO}\n2020\n{SIMPLE}\r\n「{TAIWAN}」"
    found = paragraphs(text)
    assert "".join(text[p.start : p.end] for p in found) == text
    assert [p.verdict.script for p in found] == [
        "simplified",
        "pseudo-traditional",
        "simplified",
        "traditional",
    ]
    assert paragraphs("") == []


def test_a_verdict_names_its_evidence() -> None:
    assert re.fullmatch(r"keeps .*后.* where .*後.* belong: \d of \d", measure_script(PSEUDO).why)


def test_output_of_opencc_is_known_by_its_spelling() -> None:
    text = convert(SIMPLE + "为了群众，他们在里面吃面。", "s2t")
    verdict = measure_script(text)
    assert verdict.script == "traditional"
    assert "OpenCC" in verdict.why


def test_output_of_opencc_with_mainland_words_is_undone() -> None:
    simplified = "为了群众，把鼠标移到“文件夹”上，再打开内存里的数据库，保存设置以后就能看见。"
    text = convert(simplified, "s2t")
    verdict = measure_script(text)
    assert verdict.script == "pseudo-traditional"
    assert verdict.why.startswith("OpenCC s2t; ")
    assert "mainland words" in verdict.why
    assert run(text) == simplified
    regional = text.replace("爲", "為").replace("衆", "眾").replace("羣", "群")
    assert run(regional) == regional


def test_words_of_both_sides_do_not_overlap() -> None:
    assert not set(wording._words("mainland")) & set(wording._words("taiwan"))
    assert "滑鼠" in wording._words("taiwan")


def test_the_two_alphabets_share_nothing() -> None:
    assert not only_simplified() & only_traditional()


# Pieces of converted and of genuine text, with the characters and words that a verdict weighs.
PIECES = """
    會議之后 到村子里去 聯系群眾 面對復雜的關系 發揮著作用 皇后 王后 後來 里面 裡面 了解 瞭解 干部
    幹部 只有 隻有 一隻碗 松樹 放鬆 准備 標準 征求 特徵 臺灣 台風 爲了 衆人 羣峯 “ ” 「 」 鼠標
    內存 文件夾 之也 者其 的 了 们 这 后里区 喺嘅 𠮷 \U0002b300 龍 \uf9c4 か 한 后面 後麵 髮現 髮展
    滑鼠
"""
SCRIPTS = st.lists(st.sampled_from([*PIECES.split(), "，", "。", "\n"]), max_size=80).map("".join)


@given(SCRIPTS)
def test_the_short_way_to_a_verdict_finds_the_same_conversions(text: str) -> None:
    short, full = judge_script(text), measure_script(text)
    if full.script.startswith("traditional"):
        assert short.script.startswith("traditional")
    else:
        assert short == full


@given(SCRIPTS)
def test_kept_forms_are_counted_as_when_they_are_weighed(text: str) -> None:
    counted, weighed = count_kept(text), weigh_senses(text)
    if counted is not None:
        assert counted[1:4] == (weighed.chars, weighed.kept, weighed.places)


@given(st.text() | SCRIPTS)
def test_characters_of_one_script_are_counted(text: str) -> None:
    counts = tuple(
        sum(char in own for char in text) for own in (only_simplified(), only_traditional())
    )
    assert tally(text) == counts
    assert holds_traditional(text) == (counts[1] > 0)
    assert leans(text) == (counts[1] > counts[0]) - (counts[1] < counts[0])


def test_each_word_of_another_meaning_is_found() -> None:
    for wrong, word in overconverted._words()[0]:
        assert wrong not in word or list(overconverted._find(f"、{word}、")), word


@pytest.mark.parametrize(
    "name", ["000_71d605510c098824", "001_c46c584492870711", "004_45a9b9045b0bdeec"]
)
def test_real_pages_are_recognised(seeds: Path, name: str) -> None:
    text = (seeds / f"{name}.txt").read_text("utf-8")
    plain = re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+ ?\)", "", text)
    assert measure_script(plain).script == "pseudo-traditional"
    converted = convert(plain, "t2s")
    assert not only_traditional() & set(converted)
    assert "著力" not in converted
    assert "隨著" not in converted


@pytest.mark.parametrize("name", ["002_7b4b9617324b2478", "003_9c5b9b97e5413777"])
def test_real_simplified_pages_stay(seeds: Path, name: str) -> None:
    text = (seeds / f"{name}.txt").read_text("utf-8")
    assert run(text) == text
    assert measure_script(text).script == "simplified"


def test_characters_the_table_left_alone_are_the_authors() -> None:
    text = f"{PSEUDO * 2}干部王乾在乾隆年間的椅子旁，郭振乾說：杯子乾淨了，干活吧。"
    assert run(text).endswith("干部王乾在乾隆年间的椅子旁，郭振乾说：杯子干净了，干活吧。")
    always = text.replace("干", "乾")  # this table writes 乾 for every 干
    assert "乾隆" in run(always)
    assert "干活" in run(always)


def test_converted_text_gets_no_rarer_characters_than_its_author_wrote() -> None:
    assert run(f"{PSEUDO}鍾馗拚搏，哪吒也在。") == f"{SIMPLE}钟馗拚搏，哪吒也在。"
    assert convert("鍾馗", "t2s") == "锺馗"


CANTONESE = "琴日我同阿媽去飲茶，佢話間茶樓啲點心越嚟越細件，我話不如下次喺屋企自己整啦。"
TAIWAN_PAGE = (
    "「這次颱風的損失真的很嚴重，」葡萄農余小姐說，「後面的收成恐怕只剩下三成。」\n"
    "里長挨家挨戶發送麵包，災後要注意環境衛生，積水乾了以後記得消毒，家裡也要打掃。\n"
)


@pytest.mark.parametrize("genuine", [f"{CANTONESE}\n", TAIWAN_PAGE])
def test_genuine_passages_between_converted_ones_stay(genuine: str) -> None:
    pseudo = f"{PSEUDO}制度里的干部系統，面粉和云層。\n"
    simple = convert(pseudo, "t2s")
    assert run(f"{pseudo}{genuine}{pseudo}") == f"{simple}{genuine}{simple}"
    text = f"{SIMPLE}\n{SIMPLE}\n{pseudo}{genuine}{SIMPLE}\n"
    assert genuine in run(text)


def test_no_line_of_a_page_with_annotations_is_genuine() -> None:
    text = f"{PSEUDO}\n{CANTONESE}\n{PSEUDO}\n"
    found = find_script(text, context_after("pinyin", text))
    assert isinstance(found, Rewrite)
    assert not only_traditional() & set(found.text)
