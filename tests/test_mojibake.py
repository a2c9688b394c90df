"""Mojibake: no harm to good text, proven and guessed repairs, notes for what is lost."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from importlib.util import find_spec
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from unionclean import Config, explain_text, fix_text
from unionclean.detection import count_destroyed
from unionclean.evidence import Evidence
from unionclean.language import load
from unionclean.steps.mojibake.bound import Standing
from unionclean.steps.mojibake.codepages import GBK, byte_table
from unionclean.steps.mojibake.frequent import THOUSAND
from unionclean.steps.mojibake.judge import MARGIN, border, borders_in, find_spans, margin_in
from unionclean.steps.mojibake.readings import find_candidate, possible_readings
from unionclean.steps.mojibake.sieve import Sieve
from unionclean.steps.mojibake.suspects import find_suspects, find_windows

ONLY = Config(only=("mojibake",))
STRICT = Config(only=("mojibake",), strict=True)
SENTENCE = "我们在北京开会，讨论明年的工作计划，大家都很高兴。"
TRADITIONAL = "我們在臺北開會，討論明年的工作計畫，大家都很高興。"

KEPT = [
    "",
    "\n\n",
    "工会工作",
    SENTENCE,
    TRADITIONAL,
    "擔(dān)當(dāng)?shù)墓\ue63a?huì)幹部",  # the step `pinyin` needs every character of it
    "當(dāng)前,我國(guó)改革發(fā)展穩(wěn)定正處在關(guān)鍵時(shí)期。",
    "以?xún)?yōu)異成績(jī)迎接和慶祝。",
    "我们\ue000说\ue001话",
    "锟斤拷锟斤拷",
    "真的吗????不会吧!!!!",
]


@pytest.mark.parametrize("text", KEPT)
def test_text_without_mojibake_stays_the_same_object(text: str) -> None:
    assert explain_text(text, ONLY).text is text


@pytest.mark.parametrize(
    "text", [SENTENCE * 50, TRADITIONAL * 50, "The quick brown fox. " * 50, "佢哋喺嗰度食嘢。" * 50]
)
def test_clean_text_needs_neither_model_nor_ftfy(text: str) -> None:
    code = (
        "import sys; from unionclean import Config, fix_text;"
        "text = sys.stdin.buffer.read().decode();"
        "assert fix_text(text, Config(only=('mojibake',))) == text;"
        "print('ftfy' in sys.modules, 'unionclean.language' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True
    )
    assert done.stdout.split() == [b"False", b"False"]


def test_negative_cases_of_ftfy_stay() -> None:
    """Texts of ftfy's own negative tests that its authors found to look like mojibake."""
    for text in (
        "4288×…",
        "HUHLL Õ…",
        "RETWEET SE VOCÊ…",
        "PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…",
        "TEM QUE SEGUIR, SDV SÓ…",
        "Join ZZAJÉ’s Official Fan List",
        "(-1/2)! = √π",
        "OK??:(   `¬´    ):",
        "selbstverständlich à l’époque",
        "β-Sitosterol, Ångström, Ørsted, Łódź, Dvořák, Çelik, ß",
        "Ԁǝɐɔǝ",
        "「foo」はéとà",
    ):
        assert fix_text(text, ONLY) == text


DAMAGES = {
    "utf-8 as gb18030": lambda text: text.encode().decode("gb18030", "replace"),
    "utf-8 as gbk": lambda text: text.encode().decode("gbk", "replace"),
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 as cp437": lambda text: text.encode().decode("cp437"),
    "gbk as latin-1": lambda text: text.encode("gbk").decode("latin-1"),
    "gbk as cp437": lambda text: text.encode("gbk").decode("cp437"),
    "gbk as big5": lambda text: text.encode("gbk").decode("big5", "replace"),
}


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize(
    "place", ["{}", "{}\n" + SENTENCE, "他来信说：{}，然后走了。", "a) {} (2024)\n\n{}"]
)
def test_damage_is_undone_wherever_it_stands(kind: str, place: str) -> None:
    clean = "明年春天开会讨论工作计划"
    damaged = place.replace("{}", DAMAGES[kind](clean))
    assert fix_text(damaged, ONLY) == place.replace("{}", clean)


