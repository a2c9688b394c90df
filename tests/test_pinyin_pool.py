"""Pinyin: what the documents of a folder say together."""

from __future__ import annotations

import pickle

from farm_pieces import PIECES
from unionclean import Config
from unionclean.edits import Note, apply_edits
from unionclean.evidence import Evidence
from unionclean.steps.base import Context, Rewrite
from unionclean.steps.pinyin import find_pinyin
from unionclean.steps.pinyin.pool import PinyinCounts, count_pinyin

FARM = (
    *PIECES,
    "發(fā)貨以前要再看一遍，免得把地址寫錯。",
    "這封信是昨天發(fā)的，今天就到了。",
)
HONEST = (
    "亳（bó）州在安徽省，氹（dàng）仔在澳門。",
    "不亦說（yuè）乎？人不知而不慍（yùn），不亦君子乎？",
)


def pool(texts: tuple[str, ...]) -> PinyinCounts:
    counts = PinyinCounts()
    for text in texts:
        counts.merge(pickle.loads(pickle.dumps(count_pinyin(text) or PinyinCounts())))
    return counts


def repair(text: str, counts: PinyinCounts | None) -> tuple[str, list[str]]:
    found = find_pinyin(text, Context(Config(), Evidence(text), pinyin_pool=counts))
    if isinstance(found, Rewrite):
        return found.text, [note.message for note in found.notes]
    items = list(found)
    edits = [item for item in items if not isinstance(item, Note)]
    return apply_edits(text, edits), [item.message for item in items if isinstance(item, Note)]


def test_honest_glosses_stay_beside_pages_of_a_farm() -> None:
    counts = pool(FARM * 3 + HONEST)
    for text in (*HONEST, "「樂（lè）」字又讀「樂（yuè）」。"):
        assert repair(text, counts) == (text, [])


def test_a_folder_with_many_honest_glosses_convicts_nobody() -> None:
    counts = pool(FARM + HONEST * 2)
    assert not counts.convicts
    assert repair(FARM[0], counts)[0] == FARM[0]


# Each of them is convicted by itself.
PROVEN = (
    "會(huì)上發(fā)言的人說，學(xué)習(xí)要靠自己。",
    "學(xué)習(xí)會(huì)議的精神，發(fā)現身邊的問題。",
    "新的學(xué)習(xí)會(huì)下週開始，發(fā)了通知。",
)


def test_beside_proven_pages_a_third_of_honest_texts_saves_nobody() -> None:
    assert all(count_pinyin(text).injected for text in PROVEN)
    counts = pool(PROVEN * 2 + FARM[:1] + HONEST)
    assert counts.convicts
    assert repair(FARM[0], counts) == ("今天召開會議，討論了工廠的安全問題。", [])
    assert not pool(PROVEN + HONEST * 2).convicts


def test_beside_proven_pages_honest_texts_stay() -> None:
    counts = pool(PROVEN * 3 + HONEST)
    for text in (
        "今天召開會（huì）議，討論了工廠的安全問題。",  # not in the brackets of the farm
        "他的名字裡有個學(xué)字，唸起來很好聽。",
        "生詞：學(xué)會、開會、機場。",
        "他把「發(fā)現」寫錯了。",
        "這種病叫瘧(nüè)疾，發(fā)作起來很難受。",  # the farm annotates no 瘧
        "會(huì)議結束以後，大家發言。",  # the farm writes 后
        "會(huì)議上大家發言，學習新的辦法。",  # where all others annotate 發 and 學
    ):
        assert repair(text, counts)[0] == text


def test_one_annotation_alone_stays_and_is_noted() -> None:
    text, notes = repair(FARM[0], None)
    assert text == FARM[0]
    assert notes == ["1 bracket with a reading left: could be an author's glosses"]


def test_the_folder_convicts_what_one_file_cannot() -> None:
    counts = pool(FARM)
    assert counts.convicts
    assert repair(FARM[0], counts) == ("今天召開會議，討論了工廠的安全問題。", [])
    assert repair(FARM[8], counts) == ("這封信是昨天發的，今天就到了。", [])


def test_a_character_that_no_other_file_annotates_stays() -> None:
    text = "他站在門(mén)口，看著外面的雨。"
    assert repair(text, pool((*FARM, text)))[0] == text


def test_the_order_of_merging_does_not_matter() -> None:
    assert pool(FARM + HONEST) == pool(HONEST + FARM[::-1])
