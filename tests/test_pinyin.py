"""Pinyin: what the cases cannot show one by one. The cases are in tests/cases/pinyin.toml."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from farm_prose import prose
from growth import assert_time_grows_with_size
from unionclean import Config, fix_text
from unionclean.edits import apply_edits
from unionclean.habits import Habits
from unionclean.pipeline import repair_text
from unionclean.steps.pinyin.blanks import lost_blanks
from unionclean.steps.pinyin.choose import likelihood
from unionclean.steps.pinyin.codepage import (
    LEADS,
    decode_pair,
    encode_char,
    is_trail,
    is_user_defined,
    unmapped_trails,
)
from unionclean.steps.pinyin.gate import measure
from unionclean.steps.pinyin.respell import may_hold_readings, respell
from unionclean.steps.pinyin.simulator import (
    annotate,
    annotate_bytes,
    reading_table,
    to_farm_script,
)
from unionclean.steps.pinyin.tables import LADDER, NEVER, TABLE_B, load_tables, toneless
from unionclean.steps.pinyin.tokens import orphans
from unionclean.steps.pinyin.verdict import Verdict
from unionclean.steps.pinyin.words import find_inside, find_words

ROOT = Path(__file__).resolve().parent.parent
PINYIN = Config(only=("pinyin",))

documents = st.integers(0, 10**6).map(lambda seed: prose(random.Random(seed), 6))
damage = st.fixed_dictionaries(
    {},
    optional={
        "generation": st.sampled_from("ABCDE"),
        "level": st.integers(40, len(LADDER)),
        "private_use": st.sampled_from(("keep", "drop")),
        "punctuation": st.sampled_from(("", "，。；", "，。；！？、")),
        "unknown": st.sampled_from("?\ufffd"),
        "marks": st.sampled_from(("keep", "halfwidth", "fullwidth")),
        "eats": st.booleans(),
        "seed": st.integers(0, 100),
    },
)


# Good text first.


@given(st.integers(0, 10**6), st.lists(st.sampled_from("?？！!(（a)）。，1A \n"), max_size=60))
def test_prose_without_annotations_is_the_same_object(seed: int, marks: list[str]) -> None:
    rng = random.Random(seed)
    chars = list(to_farm_script(prose(rng, 2)))
    for mark in marks:
        chars.insert(rng.randrange(len(chars)), mark)
    text = "".join(chars)
    result = repair_text(text, PINYIN)
    assert result.text is text
    assert not result.runs


@given(
    st.text(
        alphabet="會學習開說优一的?？�(（)）huìxuékāi, 。，\n\ue000🎦A",
        max_size=80,
    )
)
def test_any_text_gets_edits_that_apply_and_stays_when_repaired_again(text: str) -> None:
    result = repair_text(text, PINYIN)
    assert result.text == _through_edits(text)
    assert result.revert() == text
    assert fix_text(result.text, PINYIN) == result.text


def _through_edits(text: str) -> str:
    """Repair by the edits alone, which `apply_edits` checks to be sorted and apart."""
    for run in repair_text(text, PINYIN).runs:
        assert run.before == text
        text = apply_edits(text, run.edits)
        assert text == run.after
    return text


def test_one_gloss_that_tells_readings_apart_stays_in_converted_text() -> None:
    text = "后來他說,這個字在會(huì)計一詞里讀法不同,學生們于是都記住了。"
    assert fix_text(text, PINYIN) == text


# Damage.


@given(documents, damage)
def test_edits_and_rewrite_agree_on_damaged_prose(gold: str, options: dict[str, Any]) -> None:
    damaged = annotate(gold, **options)
    result = repair_text(damaged, PINYIN)
    assert result.text == _through_edits(damaged)
    assert fix_text(result.text, PINYIN) == result.text
    assert not re.search(r"[一-鿿][(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", result.text)


@given(documents, damage, st.integers(0, 5))
def test_examples_stay_inside_of_damaged_prose(
    gold: str, options: dict[str, Any], place: int
) -> None:
    examples = (
        "`學(xué)習(xí)會(huì)`",
        "see how the farm writes 以?xún)?yōu)異 on its pages",
        "\0",
    )
    lines = annotate(gold, **options).split("\n")
    lines.insert(place, examples[place % 3])
    damaged = "\n".join(lines)
    result = repair_text(damaged, PINYIN)
    assert result.text == _through_edits(damaged)
    assert result.text.count(examples[place % 3]) == 1


@given(
    documents,
    st.integers(40, len(LADDER)),
    st.sampled_from(("", "，。；！？、")),
    st.sampled_from(("keep", "drop")),
)
def test_what_is_called_exact_is_what_the_author_wrote(
    gold: str, level: int, punctuation: str, private_use: Literal["keep", "drop"]
) -> None:
    damaged = annotate(gold, level=level, punctuation=punctuation, private_use=private_use)
    table = reading_table("A", level)
    result = repair_text(damaged, PINYIN)
    wanted = to_farm_script(gold).split("\n")
    by_line: dict[int, list[str]] = {}
    for change in result.changes:
        assert change.certainty is not None
        by_line.setdefault(change.line, []).append(change.certainty)
    lines = list(zip(damaged.split("\n"), result.text.split("\n"), wanted, strict=True))
    for number, (before, after, author) in enumerate(lines, 1):
        if set(by_line.get(number, ())) == {"exact"}:
            assert before in {
                annotate_bytes(after, table, marks, private_use=private_use)
                for marks in ("", "，。；", "，。；！？、")
            }
            assert after == author


@pytest.mark.parametrize(
    ("damaged", "why"),
    [
        (
            "各級(jí)工會(huì)去過(guò)北??、梧州,也開(kāi)過(guò)會(huì)。",
            "a mark that may stand for bytes",
        ),
        (
            "擔(dān)當(dāng)?shù)墓?huì)干部,開(kāi)過(guò)會(huì)。",
            "a private-use character that was dropped",
        ),
    ],
)
def test_nothing_is_called_exact_where_a_second_original_is_open(damaged: str, why: str) -> None:
    changes = repair_text(damaged, PINYIN).changes
    assert changes, why
    assert "exact" not in {c.certainty for c in changes if len(c.after or "") > 1}, why
    if "??" in fix_text(damaged, PINYIN):
        assert {c.certainty for c in changes} == {"likely"}, why


def _clean_prose() -> list[str]:
    """Return the lines of the clean fixtures that hold nothing but what GBK and a farm leave."""
    lines = [
        line
        for path in sorted((ROOT / "fixtures" / "clean").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line and not re.search("[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔù]", line)
    ]
    return [line for line in lines if line == line.encode("gbk", "ignore").decode("gbk")]


@given(
    st.lists(st.sampled_from(_clean_prose()), min_size=4, max_size=12),
    st.integers(40, len(LADDER)),
    st.sampled_from(("", "，。；", "，。；！？、")),
    st.sampled_from(("keep", "drop")),
)
def test_every_exact_edit_is_reproduced_by_the_simulator(
    lines: list[str], level: int, punctuation: str, private_use: Literal["keep", "drop"]
) -> None:
    gold = "\n".join(lines)
    damaged = annotate(gold, level=level, punctuation=punctuation, private_use=private_use)
    (before, after) = damaged.split("\n"), repair_text(damaged, PINYIN)
    table = reading_table("A", level)
    certainties: dict[int, set[str | None]] = {}
    for change in after.changes:
        certainties.setdefault(change.line, set()).add(change.certainty)
    for number, (old, new) in enumerate(zip(before, after.text.split("\n"), strict=True), 1):
        if "exact" in certainties.get(number, ()) and len(certainties[number]) == 1:
            assert old in {
                annotate_bytes(new, table, marks, private_use=private_use)
                for marks in ("", "，。；", "，。；！？、")
            }


@pytest.mark.parametrize(
    ("options", "share"),
    [
        ({}, 0.0),
        ({"marks": "halfwidth"}, 0.0),
        ({"marks": "fullwidth"}, 0.0),
        ({"unknown": "\ufffd"}, 0.0),
        ({"unknown": "\ufffd", "eats": False}, 0.0),
        ({"private_use": "drop"}, 0.002),
        ({"punctuation": "，。；！？、"}, 0.002),
        ({"generation": "B"}, 0.0),
        ({"generation": "C"}, 0.0),
        ({"generation": "D"}, 0.0),
        ({"generation": "E"}, 0.0),
        ({"generation": "F"}, 0.0),
    ],
)
def test_the_author_s_text_comes_back(options: dict[str, Any], share: float) -> None:
    rng = random.Random(20261121)
    wrong = length = 0
    for _ in range(8):
        gold = prose(rng, 10)
        wanted = gold if options.get("generation") == "E" else to_farm_script(gold)
        fixed = fix_text(annotate(gold, **options), PINYIN)
        if options.get("marks") == "fullwidth":
            wanted = wanted.translate(str.maketrans(",;:?!()", "，；：？！（）"))
        fold = {0xFF01 + i: 0x21 + i for i in range(94)}
        one, two = fixed.translate(fold), wanted.translate(fold)
        wrong += sum(a != b for a, b in zip(one, two, strict=False)) if one != two else 0
        length += len(two)
    assert wrong <= share * length


def _annotate_at_random(text: str, share: float, *, tones: bool = True) -> str:
    first, rng = load_tables().first, random.Random(4)
    return "".join(
        f"{char}({reading if tones else toneless(reading)})"
        if (reading := first(char)) and rng.random() < share
        else char
        for char in text
    )


@pytest.mark.parametrize("tones", [True, False])
@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_readings_at_random_go_where_words_of_grammar_have_them_on_and_off(
    share: float, tones: bool
) -> None:
    gold = prose(random.Random(4), 40)
    assert fix_text(_annotate_at_random(gold, share, tones=tones), PINYIN) == gold


def test_readings_at_random_prove_nothing_in_little_text_that_nobody_converted() -> None:
    once = _once(annotate(prose(random.Random(4), 5), "F", convert=False))
    assert once.count("(") > 12
    assert fix_text(once, PINYIN) == once


def test_readings_that_are_written_several_times_are_nobodys() -> None:
    """直(zhi)(zhi)(zhi): one of them in a text that was converted, two anywhere."""
    author = prose(random.Random(4), 5)
    assert fix_text(annotate(author, "F", convert=False), PINYIN) == author
    few = "后來他說(shuo)這里的系(xi)統很(hen)好，學(xue)生還在用(yong)(yong)，面條沒有(you)了。"
    assert fix_text(few, PINYIN) == "后來他說這里的系統很好，學生還在用，面條沒有了。"


@pytest.mark.parametrize("share", [0.1, 0.15, 0.2, 0.3])
@pytest.mark.parametrize("seed", range(6))
def test_readings_of_whole_words_stay_where_they_have_them_on_and_off(
    share: float, seed: int
) -> None:
    """A reader for learners gives a reading to words, not to characters: 学(xué)校(xiào)."""
    rng = random.Random(seed)
    first = load_tables().first
    pieces = []
    for word in re.findall("[\u4e00-\u9fff]{1,2}|[^\u4e00-\u9fff]", prose(rng, 60)):
        taught = rng.random() < share
        pieces += [f"{c}({first(c)})" if taught and first(c) else c for c in word]
    reader = "".join(pieces)
    assert fix_text(reader, PINYIN) == reader


@pytest.mark.parametrize("seed", range(4))
def test_marks_that_lost_a_byte_come_back_on_a_page_without_readings(seed: int) -> None:
    gold = to_farm_script(prose(random.Random(seed), 30))
    damaged = annotate(gold, level=0, punctuation="，。；！？、", convert=False)
    marks = damaged.count("?")
    assert marks > 3
    assert fix_text(damaged, PINYIN).count("?") < 0.3 * marks


def test_question_marks_of_people_in_a_converted_text_stay() -> None:
    gold = to_farm_script(prose(random.Random(1), 20))
    rng = random.Random(2)
    odd = ("??，", "?！", "?。", "??。", "?!", "？！", "???；")
    text = re.sub("[，。]", lambda m: rng.choice(odd) if rng.random() < 0.3 else m[0], gold)
    assert text.count("?") > 20
    assert fix_text(text, PINYIN) == text


@pytest.mark.parametrize("share", [0.6, 0.9, 1.0])
def test_a_lesson_annotates_most_characters_and_keeps_its_readings(share: float) -> None:
    lesson = _annotate_at_random(prose(random.Random(4), 40), share)
    assert fix_text(lesson, PINYIN) == lesson


def test_readings_stay_where_each_character_has_one_at_its_first_place() -> None:
    """A reader for learners: a new character is explained once in each of its chapters."""
    chapters = []
    for seed in range(8):
        text, known = prose(random.Random(seed), 10), set()
        for char in text:
            reading = "" if char in known else load_tables().first(char)
            chapters.append(f"{char}({reading})" if reading else char)
            known.add(char)
        chapters.append("\n\n")
    reader = "".join(chapters)
    assert fix_text(reader, PINYIN) == reader


@pytest.mark.parametrize("seed", range(4))
def test_readings_that_stand_several_times_prove_a_short_page(seed: int) -> None:
    author = prose(random.Random(seed), 3)
    damaged = annotate(author, "F", convert=False, seed=seed)
    assert _once(damaged) != damaged
    assert fix_text(damaged, PINYIN) == author
    assert fix_text(_once(damaged), PINYIN) == _once(damaged)


def _once(damaged: str) -> str:
    return re.sub(r"(\([a-zü]+\))\1+", r"\1", damaged)


@pytest.mark.parametrize("seed", range(8))
def test_readings_on_words_of_grammar_prove_a_short_text_that_was_converted(seed: int) -> None:
    """They are noted where nobody converted the text: nothing else tells it from a lesson there."""
    author = "后来他说这里的系统很好，面条没有了。" + prose(random.Random(seed), 4)
    damaged = _once(annotate(author, "F", seed=seed))
    assert fix_text(damaged, PINYIN) == to_farm_script(author)
    simplified = _once(annotate(author, "F", convert=False, seed=seed))
    result = repair_text(simplified, PINYIN)
    assert result.text == simplified
    assert any("could be an author's glosses" in finding.reason for finding in result.findings)


@pytest.mark.parametrize(
    "text",
    [  # words and not characters, no grammar, what is named, and where all have one
        "后來小(xiao)明(ming)很高興，他們在動物園里看到了大(da)象(xiang)、猴(hou)子(zi)和老(lao)虎(hu)。",
        "后來大家都去看古琴，譜里有散(san)、泛(fan)、按(an)、挑(tiao)、勾(gou)、抹(mo)、剔(ti)、打(da)。",
        "后來他把“是(shi)”讀成“四(si)”，把“吃(chi)”讀成“次(ci)”，把“人(ren)”讀成“銀(yin)”，是和四要分清。",
        "后來他(ta)說(shuo)這(zhe)里(li)的(de)面(mian)條(tiao)很(hen)好，他也說這里的系統很好用。",
    ],
)
def test_toneless_glosses_of_people_are_not_even_noted(text: str) -> None:
    for written in (text, to_farm_script(text)):
        result = repair_text(written, PINYIN)
        assert result.text == written
        assert not result.findings


GLOSSES = [  # lines of an author, on a page that a farm annotated
    "化學元素：氕(piē)、氘(dāo)、氚(chuān)、鋰(lǐ)、鈹(pí)、氬(yà)、鉀(jiǎ)、鈧(kàng)、鈦(tài)。",
    "莊周筆下的鯤(kūn)，齊諧(xié)者，志怪者也；饕(tāo)餮(tiè)與混沌，不知凡幾。",
    "卡片：学(xué)、习(xí)，听(tīng)。",
    "菜單：豆腐(tofu)，茶(cha) 5元，面(mian) 15元，湯(tang) 12元，粥(zhou) 8元。",
    "他和小(xiao)明(ming)看到了大(da)象(xiang)、猴(hou)子(zi)和老(lao)虎(hu)。",
]


@pytest.mark.parametrize("line", GLOSSES)
@pytest.mark.parametrize("seed", range(3))
def test_glosses_of_the_author_stay_on_a_damaged_page(line: str, seed: int) -> None:
    gold = to_farm_script(prose(random.Random(seed), 8))
    damaged = annotate(gold, convert=False)
    fixed = fix_text(damaged, PINYIN)
    assert fix_text(f"{damaged}\n{line}", PINYIN) == f"{fixed}\n{line}"


@pytest.mark.parametrize("before", ["我們去年到", "他住在", "關於", "我們于"])
def test_a_word_is_read_where_a_stop_could_stand(before: str) -> None:
    """A stop may stand after any word: what the document writes elsewhere decides, or the words."""
    gold = f"大家認真學習。海口是省會，海口的冬天很暖和。{before}海口旅游的人很多，我們認真學習。"
    damaged = annotate(gold, punctuation="，。；！？、", convert=False)
    assert "？口" not in damaged
    assert fix_text(damaged, PINYIN) == gold


@pytest.mark.parametrize(
    ("text", "options"),
    [  # a bracket that is open, and …… in one piece
        ("請使用「圖表向導」-「數據序列」頁。", {"unknown": "\ufffd", "eats": False}),
        ("他們去訂高多了……", {}),
        ("因為……", {"unknown": "\ufffd", "eats": False}),
    ],
)
def test_what_stands_around_a_lost_byte_tells_which_it_was(
    text: str, options: dict[str, Any]
) -> None:
    gold = f"{text}\n大家要認真學習，提高業務水平。"
    assert fix_text(annotate(gold, convert=False, **options), PINYIN) == gold


@pytest.mark.parametrize(
    ("first", "second"), [("A", "E"), ("A", "B"), ("A", "C"), ("B", "E"), ("A", ""), ("", "B")]
)
def test_a_page_that_mixes_two_kinds_of_damage_is_repaired(first: str, second: str) -> None:
    gold = prose(random.Random(1), 8)
    pieces, wanted = [], []
    for kind in (first, second):
        author = gold if kind == "E" else to_farm_script(gold)
        pieces.append(annotate(author, kind, convert=False, seed=1) if kind else author)
        wanted.append(author)
    assert fix_text("\n".join(pieces), PINYIN) == "\n".join(wanted)


def test_question_marks_that_stay_are_noted_where_bytes_were_lost() -> None:
    gold = "他真的走了？！\n今天的会议很重要，什么？？大家要认真学习，疾病；预防。"
    damaged = annotate(gold, punctuation="，。；！？、", marks="halfwidth")
    result = repair_text(damaged, PINYIN)
    left = result.text.count("?!") + result.text.count("??")
    assert left == 2
    assert sum("lost bytes" in finding.reason for finding in result.findings) >= left


def test_a_character_that_the_page_lacks_has_no_habits() -> None:
    """海 once counted the first character of the page as its follower: 方便海可是."""
    habits = Habits(lambda: "可以說，可是可以。")
    assert habits.after("海") == {}
    assert habits.after("可") == {"以": 0.5, "是": pytest.approx(0.5 / 3)}


def test_a_mark_is_as_likely_as_the_page_writes_it() -> None:
    ranked = ((-6.0, "！"), (-6.5, "病"))
    calm = Habits(lambda: "這一段沒有感歎的話。" * 300)
    loud = Habits(lambda: "真好！" * 300)
    assert calm.prefer("腸", ranked, marked=True)[0][1] == "病"
    assert loud.prefer("腸", ranked, marked=True)[0][1] == "！"
    # The rates are those behind a Han character.
    assert calm.prefer("\n", ranked, marked=True) == ranked


def test_a_form_that_nobody_writes_is_no_choice() -> None:
    assert likelihood("化", "齣") < likelihood("化", "豬") - 2


def test_glosses_on_hard_characters_of_a_converted_text_stay() -> None:
    """Its neighbour, with readings on easy ones at random, is a case of cases/pinyin.toml."""
    text = (
        "會上大家先看了一段短片，然后分組談體會。工會主席姓覃(qín)，說新來的同事要盡快了解工作的要求，"
        "有困難先找班組長，班組長解決不了再找工會。單(shàn)師傅帶的徒弟姓仇(qiú)，兩人都在氹(dàng)仔住過。"
        "區(ōu)先生作了說明。散會以后，幾個職工又到圖書室看了看，里面也有講埗(bù)頭歷史的書。"
    )
    assert fix_text(text, PINYIN) == text


def test_a_character_chosen_for_a_lost_byte_is_a_guess_where_its_mark_is_gone_too() -> None:
    damaged = "學(xué)校發(fā)展很快,選擇?茖W(xué)校的學(xué)生越來(lái)越多。"
    changes = repair_text(damaged, PINYIN).changes
    assert [change.certainty for change in changes if change.after == "專科學"] == ["guess"]


def test_strict_refuses_guesses_and_says_so() -> None:
    gold = prose(random.Random(3), 10)
    damaged = annotate(gold, punctuation="，。；！？、")
    result = repair_text(damaged, Config(only=("pinyin",), strict=True))
    assert any("refused as a guess" in finding.reason for finding in result.findings)
    assert all(change.certainty != "guess" for change in result.changes)


@pytest.mark.parametrize(
    ("page", "unit"),
    [
        ("", "?"),
        ("", "("),
        ("", "會(huì)"),
        ("學(xué)習(xí)會(huì)議開展業務和人民生活水平" * 20, "?，"),
        ("學(xué)習(xí)會(huì)議開展業務和人民生活水平" * 20, "?xún)"),
    ],
    ids=["question marks", "brackets", "annotations", "hits", "orphans"],
)
def test_time_grows_with_the_size_of_the_text(page: str, unit: str) -> None:
    assert_time_grows_with_size(
        lambda size: fix_text(page + unit * (size // len(unit)), PINYIN), 40_000, 300_000
    )


@given(documents, st.integers(60, len(LADDER)), st.sampled_from(("NFD", "ɡ", "u:", "ă")))
def test_readings_in_another_spelling_are_readings(gold: str, level: int, spelling: str) -> None:
    damaged = annotate(gold, level=level)
    other = re.sub(
        r"\([^()]{1,6}\)|\?[^()]{1,6}\)", lambda match: _respelled(match[0], spelling), damaged
    )
    assert fix_text(other, PINYIN) == fix_text(damaged, PINYIN)


def _respelled(reading: str, spelling: str) -> str:
    if spelling == "NFD":
        return unicodedata.normalize("NFD", reading)
    pairs = {"ɡ": ("g", "ɡ"), "u:": ("ǜ", "ù:"), "ă": ("ǎ", "ă")}
    return reading.replace(*pairs[spelling])


@given(documents, damage, st.integers(0, 10**6))
def test_edits_and_rewrite_agree_where_few_readings_are_spelled_otherwise(
    gold: str, options: dict[str, Any], seed: int
) -> None:
    rng = random.Random(seed)
    damaged = annotate(gold, **options)
    for _ in range(rng.randint(1, 3)):
        places = [match.start() for match in re.finditer("[(（?？\ufffd][a-zà-ǜ]", damaged)]
        if places:
            at = rng.choice(places)
            put = rng.choice((" ", "\n", "(", "ɡ", "\u200b", damaged[at : at + 3]))
            at += rng.choice((0, 1, 2))
            damaged = damaged[:at] + put + damaged[at:]
    assert repair_text(damaged, PINYIN).text == _through_edits(damaged)


@given(st.text("會学(（)）()?？ \nqeéɡv:;'&\u200b\u0301🎦1，□", max_size=12))
@example("會\n()")
@example("會\n)")
def test_no_reading_is_looked_for_in_brackets_that_hold_none(text: str) -> None:
    if not may_hold_readings(text):
        assert respell(text) == []
        assert measure(text) == Verdict()
        assert not find_words(text) + find_inside(text)
        assert orphans().search(text) is None


def test_honest_readings_in_another_spelling_stay_as_they_are() -> None:
    gold = "老师讲《论语》，不亦说乎。同学们认真学习，网络上的资料也很有用。"
    damaged = annotate(gold).replace("說(shuō)", "說(yue\u0300)").replace("huì", "hui\u0300")
    assert "說(yue\u0300)" in fix_text(damaged, PINYIN)
    assert "會(" not in fix_text(damaged, PINYIN)


# The gate.


def test_the_gate_learns_tables_that_nobody_has_seen() -> None:
    tables = load_tables()
    unseen = [c for c in "從種間題兩線條決處該還參樣將廣" if c in tables.simple]
    assert len(unseen) > 12
    table = {char: tables.first(char) for char in unseen}
    gold = to_farm_script(
        "从这里到那里有两条路，该走哪条还没有决定。种花的人应该参考处理问题的方法。"
        "广大农民将在这种条件下决定怎样从事生产，这样的决定处处可见，线索还有两条。"
    )
    assert fix_text(annotate_bytes(gold, table), PINYIN) == gold


def test_verdict_on_clean_text_is_false() -> None:
    assert not measure("深入學習貫徹。")
    assert not measure("")


# The tables.


def test_table_is_what_the_script_builds() -> None:
    pytest.importorskip("pypinyin", reason="the sources of the table are not installed")
    import build_pinyin

    if not build_pinyin.is_pinned():
        pytest.skip("the sources are installed in other versions")
    assert build_pinyin.build() == build_pinyin.OUTPUT.read_text("utf-8")


def test_table_is_sorted_and_maps_nothing_to_itself() -> None:
    text = (ROOT / "src/unionclean/data/pinyin.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if not row.startswith("#")]
    chars = [row[0] for row in rows]
    assert chars == sorted(set(chars))
    assert all(char not in other for char, *other in rows)


def test_known_tables_hold_characters_that_differ_and_have_a_reading() -> None:
    tables = load_tables()
    assert len(set(LADDER)) == len(LADDER)
    assert not set(LADDER) & set(NEVER)
    for char in LADDER + TABLE_B:
        assert char in tables.simple
        assert tables.first(char)


def test_code_page_is_the_one_of_the_documented_places() -> None:
    assert decode_pair(0xA4, 0x95) == "\ue63a"
    assert decode_pair(0xAA, 0xA1) == "\ue000"
    assert decode_pair(0xFE, 0xA0) == "\ue864"
    assert encode_char("\ue864") == b"\xfe\xa0"
    assert decode_pair(0xFE, 0x30) is None
    assert encode_char("會") == b"\x95\xfe"
    assert encode_char("\ue63a") == b"\xa4\x95"
    assert encode_char("\U0001f3a6") is None
    gaps = {lead for lead in LEADS for t in range(0x40, 0xFF) if _is_gap(lead, t)}
    assert gaps == {lead for lead in LEADS if unmapped_trails(lead)}


def test_code_page_shows_each_pair_as_a_character_of_its_own() -> None:
    pairs = [(lead, trail) for lead in LEADS for trail in range(0x40, 0xFF) if is_trail(trail)]
    shown = {pair: decode_pair(*pair) for pair in pairs}
    assert all(encode_char(char or "") == bytes(pair) for pair, char in shown.items())


def test_pairs_without_a_character_vanish_with_private_use() -> None:
    # As on a page with a law: 六 is C1F9, and A8C1 has no character.
    assert annotate_bytes("　（六）履行期限", {}, "。", private_use="drop") == "?。┞男衅谙?"


def _is_gap(lead: int, trail: int) -> bool:
    if not is_trail(trail) or is_user_defined(lead, trail):
        return False
    return "\ufffd" in bytes((lead, trail)).decode("gbk", "replace")


@pytest.mark.parametrize(
    ("author", "shown"),
    [  # as real pages show them, farm-damage section 2
        ("以优异", "以優(yōu)異"),
        ("担当的工会干", "擔(dān)當(dāng)?shù)墓\ue63a?huì)干"),
        ("乡", "鄉(xiāng)"),
        ("溧li", "溧l(xiāng)i"),
        ("因為一个", "因?yàn)橐粋€(gè)"),
    ],
)
def test_simulator_makes_what_pages_show(author: str, shown: str) -> None:
    assert annotate(author) == shown


@pytest.mark.parametrize(
    ("author", "marks", "shown"),
    [
        ("。可见", "，。；？", "?？梢?jiàn)"),
        ("疾病；10.7", "，。；", "疾??；10.7"),
        ("常考，", "，。？", "?？?，"),
        ("。”</strong>", "，。！", "?！?/strong>"),
    ],
)
def test_simulator_makes_the_marks_that_pages_show(author: str, marks: str, shown: str) -> None:
    assert annotate(author, punctuation=marks) == shown


def test_glosses_beside_annotations_of_generation_e() -> None:
    """Both kinds in one document: what the farm wrote goes, and the line of glosses stays."""
    lesson = "\n裏(lǐ)中(zhōng)是(shì)"
    for seed in range(20):
        gold = to_farm_script(prose(random.Random(seed), 3))
        damaged = annotate(gold, generation="E", seed=seed, convert=False)
        assert fix_text(damaged + lesson, PINYIN) == gold + lesson, seed


@pytest.mark.parametrize(
    ("torn", "whole"),
    [  # a page of a farm is HTML in GBK, and 為 before "<" loses its second byte with it
        ('因?yàn)?a href="x.html">工會(huì)</a>的工作', "因為工會的工作"),
        ("因?yàn)?b>發(fā)展</b>重要，因?yàn)?i>好</i>。", "因為發展重要，因為好。"),
        ("因?yàn)?font color=red>學(xué)習(xí)<b>好</b></font>。", "因為學習<b>好</b>。"),
        ("<strong>他說(shuō)“開(kāi)會(huì)。”</strong>", "<strong>他說“開會。”</strong>"),
        ("<strong>他說(shuō)“開(kāi)會(huì)?！?/strong>然後", "他說“開會。”然後"),
        ("<p>他說(shuō)“開(kāi)會(huì)?！?/p>好。<p>走了。</p>", "他說“開會。”好。<p>走了。</p>"),
        ("標(biāo)簽(qiān)寫(xiě)在前面，因?yàn)?b>加粗</b>。", "標簽寫在前面，因為<b>加粗</b>。"),
    ],
)
def test_a_tag_goes_with_its_other_half(torn: str, whole: str) -> None:
    page = "\n大家要認(rèn)真學(xué)習(xí)，提高業(yè)務(wù)水平。"
    assert fix_text(torn + page, PINYIN) == whole + "\n大家要認真學習，提高業務水平。"


@pytest.mark.parametrize(
    ("torn", "whole"),
    [  # nothing but the tag tells these marks from those that people write
        ("他說(shuō):“開(kāi)會(huì)?!?/strong>然後", "他說:“開會。”然後"),
        ('他說(shuō):“開(kāi)會(huì)?!?span style="x">然後', "他說:“開會。”然後"),
        ("他問(wèn):真的?!?b>3也開(kāi)會(huì)", "他問:真的?!?b>3也開會"),
        ("他問(wèn):真的?!?然後", "他問:真的?!?然後"),
    ],
)
def test_a_torn_tag_on_a_page_of_halfwidth_marks(torn: str, whole: str) -> None:
    page = "\n大家要認(rèn)真學(xué)習(xí),提高業(yè)務(wù)水平!"
    assert fix_text(torn + page, PINYIN) == whole + "\n大家要認真學習,提高業務水平!"


def test_a_reading_behind_the_sign_of_a_lone_byte_that_no_run_explains() -> None:
    page = "大家要認(rèn)真學(xué)習(xí),以?xún)?yōu)異成績(jī)。"
    assert fix_text(page + "以?nǚ)€(gè)人", PINYIN).endswith("以?nǚ)€(gè)人")


@given(st.text("? 甲乙1:。\n", max_size=16))
def test_lost_blanks_are_marks_and_blanks_in_order(text: str) -> None:
    done = 0
    for start, end, new in lost_blanks(text):
        assert done <= start < end
        assert not text[start:end].strip("? ")
        assert "?" in text[start:end]
        assert new in {"", " "}
        done = end


@pytest.mark.parametrize("piece", ["? ", "2021?年", "甲?乙", "????文", "?。", "摘?要:", "?\n"])
def test_lost_blanks_are_found_in_linear_time(piece: str) -> None:
    assert_time_grows_with_size(lambda size: list(lost_blanks(piece * size)), 500, 8_000)
