"""A run that is stopped leaves whole outputs and nothing else, and the next run completes it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from unionclean.cli import group

PAGE = "工 会 工 作 要 做 好,服 务 职 工,\n做 好 工 作?没 有 问 题。\n" * 60
CLEAN_PAGE_START = "工会工作要做好，服务职工"
COMMAND = [sys.executable, "-m", "unionclean"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signals") / "corpus"
    for number in range(600):
        path = folder / f"{number % 10}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE + str(number), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("number", "code", "jobs"),
    [
        (signal.SIGINT, 130, "1"),
        (signal.SIGINT, 130, "2"),
        (signal.SIGTERM, 143, "2"),
        (signal.SIGKILL, -9, "2"),
    ],
)
def test_a_stopped_run(corpus: Path, tmp_path: Path, number: int, code: int, jobs: str) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*COMMAND, "fix", str(corpus), "-o", str(out), "-j", jobs],
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Tests in the background of a shell inherit that SIGINT is ignored; a user's run does not.
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no other thread runs here
    )
    deadline = time.monotonic() + 60
    while not list(out.glob("*/*.txt")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    if number == signal.SIGINT:  # a terminal sends it to the whole group
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    error = process.communicate(timeout=60)[1].decode()
    assert process.returncode == code
    assert "Traceback" not in error
    _wait_until_group_is_gone(process.pid)
    written = [path for path in out.rglob("*") if path.is_file()]
    assert 0 < len(written) < 600, "the run was over before the signal came"
    assert [path.name for path in written if path.suffix != ".txt"] == []
    for path in written:
        assert path.read_text("utf-8").startswith(CLEAN_PAGE_START)
        assert path.read_text("utf-8").rstrip("\n").endswith(str(int(path.stem)))


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_until_group_is_gone(group: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not [pid for pid in _living() if _group(pid) == group]:
            return
        time.sleep(0.02)
    pytest.fail("a process of the run lives on")


def _living() -> list[int]:
    pids = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":  # ended, and only waits for init to notice
                    pids.append(int(entry.name))
    return pids


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except OSError:
        return -1


def test_a_closed_pipe_is_quiet(corpus: Path) -> None:
    for arguments in (["check", "-f", "concise", str(corpus / "0"), "-j", "1"],):
        process = subprocess.Popen(
            [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 128 + signal.SIGPIPE


def test_a_large_text_into_a_closed_pipe(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text("没有损坏的文字，很长很长。\n" * 40_000, "utf-8")
    for unbuffered in ("", "1"):
        process = subprocess.Popen(
            [*COMMAND, "fix", str(path), "-q"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )
        assert process.stdout
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 128 + signal.SIGPIPE


def _fix_redirected(
    folder: Path, redirection: str, call: str = "fix a.txt"
) -> subprocess.CompletedProcess[str]:
    (folder / "a.txt").write_text("没有损坏的文字。\n", "utf-8")
    command = f"'{sys.executable}' -m unionclean {call} {redirection}"
    return subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("call", "redirection"),
    [
        ("fix a.txt", ">/dev/full"),
        ("fix a.txt", ">&-"),
        ("steps", ">/dev/full"),
        ("--help", ">/dev/full"),
        ("--version", ">/dev/full"),
    ],
)
def test_a_lost_result_is_an_error(tmp_path: Path, call: str, redirection: str) -> None:
    result = _fix_redirected(tmp_path, redirection, call)
    assert result.returncode == 3
    assert "standard output" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_nobody_hears_the_summary(tmp_path: Path, redirection: str) -> None:
    result = _fix_redirected(tmp_path, redirection)
    assert (result.returncode, result.stdout) == (0, "没有损坏的文字。\n")


def test_help_into_a_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [*COMMAND, "--help"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (result.returncode, result.stderr) == (128 + signal.SIGPIPE, b"")


def test_a_removed_working_folder_is_a_sentence(tmp_path: Path) -> None:
    call = f"mkdir x && cd x && rmdir ../x && '{sys.executable}' -m unionclean check ."
    result = subprocess.run(
        call, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.startswith("unionclean: The working folder was removed;")


def test_a_bug_is_no_damage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr(group.unionclean, "main", fail)
    assert group.run(["check", "a.txt"]) == 3
    told = capsys.readouterr().err
    assert "LookupError: a bug" in told
    assert told.endswith("report it with the lines above, please\n")


def test_jobs_change_nothing(corpus: Path, tmp_path: Path) -> None:
    """Outputs, report and summary are the same for any number of processes."""
    results = []
    for jobs in ("1", "2", "5"):
        out, report = tmp_path / jobs / "out", tmp_path / jobs / "report.jsonl"
        report.parent.mkdir()
        result = subprocess.run(
            [*COMMAND, "fix", str(corpus / "0"), "-o", "out", "--report", "report.jsonl",
             "-j", jobs, "--only", "punctuation"],
            cwd=tmp_path / jobs, capture_output=True, text=True, check=True,
        )  # fmt: skip
        texts = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.txt")}
        lines = [line.split('"seconds"')[0] for line in report.read_text("utf-8").splitlines()]
        results.append((texts, lines, result.stderr.rsplit("; ", 1)[0]))
    assert len(results[0][0]) == len(results[0][1]) == 60
    assert results[0] == results[1] == results[2]