def test_proven_repairs_are_exact_and_guesses_are_marked() -> None:
    damaged = SENTENCE.encode().decode("gbk", "replace")
    result = explain_text(damaged, ONLY)
    assert result.text == SENTENCE
    kinds = {change.certainty for change in result.changes}
    assert kinds == {"exact", "guess"}
    for change in result.changes:
        assert change.after
        assert change.reason.startswith("utf-8 read as gb18030")
        if change.certainty == "exact":
            assert change.after.encode().decode("gb18030") == change.before
        else:
            assert len(change.after) <= 3


def test_an_image_in_base64_is_passed_at_once() -> None:
    image = "+".join("A" * 63 for _ in range(16_000)) + "="  # 1 MB, which took ten minutes
    assert fix_text(f"{SENTENCE}\n![](data:image/png;base64,{image})\n") == (
        f"{SENTENCE}\n![](data:image/png;base64,{image})\n"
    )


def test_strict_repairs_what_is_proven_and_refuses_guesses() -> None:
    result = explain_text(SENTENCE.encode().decode("gbk", "replace"), STRICT)
    assert {change.certainty for change in result.changes} == {"exact"}
    assert any("refused as a guess" in finding.reason for finding in result.findings)


def test_edits_of_a_span_in_a_sentence_touch_nothing_else() -> None:
    before, after = "他在信里写道：", "，然后就走了。"
    damaged = before + "明年春天开会".encode("gbk").decode("latin-1") + after
    (change,) = explain_text(damaged, ONLY).changes
    assert damaged[change.start : change.end] == change.before
    assert change.start == len(before)
    assert change.end == len(damaged) - len(after)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("锟斤拷锟斤拷锟斤拷", 6),
        ("前面\ufffd\ufffd后面\ufffd", 3),
        ("??? ?????", 8),
        ("第一行\n?????\n第三行", 5),
        ("各级工会要认真学习????贯彻落实。", 4),
        ("工会锟斤拷锟斤拷会议认真????学习", 8),
    ],
)
def test_destroyed_characters_are_counted_and_left(text: str, count: int) -> None:
    result = explain_text(text, ONLY)
    assert result.text == text
    (finding,) = result.findings
    assert finding.reason == f"{count} characters destroyed before this file was written"
    assert count_destroyed(result) == count


def test_each_replacement_character_in_what_was_read_again_is_counted() -> None:
    """An odd number of them shifts the pairs, so that the last is part of other characters."""
    lost = "大家都很高兴，会议取得了圆满成功".encode("gbk").decode("utf-8", "replace")
    result = explain_text(lost.encode().decode("gbk", "replace"), ONLY)
    assert count_destroyed(result) == lost.count("\ufffd")


@pytest.mark.parametrize("text", ["你真的要去吗????我不信", "为啥????急死我了", "他走了??真奇怪"])
def test_question_marks_that_ask_are_not_counted(text: str) -> None:
    assert explain_text(text, ONLY).findings == ()


def test_no_break_spaces_are_told_from_a_traditional_letter() -> None:
    damaged = "聽聽聽聽工会工作进行得很顺利，我们要学习。\n聽聽第二段，Windows聽7。"
    assert fix_text(damaged, ONLY) == damaged.replace("聽", "\u00a0")
    for kept in ("我在聽音樂，聽聽看，這個國家很美。", "他说要聽聽大家的意见", "聽聽"):
        assert fix_text(kept, ONLY) == kept


def test_unused_memory_is_reported() -> None:
    result = explain_text("姓名：张三烫烫烫烫烫烫", ONLY)
    assert result.text.endswith("烫烫烫")
    assert [finding.reason for finding in result.findings] == [
        "filling of unused memory, saved as text"
    ]


def test_quoted_mojibake_is_reported_not_repaired() -> None:
    result = explain_text("他把“你好”存成了“浣犲ソ锛屼笘鐣”。", ONLY)
    assert not result.changed
    assert any("quoted" in finding.reason for finding in result.findings)


