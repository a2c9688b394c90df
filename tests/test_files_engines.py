"""The pool: same answers in the same order as one process, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from unionclean import engines
from unionclean.engines import Work, run_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class _Task:
    number: int
    size: int = 10
    marker: str = ""  # a file: the worker dies when it can create it, so once
    deadly: bool = False


def _run(task: _Task) -> int:
    if task.deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    if task.marker:
        try:
            os.close(os.open(task.marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return task.number
        os.kill(os.getpid(), signal.SIGKILL)
    return task.number


def _crashed(task: _Task) -> int:
    return -task.number


def _folders(_tasks: Iterable[_Task]) -> set[str]:
    return set()


WORK = Work(_run, _crashed, _folders, 8)


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "POOL_START", 0)
    monkeypatch.setattr(engines, "SEGMENT", 40)
    monkeypatch.setattr("unionclean.engines.pool.SEGMENT", 40)


def test_answers_come_in_order_for_any_number_of_workers() -> None:
    tasks = [_Task(number, size=number * 7919 % 300_000) for number in range(1, 101)]
    seen: list[tuple[int, int]] = []
    for workers in (1, 3):
        answers = list(run_tasks(WORK, tasks, workers, lambda *now: seen.append(now)))
        assert answers == list(range(1, 101))
        assert seen[-1] == (100, 100)


def test_a_small_job_starts_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "POOL_START", 1)
    pid = os.getpid()
    work = Work(_pid, _crashed, _folders)
    assert set(run_tasks(work, [_Task(1), _Task(2)], 4)) == {pid}


def test_slow_tasks_start_a_pool_in_the_midst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "POOL_START", 0.05)
    seen: list[tuple[int, int]] = []
    work = Work(_slow_pid, _crashed, _folders)
    tasks = [_Task(number, size=10_000) for number in range(40)]
    pids = list(run_tasks(work, tasks, 2, lambda *now: seen.append(now)))
    assert pids[0] == os.getpid()
    assert pids[-1] != os.getpid()
    assert seen == [(number + 1, 40) for number in range(40)]


def _slow_pid(task: _Task) -> int:
    time.sleep(0.1 if task.number < 4 else 0)
    return os.getpid()


def _pid(_task: _Task) -> int:
    return os.getpid()


def test_only_the_task_that_kills_its_worker_fails() -> None:
    tasks = [_Task(number, deadly=number == 17) for number in range(1, 61)]
    expected = [-number if number == 17 else number for number in range(1, 61)]
    assert list(run_tasks(WORK, tasks, 2)) == expected


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    tasks = [
        _Task(number, marker=str(tmp_path / "marker") if number == 17 else "")
        for number in range(1, 61)
    ]
    assert list(run_tasks(WORK, tasks, 2)) == list(range(1, 61))


def test_workers_end_when_nobody_wants_more_answers() -> None:
    import multiprocessing

    running = run_tasks(WORK, [_Task(number) for number in range(60)], 2)
    assert next(running) == 0
    running.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []
