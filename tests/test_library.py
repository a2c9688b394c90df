"""The library as people call it: from tables, threads and other processes, and by mistake."""

from __future__ import annotations

import dataclasses
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

import unionclean
from unionclean import Config, check_text, convert, detect, explain_text, fix_bytes, fix_text

FARM = "我們要認(rèn)真學(xué)習(xí),做好服務(wù)"


@pytest.mark.parametrize("call", [fix_text, explain_text, check_text, convert])
@pytest.mark.parametrize("value", [None, float("nan"), 3, ["会议"]])
def test_what_is_no_text_is_named(call, value) -> None:
    with pytest.raises(TypeError, match=f"a text is a str, not {type(value).__name__}"):
        call(value)


def test_bytes_and_text_name_each_others_function() -> None:
    with pytest.raises(TypeError, match="not bytes; fix_bytes decodes bytes"):
        fix_text(b"abc")
    for call in (fix_bytes, detect):
        with pytest.raises(TypeError, match="not str; fix_text takes a str"):
            call("abc")


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_all_kinds_of_bytes_are_read(kind) -> None:
    raw = "各级工会组织认真学习，积极参加培训。".encode("gb18030")
    assert fix_bytes(kind(raw)) == fix_bytes(raw)
    assert detect(kind(raw)) == detect(raw)


@pytest.mark.parametrize("config", [{"safe": True}, "s2t"])
def test_settings_are_a_config(config) -> None:
    with pytest.raises(TypeError, match=r"Config\(safe=True\)"):
        fix_text("会议", config)


def test_a_config_cannot_change_and_can_be_a_key() -> None:
    names = ["decode", "spaces"]
    config = Config(only=names, skip="decode", jsonl=["text"])
    names.append("script")
    assert config == Config(only=("decode", "spaces"), skip=("decode",), jsonl=("text",))
    assert {config: 1}[Config(only=("decode", "spaces"), skip=("decode",), jsonl=("text",))] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.safe = True


@pytest.mark.parametrize("text", [FARM, "开会的时候，请把手机关掉。", "会议", "涓浗浜烘皯瑙ｆ斁鍐"])
def test_a_result_goes_to_another_process(text: str) -> None:
    result = explain_text(text, Config(to="tw"))
    sent = pickle.loads(pickle.dumps(explain_text(text, Config(to="tw"))))
    assert sent == result
    assert sent.changes == result.changes
    assert sent.revert() == text


def test_a_pool_returns_results() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        (result,) = pool.map(explain_text, [FARM])
    assert result.text == "我们要认真学习，做好服务"


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"{FARM}{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fix_text, texts)) == [fix_text(text) for text in texts]


def test_a_result_shows_its_text_once() -> None:
    assert repr(explain_text(FARM)).count("服务") == 1
    assert "服務" not in repr(explain_text(FARM))


def test_a_shell_offers_all_public_names() -> None:
    assert set(unionclean.__all__) <= set(dir(unionclean))