def test_the_thousand_frequent_characters_are_those_of_the_model() -> None:
    model = load()
    known = (chr(code) for code in range(0x4E00, 0xA000))
    ranked = sorted(known, key=lambda char: (-model.char(char), char))
    # Ties at the end of the ranking may be cut anywhere.
    assert len(THOUSAND & set(ranked[:1100])) >= 990


def test_pairs_of_gb18030_survive_the_byte_table() -> None:
    table = byte_table(GBK)
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            char = bytes((lead, trail)).decode("gb18030")
            assert table[ord(char)] == chr(lead) + chr(trail)


GARBLED = (
    "工会 會議 浣犲 ソ 锛 鈥 锟斤拷 \ufffd ? ÖÐ ¹ú Ã© â€™ \ue15e 涓 浗 い 瓣 チ 中 ， 。 “ ” € a 1 "
    "ｱ 荳ｭ 櫓벌 Σ╕¡ &#20013; &#x4e2d \\u4e2d %E4%B8%AD =E4=B8 \x80 \x8d"
)
PIECES = st.sampled_from([*GARBLED.split(" "), " ", "\n"])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


@given(TEXTS)
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    result = explain_text(text, ONLY)
    assert not result.warnings
    assert fix_text(result.text, ONLY) == result.text
    assert result.revert() == text


@given(TEXTS)
def test_windows_are_sorted_and_stay_in_their_lines(text: str) -> None:
    done = 0
    rare = Sieve().sift_all(text)
    for start, end in find_windows(text, find_suspects(rare.chars), rare):
        assert done <= start < end <= len(text)
        assert "\n" not in text[start:end]
        done = end


UNITS = (
    "锟斤拷 聽 牋 鈥 鈥? a茅 &nbsp; \\n中 x0dx0a u4e2d Â %41 =41 \\x{4e2d} ┬─ Ð ｱ "
    "涓 \ufffd ? 浣犲ソ \ue15e Ã ÖÐ Ã©\ufffd 锟 鈥 &# &#20013 %E4 =E4 \\u4e2d 涓\ufffd い 荳 벌 "
    "乱码浣犲"
)


@pytest.mark.parametrize("unit", UNITS.split(" "))
def test_time_grows_with_length_only(unit: str) -> None:
    assert_time_grows_with_size(lambda count: fix_text(unit * count, ONLY), 1_000, 10_000)


UNIFORM = {
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 as latin-1 twice": lambda text: (
        text.encode().decode("latin-1").encode().decode("latin-1")
    ),
    "gbk as latin-1": lambda text: text.encode("gbk").decode("latin-1"),
    "gbk as mac-roman": lambda text: text.encode("gbk").decode("mac-roman"),
    "utf-8 as gb18030": lambda text: text.encode().decode("gb18030", "replace"),
}
PROSE = [
    "会议讨论了明年的工作计划，大家都很高兴。",
    "春天来了，公园里的花都开了，孩子们在草地上跑来跑去。",
    "他从小就喜欢看书，家里的书架上放满了历史和地理方面的书。",
    "这家商店的东西很便宜，所以每天都有很多人来买。",
    "火车晚点了两个小时，我们到北京的时候天已经黑了。",
    "第12章介绍了一些基本方法，例如怎样测量温度和时间。",
]


@pytest.mark.parametrize("kind", UNIFORM)
@pytest.mark.parametrize("joint", ["\n", ""])
def test_long_documents_are_restored_in_lines_and_in_one(kind: str, joint: str) -> None:
    """Later lines are inverted at once, and a document of one line is taken in pieces."""
    text = joint.join(PROSE[place * 5 % 6] for place in range(300))
    fixed = fix_text(UNIFORM[kind](text), ONLY)
    if kind != "utf-8 as gb18030":  # loses the last byte of some lines
        assert fixed == text
    assert sum(one == other for one, other in zip(fixed, text, strict=True)) >= 0.98 * len(text)


