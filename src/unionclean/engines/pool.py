"""A pool of processes that survives the death of its workers and leaves nothing behind.

Workers are spawned, not forked: the same on every system, and no thread of the parent is copied
in the middle of something.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Generic

from unionclean.engines import SEGMENT, Answer, Task, Work
from unionclean.files.write import join_run, remove_live, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

CHUNK_BYTES = 1 << 20  # a chunk of small files ends here, so that progress and Ctrl-C stay prompt
WINDOW = 4  # chunks per worker that are under way: the workers never wait, memory stays flat


def run_in_pool(
    work: Work[Task, Answer],
    first: list[Task],
    rest: Iterator[Task],
    workers: int,
    tick: Callable[[int, int], None],
) -> Iterator[Answer]:
    """Yield the answers for the tasks ``first`` and then ``rest``, in order."""
    pool = _Pool(work, workers)
    done = 0
    segment = first
    try:
        while segment:
            known = done + len(segment)
            answers: list[Answer | None] = [None] * len(segment)
            ready = [False] * len(segment)
            position = 0
            for index, answer in pool.run(segment):
                answers[index], ready[index] = answer, True
                done += 1
                tick(done, known)
                while position < len(segment) and ready[position]:
                    kept = answers[position]
                    answers[position] = None
                    position += 1
                    yield kept  # type: ignore[misc]  # ready: it is an Answer, be it None
            segment = list(islice(rest, SEGMENT))
    finally:
        pool.close()


class _Pool(Generic[Task, Answer]):
    """Runs one segment after the other, with the same workers as long as they live."""

    def __init__(self, work: Work[Task, Answer], workers: int) -> None:
        self._work = work
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._under_way: dict[Future[list[Answer]], list[int]] = {}
        self._segment: Sequence[Task] = ()

    def run(self, segment: Sequence[Task]) -> Iterator[tuple[int, Answer]]:
        """Yield each index of ``segment`` with its answer, as they are finished."""
        self._segment = segment
        chunks = deque(self._cut(segment))
        while chunks or self._under_way:
            while chunks and len(self._under_way) < WINDOW * self._workers:
                if not self._submit(chunks[0]):
                    break
                chunks.popleft()
            if not self._under_way:  # the pool broke between two chunks
                continue
            finished, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            suspects: list[int] = []
            for future in finished:
                indexes = self._under_way.pop(future)
                try:
                    yield from zip(indexes, future.result(), strict=True)
                except BrokenProcessPool:
                    suspects += indexes
            if suspects:
                yield from self._retry(suspects)

    def _cut(self, segment: Sequence[Task]) -> Iterator[list[int]]:
        """Yield the indexes of the segment in chunks, the largest tasks first."""
        chunk: list[int] = []
        size = 0
        for index in sorted(range(len(segment)), key=lambda index: -segment[index].size):
            if chunk and (
                len(chunk) == self._work.chunk or size + segment[index].size > CHUNK_BYTES
            ):
                yield chunk
                chunk, size = [], 0
            chunk.append(index)
            size += segment[index].size
        if chunk:
            yield chunk

    def _submit(self, indexes: list[int]) -> bool:
        """Hand a chunk to the workers; tell whether they took it."""
        if self._executor is None:
            self._executor = _start(self._workers)
        tasks = [self._segment[index] for index in indexes]
        try:
            with _undisturbed():
                future = self._executor.submit(_run_chunk, self._work.run, tasks)
        except BrokenProcessPool:  # noticed when the next answer is waited for
            if not self._under_way:
                self._discard()
            return False
        self._under_way[future] = indexes
        return True

    def _retry(self, suspects: list[int]) -> Iterator[tuple[int, Answer]]:
        """Yield the answers of a broken pool's tasks, one by one, so that only the culprit fails.

        When one worker dies the whole pool is lost, with all that was under way.
        """
        wait(self._under_way)  # they all end at once, most with the same error
        for future, indexes in self._under_way.items():
            if future.exception() is None:
                yield from zip(indexes, future.result(), strict=True)
            else:
                suspects += indexes
        self._under_way.clear()
        self._discard()
        self._sweep(suspects)
        alone: ProcessPoolExecutor | None = None
        try:
            for index in sorted(suspects):
                task = self._segment[index]
                alone = alone or _start(1)
                try:
                    with _undisturbed():
                        future = alone.submit(_run_chunk, self._work.run, [task])
                    answer = future.result()[0]
                except BrokenProcessPool:
                    alone.shutdown()
                    alone = None
                    self._sweep([index])
                    answer = self._work.crashed(task)
                yield index, answer
        finally:
            if alone:
                _stop(alone)

    def _discard(self) -> None:
        if self._executor:
            self._executor.shutdown()
            self._executor = None

    def _sweep(self, indexes: Sequence[int]) -> None:
        sweep(self._work.folders(self._segment[index] for index in indexes))

    def close(self) -> None:
        """End the workers: at once when something is still under way, else in peace."""
        if self._executor is None:
            return
        under_way = [index for indexes in self._under_way.values() for index in indexes]
        if under_way:
            _stop(self._executor)
            self._sweep(under_way)
        else:
            self._executor.shutdown()


def _start(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(os.getpid(), gc.get_threshold()),
    )


def _stop(executor: ProcessPoolExecutor) -> None:
    """End the workers now; what they were writing is removed by themselves."""
    with _undisturbed():
        executor.shutdown(wait=False, cancel_futures=True)
        children = multiprocessing.active_children()
        for child in children:
            child.terminate()
        for child in children:
            child.join(1)
            if child.is_alive():  # deep in a C function, where no signal handler runs
                child.kill()
                child.join()
            # The executor's own thread waits for the same child. When it is the one that reaps it,
            # a join here returns before the exit code has been noted.
            while child.exitcode is None:
                time.sleep(0.001)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back for a moment what would stop the run; workers started meanwhile begin so, too.

    The parent alone decides what an interrupt means. A worker that got it before its own set-up
    would print a traceback, and so would one whose parent left while it was handing over the work.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Starting it later would let all signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_STOPPING = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def _begin_worker(leader: int, collecting: tuple[int, int, int]) -> None:
    """Prepare a worker: it collects garbage as its leader does, dies with it, and quietly."""
    gc.set_threshold(*collecting)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_worker)
    join_run(leader)
    if os.name == "posix":
        with contextlib.suppress(OSError, AttributeError):
            import ctypes

            pr_set_pdeathsig = 1  # <sys/prctl.h>; Linux only, elsewhere the call does not exist
            ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING - {signal.SIGINT})
        if os.getppid() != leader:  # it died before we asked to be told
            os._exit(143)


def _end_worker(_signal: int, _frame: FrameType | None) -> None:
    # Raising would not do: the executor catches everything and goes on.
    remove_live()
    os._exit(143)


def _run_chunk(run: Callable[[Task], Answer], tasks: list[Task]) -> list[Answer]:
    return [run(task) for task in tasks]
