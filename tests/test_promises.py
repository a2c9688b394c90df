"""The promises of the README, tried on anything hypothesis can think of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import Config, check_text, explain_text, fix_bytes, fix_text

# Pieces that damaged documents are made of, glued in any order, and anything else between them.
WORDS = """
    工会 学习贯彻 學(xué) 習(xí) 説（yuè） ?shù) \ue63a \ufffd ？ ? , ， 、 。 ( ) （ ） “ ” 《 》
    著 着 後 后 乾 干 锟斤拷 Ã¤Â¸Â­ ÖÐ¹ú 涓浗 &#20013; \\u4e2d %E4%B8%AD | ｜ _ … ...
    \u200b \ufeff \u00ad 责任编辑：张三 上一篇： 古交市| 当前位置：首页>>新闻>> 𠮷 \x1b[31m [/b]
    http://a.cn/x?y=1,2 Python 3.14 1,000 12:30 ×× 【2】 一、 第一条
"""
BLANKS = ["會(huì )", " ", "  ", "\t", "\u3000", "\u00a0", "\n", "\n\n", "\r\n", "\u2028", "\x85"]
PIECES = st.sampled_from([*WORDS.split(), *BLANKS])
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@given(TEXTS)
def test_second_run_changes_nothing(text: str) -> None:
    once = fix_text(text)
    assert fix_text(once) == once


@given(TEXTS)
def test_the_original_comes_back(text: str) -> None:
    result = explain_text(text)
    assert result.revert() == text
    assert not result.warnings


# Rows that show only when their line ends do; an emoji in the midst of a reading that stays.
LATE_ROWS = (
    "0\t网 站导航 怎么做\t甲\r1\t 很多新 手问：要不要放 关键词？\t乙\r2\t我 的看法是这样 的 \t丙\r"
)
EMOJI = (
    "工(gō（🎦）ng )会党(dǎng )执政兴国(gu（🎦）ó )的大事，职(zhí（🎦） )工的(d（🎦）e )"
    "生(sh（🎦）ì )活要(yà（🎦）o )过得更好。"
)


@pytest.mark.parametrize("text", [LATE_ROWS, EMOJI * 3])
def test_promises_hold_where_they_once_broke(text: str) -> None:
    result = explain_text(text)
    assert result.changed
    assert result.revert() == text
    assert fix_text(result.text) == result.text


@given(TEXTS)
def test_fix_check_and_explain_agree(text: str) -> None:
    result = explain_text(text)
    assert result.text == fix_text(text)
    found = check_text(text)
    assert (result.text != text) <= bool(found)
    assert len(found) == len(result.changes) + len(result.findings)
    assert all(0 <= f.start <= f.end <= len(text) for f in found)


@given(TEXTS)
def test_edits_are_sorted_and_say_why(text: str) -> None:
    for run in explain_text(text).runs:
        edits = run.edits
        assert list(edits) == sorted(edits)
        assert all(edit.reason for edit in edits)
        assert all(run.before[edit.start : edit.end] != edit.new for edit in edits)


@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_become_utf8(raw: bytes) -> None:
    result = fix_bytes(raw)
    result.text.encode("utf-8")
    assert len(result.decoded.bad if result.decoded else ()) <= len(raw)


@pytest.mark.parametrize("config", [Config(to="keep"), Config(safe=True), Config(strict=True)])
def test_promises_hold_under_other_settings(config: Config) -> None:
    text = "學(xué)習(xí)貫徹,召開會(huì)議。\n责任编辑：张三\n工 会 工 作,很好\n"
    result = explain_text(text, config)
    assert result.revert() == text
    assert fix_text(result.text, config) == result.text
