"""Where the work is done: in this process, or in a pool of processes on this machine.

An engine maps a function over tasks and yields the results in the order of the tasks, whatever
the number of workers. It knows nothing of what the tasks are, so a command may run two passes.
"""

from __future__ import annotations

from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Sized(Protocol):
    """A task that knows about how many bytes it stands for."""

    @property
    def size(self) -> int:
        """Bytes of the input."""


Task = TypeVar("Task", bound=Sized)
Answer = TypeVar("Answer")


class Work(NamedTuple, Generic[Task, Answer]):
    """What is to be done with each task.

    Attributes:
        run: does one task and never raises; a module-level function, since it is sent to workers.
        crashed: gives the answer for a task that killed its worker.
        folders: gives the folders in which tasks write, for cleaning up after a killed worker.
        chunk: most tasks sent to a worker at once. Dispatch costs 270 us for a task alone and
            10 us in chunks of 64; 1 loses the fewest answers when a worker is killed.

    """

    run: Callable[[Task], Answer]
    crashed: Callable[[Task], Answer]
    folders: Callable[[Iterable[Task]], set[str]]
    chunk: int = 64


# Tasks looked at together: within a segment the largest goes first, so that no worker ends the run
# alone with it. Bounded, so that a folder of millions of files does not fill the memory.
SEGMENT = 8192

# Seconds of work that a pool must save: its processes start and load their tables in about as many
# (bench/results/cli.md).
POOL_START = 1.0

# What the first task is taken to cost, 10 MB/s, is soon outweighed by what is measured.
_ASSUMED_BYTES = 1_000_000
_ASSUMED_SECONDS = 0.1


def run_tasks(
    work: Work[Task, Answer],
    tasks: Iterable[Task],
    workers: int,
    tick: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Answer]:
    """Yield the answer of each task, in order.

    Tasks are done in this process until their speed shows that a pool of ``workers`` processes
    saves more than its start costs. ``tick(done, known)`` is called whenever tasks were finished,
    with the number done and the number known so far.
    """
    rest = iter(tasks)
    done, seconds, size = 0, _ASSUMED_SECONDS, _ASSUMED_BYTES
    while segment := list(islice(rest, SEGMENT)):
        known = done + len(segment)
        left = sum(task.size for task in segment)
        for at, task in enumerate(segment):
            saved = left * seconds / size * (1 - 1 / workers)
            if workers > 1 and at + 1 < len(segment) and saved >= POOL_START:
                from unionclean.engines.pool import run_in_pool

                yield from run_in_pool(work, segment[at:], rest, workers, _after(done, tick))
                return
            begun = perf_counter()
            answer = work.run(task)
            seconds += perf_counter() - begun
            size += task.size
            left -= task.size
            done += 1
            tick(done, known)
            yield answer


def _after(done: int, tick: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Return ``tick`` for the tasks behind the first ``done`` ones."""
    return lambda number, known: tick(done + number, done + known)


def count_processors() -> int:
    """Return how many processors this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
