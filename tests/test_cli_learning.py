"""Lines that a folder repeats, from the command line: two passes, one result for any `-j`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from unionclean.steps.pinyin.simulator import annotate

if TYPE_CHECKING:
    from pathlib import Path

PLACES = "东南西北中前后左右上"
FOOTER = "海的那一边\n读懂一座港\n"

# However small the folder is, the work goes to a pool.
WITH_POOL = (
    "import sys; from unionclean import engines; engines.POOL_START = 0; "
    "from unionclean.cli import main; main()"
)


def _article(number: int) -> str:
    place = "".join(PLACES[int(digit)] for digit in str(number))
    return (
        f"{place}码头的书屋\n"
        f"上周五，{place}码头的职工书屋正式开门，三千多册图书整整齐齐摆上了书架，大家都来看。\n"
        f"书屋由{place}工会牵头建设，每晚开放到九点，周末全天开放，管理员是三名退休的老职工。\n"
    )


def _page(number: int) -> str:
    head = "当前位置：首页 > 新闻 > 正文\n"
    return f"{head}{_article(number)}（责编：李明）\n{FOOTER}"


def _write_pages(folder: Path, pages: int = 12) -> None:
    """Write pages of one site: in two encodings, one letter-spaced, one bare, one that is none."""
    folder.mkdir()
    for number in range(pages):
        encoding = "gb18030" if number % 3 == 1 else "utf-8"
        (folder / f"{number:02}.txt").write_bytes(_page(number).encode(encoding))
    (folder / "bare.txt").write_text(f"{_article(88)}海 的 那 一 边\n", "utf-8")
    (folder / "essay.txt").write_text(f"{_article(7) * 6}海的那一边\n{_article(9) * 6}", "utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", WITH_POOL, *arguments],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip


def _read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        row.pop("seconds", None)
        row.pop("output", None)
    return rows


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learning")
    _write_pages(folder / "c")
    done = _run(folder, "fix", "c", "-j", "1", "--report", "r.jsonl", "--save-learned", "l.json")
    assert done.returncode == 0, done.stderr.decode()
    (folder / "stderr").write_bytes(done.stderr)
    return folder


def test_the_frame_goes_and_every_article_stays(cleaned: Path) -> None:
    for number in range(12):
        text = (cleaned / "c.clean" / f"{number:02}.txt").read_text("utf-8")
        assert text == _article(number)
    assert (cleaned / "c.clean" / "bare.txt").read_text("utf-8") == _article(88)
    essay = (cleaned / "c" / "essay.txt").read_text("utf-8")
    assert (cleaned / "c.clean" / "essay.txt").read_text("utf-8") == essay


def test_the_summary_counts_learned_lines(cleaned: Path) -> None:
    stderr = (cleaned / "stderr").read_text("utf-8")
    assert stderr.startswith("15 files: 13 fixed, 1 clean, 1 skipped (binary); ")
    assert "(25 of them learned lines)" in stderr


def test_the_report_names_each_line_with_its_count_and_files(cleaned: Path) -> None:
    *inputs, last = _rows(cleaned / "r.jsonl")
    assert [list(row) for row in inputs] == [list(inputs[0])] * 15
    assert sum(row["learned"] for row in inputs) == 25
    assert list(last) == ["learned"]
    lines = {row["line"]: row for row in last["learned"]}
    assert set(lines) == {"海的那一边", "读懂一座港"}
    assert lines["海的那一边"]["documents"] == 13
    assert lines["读懂一座港"]["files"] == [f"c/{number:02}.txt" for number in range(12)]
    reasons = [loss["reason"] for loss in inputs[0]["removed"]]
    assert reasons[-2:] == [f"learned: on {number} documents of the folder" for number in (13, 12)]


def test_any_number_of_workers_gives_the_same(cleaned: Path) -> None:
    _run(cleaned, "fix", "c", "-o", "o3", "-j", "3", "--report", "r3", "--save-learned", "l3")
    assert _read(cleaned / "o3") == _read(cleaned / "c.clean")
    assert _rows(cleaned / "r3") == _rows(cleaned / "r.jsonl")
    assert (cleaned / "l3").read_bytes() == (cleaned / "l.json").read_bytes()


def test_a_saved_list_gives_the_same_without_learning(cleaned: Path) -> None:
    _run(cleaned, "fix", "c", "-o", "again", "--learned", "l.json", "--no-learn")
    assert _read(cleaned / "again") == _read(cleaned / "c.clean")


def test_a_second_run_changes_nothing(cleaned: Path) -> None:
    done = _run(cleaned, "fix", "c.clean", "-o", "twice")
    assert b"14 clean; 0 edits" in done.stderr
    assert _read(cleaned / "twice") == _read(cleaned / "c.clean")


@pytest.mark.parametrize("options", [["--no-learn"], ["--safe"], ["--skip", "boilerplate"]])
def test_who_does_not_want_it_keeps_the_lines(cleaned: Path, options: list[str]) -> None:
    out = "kept" + options[0]
    done = _run(cleaned, "fix", "c", "-o", out, *options)
    assert b"learned" not in done.stderr
    assert FOOTER in (cleaned / out / "00.txt").read_text("utf-8")


def test_all_commands_see_the_same_lines(cleaned: Path) -> None:
    rows = _rows(cleaned / "r.jsonl")
    edits = sum(sum(row["edits"].values()) for row in rows if "edits" in row)
    for command in (["check"], ["explain"], ["fix", "--diff"]):
        done = _run(cleaned, *command, "c")
        assert f"{edits} edits (25 of them learned lines)".encode() in done.stderr
    done = _run(cleaned, "detect", "c", "-f", "json")
    damage = [json.loads(line)["damage"] for line in done.stdout.splitlines()]
    assert sum(sum(found.values()) for found in damage) == edits


def test_verbose_names_the_lines(cleaned: Path) -> None:
    done = _run(cleaned, "check", "c", "-v")
    assert (
        "2 lines learned from 14 texts: '海的那一边' (13), '读懂一座港' (12)"
        in done.stderr.decode()
    )


def test_files_that_are_named_one_by_one_teach_nothing(tmp_path: Path) -> None:
    _write_pages(tmp_path / "c")
    names = [f"c/{number:02}.txt" for number in range(12)]
    assert b"learned" not in _run(tmp_path, "check", *names).stderr


def test_a_file_beside_a_folder_is_no_page_of_it(tmp_path: Path) -> None:
    _write_pages(tmp_path / "c")
    (tmp_path / "own.txt").write_text(f"{_article(5)}读懂一座港\n", "utf-8")
    _run(tmp_path, "fix", "own.txt", "c", "-o", "out", "--save-learned", "l.json")
    assert (tmp_path / "out" / "own.txt").read_text("utf-8").endswith("读懂一座港\n")
    _run(tmp_path, "fix", "own.txt", "c", "-o", "out", "--learned", "l.json")
    assert (tmp_path / "out" / "own.txt").read_text("utf-8") == _article(5)


def test_few_texts_teach_nothing(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    for number in range(4):
        (tmp_path / "c" / f"{number}.txt").write_text(_page(number), "utf-8")
    _run(tmp_path, "fix", "c", "--save-learned", "l.json")
    assert FOOTER in (tmp_path / "c.clean" / "0.txt").read_text("utf-8")
    assert not (tmp_path / "l.json").exists()


def test_lines_of_disguised_pages_are_learned_as_they_come_out(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    for number in range(12):
        page = annotate(_page(number * 7 + 1), seed=number)
        (tmp_path / "c" / f"{number:02}.txt").write_text(page, "utf-8")
    _run(tmp_path, "fix", "c", "--save-learned", "l.json")
    learned = json.loads((tmp_path / "l.json").read_text("utf-8"))
    assert {row["line"] for row in learned["lines"]} == {"海的那一边", "读懂一座港"}
    for path in (tmp_path / "c.clean").iterdir():
        assert path.read_text("utf-8").endswith("管理员是三名退休的老职工。\n")


def test_in_place_reads_all_before_it_writes(tmp_path: Path) -> None:
    _write_pages(tmp_path / "c")
    _run(tmp_path, "fix", "-i", "c", "-j", "2")
    assert all(
        (tmp_path / "c" / f"{number:02}.txt").read_text("utf-8") == _article(number)
        for number in range(12)
    )


def test_texts_that_only_share_a_form_stay(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    for number in range(30):
        text = f"同志们：\n{_article(number)}谢谢大家！\n滨海市总工会办公室\n2024年5月1日\n"
        (tmp_path / "c" / f"{number}.txt").write_text(text, "utf-8")
    assert b"30 files: 30 clean; 0 edits" in _run(tmp_path, "check", "c").stderr
