"""The report for programs: one object per input, always the same fields."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

FIELDS = {
    "path": str,
    "status": str,
    "problem": str | None,
    "output": str | None,
    "renamed": str | None,
    "encoding": str | None,
    "confidence": float | int,
    "why": str,
    "bad_bytes": int,
    "chars_in": int,
    "chars_out": int,
    "edits": dict,
    "findings": int,
    "guesses": int,
    "destroyed": int,
    "learned": int,
    "by_folder": list,
    "warnings": list,
    "metadata": dict,
    "removed": list,
    "seconds": float,
    "unionclean": str,
}
CHANGE = {"step", "start", "end", "line", "column", "before", "after", "reason", "certainty"}


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "unionclean", *arguments],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip


def _objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def _corpus(folder: Path) -> None:
    (folder / "c").mkdir()
    (folder / "c" / "a.txt").write_text("工会工作要做好,服务职工。\n", "utf-8")
    (folder / "c" / "b.txt").write_text("没有损坏的文字。\n", "utf-8")
    (folder / "c" / "c.bin").write_bytes(b"\0\1\2\3" * 10)
    (folder / "c" / "d.txt").write_bytes("各级工会组织认真学习，积极参加培训。".encode("gb18030"))
    name = os.fsencode(folder / "c") + b"/\xce\xc4\xff.txt"  # no UTF-8
    Path(os.fsdecode(name)).write_text("甲。\n", "utf-8")


def test_every_input_has_one_object_with_the_same_fields(tmp_path: Path) -> None:
    _corpus(tmp_path)
    only = "decode,punctuation"
    result = _run(tmp_path, "fix", "c", "--report", "r.jsonl", "--only", only, "-e", "utf-8")
    assert result.returncode == 3
    objects = _objects((tmp_path / "r.jsonl").read_text("utf-8"))
    assert [(one["path"], one["status"]) for one in objects] == [
        ("c/a.txt", "fixed"),
        ("c/b.txt", "clean"),
        ("c/c.bin", "skipped"),
        ("c/d.txt", "failed"),
        ("c/\\xce\\xc4\\xff.txt", "clean"),
    ]
    for one in objects:
        assert list(one) == list(FIELDS)
        for key, kind in FIELDS.items():
            assert isinstance(one[key], kind), key
    first = objects[0]
    assert first["output"] == "c.clean/a.txt"
    assert first["edits"] == {"punctuation": 1}
    assert (first["chars_in"], first["chars_out"]) == (14, 14)
    assert objects[2]["problem"].startswith("looks binary")
    assert objects[3]["output"] is None


def test_what_was_taken_out_is_kept_in_the_report(tmp_path: Path) -> None:
    head = "当前位置：首页 > 新闻 > 正文\n"
    byline = "2023年11月13日 来源：滨海日报 作者：林晓波\n"
    article = "冬 天 的 港 口，各 级 工 会 组 织 认 真 学 习，积 极 参 加 培 训。\n"
    (tmp_path / "a.txt").write_text(f"{head}{byline}{article}（责编：李明）\n", "utf-8")
    for options in ([], ["--safe"]):
        _run(tmp_path, "fix", "a.txt", "-o", "b.txt", "--report", "r.jsonl", *options)
        (one,) = _objects((tmp_path / "r.jsonl").read_text("utf-8"))
        assert list(one) == list(FIELDS)
        assert one["metadata"] == {
            "date": "2023年11月13日", "source": "滨海日报", "author": "林晓波", "editor": "李明",
        }  # fmt: skip
        kept = (tmp_path / "b.txt").read_text("utf-8")
        if options:
            assert one["removed"] == []
            assert head in kept
            continue
        first, last = one["removed"]
        assert list(first) == ["step", "line", "column", "text", "reason"]
        assert (first["step"], first["line"], first["column"]) == ("boilerplate", 1, 1)
        assert (first["text"], last["text"]) == (head, "（责编：李明）\n")
        assert last["line"] == 4
        assert head not in kept
        assert kept.startswith("2023年11月13日 来源：滨海日报")
    (check,) = _objects(_run(tmp_path, "check", "a.txt", "-f", "json").stdout.decode())
    assert check["removed"] == [first, last]


def test_detect_has_one_set_of_fields_too(tmp_path: Path) -> None:
    _corpus(tmp_path)
    (tmp_path / "c" / "e.txt").symlink_to("/dev/null")
    rows = _objects(_run(tmp_path, "detect", "c", "-f", "json").stdout.decode())
    assert {one["status"] for one in rows} == {"detected", "skipped"}
    assert len({tuple(one) for one in rows}) == 1


def test_the_changes_can_be_replayed(tmp_path: Path) -> None:
    text = "工 会 工 作 要 做 好,服 务 职 工。\n做好了吗?没有。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (one,) = _objects(_run(tmp_path, "check", "a.txt", "-f", "json").stdout.decode())
    assert all(set(change) == CHANGE for change in one["changes"])
    replayed = text
    for change in sorted(one["changes"], key=lambda change: -change["start"]):
        assert replayed[change["start"] : change["end"]] == change["before"]
        head, tail = replayed[: change["start"]], replayed[change["end"] :]
        replayed = head + change["after"] + tail
    assert replayed == _run(tmp_path, "fix", "a.txt").stdout.decode()


def test_check_explain_diff_and_fix_agree(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("工 会 工 作 要 做 好,服 务 职 工。\n", "utf-8")
    lists = [
        _run(tmp_path, command, "a.txt", "-f", "json", *more).stdout.split(b'"changes"')[1]
        for command, *more in (["check"], ["explain"], ["fix", "--diff"], ["fix", "-o", "b.txt"])
    ]
    assert lists.count(lists[0]) == 4


def test_detect_says_the_same_to_people_and_programs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("各级工会组织认真学习。\n".encode("gb18030"))
    (one,) = _objects(_run(tmp_path, "detect", "a.txt", "-f", "json").stdout.decode())
    assert one["encoding"] == "gb18030"
    line = _run(tmp_path, "detect", "a.txt").stdout.decode()
    assert line.startswith(f"a.txt: gb18030 ({one['confidence']:.2f}")
