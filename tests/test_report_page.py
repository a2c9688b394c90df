"""The report as a page of HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from unionclean.cli.group import run

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = "當前位置：首頁 > 新聞 > 正文\n各級(jí)工會(huì)要認(rèn)真學(xué)習(xí)。\n"


class _Reader(HTMLParser):
    """Collects the text of a page by its tags, and what is open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the parser gives it
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.found.setdefault(self.open[-1] if self.open else "", []).append(data)


def _page(folder: Path, *arguments: str) -> dict[str, list[str]]:
    run([*arguments, "--report", str(folder / "r.html"), "-q", "--isolated"])
    reader = _Reader()
    reader.feed((folder / "r.html").read_text("utf-8"))
    assert reader.open == []
    return reader.found


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "page.txt").write_text(DAMAGED, "utf-8")
    (folder / "<b>&.txt").write_text("你好<i>&\x1b[31m，工 会 工 作", "utf-8")
    (folder / "clean.txt").write_text("各级工会组织认真学习。\n", "utf-8")
    (folder / "picture.bin").write_bytes(bytes(100))
    return folder


def test_the_page_shows_each_change_and_the_sum(tmp_path: Path, corpus: Path) -> None:
    found = _page(tmp_path, "fix", str(corpus), "-o", str(tmp_path / "out"))
    assert found["h1"] == ["unionclean"]
    sums = "".join(found["p"])
    assert "4 files: 2 fixed, 1 clean, 1 skipped (binary)" in sums
    assert "clean.txt" not in "".join(found["summary"])
    assert any("page.txt: utf-8 (1.00)" in line for line in found["summary"])
    assert "picture.bin" in sums
    changed = "".join(found["del"])
    assert "當前位置：首頁 > 新聞 > 正文" in changed
    assert "(huì)" in changed.replace("會", "")
    assert "学" in "".join(found["ins"])


def test_nothing_in_a_text_or_a_name_is_markup(tmp_path: Path, corpus: Path) -> None:
    found = _page(tmp_path, "check", str(corpus))
    assert any("<b>&.txt" in line for line in found["summary"])
    assert "你好<i>&" in "".join(found["p"])
    assert "\\x1b[31m" in "".join(found["del"])
    assert {"b", "i"}.isdisjoint(found)


def test_what_was_left_alone_and_detected_stands_there_too(tmp_path: Path, corpus: Path) -> None:
    (corpus / "lost.txt").write_text("报告全文：锟斤拷锟斤拷。\n", "utf-8")
    assert "left alone" in "".join(_page(tmp_path, "check", str(corpus))["p"])
    assert "simplified" in "".join(_page(tmp_path, "detect", str(corpus))["p"])


def test_a_long_account_is_cut_and_counted(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unionclean.report.page.MOST_SHOWN", 1)
    found = _page(tmp_path, "check", str(corpus))
    assert len(found["del"]) >= 1
    assert any("further place" in line for line in found["small"])
