"""Readings written as no known farm writes them: what a whole page proves, and what stays."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest

from farm_prose import prose
from unionclean import fix_text
from unionclean.config import Config
from unionclean.pipeline import repair_text
from unionclean.steps.pinyin.simulator import reading_table, to_farm_script
from unionclean.steps.pinyin.tables import toneless

if TYPE_CHECKING:
    from collections.abc import Callable

PINYIN = Config(only=("pinyin",))

HONEST = [
    # Units and variables in Traditional prose, letters of which are left of readings, …
    (
        "質量(m)、時間(t)、長度(l)、機率(p)、個數(n)和頻率(f)都是物理量，機(j)和務(w)是代號，數據(d)要記下來。"
        "當(d)、動(d)、準(zh)、實(sh)、機(j)、質(zh)、業(y)、學(x)是索引的字母，會議的業務由學會決定，實質是發展。"
    ),
    # … a word list of Traditional forms in square brackets, a textbook with numbers, …
    (
        "學[xué]:學習、學生。\n習[xí]:習慣、練習。\n國[guó]:國家、外國。\n會[huì]:會議、開會。\n"
        "業[yè]:工業、作業。\n聽[tīng]:聽說、聽課。\n說[shuō]:說話、小說。\n書[shū]:書包、讀書。\n"
        "車[chē]:火車、車站。\n門[mén]:門口、大門。\n見[jiàn]:看見、見面。\n長[cháng]:長度、很長。\n"
    ),
    (
        "第一課 我(wo3)們(men5)學(xue2)習(xi2)漢(han4)語(yu3)。\n你(ni3)好(hao3)嗎(ma5)？\n"
        "老(lao3)師(shi1)說(shuo1)國(guo2)語(yu3)，學(xue2)生(sheng1)聽(ting1)。\n"
    ),
    (
        "尷(ㄍㄢ)尬(ㄍㄚˋ)的氣氛裡，他齟(ㄐㄩˇ)齬(ㄩˇ)不合地離開了會議，學習也停了。後來的課業，"
        "卻有些蹣(ㄆㄢˊ)跚(ㄕㄢ)。他說：國文課本裡的饕(ㄊㄠ)餮(ㄊㄧㄝˋ)、囹(ㄌㄧㄥˊ)圄(ㄩˇ)，"
        "都得查過字典才認得。耄(ㄇㄠˋ)耋(ㄉㄧㄝˊ)之年，還在讀書，還在學習，真是難得。"
    ),
    (
        "學(ㄒㄩㄝˊ)而(ㄦˊ)時(ㄕˊ)習(ㄒㄧˊ)之(ㄓ)，不(ㄅㄨˋ)亦(ㄧˋ)說(ㄩㄝˋ)乎(ㄏㄨ)？"
        "有(ㄧㄡˇ)朋(ㄆㄥˊ)自(ㄗˋ)遠(ㄩㄢˇ)方(ㄈㄤ)來(ㄌㄞˊ)，不(ㄅㄨˋ)亦(ㄧˋ)樂(ㄌㄜˋ)乎(ㄏㄨ)？"
    ),
    (
        "多音字：行[xíng]走，銀行[háng]；長[cháng]短，生長[zhǎng]；會[huì]議，會[kuài]計；重[zhòng]要，"
        "重[chóng]來；樂[lè]趣，音樂[yuè]；還[hái]有，還[huán]書；調[tiáo]整，調[diào]查；傳[chuán]說，傳[zhuàn]記。"
    ),
    (
        "臺北市街路名：羅斯福【Luósīfú】路、忠孝【Zhōngxiào】東路、學【xué】府路。公車【chē】站牌上寫著"
        "國語的讀音，會【huì】說國語的人也會看。門【mén】牌號碼在門的右邊，學校旁邊有車站。"
    ),
    (
        "筆畫檢字：業【yè】13畫；國【guó】11畫；學【xué】16畫；會【huì】13畫；發【fā】12畫；時【shí】10畫；"
        "習【xí】11畫；書【shū】10畫；車【chē】7畫；門【mén】8畫；見【jiàn】7畫；長【zhǎng】8畫；聽【tīng】22畫。"
    ),
    (
        "(xué)學、(xí)習、(guó)國、(huì)會、(yè)業、(shū)書、(chē)車、(mén)門、(jiàn)見、(fā)發、(shí)時、(tīng)聽，"
        "請把拼音和漢字連起來。學生聽了老師的話，打開書，開始學習。"
    ),
    (
        "数据[data]的类型[type]有整数[int]、列表[list]和字典[dict]；函数[an]的参数[a]可以省略，"
        "宽[wide]高[high]分别给出，长[long]整数占八个字节，栈[stack]、堆[heap]、队列[deque]各有用处。"
    ),
    (
        "蘋果apple、書包bag、學校school、門mén、車chē、書shū、國guó、會huì、說shuō、聽tīng、見jiàn、業yè、發fā："
        "華語生詞表。會說華語的學生也要聽寫，國語書的門口有車。"
    ),
    "他姓冼(xiǎn)，住在亳(bó)州；他妻子姓尉(yù)遲，是尉(wèi)氏縣人；他們的孩子叫旻(mín)昊(hào)。學習很好。",
    # Ruby as it is in books: every character, or those that are hard to read.
    (
        "<ruby>春<rt>chūn</rt></ruby><ruby>眠<rt>mián</rt></ruby><ruby>不<rt>bù</rt></ruby>"
        "<ruby>覺<rt>jué</rt></ruby><ruby>曉<rt>xiǎo</rt></ruby>，<ruby>處<rt>chù</rt></ruby>"
        "<ruby>處<rt>chù</rt></ruby><ruby>聞<rt>wén</rt></ruby><ruby>啼<rt>tí</rt></ruby>"
        "<ruby>鳥<rt>niǎo</rt></ruby>。<ruby>風<rt>fēng</rt></ruby><ruby>聲<rt>shēng</rt></ruby>"
    ),
    (
        "車ㄔㄜ 門ㄇㄣˊ 書ㄕㄨ 風ㄈㄥ 馬ㄇㄚˇ 鳥ㄋㄧㄠˇ 魚ㄩˊ 龍ㄌㄨㄥˊ 龜ㄍㄨㄟ 貓ㄇㄠ 雞ㄐㄧ "
        "鴨ㄧㄚ，小朋友，跟著老師念一念。"
    ),
    (
        "漢語教材：學習[xuéxí]、漢語[Hànyǔ]、學生[xuéshēng]、老師[lǎoshī]、開會[kāihuì]、說話[shuōhuà]、"
        "聽課[tīngkè]、讀書[dúshū]、寫字[xiězì]、時間[shíjiān]、國家[guójiā]、飛機[fēijī]。"
    ),
    (
        "歌詞：我(wǒ)\\們(men)\\的(de)\\國(guó)\\家(jiā)。學/xué/；習/xí/；會/huì/；國/guó/；業/yè/；門/mén/；"
        "車/chē/；書/shū/；見/jiàn/；長/zhǎng/；聽/tīng/；說/shuō/；發/fā/。讀一讀，寫一寫，說一說國家的書。"
    ),
]

NUMBERS = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def with_number(reading: str) -> str:
    """Return ``reading`` with its tone as a number."""
    marks = unicodedata.normalize("NFD", reading)
    return toneless(reading) + next((NUMBERS[mark] for mark in marks if mark in NUMBERS), "5")


SHAPES: dict[str, Callable[[str, str], str]] = {
    "square": lambda char, reading: f"{char}[{reading}]",
    "corner": lambda char, reading: f"{char}【{reading}】",
    "tortoise": lambda char, reading: f"{char}〔{reading}〕",
    "curly": lambda char, reading: f"{char}{{{reading}}}",
    "angle": lambda char, reading: f"{char}<{reading}>",
    "numbers": lambda char, reading: f"{char}({with_number(reading)})",
    "capital": lambda char, reading: f"{char}({reading.capitalize()})",
    "blanks": lambda char, reading: f"{char}( {reading} )",
    "two": lambda char, reading: f"{char}({reading}/{reading})",
    "references": lambda char, reading: (
        f"{char}({reading.encode('ascii', 'xmlcharrefreplace').decode()})"
    ),
    "before": lambda char, reading: f"({reading}){char}",
    "tight": lambda char, reading: f"{char}{reading}",
    "slashes": lambda char, reading: f"{char}/{reading}/",
    "capitals": lambda char, reading: f"{char}({reading.upper()})",
    "numbers alone": lambda char, reading: f"{char}{with_number(reading)}",
    "between blanks": lambda char, reading: f"{char} {reading} ",
    "a wide blank": lambda char, reading: f"{char}(\u3000{reading})",
    "ruby": lambda char, reading: f"<ruby>{char}<rt>{reading}</rt></ruby>",
    "ruby with brackets": lambda char, reading: (
        f"<ruby>{char}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>"
    ),
    "with a word": lambda char, reading: f"{char}（拼音：{reading}）",
    "no tones": lambda char, reading: f"{char}[{toneless(reading)}]",
    "no tones, before": lambda char, reading: f"({toneless(reading)}){char}",
}


@pytest.mark.parametrize("text", HONEST)
def test_what_people_write_stays(text: str) -> None:
    assert fix_text(text, PINYIN) == text


@pytest.mark.parametrize("text", HONEST)
def test_what_people_write_stays_in_a_long_text(text: str) -> None:
    page = to_farm_script(prose(random.Random(5), 6)) + "\n" + text
    assert fix_text(page, PINYIN) == page


@pytest.mark.parametrize("name", SHAPES)
def test_a_page_of_an_unknown_farm(name: str) -> None:
    table = reading_table("A")
    for seed in range(3):
        gold = to_farm_script(prose(random.Random(seed), 12))
        page = "".join(SHAPES[name](c, table[c]) if c in table else c for c in gold)
        if sum(c in table for c in gold) > 30 and len(set(gold) & table.keys()) > 15:
            assert fix_text(page, PINYIN) == gold, (name, seed)


@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_a_page_saved_as_big5(errors: str) -> None:
    """Big5 has neither letters with tone marks nor 爲, which farms annotate."""
    table = reading_table("A")
    for seed in range(3):
        written = to_farm_script("因为认为很重要。" + prose(random.Random(seed), 12))
        gold = "".join(c for c in written if c == "爲" or c.encode("cp950", "ignore"))
        page = "".join(f"{c}({table[c]})" if c in table else c for c in gold)
        saved = page.encode("cp950", errors).decode("cp950")
        assert "爲" not in saved
        assert fix_text(saved, PINYIN) == gold, (errors, seed)


def test_fewer_than_prove_it_are_noted_in_a_text_that_was_converted() -> None:
    text = "后來他說這里的系統很好，面條沒有了，學[xué]生還要創[chuàng]業[yè]，認[rèn]真工作。"
    result = repair_text(text, PINYIN)
    assert result.text == text
    assert [finding.reason for finding in result.findings] == [
        "4 readings left: could be an author's glosses"
    ]


def test_few_such_readings_stay() -> None:
    for text in ("學[xué]習[xí]。", "大家學(xue2)習(xi2)創(chuang4)業(ye4)。"):
        assert fix_text(text, PINYIN) == text