def test_good_lines_in_a_damaged_document_stay() -> None:
    damage = UNIFORM["gbk as latin-1"]
    lines = [damage(PROSE[place % 6]) if place % 4 else PROSE[place % 6] for place in range(40)]
    lines[8:8] = ["Größe über Straße", "naïve café", "┌──┬──┐", "魑魅魍魉，饕餮穷奇"]
    fixed = fix_text("\n".join(lines), ONLY).split("\n")
    assert fixed[8:12] == lines[8:12]
    del fixed[8:12]
    assert fixed == [PROSE[place % 6] for place in range(40)]


ALPHABETS = [
    SENTENCE * 5_000,
    (SENTENCE + "瀍") * 3_000 + "𠀀龘" + TRADITIONAL * 2_000,
    "The quick brown fox. " * 5_000,
    "naïve café " * 9_000 + "’",
    "".join(map(chr, range(0x20, 0xD800))) * 2,
    "]^-\\" * 30_000,
]


@pytest.mark.parametrize("text", ALPHABETS)
def test_the_alphabet_of_long_texts_is_the_set_of_their_characters(text: str) -> None:
    assert Evidence(text).alphabet == frozenset(text)


def test_the_pattern_finds_what_the_set_holds() -> None:
    """Short and long texts pass the same gate, by a set and by a pattern."""
    text = SENTENCE + "浣犲ソ ÖÐ &#20013; \\u4e2d 聽 caf茅 ⅷ ａ " + TRADITIONAL
    warm = Sieve()
    warm.sift(text * 10_000)
    by_set, by_pattern = Sieve().sift(text), warm.sift(text)
    assert by_set == by_pattern
    assert len(by_set.chars) < len(set(text)) / 2
    assert find_suspects(by_set.chars) == find_suspects(frozenset(text))
    assert by_set.chars >= set("&\\聽ａ茅")
    assert [text[place] for place in by_set.places] == by_set.letters
    assert by_set.where("&聽") == sorted([text.index("&"), text.index("聽")])


def test_what_was_lost_depends_on_whether_private_use_was_kept() -> None:
    """In gb18030 only the byte 80 is lost inside a line, which leaves no choice."""
    text = "负总责的老同志一致同意，年老的职工第一天就参观了这一新老城区。"
    assert fix_text(UNIFORM["utf-8 as gb18030"](text) + "\n", ONLY) == text + "\n"


def test_letters_read_as_han_are_told_from_chinese_beside_latin_words() -> None:
    for word in ("café", "Pokémon", "Hermès", "Zürich"):
        damaged = f"这是 {word.encode().decode('gb18030')} 的介绍。"
        assert fix_text(damaged, ONLY) == f"这是 {word} 的介绍。"
    for kept in ("我的iPhone没wifi了", "这app每月更新", "用wiki么做", "Lily眉 笔"):
        assert fix_text(kept, ONLY) == kept


def test_lines_read_at_once_stay_repairs_in_noise() -> None:
    """What explains a few lines is weighed again where most of the document is no text."""
    row = random.Random(4)
    noise = ["".join(chr(row.randrange(0xA0, 0x100)) for _ in range(60)) for _ in range(80)]
    damaged = [UNIFORM["utf-8 as latin-1"](SENTENCE)] * 4
    assert fix_text("\n".join([*damaged, *noise]), ONLY).startswith("\n".join([SENTENCE] * 4))


def test_ftfy_is_installed() -> None:
    assert find_spec("ftfy") is not None


def test_borders_are_the_same_for_a_whole_text() -> None:
    for single in (False, True):
        for before, after in product("\n \u3000，“”…·a(（中é\x80ф\u2e7f\u2e80か한", repeat=2):
            known = border(before, after, single=single)
            assert borders_in(before + after, single=single) == [known], (before, after)


def test_what_one_reading_leaves_of_a_run_makes_it_unsure() -> None:
    """The whole run was misread in one way: what explains half of it may be another's."""
    damaged = "回饋有關本軟".encode("cp950").decode("cp437")
    result = explain_text(damaged, ONLY)
    assert {change.certainty for change in result.changes} == {"likely"}


