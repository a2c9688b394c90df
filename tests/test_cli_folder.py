"""What the files of a folder say about each other, from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from farm_pieces import PIECES

if TYPE_CHECKING:
    from pathlib import Path

# However small the folder is, the work goes to a pool.
WITH_POOL = (
    "import sys; from unionclean import engines; engines.POOL_START = 0; "
    "from unionclean.cli import main; main()"
)

TRADITIONAL = ("公園", "目錄", "前言", "後記", "附錄", "開會", "車站", "書店", "學校", "圖書館")
SIMPLIFIED = ("公园", "目录", "前言", "后记", "附录", "开会", "车站", "书店", "学校", "图书馆")
POEM = "詩"  # in Big5 alone it reads as 钢

FARM = (
    *PIECES,
    "會(huì)上發(fā)言的人說，學(xué)習(xí)要靠自己。",
    "學(xué)習(xí)會(huì)議的精神，發(fā)現身邊的問題。",
    "新的學(xué)習(xí)會(huì)下週開始，大家都報了名。",
)
HONEST = (
    "亳（bó）州在安徽省，氹（dàng）仔在澳門。",
    "不亦說（yuè）乎？人不知而不慍（yùn），不亦君子乎？",
    "他的名字裡有個學(xué)字，唸起來很好聽。",
    "生詞：學(xué)習、開會、機場。",
    "老師說：「會(huì)」字的下面是「日」。",
)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", WITH_POOL, *arguments],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        {key: value for key, value in row.items() if key not in ("seconds", "output")}
        for row in rows
    ]


def _read(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _write(folder: Path, texts: tuple[str, ...], encoding: str) -> None:
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:02}.txt").write_bytes(text.encode(encoding))


# --------------------------------------------------------------------------------- encodings


def test_a_file_alone_is_not_decided_by_any_folder(tmp_path: Path) -> None:
    _write(tmp_path / "c", TRADITIONAL, "big5")
    (tmp_path / "poem.txt").write_bytes(POEM.encode("big5"))
    (tmp_path / "c" / "poem.txt").write_bytes(POEM.encode("big5"))
    _run(tmp_path, "fix", "poem.txt", "c", "-o", "out", "--report", "r.jsonl")
    rows = {row["path"]: row for row in _rows(tmp_path / "r.jsonl")}
    assert rows["poem.txt"]["by_folder"] == []
    assert rows["c/poem.txt"]["by_folder"] == ["decode"]
    assert (tmp_path / "out" / "poem.txt").read_text("utf-8") != POEM
    assert (tmp_path / "out" / "c" / "poem.txt").read_text("utf-8") == POEM


def test_clear_texts_of_another_encoding_stay_what_they_are(tmp_path: Path) -> None:
    _write(tmp_path / "c", TRADITIONAL, "big5")
    _write(tmp_path / "c" / "other", SIMPLIFIED[:2], "gbk")
    _run(tmp_path, "fix", "c", "--to", "keep")
    assert (tmp_path / "c.clean" / "other" / "00.txt").read_text("utf-8") == SIMPLIFIED[0]
    assert (tmp_path / "c.clean" / "other" / "01.txt").read_text("utf-8") == SIMPLIFIED[1]


def test_the_nearest_folder_decides(tmp_path: Path) -> None:
    _write(tmp_path / "c" / "a", TRADITIONAL, "big5")
    _write(tmp_path / "c" / "b", SIMPLIFIED * 4, "gbk")
    for folder in "ab":
        (tmp_path / "c" / folder / "poem.txt").write_bytes(POEM.encode("big5"))
    _run(tmp_path, "fix", "c", "--to", "keep")
    assert (tmp_path / "c.clean" / "a" / "poem.txt").read_text("utf-8") == POEM
    assert (tmp_path / "c.clean" / "b" / "poem.txt").read_text("utf-8") != POEM


def test_a_reader_sees_that_the_folder_decided(tmp_path: Path) -> None:
    _write(tmp_path / "c", TRADITIONAL, "big5")
    (tmp_path / "c" / "poem.txt").write_bytes(POEM.encode("big5"))
    done = _run(tmp_path, "detect", "c")
    told = [line for line in done.stdout.decode().splitlines() if "poem" in line]
    assert "decided by the folder: 10 of 10 other files are big5hkscs" in told[0]
    done = _run(tmp_path, "check", "c")
    assert "as the other files of the folder say" in done.stdout.decode()
    assert "1 file decided by the folder" in done.stderr.decode()
    _run(tmp_path, "fix", "c", "--report", "r.jsonl")
    assert "decided by the folder" in _rows(tmp_path / "r.jsonl")[-1]["why"]


@pytest.mark.parametrize("option", ["--no-learn", "-eutf-8"])
def test_who_does_not_want_it_is_not_asked(tmp_path: Path, option: str) -> None:
    _write(tmp_path / "c", TRADITIONAL, "big5")
    (tmp_path / "c" / "poem.txt").write_bytes(POEM.encode("big5"))
    done = _run(tmp_path, "check", "c", option)
    assert b"folder" not in done.stdout + done.stderr


# ------------------------------------------------------------------------------------ pinyin


def test_short_pages_of_a_farm_are_repaired_and_honest_texts_stay(tmp_path: Path) -> None:
    _write(tmp_path / "c", FARM + HONEST, "utf-8")
    done = _run(tmp_path, "fix", "c", "-j", "1", "--report", "r1", "--only", "decode,pinyin")
    assert done.returncode == 0
    texts = list(_read(tmp_path / "c.clean").values())
    assert not [text.decode() for text in texts[: len(FARM)] if b"(" in text]
    assert texts[len(FARM) :] == [text.encode() for text in HONEST]
    rows = _rows(tmp_path / "r1")
    decided = [row for row in rows if row["by_folder"]]
    assert 3 <= len(decided) < len(FARM)
    assert {tuple(row["by_folder"]) for row in decided} == {("pinyin",)}
    assert f"{len(decided)} files decided by the folder" in done.stderr.decode()
    alone = _run(tmp_path, "check", "c", "--only", "decode,pinyin", "--no-learn")
    assert b"decided by the folder" not in alone.stderr
    assert alone.stderr.count(b"left alone") == 1


def test_any_number_of_workers_gives_the_same(tmp_path: Path) -> None:
    _write(tmp_path / "c" / "farm", FARM * 3 + HONEST, "utf-8")
    _write(tmp_path / "c" / "short", (*TRADITIONAL, POEM, "陳"), "big5")
    for jobs in "134":
        _run(tmp_path, "fix", "c", "-o", f"o{jobs}", "-j", jobs, "--report", f"r{jobs}")
    assert _read(tmp_path / "o1") == _read(tmp_path / "o3") == _read(tmp_path / "o4")
    assert _rows(tmp_path / "r1") == _rows(tmp_path / "r3") == _rows(tmp_path / "r4")
    assert any("decode" in row["by_folder"] for row in _rows(tmp_path / "r1"))
    assert any("pinyin" in row["by_folder"] for row in _rows(tmp_path / "r1"))


def test_a_farm_in_one_folder_convicts_nobody_in_another(tmp_path: Path) -> None:
    lesson = ("長(zhǎng)大以後當老師。", "會(huì)議記錄在這裡。", "學(xué)海無涯。")
    _write(tmp_path / "c" / "farm", FARM, "utf-8")
    _write(tmp_path / "c" / "notes", (*HONEST[:3], *lesson), "utf-8")
    _run(tmp_path, "fix", "c", "--only", "decode,pinyin")
    assert _read(tmp_path / "c.clean" / "notes") == _read(tmp_path / "c" / "notes")
