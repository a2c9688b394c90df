"""The ledger gives every original back, byte for byte, and says when it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import fix_bytes
from unionclean.files.ledger import Ledger, make_entry, restore
from unionclean.files.read import Unusable

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "各级工会组织认真学习，积极参加培训。"
ORIGINALS = {
    "blanks": "工 会 工 作 要 做 好，服 务 职 工。\n".encode(),
    "farm": "各級(jí)工會(huì)要認(rèn)真學(xué)習(xí),以?xún)?yōu)異\r\n".encode(),
    "clean": SENTENCE.encode(),
    "gbk": SENTENCE.encode("gbk"),
    "big5": "各級工會組織認真學習，積極參加培訓。".encode("big5"),
    "utf-16 with a mark": SENTENCE.encode("utf-16"),
    "utf-8 with a mark": SENTENCE.encode("utf-8-sig"),
    "a stray byte": SENTENCE.encode() + b"\xff\n",
    "two encodings": f"{SENTENCE}\n".encode() * 3 + f"{SENTENCE}\n".encode("gbk") * 3,
    "json lines": json.dumps({"text": "工 会 工 作 要 做 好，服 务 职 工。"}).encode() + b"\n",
}


def entry_of(raw: bytes) -> tuple[dict[str, object], bytes]:
    result = fix_bytes(raw)
    data = result.text.encode()
    place = {"path": "in.txt", "output": "out.txt"}
    return json.loads(json.dumps(place | make_entry(result, raw, data))), data


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_original_comes_back(name: str) -> None:
    entry, data = entry_of(ORIGINALS[name])
    assert restore(entry, data) == ORIGINALS[name]


@given(st.one_of(st.binary(max_size=60), st.text("工会 作,，\r\n學(xué)A\u3000").map(str.encode)))
def test_any_original_comes_back(raw: bytes) -> None:
    entry, data = entry_of(raw)
    assert restore(entry, data) == raw


def test_only_the_edits_are_kept_where_the_encoding_gives_the_bytes_back() -> None:
    assert "bytes" not in entry_of(ORIGINALS["gbk"])[0]
    assert "bytes" in entry_of(ORIGINALS["two encodings"])[0]


def test_a_text_that_was_changed_since_is_left() -> None:
    entry, data = entry_of(ORIGINALS["blanks"])
    ledger = Ledger([json.dumps(entry)])
    assert ledger.find(data, "anywhere.txt") == entry
    with pytest.raises(Unusable, match="changed since"):
        ledger.find(data + b"!", "out.txt")


def test_of_two_originals_that_became_one_text_the_name_decides() -> None:
    entries = [entry_of(raw)[0] for raw in (SENTENCE.encode(), SENTENCE.encode("gbk"))]
    entries = [entry | {"output": f"{index}.txt"} for index, entry in enumerate(entries)]
    ledger = Ledger(map(json.dumps, entries))
    assert restore(ledger.find(SENTENCE.encode(), "1.txt"), SENTENCE.encode()) == SENTENCE.encode(
        "gbk"
    )
    with pytest.raises(Unusable, match="several"):
        ledger.find(SENTENCE.encode(), "2.txt")


def test_of_two_entries_for_one_file_and_its_original_either_does() -> None:
    entry, data = entry_of(ORIGINALS["blanks"])
    other = entry_of(ORIGINALS["utf-8 with a mark"])[0] | {"sha256": entry["sha256"], "output": "b"}
    ledger = Ledger(map(json.dumps, (entry, entry, other)))
    assert restore(ledger.find(data, "out.txt"), data) == ORIGINALS["blanks"]


@pytest.mark.parametrize("lost", ["edits", "original", "encoding"])
def test_an_entry_that_lacks_something_is_damaged(lost: str) -> None:
    entry, data = entry_of(ORIGINALS["blanks"])
    del entry[lost]
    with pytest.raises(Unusable, match="ledger is damaged"):
        restore(entry, data)


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "unionclean", *args], cwd=folder, capture_output=True, check=False
    )


@pytest.mark.parametrize("in_place", [False, True])
def test_a_folder_comes_back(tmp_path: Path, *, in_place: bool) -> None:
    texts = tmp_path / "texts" / "deep"
    texts.mkdir(parents=True)
    for name, raw in ORIGINALS.items():
        (texts / name).write_bytes(raw)
    run(tmp_path, "fix", "texts", "--edits", "ledger", *(["-i"] if in_place else []))
    repaired = "texts" if in_place else "texts.clean"
    assert (tmp_path / repaired / "deep" / "gbk").read_bytes() == SENTENCE.encode()
    where = ["-i"] if in_place else ["-o", "back"]
    done = run(tmp_path, "revert", "--edits", "ledger", repaired, *where)
    assert done.returncode == 0, done.stderr
    back = tmp_path / ("texts" if in_place else "back") / "deep"
    assert {path.name: path.read_bytes() for path in back.iterdir()} == ORIGINALS


def test_a_changed_file_fails_and_the_others_come_back(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("a", "b"):
        (texts / name).write_bytes(f"工 会 工 作 {name}\n".encode())
    run(tmp_path, "fix", "-i", "texts", "--edits", "ledger")
    (texts / "a").write_bytes("后来的文字\n".encode())
    done = run(tmp_path, "revert", "-i", "--edits", "ledger", "texts")
    assert done.returncode == 3
    assert b"texts/a: is not in the ledger, or was changed" in done.stderr
    assert (texts / "a").read_bytes() == "后来的文字\n".encode()
    assert (texts / "b").read_bytes() == "工 会 工 作 b\n".encode()


def test_what_is_back_already_is_left(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a").write_bytes(ORIGINALS["gbk"])
    run(tmp_path, "fix", "-i", "texts", "--backup", ".old", "--edits", "ledger")
    for _ in range(2):
        done = run(tmp_path, "revert", "-i", "--edits", "ledger", "texts")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "texts" / "a").read_bytes() == ORIGINALS["gbk"]
        assert (tmp_path / "texts" / "a.old").read_bytes() == ORIGINALS["gbk"]


@pytest.mark.parametrize("output", ["-", ""])
def test_a_folder_goes_nowhere_but_to_a_folder(tmp_path: Path, output: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a").write_bytes(ORIGINALS["blanks"])
    run(tmp_path, "fix", "texts", "--edits", "ledger")
    done = run(tmp_path, "revert", "--edits", "ledger", "texts.clean", "-o", output)
    assert done.returncode == 2, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"texts", "texts.clean", "ledger"}


def test_the_only_way_back_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(ORIGINALS["blanks"])
    run(tmp_path, "fix", "-i", "a", "--edits", "ledger")
    again = run(tmp_path, "fix", "-i", "a", "--edits", "ledger")
    assert again.returncode == 2
    assert b"only way back" in again.stderr
    run(tmp_path, "revert", "-i", "--edits", "ledger", "a")
    assert (tmp_path / "a").read_bytes() == ORIGINALS["blanks"]


def test_a_run_that_ends_early_leaves_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unionclean.cli import running
    from unionclean.config import Config
    from unionclean.files.job import Job
    from unionclean.settings import Settings

    texts = [tmp_path / name for name in ("a", "b")]
    for text in texts:
        text.write_bytes(ORIGINALS["blanks"])

    def interrupted(*args: object) -> object:
        yield next(iter(outcomes(*args)))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    outcomes = running._outcomes
    monkeypatch.setattr(running, "_outcomes", interrupted)
    config = Config()
    with pytest.raises(KeyboardInterrupt):
        running.carry_out(
            running.Request(
                [str(text) for text in texts],
                Settings(config, jobs=1),
                Job("", config, write="in-place", ledger=True),
                writes=True,
                edits=str(tmp_path / "ledger"),
            )
        )
    assert texts[0].read_bytes() != ORIGINALS["blanks"]
    run(tmp_path, "revert", "-i", "--edits", "ledger", "a")
    assert texts[0].read_bytes() == ORIGINALS["blanks"]