def test_the_bound_of_a_gain_ends_no_search_that_finds_something() -> None:
    """The search itself is the measure: whatever it repairs, the bound must let pass."""
    model = load()
    reached = 0
    for reading in possible_readings("Ã¤Ã¶" * 4):
        for sentence in (SENTENCE, TRADITIONAL, "会议室", "讀書"):
            raw = sentence.encode(reading.right, "ignore")
            damaged = raw.decode(reading.wrong.codecs[0], "replace")
            for stretch in (damaged, f"他在信里写道：{damaged}，然后就走了。"):
                suspects = find_suspects(frozenset(stretch)).both
                candidate = find_candidate(stretch, reading, suspects)
                if candidate is None:
                    continue
                spans = find_spans(stretch, candidate, suspects, model, MARGIN)
                gain = max((span.gain for span in spans), default=0.0)
                if gain >= MARGIN:
                    standing = Standing(stretch, ("\n", "\n"), model)
                    table = byte_table(reading.wrong)
                    least = [gain] * len(stretch)
                    assert standing.may_gain(
                        stretch.translate(table), candidate.offsets, reading, suspects, least
                    ), (reading.reason, stretch)
                    reached += 1
    assert reached > 100


def test_the_bound_ends_the_search_in_clean_text_with_rare_characters() -> None:
    stretch = "他們在鷲嶺的垚城停留，麴先生彈了一曲，邨民都很高興。"
    suspects = find_suspects(frozenset(stretch)).both
    standing = Standing(stretch, ("\n", "\n"), load())
    candidates = [
        (reading, candidate)
        for reading in possible_readings(stretch)
        if (candidate := find_candidate(stretch, reading, suspects))
    ]

    def left(margin: float) -> list[str]:
        least = [margin] * len(stretch)
        return [
            reading.reason
            for reading, candidate in candidates
            if standing.may_gain(
                stretch.translate(byte_table(reading.wrong)),
                candidate.offsets,
                reading,
                suspects,
                least,
            )
        ]

    assert candidates
    assert left(margin_in(stretch * 200)) == []  # in a document, where most such places are
    assert len(left(margin_in(stretch))) <= len(candidates) // 5


def test_dashes_of_box_lines_are_no_reason_to_search() -> None:
    text = "我們的計畫──也就是明年的工作──大家都很高興。" * 12
    rare = Sieve().sift_all(text)
    assert not list(find_windows(text, find_suspects(rare.chars), rare))


def test_a_damaged_document_that_names_an_encoding_is_repaired_beside_it_too() -> None:
    damaged = SENTENCE.encode("gbk").decode("latin-1")
    head = "国家代码后面有时加上后置词，例如使用的编码。\n"
    assert fix_text(head + f"{damaged}\n" * 12, ONLY) == head + f"{SENTENCE}\n" * 12
    assert fix_text(head + damaged, ONLY) == head + damaged


def test_what_was_misread_again_and_again_is_counted_and_left() -> None:
    text = SENTENCE * 3
    for _ in range(4):
        text = text.encode().decode("gb18030", "ignore")
        text = "".join(char for char in text if not "\ue000" <= char <= "\uf8ff")
    result = explain_text(text, ONLY)
    assert result.text == text
    (note,) = [note for run in result.runs for note in run.notes]
    assert re.fullmatch(
        r"\d+ characters destroyed before this file was written, by repeated misreading",
        note.message,
    )


def test_lenient_damage_is_exact_only_where_it_can_be_repeated() -> None:
    """What a lenient program shows is repeated on the repair; a dropped soft hyphen is not."""
    whole, dropped = "Ìṩ°²\u05f0¡¢άÐÞ×Éѯ·þÎñ", "±༭˵Ã÷¾¼ÃÎÊÌ⣬Ìṩ×Éѯ¡£"
    for damaged, fixed, certainty in (
        (whole, "提供安装、维修咨询服务", "exact"),
        (dropped, "编辑说明经济问题，提供咨询。", "likely"),
    ):
        result = explain_text(damaged, ONLY)
        assert result.text == fixed
        assert {change.certainty for change in result.changes} == {certainty}


