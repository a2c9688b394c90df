"""An output is whole or absent, whatever happens meanwhile."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from unionclean.errors import InputError
from unionclean.files import write
from unionclean.files.read import is_same, read_file
from unionclean.files.write import make_folders, replacing, sweep, write_all


def _write(path: Path, data: bytes) -> None:
    with replacing(str(path)) as descriptor:
        write_all(descriptor, data)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), replacing(str(path)) as descriptor:
        write_all(descriptor, "half")  # type: ignore[arg-type]  # the error that is wanted
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.txt"]


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / "a.txt").symlink_to("victim")
    _write(tmp_path / "a.txt", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert not (tmp_path / "a.txt").is_symlink()


def test_the_longest_name_still_finds_room(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 85)  # 255 bytes
    _write(path, b"text")
    assert path.read_bytes() == b"text"


def test_a_device_is_written_to() -> None:
    _write(Path(os.devnull), b"text")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_an_error() -> None:
    with pytest.raises(OSError, match="No space"):
        _write(Path("/dev/full"), b"text")


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="is not a folder"):
        make_folders(
            str(tmp_path / "out"),
            str(tmp_path / "out" / "sub"),
            str(tmp_path / "in"),
            str(tmp_path / "in" / "sub"),
        )


@pytest.mark.parametrize("name", ["private", "renamed"])
def test_folders_are_as_closed_as_those_of_the_source(tmp_path: Path, name: str) -> None:
    private = tmp_path / "in" / "private"
    private.mkdir(parents=True)
    private.chmod(0o700)
    out = tmp_path / "out"
    make_folders(str(out), str(out / name), str(tmp_path / "in"), str(private))
    assert (out / name).stat().st_mode & 0o777 == 0o700


def test_a_stream_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as file:
        file.write(b"first\n")
        file.flush()
        for name in ("/dev/fd/", "/proc/self/fd/"):
            _write(Path(f"{name}{file.fileno()}"), b"more\n")
    assert (tmp_path / "log").read_bytes() == b"first\nmore\nmore\n"
    assert Path("/dev/fd").exists()


def test_sweep_takes_only_the_files_of_this_run(tmp_path: Path) -> None:
    ours = tmp_path / f".unionclean-{os.getpid()}-123-abcd.tmp"
    other = tmp_path / ".unionclean-999999999-123-abcd.tmp"
    for path in (ours, other, tmp_path / "a.tmp"):
        path.write_bytes(b"")
    sweep([str(tmp_path)])
    assert _names(tmp_path) == [other.name, "a.tmp"]


def test_what_a_worker_leaves_is_found_by_its_leader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "_run", 0)
    write.join_run(4711)
    with replacing(str(tmp_path / "a.txt")):
        (left,) = _names(tmp_path)
    assert left.startswith(".unionclean-4711-")  # what `sweep` looks for in process 4711


@pytest.mark.parametrize("in_place", [True, False])
def test_a_quota_fails_the_file_and_leaves_nothing_half_written(
    tmp_path: Path, *, in_place: bool
) -> None:
    """RLIMIT_FSIZE stands for a full disk: the write of the second file is cut short."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    small, large = (
        "工 会 工 作 要 做 好，服 务 职 工。\n",
        "工 会 工 作 要 做 好，服 务 职 工。\n" * 500,
    )
    (folder / "a.txt").write_text(small, "utf-8")
    (folder / "b.txt").write_text(large, "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "unionclean", "fix", "corpus", *(["-i"] if in_place else [])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
    )
    assert result.returncode == 3
    assert "corpus/b.txt: cannot be written to" in result.stderr
    assert "File too large" in result.stderr
    assert "1 fixed, 1 failed" in result.stderr
    out = folder if in_place else tmp_path / "corpus.clean"
    assert (out / "a.txt").read_text("utf-8") == "工会工作要做好，服务职工。\n"
    assert _names(out) == (["a.txt", "b.txt"] if in_place else ["a.txt"])
    assert (folder / "b.txt").read_text("utf-8") == large


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_in_place_keeps_owner_and_attributes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("工 会 工 作 要 做 好，服 务 职 工。\n", "utf-8")
    path.chmod(0o640)
    os.chown(path, 1234, 2345)
    try:
        os.setxattr(path, "user.origin", b"somewhere")
    except OSError:
        attributes = {}
    else:
        attributes = {"user.origin": b"somewhere"}
    subprocess.run([sys.executable, "-m", "unionclean", "fix", "-i", str(path)], check=True)
    state = path.stat()
    assert path.read_text("utf-8") == "工会工作要做好，服务职工。\n"
    assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (1234, 2345, 0o640)
    assert {name: os.getxattr(path, name) for name in os.listxattr(path)} == attributes


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("工 会 工 作 要 做 好，服 务 职 工。\n", "utf-8")
    _, seen = read_file(str(path))
    assert is_same(str(path), seen)
    path.write_text("别的文字。\n", "utf-8")
    assert not is_same(str(path), seen)
    path.unlink()
    assert not is_same(str(path), seen)