def test_a_repair_is_exact_only_where_no_other_original_is_open() -> None:
    """Pages of neighbours, characters dropped whole and pairs without a trace leave others open."""
    for damaged, fixed, certainty in (
        ("ˇ˛ĘÜĐĚĘÂ，然后就走了。", "凡受刑事，然后就走了。", "likely"),  # two pages have these
        ("菠筁狡ず", "略過複內", "likely"),  # private use was stripped: 略過重複的內容
        ("\ue06dい﹡チ㎝\ue652\ue145", "城中居民和他們", "exact"),  # it was kept
        ("龰測煦Е", "取代分区", "likely"),  # Hong Kong's Big5 has Е elsewhere
    ):
        result = explain_text(damaged, ONLY)
        assert result.text == fixed
        assert {change.certainty for change in result.changes} == {certainty}


@pytest.mark.parametrize(
    ("clean", "codecs"),
    [
        # Bytes that the second reading lost are guessed, and the first is undone after that.
        ("公司的年度报告已经寄给每一位股东。", ("utf-8", "cp1252", "gbk")),
        ("新的一年里，我们要继续努力学习，把工作做得更好。", ("utf-8", "cp1252", "gbk")),
        # Pairs that the first one dropped leave no trace in the second.
        ("就不会愿意安装软件包", ("gbk", "cp950", "latin-1")),
    ],
)
def test_what_was_read_twice_is_exact_only_if_nothing_was_lost(
    clean: str, codecs: tuple[str, str, str]
) -> None:
    right, first, second = codecs
    once = clean.encode(right).decode(first, "ignore")
    if first == "cp1252":  # as browsers do: undefined bytes stay
        once = "".join(b.decode("cp1252", "ignore") or b.decode("latin-1") for b in _bytes(clean))
    changes = explain_text(once.encode().decode(second, "replace"), ONLY).changes
    assert changes
    assert all(change.after in clean for change in changes if change.certainty == "exact")


def _bytes(text: str) -> list[bytes]:
    return [bytes((byte,)) for byte in text.encode()]


def test_utf8_read_as_big5_is_not_taken_for_gbk_read_as_big5() -> None:
    """The bytes of 人人 are pairs of GBK, too, which were mojibake again: 浜轰汉."""
    damaged = "人人有权享有自由".encode().decode("big5", "ignore")
    assert "浜" not in fix_text(f"他在信里写道：{damaged}，然后就走了。", ONLY)


def test_utf8_read_as_big5_is_reported_where_marks_are_question_marks() -> None:
    damaged = "// 銝?霈?隞?靘?憭?\n// 撌亙?摰?敺?"
    notes = [one for one in explain_text(damaged).findings if "big5" in one.reason]
    assert [one.line for one in notes] == [1, 2]
    assert fix_text(damaged, ONLY) == damaged
    clean = "他問：這本書好看嗎? 撌字怎麼讀?"
    assert not [one for one in explain_text(clean).findings if "big5" in one.reason]


def test_the_terms_of_software_count_for_guesses_only() -> None:
    from build_software import count_pairs, write_pairs
    from unionclean.steps.mojibake.terms import Terms

    counts = count_pairs(["打开 file 文件", "打开文件", "打\\u5f00文件", "打字，打字"])
    assert counts["打开"] == 3
    terms = Terms(write_pairs({"s": counts}))
    assert terms.after("打") == {"开": 2 / 5, "字": 1 / 5}
    assert terms.mixed("打", [(-5.0, "开"), (-5.0, "包")])[0][0] > -5.0
    assert terms.mixed("打", [(-5.0, "开")], foreign="开") == [(-5.0, "开")]
    assert terms.mixed("，", [(-5.0, "打")]) == [(-5.0, "打")]


def test_the_terms_of_software_are_what_the_script_builds() -> None:
    import build_software
    from unionclean.data import read_data

    try:
        built = build_software.build()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("npm is not on this machine, or its registry cannot be reached")
    assert read_data("software.txt").decode() == built
